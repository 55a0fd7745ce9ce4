"""Rows of lists: where entries stand, and how far the screen moves to show one."""

from __future__ import annotations

import pytest

from reader.ui.common.row_map import EvenRows, Window, page_of


@pytest.mark.parametrize(
    ("window", "top", "rows", "first"),
    [
        (Window(10, 6), 12, 2, 10),  # in view: nothing moves
        (Window(10, 6), 10, 6, 10),
        (Window(10, 6), 4, 2, 4),  # above: to the top
        (Window(10, 6), 9, 2, 9),  # begins above
        (Window(10, 6), 16, 2, 12),  # below: to the foot
        (Window(10, 6), 15, 2, 11),  # ends below
        (Window(10, 6), 15, 9, 15),  # more than fits: its upper rows
        (Window(10, 6), 8, 9, 10),  # there is nothing else on the screen already
    ],
)
def test_the_screen_moves_as_little_as_shows_the_rows(
    window: Window, top: int, rows: int, first: int
) -> None:
    assert window.showing(top, rows) == first


def test_a_page_leaves_an_entry_of_the_old_one_and_is_never_none() -> None:
    assert page_of(20, 2, half=False) == 9
    assert page_of(20, 2, half=True) == 4
    assert page_of(3, 2, half=False) == page_of(1, 2, half=True) == 1


class TestEvenRows:
    ROWS = EvenRows(5, 2)

    def test_every_row_belongs_to_its_entry(self) -> None:
        for entry in range(5):
            top, rows = self.ROWS.rows_of(entry)
            assert [self.ROWS.entry_on(row) for row in range(top, top + rows)] == [entry] * 2

    def test_outside_there_is_no_entry(self) -> None:
        assert self.ROWS.entry_on(-1) == self.ROWS.entry_on(self.ROWS.height) == -1

    def test_steps_end_at_either_end(self) -> None:
        assert self.ROWS.stepped(1, 2) == 3
        assert self.ROWS.stepped(1, -9) == 0
        assert self.ROWS.stepped(1, 9) == 4
        assert EvenRows(0, 2).stepped(-1, 1) == -1

    def test_pages_add_up(self) -> None:
        assert self.ROWS.steps_of(-2, 4, 6, half=False) == -4
