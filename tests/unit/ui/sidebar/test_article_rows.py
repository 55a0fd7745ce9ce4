"""Rows of the article list: steps over headings, and what stays where it is."""

from __future__ import annotations

from reader.services.list_rows import ListRows, RowHeading
from reader.ui.common.row_map import Window
from reader.ui.sidebar.widgets.article_rows import Anchor, ArticleRows
from reader.ui.sidebar.widgets.entry_text import LINES

GROUPED = ArticleRows(ListRows([10, 11, 12, 13], (RowHeading("A", 0), RowHeading("B", 2))))
"""Entries: A, 10, 11, B, 12, 13."""


def test_steps_pass_headings_and_end_at_either_end() -> None:
    assert GROUPED.stepped(1, 1) == 2
    assert GROUPED.stepped(2, 1) == 4
    assert GROUPED.stepped(4, -1) == 2
    assert (GROUPED.stepped(4, -9), GROUPED.stepped(1, 9)) == (1, 5)
    assert ArticleRows(ListRows()).stepped(-1, 1) == -1


def test_the_nearest_article_is_that_below_a_heading_or_the_last() -> None:
    assert [GROUPED.nearest(entry) for entry in (0, 1, 3, 99)] == [1, 1, 4, 5]


def test_no_cursor_goes_on_a_heading_or_on_what_is_not_known_yet() -> None:
    assert GROUPED.entry_on(0) == -1
    assert GROUPED.entry_on(LINES) == 1
    assert ArticleRows(ListRows([1], expected=9)).entry_on(LINES) == -1


def test_an_article_is_shown_with_the_heading_above_it() -> None:
    assert GROUPED.rows_of(4) == (3 * LINES, 2 * LINES)
    assert GROUPED.rows_of(5) == (5 * LINES, LINES)


def test_rows_that_are_in_view_in_part_are_in_view() -> None:
    assert GROUPED.in_view(Window(1, 2 * LINES)) == (0, 3)


class TestAnchor:
    def test_it_is_the_cursor_if_that_is_in_view(self) -> None:
        assert GROUPED.anchor(4, Window(6, 6)) == Anchor(12, 2, has_cursor=True)

    def test_else_it_is_the_first_article_in_view(self) -> None:
        assert GROUPED.anchor(1, Window(6, 6)) == Anchor(12, 2, has_cursor=False)

    def test_an_empty_list_has_none(self) -> None:
        assert ArticleRows(ListRows()).anchor(-1, Window(0, 6)) is None

    def test_what_comes_above_it_does_not_move_it(self) -> None:
        more = ArticleRows(ListRows([1, 2, *GROUPED.table.ids]))
        anchor = Anchor(12, 2, has_cursor=True)
        assert more.held(anchor, Window(6, 6)) == 4 * LINES - 2

    def test_at_the_top_what_is_new_is_let_in_if_the_anchor_stays_in_view(self) -> None:
        more = ArticleRows(ListRows([1, *GROUPED.table.ids]))
        anchor = Anchor(10, 0, has_cursor=True)
        assert more.held(anchor, Window(0, 6)) == 0
        assert more.held(anchor, Window(0, 3)) == LINES

    def test_what_is_gone_holds_nothing(self) -> None:
        assert GROUPED.held(Anchor(99, 0, has_cursor=True), Window(6, 6)) is None
        assert GROUPED.held(None, Window(6, 6)) is None
