"""Pictures in rows of the page."""

from __future__ import annotations

from reader.document.model import Block, BlockKind, Container, ContainerKind
from reader.typeset.model import PageStyle, PictureRow, Role
from reader.typeset.picture_size import CellSize, PictureRoom, PixelSize
from reader.typeset.set_block import layout

STYLE = PageStyle(40, pictures=PictureRoom(12))
BEFORE = Block(BlockKind.PARAGRAPH, "before")
IMAGE = Block(BlockKind.IMAGE, "A caption", href="a.png")
PIXELS = PixelSize(160, 96)


def test_a_gap_the_picture_and_its_caption() -> None:
    made = layout(BEFORE, IMAGE, STYLE, pixels=PIXELS)
    size = CellSize(20, 6)
    assert made.height == 1 + 6 + 1
    assert [made.line(row).picture for row in range(8)] == [
        None,
        *(PictureRow(0, row, size) for row in range(6)),
        None,
    ]
    (caption,) = made.line(7).runs
    assert (caption.text, caption.role) == ("A caption", Role.CAPTION)


def test_without_a_caption_nothing_is_under_it() -> None:
    made = layout(BEFORE, Block(BlockKind.IMAGE, href="a.png"), STYLE, pixels=PIXELS)
    assert made.height == 1 + 6
    assert made.offset_of(4) == 0


def test_where_no_picture_is_shown_a_line_stands_for_it() -> None:
    plain = layout(BEFORE, IMAGE, STYLE)
    assert plain.height == 2
    for style, pixels in ((PageStyle(40), PIXELS), (STYLE, PixelSize(16, 16))):
        assert layout(BEFORE, IMAGE, style, pixels=pixels).line(1) == plain.line(1)


def test_its_first_character_is_where_the_picture_is() -> None:
    long = Block(BlockKind.IMAGE, "word " * 20, href="a.png")
    made = layout(BEFORE, long, STYLE, pixels=PIXELS)
    assert [made.row_of(offset) for offset in (0, 1, 45)] == [1, 7, 8]
    assert [made.offset_of(row) for row in (0, 1, 6, 7, 8)] == [0, 0, 0, 0, 40]


def test_a_picture_stands_beside_the_bar_of_a_quotation() -> None:
    quote = (Container(ContainerKind.QUOTE, 1),)
    made = layout(None, Block(BlockKind.IMAGE, "c", containers=quote), STYLE, pixels=PIXELS)
    assert all(made.line(row).runs[0].role is Role.BAR for row in range(7))
    shown = made.line(0).picture
    assert shown is not None
    assert shown.x == 2
