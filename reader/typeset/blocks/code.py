"""Code: tabs to stops, long lines folded or cut with a mark, on a coloured field."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reader.document.model import Block
from reader.text.truncate import elide
from reader.text.white_space import white_start
from reader.typeset.blocks.code_wrap import (
    cells_of,
    continuation,
    fitting,
    fold,
    source_lines,
    stretches,
)
from reader.typeset.decorations import LEAST_ROOM, Frame
from reader.typeset.model import Line, PageStyle, Role, Run
from reader.typeset.parts import LARGE, Cuts, Flow, FlowParts, TextSize, continued

PAD = 1
"""Cells between the edge of the coloured field and the code."""
LABEL_GAP = 2
"""The least cells between the code and the language beside it."""
MORE_LEFT = "‹"
MORE_RIGHT = "›"
PART = 2048
"""Characters of a part; a longer block has several."""


@dataclass(frozen=True, slots=True)
class CodeLayout:
    """Code. Rows: the gap, a label row if the label has no room beside the code, the ranges."""

    block: Block
    frame: Frame
    ranges: list[tuple[int, int]]
    label: Run | None
    """The name of the language, at the right end of the first row."""
    label_rows: int
    """1 if the label has a row to itself."""
    style: PageStyle

    @property
    def height(self) -> int:
        return self.frame.gap_rows + self.label_rows + len(self.ranges)

    def line(self, row: int) -> Line:
        return self.shifted(row, 0)

    def shifted(self, row: int, shift: int) -> Line:
        """A row, moved `shift` cells to the left where lines are cut rather than folded."""
        row -= self.frame.gap_rows
        if row < 0:
            return Line(self.frame.gap)
        runs: list[Run] = list(self.frame.around(row))
        label = [self.label] if self.label and row == 0 else []
        row -= self.label_rows
        if row >= 0:
            start, end = self.ranges[row]
            runs += self._folded(start, end) if self.style.wrap_code else self._cut(row, shift)
        return Line((*runs, *label), Role.CODE_BLOCK, self.frame.indent)

    def overflow(self, row: int) -> int:
        """Cells of a row that are cut off at the right if nothing is shifted."""
        row -= self.frame.gap_rows + self.label_rows
        if self.style.wrap_code or row < 0:
            return 0
        start, end = self._visible(row)
        cells = cells_of(self.block.text[start:end], self.style.ambiguous)
        return max(0, cells - code_room(self.frame, self.style))

    def _visible(self, row: int) -> tuple[int, int]:
        """A line of code without the white space at its end."""
        text, (start, end) = self.block.text, self.ranges[row]
        return start, white_start(text, start, end)

    def _folded(self, start: int, end: int) -> Iterator[Run]:
        x = self.frame.indent + code_pad(self.frame, self.style)
        text = self.block.text
        mark = continuation(code_room(self.frame, self.style))
        if mark and start and text[start - 1] != "\n":
            yield Run(x, mark, role=Role.CONTINUATION)
            x += len(mark)
        for piece in stretches(text, start, end, self.style.ambiguous)[0]:
            shown = text[piece.start : piece.end]
            yield Run(x + piece.column, shown, piece.start, piece.end, Role.CODE_BLOCK)

    def _cut(self, row: int, shift: int) -> Iterator[Run]:
        text, (start, end) = self.block.text, self._visible(row)
        room, pad = code_room(self.frame, self.style), code_pad(self.frame, self.style)
        x = self.frame.indent + pad
        found, more = stretches(text, start, end, self.style.ambiguous, shift, shift + room)
        if pad and shift and end > start:
            yield Run(x - pad, MORE_LEFT, role=Role.CONTINUATION)
        for piece in found:
            shown = text[piece.start : piece.end]
            yield Run(x + piece.column - shift, shown, piece.start, piece.end, Role.CODE_BLOCK)
        if pad and more:
            yield Run(x + room, MORE_RIGHT, role=Role.CONTINUATION)

    def row_of(self, offset: int) -> int:
        found = bisect_right(self.ranges, (offset, len(self.block.text) + 1)) - 1
        return self.frame.gap_rows + self.label_rows + max(0, found)

    def offset_of(self, row: int) -> int:
        if not self.ranges:
            return 0
        row = min(max(row - self.frame.gap_rows - self.label_rows, 0), len(self.ranges) - 1)
        return self.ranges[row][0]


def code_parts(block: Block, frame: Frame, style: PageStyle) -> FlowParts:
    """A long block of code, in parts."""
    room = code_room(frame, style)

    def rows(start: int, _stop: int) -> Iterator[tuple[int, int]]:
        if style.wrap_code:
            return fold(block.text, start, room, style.ambiguous)
        return source_lines(block.text, start)

    def layout(
        part: int, _entry: int, ranges: list[tuple[int, int]], _following: int
    ) -> CodeLayout:
        if part:
            return CodeLayout(block, continued(frame), ranges, None, 0, style)
        label, label_rows = _label(block, frame, style) if block.language else (None, 0)
        return CodeLayout(block, frame, ranges, label, label_rows, style)

    return FlowParts(Flow(code_cuts(block, style), rows), layout)


def is_large_code(block: Block) -> bool:
    return len(block.text) > LARGE * PART


def code_starts(block: Block, style: PageStyle) -> list[int]:
    return code_cuts(block, style).starts


def code_rows(size: TextSize, style: PageStyle) -> int:
    """A guess at the rows of a text of that size; lines that are cut take one each."""
    return size.rows(style.width) if style.wrap_code else size.breaks + 1


def code_cuts(block: Block, style: PageStyle) -> Cuts:
    return Cuts(block.text, PART, whole_lines=not style.wrap_code)


def code_pad(frame: Frame, style: PageStyle) -> int:
    """Cells between the edges of the field and the code."""
    return PAD if style.width - frame.indent - 2 * PAD >= LEAST_ROOM else 0


def code_room(frame: Frame, style: PageStyle) -> int:
    """Cells of a row of code."""
    return max(1, style.width - frame.indent - 2 * code_pad(frame, style))


def code_layout(block: Block, frame: Frame, style: PageStyle) -> CodeLayout:
    """Set a code block in one go."""
    room = code_room(frame, style)
    rows = fold(block.text, 0, room, style.ambiguous)
    label, label_rows = _label(block, frame, style) if block.language else (None, 0)
    ranges = list(rows if style.wrap_code else source_lines(block.text, 0))
    return CodeLayout(block, frame, ranges, label, label_rows, style)


def _label(block: Block, frame: Frame, style: PageStyle) -> tuple[Run, int]:
    """The language, and 1 if the first line of code leaves no room for it."""
    room = code_room(frame, style)
    language, cells = elide(block.language, room, ambiguous=style.ambiguous)
    label = Run(style.width - code_pad(frame, style) - cells, language, role=Role.LABEL)
    stop = next(source_lines(block.text, 0))[1]
    free = room - LABEL_GAP - cells
    beside = free >= 0 and fitting(block.text, 0, stop, free, style.ambiguous).end == stop
    return label, 0 if beside else 1
