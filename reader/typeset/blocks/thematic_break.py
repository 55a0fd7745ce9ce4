"""Horizontal lines: the glyphs of one, and a block that is nothing but one."""

from __future__ import annotations

from dataclasses import dataclass

from reader.document.model import Block
from reader.text.width import cell_width
from reader.typeset.decorations import Frame
from reader.typeset.model import Line, PageStyle, Role, Run

RULE_GLYPH = "─"


def rule(cells: int, ambiguous: int) -> str:
    """A thin line of at most `cells` cells."""
    return RULE_GLYPH * (cells // cell_width(RULE_GLYPH, ambiguous=ambiguous))


@dataclass(frozen=True, slots=True)
class RuleLayout:
    """A short centred line."""

    frame: Frame
    style: PageStyle

    @property
    def height(self) -> int:
        return self.frame.gap_rows + 1

    def line(self, row: int) -> Line:
        if row < self.frame.gap_rows:
            return Line(self.frame.gap)
        room = self.style.width - self.frame.indent
        length = min(room, max(3, room // 3))
        x = self.frame.indent + (room - length) // 2
        return Line((*self.frame.first, Run(x, rule(length, self.style.ambiguous), role=Role.LINE)))

    def row_of(self, offset: int) -> int:
        del offset
        return self.frame.gap_rows

    def offset_of(self, row: int) -> int:
        del row
        return 0


def break_layout(_block: Block, frame: Frame, style: PageStyle) -> RuleLayout:
    """Set a thematic break, which has no text."""
    return RuleLayout(frame, style)
