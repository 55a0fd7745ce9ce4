"""Finding in NFC text as it was written wherever search forms are equal, at exact places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple, Protocol

from reader.text.fold import (
    VOICEABLE,
    alike,
    expand,
    expanding,
    fold,
    is_script_change,
    part_words,
    search_form,
)
from reader.text.unicode.scripts import is_cjk

BLANK = r"[^\S\n]"
"""A pattern: white space within a line."""
_HALF_WIDTH_KANA = re.compile("[ｦ-ﾟ]+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_NOTHING = r"(?!)"
_MOST = 256
"""Characters that expand whose part in a query is asked for, before the text is expanded."""
_PIECE = 1 << 14
"""Characters of a long text that are looked at together, at least."""
_LONGEST = 1 << 19
_SHARED = 1 << 12
"""Characters that two pieces of a very long line share: no hit is longer."""

Span = tuple[int, int]
"""Start and end (exclusive) in a text."""


class Finder(Protocol):
    """`re.Pattern`, or what finds as it does."""

    def search(self, text: str, start: int = 0, /) -> re.Match[str] | None: ...

    def finditer(self, text: str, start: int = 0, /) -> Iterator[re.Match[str]]: ...


class _Run(NamedTuple):
    """A part of a query without white space in it, and how often that stands before it."""

    quantifier: str
    text: str


class SearchWords:
    """A query in words, and where there may be spaces between and within them."""

    def __init__(self, query: str) -> None:
        words = usual_width(query).split()
        between = [_quantifier(one, other) for one, other in pairwise(words)]
        self._written = list(_runs(words, between))
        self._forms = list(_runs([_form_of(word) for word in words], between))

    @property
    def first(self) -> str:
        """The first character of the search form; empty if nothing is visible."""
        return self._forms[0].text[0] if self._forms else ""

    @cached_property
    def characters(self) -> frozenset[str]:
        """Those of the search form, and white space if any may stand in it."""
        blank = " \n\t" if len(self._forms) > 1 else ""
        return frozenset(blank + "".join(run.text for run in self._forms))

    @property
    def single(self) -> str:
        """The search form of a query within which no space may stand; empty of others."""
        return self._forms[0].text if len(self._forms) == 1 else ""

    def source(self, blank: str, begins: str = "") -> str:
        """A pattern for NFC text: finds it where no character expands.

        `blank` is a pattern of one white space, `begins` one that must match behind the first
        so many characters, to be put in its `{}`.
        """
        if not self._forms:
            return _NOTHING
        first, *others = self._forms
        start = _class(first.text[0]) + begins.format(1) + "".join(map(_class, first.text[1:]))
        return start + "".join(
            f"{blank}{run.quantifier}{''.join(map(_class, run.text))}" for run in others
        )

    def form_source(self, blank: str, begins: str = "") -> str:
        """A pattern for expanded text, and for search forms."""
        return _literal(self._forms, blank, begins)

    def plain_source(self, blank: str, begins: str = "") -> str:
        """A pattern for NFC text that finds it as it was typed only, in a quarter of the time."""
        return _literal(self._written, blank, begins)


class Expanded:
    """An NFC text expanded, and the place in the text of each part of that."""

    def __init__(self, text: str) -> None:
        self.form = expand(text)
        self._text = text
        self._starts: list[int] = []
        self._ends = [0]
        self._form_starts: list[int] = []
        self._form_ends = [0]
        shift = 0
        for found in _expanding_parts().finditer(text):
            start, end = found.span()
            self._starts.append(start)
            self._ends.append(end)
            self._form_starts.append(start + shift)
            self._form_ends.append(start + shift + len(expand(found[0])))
            shift = self._form_ends[-1] - end

    def span(self, start: int, end: int) -> Span:
        """Of the characters that have a part in `form[start:end]`, and their marks."""
        last = self._characters(end - 1)[1]
        while last < len(self._text) and _is_ignored_mark(self._text[last]):
            last += 1
        return self._characters(start)[0], last

    def _characters(self, place: int) -> Span:
        """What a character of the form stands for."""
        before = bisect_right(self._form_ends, place) - 1
        if before < len(self._starts) and self._form_starts[before] <= place:
            return self._starts[before], self._ends[before + 1]
        start = self._ends[before] + place - self._form_ends[before]
        return start, start + 1


def needs_expansion(text: str, characters: Container[str]) -> bool:
    """Whether an NFC text must be expanded for a query with these characters in its form.

    Not if nothing in it expands: each character is one in both then. Nor for what expands to other
    characters, or is ignored behind others: emoji with a selector.
    """
    if text.isascii():
        return False
    for count, found in enumerate(expanding().finditer(text)):
        part, place = found[0], found.start()
        form = expand(part) or fold(text[place - 1 : place])
        if part in VOICEABLE or count >= _MOST or any(each in characters for each in form):
            return True
    return False


def expanded_forms(text: str, characters: Container[str]) -> Iterator[str]:
    """Those parts of a text expanded that need it, each behind the character before it."""
    for base, piece in _pieces(text, 0, lines=True):
        if needs_expansion(piece, characters):
            yield expand(text[max(base - 1, 0) : base + len(piece)])


def _pieces(text: str, start: int, *, lines: bool) -> Iterator[tuple[int, str]]:
    """Some lines each, as far as they end; very long ones in pieces that share characters."""
    while len(text) - start > _PIECE:
        end = text.find("\n", start + _PIECE, start + _LONGEST) + 1 if lines else 0
        if end > 0:
            yield start, text[start:end]
            start = end
        elif len(text) - start > _LONGEST:
            yield start, text[start : start + _LONGEST]
            start += _LONGEST - _SHARED
        else:
            break
    yield start, text[start:] if start else text


@cache
def _expanding_parts() -> re.Pattern[str]:
    return re.compile(f"[{''.join(VOICEABLE)}][ﾞﾟ]|{expanding().pattern}")


class FormFinder:
    """Finds by two patterns: one for text that is as it is, one for what other text expands to."""

    def __init__(
        self, plain: Finder, form: Finder, characters: Container[str], *, lines: bool = False
    ) -> None:
        """`characters` are those of the search form.

        With `lines` nothing is found across two lines, and a long text is not read whole.
        """
        self._plain = plain
        self._form = form
        self._characters = characters
        self._lines = lines

    def finditer(self, text: str, start: int = 0) -> Iterator[Span]:
        """In order, without overlap. `start` must not be within a hit or a word."""
        reached = start
        for base, piece in _pieces(text, start, lines=self._lines):
            for first, last in self._within(piece):
                is_cut_word = first == 0 and base > start and text[base - 1] != "\n"
                if base + first >= reached and not is_cut_word:
                    reached = base + last
                    yield base + first, reached

    def search(self, text: str, start: int = 0) -> Span | None:
        return next(self.finditer(text, start), None)

    def _within(self, piece: str) -> Iterator[Span]:
        if not needs_expansion(piece, self._characters):
            return (found.span() for found in self._plain.finditer(piece))
        known = Expanded(piece)
        return (known.span(*found.span()) for found in self._form.finditer(known.form))


def query_finder(query: str) -> FormFinder:
    """Finds a query anywhere in a block of text, where a newline is a space.

    White space in the query stands for any run of it, between wide characters also for none. A
    query without a visible character matches nothing. Never raises.
    """
    words = SearchWords(query)
    return FormFinder(
        re.compile(words.source(r"\s")), re.compile(words.form_source(r"\s")), words.characters
    )


def word_forms(query: str) -> list[str]:
    """The search forms of a query's words, for search forms that must have each of them."""
    return [search_form(word).strip() for word in usual_width(query).split()]


def last_in_form(text: str, end: int) -> str:
    """The last character of what NFC text expands to before `end`; empty if there is none."""
    while end > 0:
        if form := expand(text[end - 1]):
            return form[-1]
        end -= 1
    return ""


def usual_width(query: str) -> str:
    """NFC, letters and digits narrow, kana wide, words apart, without what is ignored."""
    narrow = unicodedata.normalize("NFC", query).translate(_NARROW)
    wide = _HALF_WIDTH_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), narrow)
    if wide.isascii():
        return wide
    return part_words("".join(each for each in wide if expand(each)))


def _form_of(word: str) -> str:
    """What a word expands to, without what parts it from others."""
    return expand(word).strip()


def _quantifier(one: str, other: str) -> str:
    """How often white space stands between two words."""
    is_loose = is_cjk(one[-1]) and is_cjk(other[0])
    return "*" if is_loose or is_script_change(_form_of(one)[-1], _form_of(other)[0]) else "+"


def _runs(words: Iterable[str], between: Iterable[str]) -> Iterator[_Run]:
    for word, quantifier in zip(words, ("", *between), strict=False):
        folded, start = fold(word), 0
        for end in range(1, len(word) + 1):
            if end == len(word) or is_script_change(folded[end - 1], folded[end]):
                yield _Run("*" if start else quantifier, word[start:end])
                start = end


def _literal(runs: list[_Run], blank: str, begins: str) -> str:
    if not runs:
        return _NOTHING
    first, *others = runs
    # Behind the run, so that the engine has one to look for.
    start = re.escape(first.text) + begins.format(len(first.text))
    return start + "".join(f"{blank}{run.quantifier}{re.escape(run.text)}" for run in others)


def _class(character: str) -> str:
    """A pattern of those that fold to a character and stand for it alone."""
    members = [each for each in alike(character) if each not in VOICEABLE]
    if len(members) == 1:
        return re.escape(members[0])
    return f"[{''.join(map(re.escape, members))}]"


@cache
def _is_ignored_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn" and not expand(character)
