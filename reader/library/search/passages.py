"""Passages that a query asks for by a pattern, or by words that are near each other in a line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from typing import Final, Protocol

from reader.library.search.query import Clause, Literal, QueryField
from reader.library.search.syntax.line_pattern import line_pattern
from reader.library.search.term import line_finder
from reader.text.search_pattern import Span
from reader.text.unicode.scripts import HAN, KANA

_WORD: Final = re.compile(rf"[{HAN}{KANA}]|[^\W_{HAN}{KANA}]+")


class SpanFinder(Protocol):
    """What finds in a text, in order and without overlap."""

    def search(self, text: str, start: int = 0, /) -> Span | None: ...
    def finditer(self, text: str, start: int = 0, /) -> Iterator[Span]: ...


def spans_of(literal: Literal, text: str) -> Iterator[Span]:
    """Where in a text a REGEX or NEAR holds: matches, or the words that are near each other."""
    if literal.field is QueryField.NEAR:
        return near_spans(literal.parts, literal.distance, text)
    return line_pattern(literal.value).spans(text)


def near_spans(parts: Sequence[str], distance: int, text: str) -> Iterator[Span]:
    """The terms of each line that has all of them with `distance` words between at most.

    A word is a Han character or kana, or a run of letters and digits. In any order; those between
    the first and the last count too.
    """
    finders = [line_finder((part,)) for part in parts]
    start = 0
    while first := finders[0].search(text, start):
        begin = text.rfind("\n", 0, first[0]) + 1
        end = text.find("\n", first[1] - 1)
        end = len(text) if end < 0 else end
        line = text[begin:end]
        yield from ((a + begin, b + begin) for a, b in _near_in(finders, distance, line))
        start = end + 1
        if start > len(text):
            return


def _near_in(finders: Sequence[SpanFinder], distance: int, line: str) -> list[Span]:
    places: list[tuple[int, int, int]] = []
    for number, finder in enumerate(finders):
        own = [(*span, number) for span in finder.finditer(line)]
        if not own:
            return []
        places += own
    words = [found.start() for found in _WORD.finditer(line)]
    last: dict[int, Span] = {}
    near: set[Span] = set()
    for start, end, number in sorted(places):
        last[number] = (start, end)
        if len(last) == len(finders):
            first_end = min(last.values())[1]
            if bisect_left(words, start) - bisect_left(words, first_end) <= distance:
                near.update(last.values())
    return sorted(near)


class PassageFinder:
    """Finds what a finder of terms does, and passages; the leftmost first, there the longest."""

    def __init__(self, terms: SpanFinder, passages: Clause) -> None:
        self._terms = terms
        self._passages = passages
        self._last: tuple[str, list[Span]] = ("", [])
        """The spans of passages in the text that was asked for last."""

    def search(self, text: str, start: int = 0, /) -> Span | None:
        return next(self.finditer(text, start), None)

    def finditer(self, text: str, start: int = 0, /) -> Iterator[Span]:
        terms = self._terms.finditer(text, start)
        passages = (span for span in self._spans(text) if span[0] >= start)
        return without_overlap(merge(terms, passages, key=_leftmost))

    def _spans(self, text: str) -> list[Span]:
        if self._last[0] is not text:
            spans = {span for each in self._passages for span in spans_of(each, text)}
            self._last = (text, sorted(spans, key=_leftmost))
        return self._last[1]


def finder_of(terms: SpanFinder, passages: Clause) -> SpanFinder:
    """What finds both, in index text, or in a block with spaces for its newlines."""
    return PassageFinder(terms, passages) if passages else terms


def slow_patterns(literals: Iterable[Literal]) -> list[str]:
    """What is to be said of patterns for which some texts were left out."""
    slow = (each for each in literals if each.field is QueryField.REGEX)
    return [
        f"Pattern is too slow for some articles, which are left out: {each.value}"
        for each in slow
        if line_pattern(each.value).slow
    ]


def without_overlap(spans: Iterable[Span]) -> Iterator[Span]:
    """Those of sorted spans that begin where none before goes on."""
    reached = 0
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end


def _leftmost(span: Span) -> tuple[int, int]:
    return span[0], -span[1]
