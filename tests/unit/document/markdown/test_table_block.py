"""Tables of Markdown: nothing that the source says is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.markdown.parse import parse
from reader.document.model import Align, Block, BlockKind


def cells(block: Block) -> list[list[str]]:
    assert block.table is not None
    return [[block.text[cell.start : cell.end] for cell in row] for row in block.table.rows]


def table(markdown: str) -> list[list[str]]:
    (block,) = parse(markdown).blocks
    return cells(block)


HEAD = "| a | b |\n|---|---|\n"


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("| 1 | 2 |", ["1", "2"]),
        ("| 1 | 2 | 3 |", ["1", "2", "3"]),
        ("| 1 |", ["1", ""]),
        ("1 | 2", ["1", "2"]),
        ("|   | 2 |", ["", "2"]),
        (r"| 1 \| 2 | 3 |", ["1 | 2", "3"]),
        ("| `1|2` | 3 |", ["1|2", "3"]),
        (r"| `1\|2` | 3 |", ["1|2", "3"]),
        ("| ``1|`|2`` | 3 |", ["1|`|2", "3"]),
        ("| `1 | 2` |", ["`1", "2`"]),
        ("| $|x|$ | 3 |", ["|x|", "3"]),
        ("|1|2\n3\n4|", ["1", "2\n3\n4"]),
    ],
)
def test_a_row_keeps_its_cells(row: str, read: list[str]) -> None:
    rows = table(HEAD + row)
    assert rows[-1] == read
    assert rows[0][:2] == ["a", "b"]


def test_a_header_with_fewer_names_than_columns_is_one() -> None:
    assert table("|a|\n|---|---|\n|1|2|") == [["a", ""], ["1", "2"]]
    assert table("|a|b|c|\n|---|---|\n|1|2|3|") == [["a", "b", "c"], ["1", "2", "3"]]
    assert parse("a | b\n--- | --- | ---").blocks[0].kind is BlockKind.PARAGRAPH


def test_an_empty_header_is_left_out() -> None:
    (block,) = parse("|||\n|---|:-:|\n|1|2|").blocks
    assert cells(block) == [["1", "2"]]
    assert block.table is not None
    assert block.table.header_rows == 0
    assert block.table.aligns == (Align.START, Align.CENTER)


def test_text_under_a_table_is_no_row_of_it() -> None:
    table_block, text = parse(f"{HEAD}| 1 | 2 |\nThat was it.").blocks
    assert cells(table_block)[1:] == [["1", "2"]]
    assert text.text == "That was it."


def test_a_row_without_its_last_bar_ends_with_its_line() -> None:
    assert table(f"{HEAD}|1|2\n|3|4|") == [["a", "b"], ["1", "2"], ["3", "4"]]
    below = parse(f"{HEAD}|1|2\n\nthen | this|").blocks
    assert cells(below[0]) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    "text", ["a | b\nc | d", "|a|b|\n|c|d|", "a\n---", "| a\n- | -", "a | b\n    |---|---|"]
)
def test_bars_alone_make_no_table(text: str) -> None:
    assert all(block.kind is not BlockKind.TABLE for block in parse(text).blocks)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["x", "yy", "汉", "`c`"]), min_size=1, max_size=5), max_size=4
    )
)
def test_every_cell_of_a_row_is_shown(rows: list[list[str]]) -> None:
    shown = table(HEAD + "\n".join(f"| {' | '.join(row)} |" for row in rows))
    for row, written in zip(rows, shown[1:], strict=True):
        assert written[: len(row)] == [cell.strip("`") for cell in row]
