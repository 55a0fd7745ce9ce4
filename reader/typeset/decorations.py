"""Decorations to the left of a block: quote bars, list markers, indents; and the rows above it."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from typing import assert_never

from reader.document.model import Block, BlockKind, Container, ContainerKind
from reader.text.unicode.scripts import HAN, KANA
from reader.text.width import cell_width
from reader.typeset.headings import rank
from reader.typeset.model import PageStyle, Role, Run

QUOTE_BAR = "▎"
QUOTE_PAD = 1
"""The least cells between the bar and the text."""
AIRY = 2
"""The lowest rank of headings that have two blank rows above."""
LEAST_TEXT_WIDTH = 16
"""Cells that indents leave for the text, however deep the nesting."""
LEAST_ROOM = 4
"""Cells of text below which the marks and the padding beside it are left out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Surroundings of one block: runs beside its first row, its other rows and the gap above."""

    indent: int
    """Cells before the text."""
    first: tuple[Run, ...]
    rest: tuple[Run, ...]
    gap: tuple[Run, ...]
    gap_rows: int
    rank: int = 0
    """1 to 6 for a heading, as `headings.rank` counts; 0 for other kinds."""

    def around(self, row: int) -> tuple[Run, ...]:
        return self.first if row == 0 else self.rest


def _indent(container: Container, style: PageStyle, on_grid: Set[int]) -> int:
    """Cells by which a container moves its content to the right."""
    match container.kind:
        case ContainerKind.QUOTE:
            bar = cell_width(QUOTE_BAR, ambiguous=style.ambiguous)
            return _even(bar + QUOTE_PAD)
        case ContainerKind.DEFINITION:
            return 4
        case ContainerKind.ITEM | ContainerKind.FOOTNOTE | ContainerKind.DETAILS:
            marker = max(
                container.marker_width, cell_width(container.marker, ambiguous=style.ambiguous)
            )
            indent = max(2, marker + 1)
            return _even(indent) if container.serial in on_grid else indent
        case _:
            assert_never(container.kind)


def _even(cells: int) -> int:
    return cells + cells % 2


def frame(
    previous: Block | None, block: Block, style: PageStyle, on_grid: Set[int], top: int = 1
) -> Frame:
    """The frame of `block`, which follows `previous`.

    `on_grid` is as `Grid.serials` says, `top` as `HeadingScale.top` does.
    """
    before = {container.serial for container in previous.containers} if previous else set()
    x = 0
    first: list[Run] = []
    rest: list[Run] = []
    gap: list[Run] = []
    for container in block.containers:
        step = _indent(container, style, on_grid)
        if x + step > max(0, style.width - LEAST_TEXT_WIDTH):
            break
        shared = container.serial in before
        if container.kind is ContainerKind.QUOTE:
            bar = Run(x, QUOTE_BAR, role=Role.BAR)
            first.append(bar)
            rest.append(bar)
            if shared:
                gap.append(bar)
        elif container.marker and not shared:
            pad = container.marker_width - cell_width(container.marker, ambiguous=style.ambiguous)
            first.append(Run(x + max(0, pad), container.marker, role=Role.MARKER))
        x += step
    rows = gap_rows(previous, block, top, indents=_has_room_to_indent(style))
    depth = rank(block, top) if block.kind is BlockKind.HEADING else 0
    return Frame(x, tuple(first), tuple(rest), tuple(gap), rows, depth)


def gap_rows(previous: Block | None, block: Block, top: int = 1, *, indents: bool = False) -> int:
    """Blank rows between two blocks: more before a heading than after it.

    None between paragraphs that are both moved in, if that is asked for (`indents`): the indent
    tells where one begins, as in books (CLREQ 3.3.1).
    """
    if previous is None:
        return 0
    if block.kind is BlockKind.HEADING:
        return 1 if previous.kind is BlockKind.HEADING or rank(block, top) > AIRY else 2
    if block.tight:
        return 0
    return 0 if indents and is_moved_in(previous) and is_moved_in(block) else 1


def _has_room_to_indent(style: PageStyle) -> bool:
    return style.indent > 0 and style.width - style.indent >= LEAST_TEXT_WIDTH


def is_moved_in(block: Block) -> bool:
    """Whether the first line of a paragraph stands further in, as in Chinese and Japanese books.

    One that begins with white space was moved in by its author.
    """
    if block.kind is not BlockKind.PARAGRAPH or block.containers:
        return False
    return bool(_han_or_kana().search(block.text))


@cache
def _han_or_kana() -> re.Pattern[str]:
    return re.compile(f"[{HAN}{KANA}]")
