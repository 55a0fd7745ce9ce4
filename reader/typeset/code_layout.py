"""Verbatim text: tabs to stops, long lines folded with a mark, one colour behind it all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reader.document.model import Block
from reader.text.elide import elide
from reader.text.grapheme import is_boundary, previous_boundary
from reader.text.width import char_widths
from reader.typeset.frame import Frame
from reader.typeset.model import Line, PageStyle, Role, Run

TAB_STOP = 4
PAD = 1
"""Cells between the edge of the coloured field and the code."""
CONTINUATION = "↪ "
LABEL_GAP = 2
"""Cells between the code and the language beside it, at the least."""
_PUNCTUATION = frozenset(",;)({}[]./=+-|&")


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

    A row ends behind a space or punctuation if its last third has any, so that tokens stay
    whole. Rows after the first leave room for the continuation mark.
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
        least = bisect_left(sums, sums[start] + room * 2 // 3, lo=start)
        cut = _token_end(text, start, least, cut) or max(cut, start + 1)
        ranges.append((start, cut))
        start, room = cut, max(1, width - len(CONTINUATION))
    ranges.append((start, len(text)))
    return ranges


def _token_end(text: str, start: int, least: int, most: int) -> int:
    """The last offset in `least` to `most` at which a row from `start` on ends well, else 0."""
    for at in range(most, max(least, start), -1):
        before, after = text[at - 1], text[at : at + 1]
        if before == " ":
            good = after != " " and not text[start:at].isspace()
        else:
            # Operators of two characters, and a bracket with its semicolon, stay together
            good = before in _PUNCTUATION and after != " " and after not in _PUNCTUATION
        if good and is_boundary(text, at, floor=start):
            return at
    return 0


@dataclass(frozen=True, slots=True)
class CodeLayout:
    """Code. Rows: the gap, a label row if the label has no room beside the code, the ranges."""

    block: Block
    frame: Frame
    ranges: list[tuple[int, int]]
    label: Run | None
    """The language, at the right end of the first row."""
    label_rows: int
    """1 if the label has a row to itself."""
    ambiguous: int

    @property
    def height(self) -> int:
        return self.frame.gap_rows + self.label_rows + len(self.ranges)

    def line(self, row: int) -> Line:
        row -= self.frame.gap_rows
        if row < 0:
            return Line(self.frame.gap)
        runs: list[Run] = list(self.frame.around(row))
        label = [self.label] if self.label and row == 0 else []
        row -= self.label_rows
        indent = self.frame.indent
        if row < 0:
            return Line((*runs, *label), Role.CODE_BLOCK, indent)
        start, end = self.ranges[row]
        x = indent + PAD
        if start and self.block.text[start - 1] != "\n":
            runs.append(Run(x, CONTINUATION, role=Role.CONTINUATION))
            x += len(CONTINUATION)
        runs.extend(self._pieces(start, end, x))
        return Line((*runs, *label), Role.CODE_BLOCK, indent)

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
        return self.frame.gap_rows + self.label_rows + max(0, found)

    def offset_of(self, row: int) -> int:
        row = min(max(row - self.frame.gap_rows - self.label_rows, 0), len(self.ranges) - 1)
        return self.ranges[row][0]


def code_layout(block: Block, frame: Frame, style: PageStyle) -> CodeLayout:
    """Set a code block; its rows are as many as its lines, and more where they are folded."""
    width = max(4, style.width - frame.indent - 2 * PAD)
    ranges: list[tuple[int, int]] = []
    at = 0
    for source_line in block.text.split("\n"):
        ranges.extend((at + s, at + e) for s, e in fold_line(source_line, width, style.ambiguous))
        at += len(source_line) + 1
    if not block.language:
        return CodeLayout(block, frame, ranges, None, 0, style.ambiguous)
    language, cells = elide(block.language, width, ambiguous=style.ambiguous)
    label = Run(style.width - PAD - cells, language, role=Role.LABEL)
    first_line = block.text.partition("\n")[0]
    used = sum(tabbed_widths(first_line, style.ambiguous))
    label_rows = 0 if used + LABEL_GAP + cells <= width else 1
    return CodeLayout(block, frame, ranges, label, label_rows, style.ambiguous)
