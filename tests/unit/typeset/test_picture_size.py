"""Cells of a picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.picture_size import CellSize, PictureRoom, PixelSize, fitted

ROOM = PictureRoom(20, PixelSize(8, 16))
SIDES = st.integers(1, 20_000)


def test_a_picture_takes_what_its_pixels_need_and_no_more() -> None:
    assert fitted(PixelSize(320, 160), 76, ROOM) == CellSize(40, 10)


def test_a_wide_one_is_as_wide_as_the_column_and_a_tall_one_as_high_as_may_be() -> None:
    assert fitted(PixelSize(6_080, 1_600), 76, ROOM) == CellSize(76, 10)
    assert fitted(PixelSize(800, 3_200), 76, ROOM) == CellSize(10, 20)


def test_icons_and_ruled_lines_are_no_pictures() -> None:
    assert fitted(PixelSize(31, 31), 76, ROOM) is None
    assert fitted(PixelSize(900, 4), 76, ROOM) is None
    assert fitted(PixelSize(9_000, 40), 76, ROOM) is None, "one row says nothing"


@given(SIDES, SIDES, st.integers(1, 120), st.integers(2, 60))
def test_it_never_leaves_its_room(width: int, height: int, columns: int, rows: int) -> None:
    size = fitted(PixelSize(width, height), columns, PictureRoom(rows))
    if size is not None:
        assert 2 <= size.columns <= columns
        assert 2 <= size.rows <= rows
        assert size.columns <= width / 8 + 1
