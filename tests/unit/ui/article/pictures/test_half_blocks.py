"""Pictures in half blocks."""

from __future__ import annotations

from io import BytesIO

import pytest
from rich.color import ColorSystem

from reader.typeset.picture_size import CellSize
from reader.ui.article.pictures.half_blocks import BlockGrid, TerminalCells, decoded, grid_of
from tests.drawn_pictures import picture

RED, BLUE, GROUND = b"\xf8\x00\x00", b"\x00\x00\xf8", (27, 29, 30)


def looks(grid: BlockGrid, row: int = 0) -> list[tuple[str, str, str]]:
    """Text, front and ground of each segment."""
    found = []
    for text, style, _ in grid.segments(row):
        assert style is not None
        front, ground = style.color, style.bgcolor
        found.append((text, front.name if front else "", ground.name if ground else ""))
    return found


def test_a_cell_has_the_upper_pixel_in_front_of_the_lower() -> None:
    grid = grid_of(CellSize(2, 2), RED + RED + BLUE + RED + BLUE * 4, GROUND)
    assert looks(grid) == [("▀", "#f80000", "#0000f8"), (" ", "", "#f80000")]
    assert looks(grid, 1) == [("  ", "", "#0000f8")]


def test_shades_that_look_alike_are_one_segment() -> None:
    near = bytes((119, 119, 119, 121, 121, 121))
    assert len(grid_of(CellSize(2, 1), near + near, GROUND).segments(0)) == 1


def test_where_it_is_clear_it_has_the_very_colour_of_the_page() -> None:
    grid = grid_of(CellSize(1, 1), bytes(GROUND) * 2, GROUND)
    assert looks(grid) == [(" ", "", "#1b1d1e")]


def test_a_prepared_row_has_as_many_cells() -> None:
    grid = grid_of(CellSize(5, 1), bytes(range(30)), GROUND)
    grid.prepare(ColorSystem.EIGHT_BIT)
    assert sum(segment.cell_length for segment in grid.segments(0)) == 5


@pytest.mark.parametrize("wide", [False, True])
def test_where_a_half_block_takes_two_cells_none_is_painted(wide: bool) -> None:
    file = BytesIO(picture(80, 80))
    grid = decoded(file, CellSize(6, 3), GROUND, TerminalCells(has_wide_blocks=wide))
    assert grid is not None
    rows = [grid.segments(row) for row in range(3)]
    assert [sum(len(part.text) for part in row) for row in rows] == [6, 6, 6]
    assert any("▀" in part.text for row in rows for part in row) is not wide
