"""Paragraphs, headings and whatever else is a run of wrapped text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from reader.document.model import Block, BlockKind, ContainerKind
from reader.text.elide import elide
from reader.text.linebreak import wrap
from reader.text.width import cell_width
from reader.typeset.frame import Frame
from reader.typeset.model import Line, PageStyle, Role, Run

IMAGE_MARK = "▨"
IMAGE_JOINT = " · "
LEAST_NAME = 8
"""Cells below which a part of a file name says nothing."""

HEADING_ROLES = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3}


def role_of(block: Block) -> Role:
    """The role of a block's text as a whole."""
    match block.kind:
        case BlockKind.HEADING:
            return HEADING_ROLES.get(block.level, Role.HEADING_4)
        case BlockKind.CODE:
            return Role.CODE_BLOCK
        case BlockKind.IMAGE:
            return Role.CAPTION
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
    """Wrapped text. Rows: the gap, one for each range, then the `tail` rows of decoration."""

    block: Block
    frame: Frame
    ranges: list[tuple[int, int]]
    role: Role
    lead: str = ""
    """Glyphs before the first row's text, inside the indent of all rows."""
    lead_width: int = 0
    trail: str = ""
    """Glyphs after the last row's text, in the LABEL role."""
    trail_x: int = 0
    tail: tuple[Line, ...] = ()

    @property
    def height(self) -> int:
        return self.frame.gap_rows + len(self.ranges) + len(self.tail)

    def line(self, row: int) -> Line:
        row -= self.frame.gap_rows
        if row < 0:
            return Line(self.frame.gap)
        if row >= len(self.ranges):
            return self.tail[row - len(self.ranges)]
        start, end = self.ranges[row]
        x = self.frame.indent + self.lead_width
        runs = list(self.frame.around(row))
        if row == 0 and self.lead:
            runs.append(Run(self.frame.indent, self.lead, role=Role.LABEL))
        if end > start:
            runs.append(Run(x, self.block.text[start:end], start, end, self.role))
        if self.trail and row == len(self.ranges) - 1:
            runs.append(Run(self.trail_x, self.trail, role=Role.LABEL))
        return Line(tuple(runs))

    def row_of(self, offset: int) -> int:
        found = bisect_right(self.ranges, (offset, len(self.block.text) + 1)) - 1
        return self.frame.gap_rows + max(0, found)

    def offset_of(self, row: int) -> int:
        row = min(max(row - self.frame.gap_rows, 0), len(self.ranges) - 1)
        return self.ranges[row][0] if row >= 0 else 0


def text_layout(block: Block, frame: Frame, style: PageStyle) -> TextLayout:
    """Set a paragraph, heading, term or formula."""
    width = max(1, style.width - frame.indent)
    ranges = wrap(block.text, width, ambiguous=style.ambiguous) or [(0, 0)]
    tail: tuple[Line, ...] = ()
    if block.kind is BlockKind.HEADING and block.level == 1:
        longest = max(cell_width(block.text[s:e], ambiguous=style.ambiguous) for s, e in ranges)
        tail = (Line((*frame.rest, Run(frame.indent, "━" * longest, role=Role.LINE))),)
    return TextLayout(block, frame, ranges, role_of(block), tail=tail)


def image_layout(block: Block, frame: Frame, style: PageStyle, host: str, name: str) -> TextLayout:
    """A line with the caption and the host that the picture is on, or its host and file name."""
    lead = f"{IMAGE_MARK} "
    lead_width = cell_width(lead, ambiguous=style.ambiguous)
    width = max(1, style.width - frame.indent - lead_width)
    ranges = wrap(block.text, width, ambiguous=style.ambiguous) or [(0, 0)]
    start, end = ranges[-1]
    used = cell_width(block.text[start:end], ambiguous=style.ambiguous)
    if used:
        trail = IMAGE_JOINT + (host or name)
        if used + cell_width(trail, ambiguous=style.ambiguous) > width or trail == IMAGE_JOINT:
            trail = ""
    else:
        trail = _origin(host, name, width, style.ambiguous)
    return TextLayout(
        block,
        frame,
        ranges,
        Role.CAPTION,
        lead=lead,
        lead_width=lead_width,
        trail=trail,
        trail_x=frame.indent + lead_width + used,
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
    width: int

    @property
    def height(self) -> int:
        return self.frame.gap_rows + 1

    def line(self, row: int) -> Line:
        if row < self.frame.gap_rows:
            return Line(self.frame.gap)
        room = self.width - self.frame.indent
        length = min(room, max(3, room // 3))
        x = self.frame.indent + (room - length) // 2
        return Line((*self.frame.first, Run(x, "─" * length, role=Role.LINE)))

    def row_of(self, offset: int) -> int:
        del offset
        return self.frame.gap_rows

    def offset_of(self, row: int) -> int:
        del row
        return 0
