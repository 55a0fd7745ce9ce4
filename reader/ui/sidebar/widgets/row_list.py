"""Rows of a list on the screen: which are in view, which has the cursor, which stays in place."""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import Region, Size
from textual.reactive import reactive

from reader.services.list_rows import Rows
from reader.ui.common.drawn_widget import Hovering
from reader.ui.sidebar.widgets.entry_text import LINES
from reader.ui.sidebar.widgets.list_commands import CommandedList


class Anchor(NamedTuple):
    """An article that is to stay where it is on the screen."""

    id: int
    line: int
    has_cursor: bool


class RowList(CommandedList, Hovering):
    """A list of rows of the same height, headings among them."""

    cursor: reactive[int] = reactive(-1, init=False)
    """The row under the cursor, always that of an article; -1 in an empty list."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = Rows()

    @property
    def current_id(self) -> int | None:
        return self.rows.id_at(self.cursor)

    # -- what is in view ------------------------------------------------------------------

    @property
    def view_rows(self) -> tuple[int, int]:
        """The first row on the screen, and the one after the last."""
        top = round(self.scroll_y)
        return top // LINES, -(-(top + self.size.height) // LINES)

    def near(self, row: int) -> tuple[int, int]:
        """Rows of a screen on which a row is, wherever on it."""
        screen = -(-self.size.height // LINES) + 1
        return max(0, row - screen), row + screen

    def ids_in_view(self) -> list[int]:
        return self.rows.ids_between(*self.view_rows)

    def entry_at(self, y: int) -> int:
        """The row of the article there; -1 if there is none."""
        row = (round(self.scroll_y) + y) // LINES
        return row if self.rows.id_at(row) is not None else -1

    def nearest(self, row: int) -> int:
        """The row of the article in or below a row, of the last one after the end; -1 if none."""
        count = len(self.rows.ids)
        return self.rows.row(max(0, min(self.rows.position(row), count - 1))) if count else -1

    # -- what stays where it is -----------------------------------------------------------

    def fit_to_rows(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows) * LINES)

    def anchored_row(self) -> Anchor | None:
        """That of the cursor, or else the first one in view."""
        first, last = self.view_rows
        on_screen = first <= self.cursor < last
        row = self.cursor if on_screen else self.nearest(first)
        id_ = self.rows.id_at(row)
        line = row * LINES - round(self.scroll_y)
        return None if id_ is None else Anchor(id_, line, on_screen)

    def hold(self, anchor: Anchor | None) -> None:
        """Leave the anchor where it is; at the top of the list what is new is let in above."""
        row = self.rows.row_of(anchor.id) if anchor is not None else -1
        if anchor is None or row < 0:
            self.scroll_to_cursor()
            return
        fits = row * LINES + LINES <= self.size.height
        if self.scroll_y > 0 or not fits:
            self.scroll_to(y=max(0, row * LINES - anchor.line), animate=False, force=True)
        if anchor.has_cursor:
            self.scroll_to_cursor()

    def scroll_to_cursor(self) -> None:
        """Bring the cursor into view, and the heading that stands above it."""
        if self.cursor >= 0 and self.size.height:
            top = self.cursor * LINES
            if self.rows.heading(self.cursor - 1) is not None:
                top -= LINES
            region = Region(0, top, 1, (self.cursor + 1) * LINES - top)
            self.scroll_to_region(region, animate=False, force=True)
