"""One block set at a width, as its kind asks for."""

from __future__ import annotations

from collections.abc import Set

from reader.document.model import Block
from reader.typeset.block_kinds import setting_of
from reader.typeset.decorations import frame
from reader.typeset.model import BlockLayout, PageStyle


def layout(
    previous: Block | None,
    block: Block,
    style: PageStyle,
    on_grid: Set[int] = frozenset(),
    top: int = 1,
) -> BlockLayout:
    """Set `block`, which follows `previous`. Cost grows with the length of the block only.

    `on_grid` is what `Grid.serials` says of the document so far, `top` what
    `HeadingScale.top` says of this block.
    """
    around = frame(previous, block, style, on_grid, top)
    return setting_of(block.kind).layout(block, around, style)
