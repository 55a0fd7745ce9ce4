"""A run of wrapped text: paragraphs, terms and formulas; headings and captions are built on it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from reader.document.model import Block, ContainerKind
from reader.text.width import cell_width
from reader.typeset.blocks.lines import Prose, plain, set_prose
from reader.typeset.decorations import LEAST_ROOM, LEAST_TEXT_WIDTH, Frame, is_moved_in
from reader.typeset.model import Line, PageStyle, Role, Run


@dataclass(frozen=True, slots=True)
class TextLayout:
    """Wrapped text. Rows: the gap, one for each line, then the `tail` rows of decoration."""

    block: Block
    frame: Frame
    prose: Prose
    role: Role
    lead: str = ""
    """Glyphs before the first row's text, inside the indent of all rows."""
    lead_width: int = 0
    lead_role: Role = Role.LABEL
    trail: str = ""
    """Glyphs after the last row's text, in the LABEL role."""
    tail: tuple[Line, ...] = ()

    @property
    def height(self) -> int:
        return self.frame.gap_rows + len(self.prose.ranges) + len(self.tail)

    def line(self, row: int) -> Line:
        row -= self.frame.gap_rows
        rows = len(self.prose.ranges)
        if row < 0:
            return Line(self.frame.gap)
        if row >= rows:
            return self.tail[row - rows]
        x = self.frame.indent + self.lead_width
        runs = list(self.frame.around(row))
        if row == 0 and self.lead:
            runs.append(Run(self.frame.indent, self.lead, role=self.lead_role))
        runs += self.prose.runs(row, x, self.role)
        if self.trail and row == rows - 1:
            runs.append(Run(x + self.prose.cells(row), self.trail, role=Role.LABEL))
        return Line(tuple(runs))

    def row_of(self, offset: int) -> int:
        found = bisect_right(self.prose.ranges, (offset, len(self.block.text) + 1)) - 1
        return self.frame.gap_rows + max(0, found)

    def offset_of(self, row: int) -> int:
        ranges = self.prose.ranges
        row = min(max(row - self.frame.gap_rows, 0), len(ranges) - 1)
        return ranges[row][0] if row >= 0 else 0


def paragraph_layout(block: Block, frame: Frame, style: PageStyle) -> TextLayout:
    """Set a paragraph; what it stands in tells its role."""
    room = style.width - frame.indent
    is_indented = is_moved_in(block) and not block.text[:1].isspace()
    first = style.indent if is_indented and room - style.indent >= LEAST_TEXT_WIDTH else 0
    prose = set_prose(block.text, room, style, spans=block.spans, first=first)
    kinds = {container.kind for container in block.containers}
    if ContainerKind.FOOTNOTE in kinds:
        return TextLayout(block, frame, prose, Role.FOOTNOTE_TEXT)
    return TextLayout(
        block, frame, prose, Role.QUOTE if ContainerKind.QUOTE in kinds else Role.TEXT
    )


def term_layout(block: Block, frame: Frame, style: PageStyle) -> TextLayout:
    """Set the term of a definition list."""
    prose = set_prose(block.text, style.width - frame.indent, style, spans=block.spans)
    return TextLayout(block, frame, prose, Role.TERM)


def math_layout(block: Block, frame: Frame, style: PageStyle) -> TextLayout:
    """Set the source of a display formula, without white space that is not in it."""
    prose = set_prose(block.text, style.width - frame.indent, plain(style), spans=block.spans)
    return TextLayout(block, frame, prose, Role.MATH)


def lead_mark(mark: str, width: int, ambiguous: int) -> tuple[str, int]:
    """A mark before the text and the cells up to the text, an even number; neither if narrow."""
    cells = cell_width(mark, ambiguous=ambiguous) + 1 if mark else 0
    cells += cells % 2
    return (mark, cells) if width - cells >= LEAST_ROOM else ("", 0)
