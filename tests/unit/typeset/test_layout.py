"""What each kind of block looks like on the page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import (
    Align,
    Block,
    BlockKind,
    Cell,
    Container,
    ContainerKind,
    Table,
)
from reader.text.width import cell_width
from reader.typeset.layout import layout
from reader.typeset.model import BlockLayout, Line, PageStyle, Role
from reader.typeset.table_layout import column_widths


def drawn(line: Line) -> str:
    text = ""
    for run in line.runs:
        text += " " * (run.x - cell_width(text)) + run.text
    return text


def rows(made: BlockLayout) -> list[str]:
    return [drawn(made.line(row)).rstrip() for row in range(made.height)]


def set_blocks(width: int, *blocks: Block) -> list[str]:
    style = PageStyle(width)
    result: list[str] = []
    previous: Block | None = None
    for block in blocks:
        result += rows(layout(previous, block, style))
        previous = block
    return result


def paragraph(text: str, *containers: Container, tight: bool = False) -> Block:
    return Block(BlockKind.PARAGRAPH, text, containers=containers, tight=tight)


def item(serial: int, marker: str = "•", marker_width: int = 1) -> Container:
    return Container(ContainerKind.ITEM, serial, marker, marker_width)


def table(*cells: tuple[str, ...], aligns: tuple[Align, ...] = (), header_rows: int = 1) -> Block:
    text = ""
    shape: list[tuple[Cell, ...]] = []
    for row in cells:
        made = []
        for cell in row:
            made.append(Cell(len(text), len(text) + len(cell)))
            text += cell + "\t"
        text = text[:-1] + "\n"
        shape.append(tuple(made))
    return Block(BlockKind.TABLE, text[:-1], table=Table(tuple(shape), header_rows, aligns))


def test_a_paragraph_hangs_under_its_list_marker() -> None:
    assert set_blocks(20, paragraph("aaaa bbbb cccc dddd eeee", item(1))) == [
        "• aaaa bbbb cccc",
        "  dddd eeee",
    ]


def test_markers_of_a_list_line_up_on_the_right() -> None:
    made = set_blocks(
        30,
        paragraph("nine", item(1, "9.", 3)),
        paragraph("ten", item(2, "10.", 3), tight=True),
    )
    assert made == [" 9. nine", "10. ten"]


def test_only_the_first_block_of_an_item_has_its_marker() -> None:
    made = set_blocks(30, paragraph("first", item(1)), paragraph("second", item(1)))
    assert made == ["• first", "", "  second"]


def test_a_quote_keeps_its_bar_over_the_gap_between_its_paragraphs() -> None:
    quote = Container(ContainerKind.QUOTE, 1)
    made = set_blocks(30, paragraph("一", quote), paragraph("二", quote), paragraph("三"))
    assert made == ["▎ 一", "▎", "▎ 二", "", "三"]


def test_two_quotes_are_parted() -> None:
    made = set_blocks(
        30,
        paragraph("一", Container(ContainerKind.QUOTE, 1)),
        paragraph("二", Container(ContainerKind.QUOTE, 2)),
    )
    assert made == ["▎ 一", "", "▎ 二"]


def test_deep_nesting_leaves_room_for_text() -> None:
    containers = tuple(item(n) for n in range(60))
    made = layout(None, paragraph("天地玄黄宇宙洪荒" * 4, *containers), PageStyle(40))
    assert made.height <= 6


def test_a_heading_has_more_air_above_than_below() -> None:
    heading = Block(BlockKind.HEADING, "题", level=2)
    assert set_blocks(20, paragraph("前"), heading, paragraph("后")) == [
        "前", "", "", "题", "", "后",
    ]  # fmt: skip


def test_code_keeps_every_space_and_is_filled_to_the_margin() -> None:
    block = Block(BlockKind.CODE, "def f():\n    return 1", language="python")
    made = layout(None, block, PageStyle(30))
    assert rows(made) == ["                       python", " def f():", "     return 1"]
    assert all(made.line(row).fill is Role.CODE_BLOCK for row in range(made.height))


def test_long_code_is_folded_with_a_mark_and_nothing_is_lost() -> None:
    code = "x = [" + ", ".join(str(n) for n in range(40)) + "]"
    made = layout(None, Block(BlockKind.CODE, code), PageStyle(30))
    lines = rows(made)
    assert lines[0].startswith(" x = [")
    assert all(line.startswith(" ↪ ") for line in lines[1:])
    assert max(cell_width(line) for line in lines) <= 30
    shown = "".join(
        run.text for row in range(made.height) for run in made.line(row).runs if run.start >= 0
    )
    assert shown == code


def test_tabs_in_code_reach_the_next_stop() -> None:
    assert set_blocks(30, Block(BlockKind.CODE, "a\tb\n\tc")) == [" a   b", "     c"]


def test_a_table_that_fits_is_set_in_columns() -> None:
    made = set_blocks(40, table(("名", "数"), ("甲", "1"), aligns=(Align.START, Align.END)))
    assert made == ["名 │ 数", "───┼───", "甲 │  1"]


def test_a_table_wraps_its_cells_before_it_cuts_anything() -> None:
    long = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。"
    made = set_blocks(30, table(("名", "文"), ("甲", long), ("乙", long)))
    assert max(cell_width(line) for line in made) <= 30
    cells = "".join(line.split("│")[1].strip() for line in made[2:] if "│" in line)
    assert cells == long * 2
    assert not any(line.split("│")[1].strip().startswith("，") for line in made if "│" in line)


def test_a_table_too_wide_for_columns_becomes_records() -> None:
    header = tuple(f"栏{n}" for n in range(9))
    made = set_blocks(30, table(header, tuple(f"第{n}个值很长" for n in range(9))))
    assert made[:4] == ["栏0", "  第0个值很长", "栏1", "  第1个值很长"]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(20, 120))
def test_columns_share_the_room_and_none_takes_more_than_it_needs(
    naturals: list[int], room: int
) -> None:
    widths = column_widths(naturals, room)
    if widths is None:
        assert sum(naturals) > room
        return
    assert sum(widths) <= room
    assert all(width <= natural for width, natural in zip(widths, naturals, strict=True))
    if sum(naturals) > room:
        assert sum(widths) == room


CELLS = st.lists(
    st.lists(st.text("天地，。ab c", max_size=30), min_size=2, max_size=4),
    min_size=1,
    max_size=5,
)


@given(CELLS, st.integers(20, 80))
@settings(deadline=None)
def test_no_character_of_a_table_is_lost(cells: list[list[str]], width: int) -> None:
    columns = len(cells[0])
    square = [tuple((row + [""] * columns)[:columns]) for row in cells]
    block = table(*square)
    made = layout(None, block, PageStyle(width))
    shown: set[int] = set()
    for row in range(made.height):
        line = made.line(row)
        assert max((r.x + cell_width(r.text) for r in line.runs), default=0) <= width
        for run in line.runs:
            if run.start >= 0:
                assert block.text[run.start : run.end] == run.text
                shown.update(range(run.start, run.end))
    lost = {
        block.text[o]
        for row_cells in (block.table or Table(())).rows
        for cell in row_cells
        for o in range(cell.start, cell.end)
        if o not in shown
    }
    assert lost <= {" "}


def test_an_image_is_a_line_with_its_caption_and_host() -> None:
    block = Block(BlockKind.IMAGE, "一座桥", href="https://img.example.com/a/b.jpg")
    assert set_blocks(40, block) == ["▨ 一座桥  img.example.com"]
    bare = Block(BlockKind.IMAGE, "", href="https://img.example.com/a/b.jpg")
    assert set_blocks(40, bare) == ["▨ img.example.com"]


def test_a_rule_is_a_short_line_in_the_middle() -> None:
    assert set_blocks(30, Block(BlockKind.RULE)) == [" " * 10 + "─" * 10]
