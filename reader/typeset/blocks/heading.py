"""Headings: a mark before the text, or a line below it, tells their rank."""

from __future__ import annotations

from dataclasses import replace

from reader.document.model import Block
from reader.typeset import headings
from reader.typeset.blocks.lines import set_prose
from reader.typeset.blocks.paragraph import TextLayout, lead_mark
from reader.typeset.blocks.thematic_break import rule
from reader.typeset.decorations import Frame
from reader.typeset.model import Line, PageStyle, Role, Run


def heading_layout(block: Block, frame: Frame, style: PageStyle) -> TextLayout:
    """Set a heading: a line below it if `frame.rank` is 1, else a mark before it."""
    style = replace(style, justify=False)
    rank = frame.rank
    mark, lead_width = lead_mark(
        headings.MARKS[rank - 1], style.width - frame.indent, style.ambiguous
    )
    room = style.width - frame.indent - lead_width
    prose = set_prose(block.text, room, style, spans=block.spans)
    tail: tuple[Line, ...] = ()
    if rank == 1:
        longest = min(room, max(prose.cells(row) for row in range(len(prose.ranges))))
        line = Run(frame.indent, rule(longest, style.ambiguous), role=Role.LINE)
        tail = (Line((*frame.rest, line)),)
    return TextLayout(
        block,
        frame,
        prose,
        headings.role(rank),
        lead=mark,
        lead_width=lead_width,
        lead_role=Role.MARKER,
        tail=tail,
    )
