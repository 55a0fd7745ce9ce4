"""A term of a query made ready to be looked for, in memory, in the index and in texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from reader.library.search.fts_query import TokenLookup, lookup
from reader.library.store.tokens import ALPHABETIC, FREQUENT
from reader.text.fold import compile_query, fold
from reader.text.pinyin.query import Matcher
from reader.text.pinyin.query import compile_query as compile_spelling
from reader.text.unicode.scripts import is_cjk

_MAY_SPELL = re.compile(r"(?:[^\W_]|['’])+")
_HALF_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_GAP = r"[^\S\n]"
_BEGINS = "(?<![0-9A-Za-z](?s:.){{{}}})"
"""A pattern: no ASCII letter or digit stands before the last so many characters."""
_KEPT = 64
"""Terms."""


class Tier(IntEnum):
    """Where an article has all that was asked for; the lower tier comes first."""

    TITLE = 0
    LABEL = 1
    """Author, source or tags are needed, or only filters such as `date:` were given."""
    FREQUENT = 2
    """The text is needed, and has the terms that title and labels lack at 4 places or more."""
    TEXT = 3


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
        self._words = _narrow(value).split()
        self.begins_word = bool(self._words) and is_alphabetic(self._words[0][0])
        self._looses = [
            is_cjk(one[-1]) and is_cjk(other[0]) for one, other in pairwise(self._words)
        ]

    @cached_property
    def text(self) -> TermFinder:
        """Finds it in NFC text as it was written."""
        return TermFinder(re.compile(source_of(self.value)))

    @cached_property
    def plain(self) -> TermFinder:
        """Finds it where it stands as it was typed; a quarter of the time of `text`."""
        return self._finder(self._words, r"\s")

    @cached_property
    def folded(self) -> TermFinder:
        """Finds it in folded text, within a line."""
        return self._finder([fold(word) for word in self._words], _GAP)

    @cached_property
    def lookup(self) -> TokenLookup:
        return lookup(self.value)

    def frequency(self, text: str) -> int:
        """The places where it begins in `text`, up to `FREQUENT`, overlapping ones too."""
        if self.plain.starts(text, FREQUENT) >= FREQUENT:
            return FREQUENT
        return self.text.starts(text, FREQUENT)

    def occurs(self, text: str) -> bool:
        return bool(self.plain.search(text) or self.text.search(text))

    def _finder(self, words: Sequence[str], gap: str) -> TermFinder:
        """A finder of these words in a row; a loose one also finds them without a gap."""
        if not words:
            return TermFinder(re.compile(r"(?!)"))
        pattern = re.escape(words[0])
        if self.begins_word:  # behind the word, so that the engine has a word to look for
            pattern += _BEGINS.format(len(words[0]))
        for word, loose in zip(words[1:], self._looses, strict=True):
            pattern += gap + ("*" if loose else "+") + re.escape(word)
        return TermFinder(re.compile(pattern))


@lru_cache(_KEPT)
def compile_term(value: str) -> Term:
    """Kept a while: a search goes on with the terms it began with, the next has most of them."""
    return Term(value)


@lru_cache(_KEPT)
def pattern_of(value: str) -> re.Pattern[str]:
    """Finds a term in NFC text: `compile_query`, but a letter or digit begins a word.

    Han, kana, Hangul, Thai and punctuation match anywhere.
    """
    return re.compile(_source(value, f"(?<!{ALPHABETIC}(?s:.))"))


def source_of(value: str) -> str:
    """The pattern of a `TermFinder`, alone or as one of several alternatives."""
    return _source(value, _BEGINS.format(1))


def _source(value: str, begins: str) -> str:
    narrow = _narrow(value)
    pattern = compile_query(narrow).pattern
    head = narrow.lstrip()[:1]
    if not (head and is_alphabetic(head)):
        return pattern
    # After the first character: what a pattern begins with is found without trying the rest.
    first = compile_query(head).pattern
    return f"{first}{begins}{pattern[len(first) :]}"


def _narrow(value: str) -> str:
    """The value in NFC, full-width letters and digits as narrow ones."""
    return unicodedata.normalize("NFC", value).translate(_HALF_WIDTH)


@cache
def is_alphabetic(character: str) -> bool:
    return re.match(ALPHABETIC, character) is not None


def _is_within_word(text: str, place: int) -> bool:
    """Whether a word goes on there, and the character before is none that `_BEGINS` knows."""
    if place == 0 or text[place - 1].isascii():
        return False
    return is_alphabetic(text[place]) and is_alphabetic(text[place - 1])


def spelling_of(value: str) -> Matcher | None:
    """A matcher of pinyin; None if the value cannot be pinyin: phrases and `c++` are literal."""
    return compile_spelling(value) if _MAY_SPELL.fullmatch(value) else None
