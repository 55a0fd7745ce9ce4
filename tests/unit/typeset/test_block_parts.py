"""Rows that blocks may have before any is set, and which are set in parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.document.model import Block, BlockKind, Cell, Table
from reader.typeset.block_kinds import setting_of
from reader.typeset.block_parts import estimates, part_setting
from reader.typeset.blocks import code, paragraph_parts, table
from reader.typeset.model import PageStyle
from reader.typeset.parts import TextSize, text_size

STYLE = PageStyle(10)


@pytest.mark.parametrize(
    ("text", "size"),
    [("", (0, 0)), ("abc", (3, 0)), ("天地", (4, 0)), ("a\nb\n", (4, 2)), ("\ud800", (1, 0))],
)
def test_the_size_of_a_text_is_its_cells_and_breaks(text: str, size: tuple[int, int]) -> None:
    assert text_size(text) == size


@pytest.mark.parametrize(
    ("size", "width", "rows"),
    [((0, 0), 10, 1), ((99, 0), 10, 10), ((100, 4), 10, 13), ((10, 8), 10, 9), ((5, 0), 0, 6)],
)
def test_rows_are_guessed_from_cells_and_breaks(
    size: tuple[int, int], width: int, rows: int
) -> None:
    assert TextSize(*size).rows(width) == rows


@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.TERM, BlockKind.MATH])
def test_text_of_two_parts_is_set_whole_and_longer_text_in_parts(kind: BlockKind) -> None:
    assert part_setting(Block(kind, "x" * 2 * paragraph_parts.PART)) is None
    assert part_setting(Block(kind, "x" * (2 * paragraph_parts.PART + 1))) is not None


def test_code_of_two_parts_is_set_whole_and_longer_code_in_parts() -> None:
    assert part_setting(Block(BlockKind.CODE, "x" * 2 * code.PART)) is None
    assert part_setting(Block(BlockKind.CODE, "x" * (2 * code.PART + 1))) is not None


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.IMAGE, BlockKind.RULE])
def test_other_kinds_are_set_whole_whatever_their_length(kind: BlockKind) -> None:
    assert part_setting(Block(kind, "x" * 100_000)) is None


def table_of(rows: int) -> Block:
    cells = tuple((Cell(2 * row, 2 * row + 1),) for row in range(rows))
    return Block(BlockKind.TABLE, "\n".join("x" * rows), table=Table(cells))


def test_a_table_of_two_parts_is_set_whole_and_a_longer_one_in_parts() -> None:
    assert part_setting(table_of(2 * table.PART_CELLS)) is None
    long = table_of(2 * table.PART_CELLS + 1)
    setting = part_setting(long)
    assert setting is not None
    assert setting.starts(long, STYLE) == [0, 2 * table.PART_CELLS, 4 * table.PART_CELLS]


def test_lines_of_code_take_a_row_each_unless_they_are_folded() -> None:
    block = Block(BlockKind.CODE, ("x" * 60 + "\n") * 90 + "x")
    setting = part_setting(block)
    assert setting is not None
    assert sum(estimates(block, setting, replace(STYLE, wrap_code=False))) == 91
    assert sum(estimates(block, setting, STYLE)) > 500


def test_parts_of_a_paragraph_are_estimated_from_their_cells() -> None:
    block = Block(BlockKind.PARAGRAPH, "x" * (2 * paragraph_parts.PART + 500))
    setting = part_setting(block)
    assert setting is not None
    most = 1 + paragraph_parts.PART // 10
    assert estimates(block, setting, STYLE) == [most, most, 51]


@pytest.mark.parametrize("kind", list(BlockKind))
def test_every_kind_can_be_set(kind: BlockKind) -> None:
    cells = Table(((Cell(0, 4),),)) if kind is BlockKind.TABLE else None
    block = Block(kind, "" if kind is BlockKind.RULE else "text", table=cells)
    assert setting_of(kind).layout is not None
    assert kind.traits.shows_without_text == (kind in (BlockKind.RULE, BlockKind.IMAGE))
    assert part_setting(block) is None
