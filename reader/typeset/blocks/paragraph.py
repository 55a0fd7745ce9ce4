"""Paragraphs, headings and whatever else is a run of wrapped text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from reader.document.model import Block, BlockKind, ContainerKind
from reader.text.truncate import elide
from reader.text.unicode.scripts import HAN, KANA
from reader.text.width import cell_width
from reader.typeset import headings
from reader.typeset.blocks.lines import Prose, plain, set_prose
from reader.typeset.decorations import LEAST_ROOM, LEAST_TEXT_WIDTH, Frame
from reader.typeset.model import Line, PageStyle, Role, Run

IMAGE_MARK = "▨"
IMAGE_JOINT = " · "
RULE_GLYPH = "─"
LEAST_NAME = 8
"""Cells below which a part of a file name says nothing."""


def rule(cells: int, ambiguous: int) -> str:
    """A thin line of at most `cells` cells."""
    return RULE_GLYPH * (cells // cell_width(RULE_GLYPH, ambiguous=ambiguous))


def _role_of(block: Block) -> Role:
    match block.kind:
        case BlockKind.MATH:
            return Role.MATH
        case BlockKind.TERM:
            return Role.TERM
        case _:
            kinds = {container.kind for container in block.containers}
            if ContainerKind.FOOTNOTE in kinds:
                return Role.FOOTNOTE_TEXT
            return Role.QUOTE if ContainerKind.QUOTE in kinds else Role.TEXT


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


def text_layout(block: Block, frame: Frame, style: PageStyle) -> TextLayout:
    """Set a paragraph, term or formula."""
    if block.kind is BlockKind.MATH:
        style = plain(style)
    room = style.width - frame.indent
    first = style.indent if _is_indented(block) and room - style.indent >= LEAST_TEXT_WIDTH else 0
    prose = set_prose(block.text, room, style, spans=block.spans, first=first)
    return TextLayout(block, frame, prose, _role_of(block))


def _is_indented(block: Block) -> bool:
    """Whether the first line of a block is moved in, as in Chinese and Japanese books.

    Text that begins with white space has been by its author.
    """
    running = block.kind is BlockKind.PARAGRAPH and not block.containers
    return running and not block.text[:1].isspace() and bool(_han_or_kana().search(block.text))


@cache
def _han_or_kana() -> re.Pattern[str]:
    return re.compile(f"[{HAN}{KANA}]")


def heading_layout(block: Block, frame: Frame, style: PageStyle, rank: int) -> TextLayout:
    """Set a heading: a line below the first rank, a mark before the others."""
    style = replace(style, justify=False)
    mark, lead_width = _lead(headings.MARKS[rank - 1], style.width - frame.indent, style.ambiguous)
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


def _lead(mark: str, width: int, ambiguous: int) -> tuple[str, int]:
    """A mark before the text and the cells up to the text, an even number; neither if narrow."""
    cells = cell_width(mark, ambiguous=ambiguous) + 1 if mark else 0
    cells += cells % 2
    return (mark, cells) if width - cells >= LEAST_ROOM else ("", 0)


def image_layout(block: Block, frame: Frame, style: PageStyle, host: str, name: str) -> TextLayout:
    """A line with the caption and the host that the picture is on, or its host and file name."""
    style = replace(style, justify=False, hang=0)
    lead, lead_width = _lead(IMAGE_MARK, style.width - frame.indent, style.ambiguous)
    width = max(1, style.width - frame.indent - lead_width)
    prose = set_prose(block.text, width, style, spans=block.spans)
    used = prose.cells(len(prose.ranges) - 1)
    if used:
        trail = IMAGE_JOINT + (host or name)
        if used + cell_width(trail, ambiguous=style.ambiguous) > width or trail == IMAGE_JOINT:
            trail = ""
    else:
        trail = _origin(host, name, width, style.ambiguous)
    return TextLayout(
        block,
        frame,
        prose,
        Role.CAPTION,
        lead=lead and f"{lead} ",
        lead_width=lead_width,
        trail=trail,
    )


def _origin(host: str, name: str, width: int, ambiguous: int) -> str:
    """`host · name` in at most `width` cells; without a name that would be cut to a stump."""
    if not (host and name):
        return elide(host or name, width, ambiguous=ambiguous)[0]
    head = host + IMAGE_JOINT
    room = width - cell_width(head, ambiguous=ambiguous)
    shown, cells = elide(name, max(0, room), ambiguous=ambiguous)
    if shown == name or cells >= LEAST_NAME:
        return head + shown
    return elide(host, width, ambiguous=ambiguous)[0]


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
