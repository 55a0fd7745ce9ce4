"""Running text: a paragraph to its lines, and a line to the runs that draw it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.document.model import Span
from reader.text.linebreak.wrap import wrap
from reader.text.width import cell_width
from reader.typeset.blocks.spacing import closed_ranges, gap_sites, stretch
from reader.typeset.model import PageStyle, Role, Run


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in lines. Offsets are those of the text, without the blanks that are set."""

    text: str
    ranges: list[tuple[int, int]]
    """Start and end of each line; the white space between two lines hangs."""
    room: int
    """Cells of a line, without those for hanging punctuation."""
    first: int
    """Cells before the first line."""
    style: PageStyle
    gaps: Sequence[int] = ()
    closed: Sequence[tuple[int, int]] = ()

    def runs(self, row: int, x: int, role: Role, *, place: bool = True) -> tuple[Run, ...]:
        """The runs of line `row`, from column `x`; `place=False` for text that is of no block."""
        start, end = self.ranges[row]
        if row == 0:
            x += self.first
        made: list[Run] = []
        blanks = self._blanks(row)
        edges = sorted({start, *blanks, end})
        for low, high in pairwise(edges):
            x += blanks.count(low)
            piece = self.text[low:high]
            made.append(Run(x, piece, *((low, high) if place else (-1, -1)), role))
            x += cell_width(piece, ambiguous=self.style.ambiguous)
        return tuple(made)

    def cells(self, row: int) -> int:
        """Cells from the left edge to the end of a line, hanging punctuation included."""
        start, end = self.ranges[row]
        own = cell_width(self.text[start:end], ambiguous=self.style.ambiguous)
        return (self.first if row == 0 else 0) + own + len(self._blanks(row))

    def _blanks(self, row: int) -> list[int]:
        """Offsets before which a cell is left free; an offset may occur several times."""
        start, end = self.ranges[row]
        low, high = bisect_right(self.gaps, start), bisect_left(self.gaps, end)
        gaps = list(self.gaps[low:high])
        if not self.style.justify or self._ends_paragraph(row):
            return gaps
        line = self.text[start:end]
        slack = self.room - len(gaps) - (self.first if row == 0 else 0)
        slack -= cell_width(line, ambiguous=self.style.ambiguous)
        if slack < 0:
            slack += cell_width(line[-1:], ambiguous=self.style.ambiguous)
        if slack <= 0:
            return gaps
        closed = [(low - start, high - start) for low, high in self.closed if high > start]
        found = stretch(line, slack, closed, parted=self.style.gap)
        return sorted(gaps + [start + at for at in found])

    def _ends_paragraph(self, row: int) -> bool:
        """Whether this is the last line, or a line break follows it in the text."""
        if row == len(self.ranges) - 1:
            return True
        return "\n" in self.text[self.ranges[row][1] : self.ranges[row + 1][0]]


def plain(style: PageStyle) -> PageStyle:
    """The style for text that is set without spacing of its own."""
    return replace(style, justify=False, hang=0, indent=0, gap=False)


def set_prose(
    text: str, room: int, style: PageStyle, *, spans: Sequence[Span] = (), first: int = 0
) -> Prose:
    """Set `text` in lines of `room` cells, the first of them `first` cells from the left edge."""
    room = max(1, room)
    closed = closed_ranges(text, spans) if style.gap or style.justify else ()
    gaps = gap_sites(text, closed) if style.gap else ()

    def lines(width: int) -> list[tuple[int, int]]:
        ambiguous, hang = style.ambiguous, style.hang
        lone = style.justify
        return wrap(text, room, first=width, ambiguous=ambiguous, gaps=gaps, hang=hang, lone=lone)

    ranges = lines(room - first)
    if first and ranges[0][0] == ranges[0][1]:
        first, ranges = 0, lines(room)
    return Prose(text, ranges, room, first, style, gaps, closed)
