"""Paragraphs set into lines of a given number of cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reader.text.breakrule import line_classes, may_break
from reader.text.grapheme import is_boundary, is_plain, next_boundary
from reader.text.width import char_widths

_FORCED = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HANGING = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
_SEPARATOR = re.compile(r"[/?&=\-._#]+")
# Letters of `breakrule`, East Asian or not, that even a line cut by force should not have there
_BAD_FIRST = frozenset("})!/,.n%m>\xfd\xa1\xae\xee\xa5\xed")
_BAD_LAST = frozenset("([<$\xa8\xa4")


def opportunities(text: str) -> list[int]:
    """All offsets before which a line may or must begin, `len(text)` included, 0 not.

    UAX #14 with the tailoring that `reader.text.breakrule` names. `wrap` takes those of them that
    lie between grapheme clusters.
    """
    classes = line_classes(text)
    found: list[int] = []
    floor = 0
    for at in range(1, len(text)):
        if may_break(classes, at, floor):
            found.append(at)
            floor = at
    return [*found, len(text)] if text else []


def wrap(
    text: str, width: int, *, first: int | None = None, ambiguous: int = 1
) -> list[tuple[int, int]]:
    """Lines of a paragraph as (start, end) offsets, at least one.

    `width` is in cells, `first` that of the first line if it differs; both count as 1 if less.
    A line ends before its trailing white space, which hangs: it takes no room and is not shown.
    Newlines, in all their forms, end a line. No line is wider than its room, except where one
    grapheme cluster is. What has no opportunity within the room is cut: a URL behind a separator,
    anything else between clusters. A first line may be empty: a word that fits the next one only.
    """
    room = max(1, width if first is None else first)
    width = max(1, width)
    lines: list[tuple[int, int]] = []
    start = 0
    for forced in _FORCED.finditer(text):
        _set(lines, text, start, forced.start(), room, width, ambiguous)
        start, room = forced.end(), width
    _set(lines, text, start, len(text), room, width, ambiguous)
    return lines


def _set(
    lines: list[tuple[int, int]],
    text: str,
    start: int,
    end: int,
    room: int,
    width: int,
    ambiguous: int,
) -> None:
    """Appends the lines of `text[start:end]`, which holds no forced break."""
    if 2 * (end - start) <= room:
        lines.append((start, start + len(text[start:end].rstrip(_HANGING))))
        return
    text = text[start:end]
    totals = list(accumulate(char_widths(text, ambiguous=ambiguous), initial=0))
    setter = _Setter(text, line_classes(text), totals, is_plain(text))
    lines += [(start + low, start + high) for low, high in setter.lines(room, width)]


@dataclass(frozen=True, slots=True)
class _Setter:
    """One paragraph, measured."""

    text: str
    classes: str
    totals: list[int]
    """Cells before each offset."""
    plain: bool
    """Every character is a cluster."""

    def lines(self, room: int, width: int) -> list[tuple[int, int]]:
        text, size = self.text, len(self.text)
        indent = size - len(text.lstrip(_HANGING))
        if indent == size:
            return [(0, 0)]
        start = indent if self.totals[indent] >= room else 0
        found: list[tuple[int, int]] = []
        while start < size and (fits := self._fitting(start, room)) < size:
            at = self._last_opportunity(start, max(start, indent), fits)
            if at == start and not found and room < width:
                beyond = self._fitting(start, width)
                if self._last_opportunity(start, max(start, indent), beyond) == start:
                    at = self._forced_cut(start, fits)
            elif at == start:
                at = self._forced_cut(start, fits)
            found.append((start, start + len(text[start:at].rstrip(_HANGING))))
            start, room = at, width
        if start < size or not found:
            found.append((start, start + len(text[start:].rstrip(_HANGING))))
        return found

    def _fitting(self, start: int, room: int) -> int:
        """The greatest offset up to which text from `start` fits, white space behind it too."""
        at = bisect_right(self.totals, self.totals[start] + room, start) - 1
        while at < len(self.text) and self.text[at] in _HANGING:
            at += 1
        return at

    def _last_opportunity(self, start: int, low: int, high: int) -> int:
        """The last one in `low + 1` to `high`; `start` if there is none."""
        if high >= len(self.text):
            return high
        for at in range(high, low, -1):
            if may_break(self.classes, at, start) and self._parts_clusters(start, at):
                return at
        return start

    def _forced_cut(self, start: int, fits: int) -> int:
        """Where to cut a token that is longer than its line; `fits` lies between clusters."""
        if fits <= start:
            return next_boundary(self.text, start, floor=start)
        half = (start + fits) // 2
        separators = [match.end() for match in _SEPARATOR.finditer(self.text, half, fits)]
        if separators and separators[-1] > half and self._parts_clusters(start, separators[-1]):
            return separators[-1]
        for at in range(fits, half, -1):
            bad = self.classes[at] in _BAD_FIRST or self.classes[at - 1] in _BAD_LAST
            if not bad and self._parts_clusters(start, at):
                return at
        return fits

    def _parts_clusters(self, start: int, at: int) -> bool:
        return self.plain or is_boundary(self.text, at, floor=start)
