"""One block set at a width, as its kind asks for."""

from __future__ import annotations

from collections.abc import Set

from reader.document.model import Block
from reader.typeset.block_kinds import setting_of
from reader.typeset.blocks.picture import picture_layout
from reader.typeset.decorations import frame
from reader.typeset.model import BlockLayout, PageStyle
from reader.typeset.picture_size import PixelSize


def layout(
    previous: Block | None,
    block: Block,
    style: PageStyle,
    on_grid: Set[int] = frozenset(),
    top: int = 1,
    pixels: PixelSize | None = None,
) -> BlockLayout:
    """Set `block`, which follows `previous`. Cost grows with the length of the block only.

    `on_grid` is what `Grid.serials` says of the document so far, `top` what
    `HeadingScale.top` says of this block. `pixels` is the size of the picture that an image block
    stands for, if that can be shown.
    """
    around = frame(previous, block, style, on_grid, top)
    picture = picture_layout(block, around, style, pixels) if pixels is not None else None
    if picture is not None:
        return picture
    return setting_of(block.kind).layout(block, around, style)
