"""One block set at a width: chooses the layout by the kind of block."""

from __future__ import annotations

from urllib.parse import urlsplit

from reader.document.model import Block, BlockKind
from reader.typeset.code_layout import code_layout
from reader.typeset.frame import Frame, frame
from reader.typeset.model import BlockLayout, PageStyle
from reader.typeset.table_layout import table_layout
from reader.typeset.text_layout import RuleLayout, image_layout, text_layout


def layout(previous: Block | None, block: Block, style: PageStyle) -> BlockLayout:
    """Set `block`, which follows `previous`. Cost grows with the length of the block only."""
    around: Frame = frame(previous, block, style)
    match block.kind:
        case BlockKind.CODE:
            return code_layout(block, around, style)
        case BlockKind.TABLE:
            return table_layout(block, around, style)
        case BlockKind.RULE:
            return RuleLayout(around, style.width)
        case BlockKind.IMAGE:
            return image_layout(block, around, style, _host(block.href))
        case _:
            return text_layout(block, around, style)


def estimate(block: Block, style: PageStyle) -> int:
    """A guess at the rows of a block in O(bytes) of C code: no width is looked up.

    UTF-8 spends three bytes on a Han character of two cells and one on an ASCII character of
    one, so (bytes + characters) / 2 is the width of either.
    """
    cells = (len(block.text.encode(errors="replace")) + len(block.text)) // 2
    forced = block.text.count("\n")
    if block.kind is BlockKind.TABLE and block.table is not None:
        return len(block.table.rows) + cells // style.width + 2
    return 2 + forced + cells // style.width


def _host(href: str) -> str:
    """The host of an image's address, else its file name."""
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        host = ""
    return host or href.rsplit("/", 1)[-1][:40]
