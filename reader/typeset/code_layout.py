"""Verbatim text: tabs to stops, long lines folded with a mark, one colour behind it all."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reader.document.model import Block
from reader.text.grapheme import previous_boundary
from reader.text.width import cell_width, char_widths
from reader.typeset.frame import Frame
from reader.typeset.model import Line, PageStyle, Role, Run

TAB_STOP = 4
PAD = 1
"""Cells between the edge of the coloured field and the code."""
CONTINUATION = "↪ "


def tabbed_widths(text: str, ambiguous: int) -> list[int]:
    """Cells of each character, where a tab reaches to the next stop."""
    widths = list(char_widths(text, ambiguous=ambiguous))
    if "\t" in text:
        column = 0
        for index, character in enumerate(text):
            if character == "\t":
                widths[index] = TAB_STOP - column % TAB_STOP
            column += widths[index]
    return widths


def fold_line(text: str, width: int, ambiguous: int) -> list[tuple[int, int]]:
    """Cut one source line into rows of at most `width` cells, between grapheme clusters.

    Rows after the first leave room for the continuation mark.
    """
    if len(text) * 2 <= width and "\t" not in text:
        return [(0, len(text))]
    sums = list(accumulate(tabbed_widths(text, ambiguous), initial=0))
    ranges: list[tuple[int, int]] = []
    start, room = 0, width
    while sums[-1] - sums[start] > room:
        cut = bisect_right(sums, sums[start] + room, lo=start) - 1
        if cut < len(text):
            cut = previous_boundary(text, cut + 1)
        cut = max(cut, start + 1)
        ranges.append((start, cut))
        start, room = cut, max(1, width - len(CONTINUATION))
    ranges.append((start, len(text)))
    return ranges


@dataclass(frozen=True, slots=True)
class CodeLayout:
    """Code. Rows: the gap, a label row if the language is known, one for each range."""

    block: Block
    frame: Frame
    ranges: list[tuple[int, int]]
    width: int
    ambiguous: int

    @property
    def _label_rows(self) -> int:
        return 1 if self.block.language else 0

    @property
    def height(self) -> int:
        return self.frame.gap_rows + self._label_rows + len(self.ranges)

    def line(self, row: int) -> Line:
        row -= self.frame.gap_rows
        if row < 0:
            return Line(self.frame.gap)
        decoration = self.frame.around(row)
        row -= self._label_rows
        indent = self.frame.indent
        if row < 0:
            return Line((*decoration, self._label()), Role.CODE_BLOCK, indent)
        start, end = self.ranges[row]
        x = indent + PAD
        runs: list[Run] = list(decoration)
        if start and self.block.text[start - 1] != "\n":
            runs.append(Run(x, CONTINUATION, role=Role.CONTINUATION))
            x += len(CONTINUATION)
        runs.extend(self._pieces(start, end, x))
        return Line(tuple(runs), Role.CODE_BLOCK, indent)

    def _label(self) -> Run:
        label = self.block.language[: max(0, self.width - self.frame.indent - 2 * PAD)]
        x = self.width - PAD - cell_width(label, ambiguous=self.ambiguous)
        return Run(x, label, role=Role.LABEL)

    def _pieces(self, start: int, end: int, x: int) -> list[Run]:
        """The text between tabs, each piece at the column that the tab leads to."""
        text = self.block.text[start:end]
        if "\t" not in text:
            return [Run(x, text, start, end, Role.CODE_BLOCK)] if text else []
        line_start = self.block.text.rfind("\n", 0, start) + 1
        widths = tabbed_widths(self.block.text[line_start:end], self.ambiguous)
        sums = list(accumulate(widths, initial=0))
        base = sums[start - line_start]
        runs: list[Run] = []
        at = start
        for piece in text.split("\t"):
            if piece:
                column = x + sums[at - line_start] - base
                runs.append(Run(column, piece, at, at + len(piece), Role.CODE_BLOCK))
            at += len(piece) + 1
        return runs

    def row_of(self, offset: int) -> int:
        found = bisect_right(self.ranges, (offset, len(self.block.text) + 1)) - 1
        return self.frame.gap_rows + self._label_rows + max(0, found)

    def offset_of(self, row: int) -> int:
        row = min(max(row - self.frame.gap_rows - self._label_rows, 0), len(self.ranges) - 1)
        return self.ranges[row][0]


def code_layout(block: Block, frame: Frame, style: PageStyle) -> CodeLayout:
    """Set a code block; its rows are as many as its lines, and more where they are folded."""
    width = max(4, style.width - frame.indent - 2 * PAD)
    ranges: list[tuple[int, int]] = []
    at = 0
    for source_line in block.text.split("\n"):
        ranges.extend((at + s, at + e) for s, e in fold_line(source_line, width, style.ambiguous))
        at += len(source_line) + 1
    return CodeLayout(block, frame, ranges, style.width, style.ambiguous)
