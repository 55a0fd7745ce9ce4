"""What each kind of block looks like on the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import (
    Align,
    Block,
    BlockKind,
    Cell,
    Container,
    ContainerKind,
    Document,
    Table,
)
from reader.text.grapheme import is_boundary
from reader.text.width import cell_width
from reader.typeset.blocks.code_wrap import CONTINUATION, fold, tabbed_widths
from reader.typeset.blocks.table_columns import column_widths
from reader.typeset.model import BlockLayout, Line, PageStyle, Role
from reader.typeset.page import Page
from reader.typeset.set_block import layout


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


def ordered(*texts: tuple[int, str]) -> Document:
    return Document(
        tuple(paragraph(text, item(serial, f"{serial}.", 2), tight=True) for serial, text in texts)
    )


def page_rows(document: Document) -> list[str]:
    page = Page(document, PageStyle(30))
    page.refine(lambda: False)
    return [drawn(page.line(row)[1]) for row in range(page.height)]


def test_one_space_follows_a_number_except_where_han_would_leave_its_grid() -> None:
    assert page_rows(ordered((1, "text"), (2, "more"))) == ["1. text", "2. more"]
    assert page_rows(ordered((1, "天地"), (2, "（玄黄）"))) == ["1.  天地", "2.  （玄黄）"]


def test_items_of_a_list_and_blocks_of_an_item_keep_one_indent() -> None:
    made = page_rows(ordered((1, "text"), (2, "天地"), (2, "second"), (3, "third")))
    assert made == ["1.  text", "2.  天地", "    second", "3.  third"]


def test_lists_that_are_apart_are_indented_apart() -> None:
    han, latin = ordered((1, "天地")).blocks[0], ordered((2, "text")).blocks[0]
    parted = Document((han, paragraph("between", tight=True), latin))
    assert page_rows(parted) == ["1.  天地", "between", "2. text"]


def test_an_inner_list_is_indented_by_its_own_text() -> None:
    outer = item(1, "1.", 2)
    inner = Block(BlockKind.PARAGRAPH, "inner", containers=(outer, item(2, "1.", 2)), tight=True)
    assert page_rows(Document((paragraph("天地", outer), inner))) == ["1.  天地", "    1. inner"]


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
    heading = Block(BlockKind.HEADING, "题", level=1)
    assert set_blocks(20, paragraph("前"), heading, paragraph("后")) == [
        "前", "", "", "题", "──", "", "后",
    ]  # fmt: skip


def test_code_keeps_every_space_and_is_filled_to_the_margin() -> None:
    block = Block(BlockKind.CODE, "def f():\n    return 1", language="python")
    made = layout(None, block, PageStyle(30))
    assert rows(made) == [" def f():              python", "     return 1"]
    assert all(made.line(row).fill is Role.CODE_BLOCK for row in range(made.height))


@pytest.mark.parametrize(("cells", "height"), [(12, 1), (13, 2)])
def test_the_language_has_its_own_row_unless_the_first_line_leaves_room(
    cells: int, height: int
) -> None:
    made = layout(None, Block(BlockKind.CODE, "x" * cells, language="text"), PageStyle(20))
    assert made.height == height
    assert rows(made)[0].endswith("text")
    assert cell_width(rows(made)[0]) == 19
    assert rows(made)[-1].startswith(" " + "x" * cells)
    assert made.row_of(0) == height - 1
    assert made.offset_of(made.row_of(cells - 1)) == 0


def test_a_language_name_too_long_for_the_page_is_elided() -> None:
    made = set_blocks(20, Block(BlockKind.CODE, "a = b", language="a-language-of-its-own"))
    assert made == [" a-language-of-its…", " a = b"]


def test_a_fold_in_code_spares_the_word_at_the_margin() -> None:
    code = "places = find(text, full_width)"
    assert set_blocks(26, Block(BlockKind.CODE, code)) == [
        " places = find(text,",
        " ↪ full_width)",
    ]


def test_a_fold_in_code_keeps_operators_and_closing_marks_together() -> None:
    code = "if (alpha == gamma && beta.of(one));"
    made = set_blocks(24, Block(BlockKind.CODE, code))
    assert made == [" if (alpha == gamma &&", " ↪ beta.of(one));"]
    assert set_blocks(22, Block(BlockKind.CODE, "aaaa.bbbb.cccc.ddd());")) == [
        " aaaa.bbbb.cccc.",
        " ↪ ddd());",
    ]


def test_code_without_a_place_to_fold_near_the_margin_fills_its_row() -> None:
    assert set_blocks(22, Block(BlockKind.CODE, "a = " + "b" * 30)) == [
        " a = " + "b" * 16,
        " ↪ " + "b" * 14,
    ]
    assert set_blocks(22, Block(BlockKind.CODE, " " * 16 + "b" * 20))[0] == " " * 17 + "bbbb"


@given(st.text("ab ,.()\t天\u0301", max_size=90), st.integers(6, 40))
def test_folds_of_code_join_to_its_line_and_fit(code: str, width: int) -> None:
    ranges = list(fold(code, 0, width, 1))
    assert "".join(code[start:end] for start, end in ranges) == code
    for index, (start, end) in enumerate(ranges):
        room = width - (len(CONTINUATION) if index else 0)
        assert sum(tabbed_widths(code[start:end], 1)) <= room
        assert is_boundary(code, start)


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


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=8),
    st.integers(20, 120),
)
def test_columns_share_the_room_and_none_takes_more_than_it_needs(
    columns: list[tuple[int, int]], room: int
) -> None:
    naturals = [max(pair) for pair in columns]
    minimums = [min(pair) for pair in columns]
    widths = column_widths(naturals, minimums, room)
    if widths is None:
        assert sum(minimums) > room
        return
    assert sum(widths) <= room
    assert all(width <= natural for width, natural in zip(widths, naturals, strict=True))
    assert all(width >= least for width, least in zip(widths, minimums, strict=True))
    if sum(naturals) > room:
        assert sum(widths) == room


def test_room_is_shared_in_proportion_to_what_columns_still_need() -> None:
    assert column_widths([10, 30, 70], [10, 10, 10], 70) == [10, 20, 40]
    assert column_widths([40, 40, 40], [9, 9, 9], 40) == [14, 13, 13]


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    prose = "one two three four five six seven eight nine ten eleven twelve"
    made = set_blocks(40, table(("name", "text"), ("get incomprehensible", prose)))
    assert any("incomprehensible" in line.split("│")[0] for line in made)
    assert max(map(cell_width, made)) <= 40


def test_words_that_do_not_fit_beside_each_other_make_records() -> None:
    row = ("characterization", "incomprehensible", "responsibilities")
    made = set_blocks(44, table(("a", "b", "c"), row))
    assert made == ["a", "  characterization", "b", "  incomprehensible", "c", "  responsibilities"]


def test_headers_of_columns_that_no_row_has_are_shown_in_records() -> None:
    header = ("characterization", "incomprehensible", "responsibilities")
    made = set_blocks(30, table(header, ("a",), ("b", "c")))
    assert made[:4] == [header[0], "  a", header[1], header[2]]
    assert made[5:] == [header[0], "  b", header[1], "  c"]


def test_one_long_address_does_not_make_records() -> None:
    address = "https://example.com/" + "path/" * 12
    made = set_blocks(60, table(("名", "址"), ("一个名字", address)))
    assert [cell.strip() for cell in made[0].split("│")] == ["名", "址"]
    assert max(map(cell_width, made)) <= 60
    assert "".join(line.split("│")[1].strip() for line in made[2:] if "│" in line) == address


def test_a_column_too_narrow_to_read_makes_records() -> None:
    row = tuple("天地玄黄宇宙洪荒" for _ in range(4))
    columns = table(("甲", "乙", "丙", "丁"), row)
    assert " │ " in set_blocks(6 * 4 + 9, columns)[0]
    assert set_blocks(6 * 4 + 8, columns)[:2] == ["甲", "  天地玄黄宇宙洪荒"]


@pytest.mark.parametrize(("characters", "records"), [(5 * 12, False), (5 * 12 + 1, True)])
def test_rows_that_grow_tall_make_records(characters: int, records: bool) -> None:
    made = set_blocks(19, table(("名", "文"), ("一二三", "天" * characters)))
    assert (" │ " not in made[0]) is records


def test_a_single_column_stays_a_column_however_tall() -> None:
    made = set_blocks(20, table(("文",), ("天" * 200,)))
    assert made[:2] == ["文", "─" * 20]
    assert len(made) == 22


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
    assert set_blocks(40, block) == ["▨ 一座桥 · img.example.com"]
    assert set_blocks(25, block) == ["▨ 一座桥"]


def test_an_image_without_a_caption_says_that_it_is_one_and_its_host() -> None:
    bare = Block(BlockKind.IMAGE, "", href="https://img.example.com/a/%E6%A1%A5-at-dawn.jpg?w=9")
    assert set_blocks(40, bare) == ["▨ image · img.example.com"]
    assert set_blocks(20, bare) == ["▨ image · img.examp…"]
    assert set_blocks(14, bare) == ["▨ image"]


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("images/bridge.png", "▨ image"),
        ("", "▨ image"),
        ("https://example.com/", "▨ image · example.com"),
        ("data:image/png;base64,AAAA/BBBB", "▨ image"),
        ("https://exa%1B%5B2Jmple.com/b.png", "▨ image · exa%1B%5B2Jmple.com"),
        ("http://[broken/a.png", "▨ image"),
    ],
)
def test_an_image_says_where_it_is_from_as_well_as_it_can(href: str, shown: str) -> None:
    assert set_blocks(40, Block(BlockKind.IMAGE, "", href=href)) == [shown]


def test_a_rule_is_a_short_line_in_the_middle() -> None:
    assert set_blocks(30, Block(BlockKind.RULE)) == [" " * 10 + "─" * 10]
