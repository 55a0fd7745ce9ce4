"""One block set at a width: chooses the layout by the kind of block."""

from __future__ import annotations

from collections.abc import Set
from urllib.parse import unquote, urlsplit

from reader.document.model import Block, BlockKind
from reader.text.safe import clean_line
from reader.typeset.blocks.code import code_layout
from reader.typeset.blocks.paragraph import RuleLayout, heading_layout, image_layout, text_layout
from reader.typeset.blocks.table import table_layout
from reader.typeset.decorations import Frame, frame
from reader.typeset.headings import rank
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
    around: Frame = frame(previous, block, style, on_grid, top)
    match block.kind:
        case BlockKind.CODE:
            return code_layout(block, around, style)
        case BlockKind.TABLE:
            return table_layout(block, around, style)
        case BlockKind.RULE:
            return RuleLayout(around, style)
        case BlockKind.IMAGE:
            return image_layout(block, around, style, *_host_and_name(block.href))
        case BlockKind.HEADING:
            return heading_layout(block, around, style, rank(block, top))
        case _:
            return text_layout(block, around, style)


def _host_and_name(href: str) -> tuple[str, str]:
    """The host of an image's address and its file name, each safe to show; either may be empty."""
    try:
        parts = urlsplit(href)
        host, path = parts.hostname or "", parts.path
    except ValueError:
        return "", clean_line(href)
    if parts.scheme == "data":
        return "", clean_line(path.partition(",")[0].partition(";")[0])
    return clean_line(host), clean_line(unquote(path.rsplit("/", 1)[-1]))
