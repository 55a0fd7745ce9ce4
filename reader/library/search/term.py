"""A term of a query made ready to be looked for, in memory, in the index and in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache, cached_property, lru_cache

from reader.library.search.fts_query import TokenLookup, lookup
from reader.library.store.tokens import ALPHABETIC, FREQUENT
from reader.text.fold import expand
from reader.text.pinyin.query import Matcher, compile_strong
from reader.text.pinyin.query import compile_query as compile_spelling
from reader.text.search_pattern import (
    BLANK,
    FormFinder,
    SearchWords,
    expanded_forms,
    last_in_form,
    needs_expansion,
)

_MAY_SPELL = re.compile(r"(?:[^\W_]|['’])+")
_BEGINS = "(?<![0-9A-Za-z](?s:.){{{}}})"
"""A pattern: no ASCII letter or digit stands before the last so many characters."""
_NOTHING = re.compile(r"(?!)")
_KEPT = 64
"""Terms."""


class Tier(IntEnum):
    """Where an article has all that was asked for; the lower tier comes first.

    What is written comes before what is spelled in pinyin, and each tier allows all that those
    before it allow.
    """

    TITLE_PHRASE = 0
    """The title has the words in a row, as they were typed."""
    TITLE = 1
    SPELLED_TITLE = 2
    """A title spells them, and more than a Latin word spells by chance: see `compile_strong`."""
    LABEL = 3
    """Author, source or tags are needed, or only filters such as `date:` were given."""
    SPELLED_LABEL = 4
    PHRASE = 5
    """The text has the words in a row, as far as texts are read for that."""
    FREQUENT = 6
    """The text is needed, and has the terms that title and labels lack at 4 places or more."""
    TEXT = 7
    WEAKLY_SPELLED = 8
    """A title or a label is needed that spells a term, and that may be by chance."""


class TermFinder:
    """Finds a pattern, but what begins with a letter or digit only where a word begins.

    Half of that is in the pattern (`_BEGINS`). To have all of it there takes milliseconds each
    time that one is compiled, for the sets of scripts are large.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def search(self, text: str, start: int = 0, /) -> re.Match[str] | None:
        found = self._pattern.search(text, start)
        while found and _is_within_word(text, found.start()):
            found = self._pattern.search(text, found.start() + 1)
        return found

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Matches in order, without overlap."""
        place: int | None = start
        while place is not None:
            matches, place = self._pattern.finditer(text, place), None
            for found in matches:
                if _is_within_word(text, found.start()):
                    place = found.start() + 1
                    break
                yield found

    def starts(self, text: str, most: int) -> int:
        """How many there are, overlapping ones too, up to `most`."""
        count, place = 0, 0
        while count < most and (found := self.search(text, place)):
            count += 1
            place = found.start() + 1
        return count


class Term:
    """A word or a phrase, with a visible character at least. What finds it is made when needed."""

    def __init__(self, value: str) -> None:
        self.value = value
        self._words = SearchWords(value)
        self._begins = _begins(self._words)
        self.begins_word = bool(self._begins)
        self.is_visible = bool(self._words.first)
        """Whether there is anything to be found."""

    @cached_property
    def plain(self) -> TermFinder:
        """Finds it within a line where it stands as typed; a quarter of the time of `written`."""
        return TermFinder(re.compile(self._words.plain_source(BLANK, self._begins)))

    @cached_property
    def written(self) -> TermFinder:
        """Finds it within a line of NFC text where no character expands."""
        return TermFinder(re.compile(self._words.source(BLANK, self._begins)))

    @cached_property
    def folded(self) -> TermFinder:
        """Finds it within a line of expanded text, and in search forms."""
        return TermFinder(re.compile(self._words.form_source(BLANK, self._begins)))

    @cached_property
    def lookup(self) -> TokenLookup:
        return lookup(self.value)

    def frequency(self, text: str) -> int:
        """The places where it begins in `text`, up to `FREQUENT`, overlapping ones too."""
        if self.plain.starts(text, FREQUENT) >= FREQUENT:
            return FREQUENT
        count = self.written.starts(text, FREQUENT)
        if count < FREQUENT and needs_expansion(text, self._words.characters):
            # Hits where nothing expands are among those of the form.
            return self.folded.starts(expand(text), FREQUENT)
        return count

    def occurs(self, text: str) -> bool:
        """Whether it is in NFC text."""
        if self.plain.search(text) or self.written.search(text):
            return True
        forms = expanded_forms(text, self._words.characters)
        return any(self.folded.search(form) for form in forms)


@lru_cache(_KEPT)
def compile_term(value: str) -> Term:
    """Kept a while: a search goes on with the terms it began with, the next has most of them."""
    return Term(value)


def line_finder(values: Iterable[str]) -> FormFinder:
    """Finds terms within lines of NFC text, without overlap: the leftmost, there the longest."""
    return _finder(longest_first(values), BLANK, lines=True)


def block_finder(values: Iterable[str]) -> FormFinder:
    """Finds terms as `line_finder` does, in the text of one block, where a newline is a space."""
    return _finder(longest_first(values), r"\s", lines=False)


def longest_first(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, for the longest of several to be found at a place."""
    return tuple(sorted(dict.fromkeys(values), key=lambda value: (-len(value), value)))


@lru_cache(_KEPT)
def _finder(values: tuple[str, ...], blank: str, *, lines: bool) -> FormFinder:
    words = [each for each in map(SearchWords, values) if each.first]
    if not words:
        return FormFinder(_NOTHING, _NOTHING, ())
    written = "|".join(each.source(blank, _begins(each)) for each in words)
    formed = "|".join(each.form_source(blank, _begins(each)) for each in words)
    characters = frozenset[str]().union(*(each.characters for each in words))
    return FormFinder(
        TermFinder(re.compile(written)), TermFinder(re.compile(formed)), characters, lines=lines
    )


def _begins(words: SearchWords) -> str:
    """The template of a pattern: Han, kana, Hangul, Thai and signs match anywhere."""
    return _BEGINS if words.first and is_alphabetic(words.first) else ""


@cache
def is_alphabetic(character: str) -> bool:
    return re.match(ALPHABETIC, character) is not None


def _is_within_word(text: str, place: int) -> bool:
    """Whether a word goes on there, where the character before is none that `_BEGINS` knows."""
    if place == 0 or text[place - 1].isascii():
        return False
    before = last_in_form(text, place)
    return bool(before) and is_alphabetic(text[place]) and is_alphabetic(before)


def spelling_of(value: str) -> Matcher | None:
    """A matcher of pinyin; None if the value cannot be pinyin: phrases and `c++` are literal."""
    return compile_spelling(value) if _MAY_SPELL.fullmatch(value) else None


def strong_spelling_of(value: str) -> Matcher | None:
    """Finds that part of what `spelling_of` finds which is not by chance; None if there is none."""
    return compile_strong(value) if _MAY_SPELL.fullmatch(value) else None
