"""Columns as wide as they need, by as little measuring as that takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Cell, Document, Table
from reader.text.width import cell_width
from reader.typeset.blocks.table_columns import TableMeasure, even_widths
from reader.typeset.model import PageStyle
from reader.typeset.page import Page

NEEDS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40)), min_size=1, max_size=8)


def table_of(*rows: tuple[str, ...], header_rows: int = 1) -> Block:
    text, cells = "", []
    for row in rows:
        line = []
        for cell in row:
            line.append(Cell(len(text), len(text) + len(cell)))
            text += f"{cell}\t"
        cells.append(tuple(line))
        text = f"{text[:-1]}\n"
    return Block(BlockKind.TABLE, text[:-1], table=Table(tuple(cells), header_rows))


def measure(block: Block) -> TableMeasure:
    assert block.table is not None
    return TableMeasure(block, block.table, 1)


@given(NEEDS, st.floats(0, 1))
def test_even_shares_fill_the_room_and_favour_who_needs_little(
    needs: list[tuple[int, int]], share: float
) -> None:
    minimums = [least for least, _ in needs]
    naturals = [least + more for least, more in needs]
    room = sum(minimums) + int(share * (sum(naturals) - sum(minimums)))
    widths = even_widths(naturals, minimums, room)
    assert sum(widths) == room
    given_more = [width - least for width, least in zip(widths, minimums, strict=True)]
    level = max(given_more)
    for width, natural, more in zip(widths, naturals, given_more, strict=True):
        assert more >= 0
        assert width <= natural
        assert width == natural or more >= level - 1


def test_a_column_that_nearly_fits_is_not_robbed_by_one_that_never_will() -> None:
    dates = [("2021-03-01 12:00", "天地玄黄宇宙洪荒" * 9) for _ in range(4)]
    widths = measure(table_of(("when", "what"), *dates)).shared(58)
    assert widths is not None
    assert widths[0] == 16


@given(st.lists(st.tuples(st.text("天ab", max_size=9), st.text("天ab", max_size=9)), min_size=1))
def test_what_is_not_measured_does_not_matter(rows: list[tuple[str, str]]) -> None:
    found = measure(table_of(*rows))
    for column in (0, 1):
        assert found.naturals[column] == max(1, *(cell_width(row[column]) for row in rows))


def test_cells_of_one_size_are_measured_once() -> None:
    block = table_of(*(("天地玄黄", "a" * 8) for _ in range(3_000)))
    found = measure(block)
    assert found.naturals == [8, 8]
    assert found.cells_measured < 3_010
    ascii_only = measure(table_of(*(("abcd", "a" * 8) for _ in range(3_000))))
    assert ascii_only.naturals == [4, 8]
    assert ascii_only.cells_measured == 2


def test_words_are_looked_for_in_a_sample_of_a_large_table() -> None:
    rows = [(f"word{row:04}", "some more text to be wrapped") for row in range(3_000)]
    found = measure(table_of(*rows))
    assert found.minimums == [8, 7]
    assert found.cells_searched < 20
    assert len(found.sample(500)) <= 251


@pytest.mark.parametrize("width", range(20, 60))
def test_lines_of_a_table_meet_and_fit_where_their_glyphs_take_two_cells(width: int) -> None:
    block = table_of(("when", "what"), ("2021", "天地玄黄" * 5), ("2022", "x"))
    page = Page(Document((block,)), PageStyle(width, ambiguous=2))
    bars = set()
    for row in range(page.height):
        runs = page.line(row)[1].runs
        at = 0
        for run in runs:
            assert run.x >= at
            at = run.x + cell_width(run.text, ambiguous=2)
            assert at <= width
        bars |= {run.x + len(run.text.partition("│")[0]) for run in runs if "│" in run.text}
        bars |= {run.x for run in runs if run.text == "┼"}
    assert len(bars) <= 1
