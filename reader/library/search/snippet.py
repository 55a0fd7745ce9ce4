"""Places of terms in a text, and the piece of text around the first one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.library.search.passages import finder_of
from reader.library.search.query import Clause
from reader.library.search.term import line_finder, longest_first, spelling_of
from reader.text.grapheme import next_boundary, previous_boundary
from reader.text.pinyin.query import keys
from reader.text.width import cell_width, char_widths

CELLS = 80
_LEAD_CELLS = 24
"""Shown before the first hit, at most, unless the text ends soon after it."""
_ELLIPSIS = "…"
_WORD_CHARACTERS = 12
"""How far a cut moves so as not to fall into a word."""
_REACH = 1_000
_SLACK = 16
"""Characters without width that are looked past; with more, a snippet is shorter."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article's text on one line; `marks` are (start, end) offsets in `text`."""

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()


class Occurrences:
    """Finds terms in NFC text, without overlap: the leftmost first, there the longest."""

    def __init__(self, terms: Iterable[str], phrase: str = "", passages: Clause = ()) -> None:
        """A snippet is around `phrase`, one of the terms, where a text has it."""
        values = longest_first(terms)
        self._finder = finder_of(line_finder(values), passages)
        self._phrase = line_finder([phrase]) if phrase else None
        words = line_finder(value for value in values if value != phrase)
        self._title_finder = finder_of(words, passages)
        self._spellings = [found for term in values if (found := spelling_of(term))]

    def count(self, text: str) -> int:
        return len(self.spans(text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of every occurrence, in order."""
        return list(self._finder.finditer(text))

    def title_marks(self, title: str) -> tuple[tuple[int, int], ...]:
        """(start, end) of each word that is written there, or else spelled in pinyin."""
        marks = list(self._title_finder.finditer(title))
        key = keys(title)
        for matcher in self._spellings:
            spans = matcher.spans(key)
            marks += (span for span in spans if all(not _overlap(span, mark) for mark in marks))
        return tuple(sorted(marks))

    def snippet(self, text: str, cells: int = CELLS) -> Snippet:
        """Around the first occurrence, else the beginning of `text`, at most `cells` wide."""
        return self.snippet_at(text, self.spans(text), cells)

    def snippet_at(
        self, text: str, spans: Sequence[tuple[int, int]], cells: int = CELLS
    ) -> Snippet:
        """The snippet of a text of which the occurrences are known: a long one is read once."""
        at, hit_end = self._first(text, spans)
        # No snippet shows more: a book is not copied for one line.
        low, high = max(0, at - _REACH), min(len(text), hit_end + _REACH)
        start, end = _window(text[low:high].replace("\n", " "), at - low, hit_end - low, cells)
        start, end = start + low, end + low
        before = _ELLIPSIS if start > 0 else ""
        after = _ELLIPSIS if end < len(text) else ""
        shift = len(before) - start
        begun = max(0, bisect_left(spans, (start, start)) - 1)
        shown = spans[begun : bisect_left(spans, (end, end))]
        marks = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in shown if b > start)
        return Snippet(before + text[start:end].replace("\n", " ") + after, marks)

    def _first(self, text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """The first occurrence of the phrase, else of anything; (0, 0) without."""
        if self._phrase:
            for start, end in spans:
                if self._phrase.search(text[start:end]) == (0, end - start):
                    return start, end
        return spans[0] if spans else (0, 0)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _window(text: str, at: int, hit_end: int, cells: int) -> tuple[int, int]:
    """Offsets of what to show of `text`, so that it takes `cells` at most with its ellipses."""
    room = max(1, cells - 2 * cell_width(_ELLIPSIS))
    tail = _forward(text, at, room - min(_LEAD_CELLS, room // 3))
    used = cell_width(text[at:tail])
    start = _backward(text, at, room - used if tail == len(text) else min(_LEAD_CELLS, room // 3))
    start = _at_word(text, start, at)
    end = _forward(text, start, room)
    if end < len(text):
        end = _before_word(text, max(at + 1, min(hit_end, end)), end)
    return start, end


def _forward(text: str, start: int, cells: int) -> int:
    """The end of what fits into `cells` from `start`; whole clusters."""
    window = text[start : start + cells + _SLACK]
    width = 0
    for offset, width_here in enumerate(char_widths(window)):
        width += width_here
        if width > cells:
            return start + previous_boundary(window, offset + 1)
    return start + len(window)


def _backward(text: str, end: int, cells: int) -> int:
    """The start of what fits into `cells` before `end`; whole clusters."""
    low = max(0, end - cells - _SLACK)
    window = text[low:end]
    width = 0
    widths = char_widths(window)
    for offset in range(len(window) - 1, -1, -1):
        width += widths[offset]
        if width > cells:
            return low + min(next_boundary(window, offset), len(window))
    return low


def _at_word(text: str, start: int, at: int) -> int:
    """Moves `start` on to the beginning of a word, if one begins soon and before `at`."""
    if start == 0 or text[start - 1].isspace():
        return start
    for offset in range(start, min(at, start + _WORD_CHARACTERS)):
        if text[offset].isspace():
            return offset + 1
        if not text[offset].isascii():
            return start
    return start


def _before_word(text: str, least: int, end: int) -> int:
    """Moves `end` back to the end of a word, if one ends shortly before and after `least`."""
    if text[end].isspace():
        return end
    for offset in range(end - 1, max(least, end - _WORD_CHARACTERS) - 1, -1):
        if text[offset].isspace():
            return offset
        if not text[offset].isascii():
            return end
    return end
