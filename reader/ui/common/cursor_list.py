"""A list that is drawn only where somebody looks, with a cursor among its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from reader.ui.common.count import Count
from reader.ui.common.drawn_widget import Hovering
from reader.ui.common.row_map import RowMap, Window
from reader.ui.common.scroll_bar import SlimScrollBar
from reader.ui.terminal.textual_internals import own_scroll_bar

if TYPE_CHECKING:
    from textual.scrollbar import ScrollBar

FARTHEST = 1 << 40
"""Farther than any list goes."""


class CursorList(ScrollView, Hovering):
    """Moves its cursor by keys and clicks, and keeps it in view.

    Where the entries stand is for its `row_map`, and what they show for who draws them.
    """

    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(-1, init=False)
    """The entry under the cursor, -1 if there is none."""

    def __init__(self, row_map: RowMap, *, counts: bool = True, id: str | None = None) -> None:
        """`counts`: digits before a command repeat it."""
        super().__init__(id=id)
        self.row_map = row_map
        self.count = Count(self)
        self._counts = counts
        self.rows_drawn = 0
        """Count of work, for tests."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        return own_scroll_bar(self, SlimScrollBar)

    # -- what is in view ------------------------------------------------------------------

    @property
    def window(self) -> Window:
        return Window(round(self.scroll_y), self.size.height)

    def entry_at(self, y: int) -> int:
        return self.row_map.entry_on(round(self.scroll_y) + y)

    def fit(self) -> None:
        """Be as high as the rows are."""
        width = self.scrollable_content_region.width or self.size.width
        self.virtual_size = Size(width, max(1, self.row_map.height))

    def scroll_to_row(self, row: int) -> None:
        """Have a row at the top, as far as there are rows below it."""
        self.scroll_to(y=row, animate=False, force=True)

    def scroll_to_cursor(self) -> None:
        """Bring the cursor into view, and the heading that stands above it."""
        window = self.window
        if self.cursor >= 0 and window.height:
            first = window.showing(*self.row_map.rows_of(self.cursor))
            if first != window.first:
                self.scroll_to_row(first)

    def resized(self) -> None:
        """The list has another size."""
        self.fit()
        self.scroll_to_cursor()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.resized()

    # -- cursor -------------------------------------------------------------------------

    def put_cursor(self, entry: int) -> None:
        """Have the cursor on an entry; nobody is told, and nothing moves."""
        self.set_reactive(CursorList.cursor, entry)

    def watch_cursor(self) -> None:
        self.scroll_to_cursor()
        self.refresh()

    def move(self, step: int) -> bool:
        """Move the cursor by entries, to either end at most; whether it moved."""
        return self._go(self.row_map.stepped(self.cursor, step))

    def _go(self, entry: int) -> bool:
        moves = entry != self.cursor
        self.cursor = entry
        return moves

    def _turn(self, pages: int, *, half: bool = False) -> None:
        pages *= self.count.take()
        self.move(self.row_map.steps_of(pages, self.cursor, self.size.height, half=half))

    def action_cursor_down(self) -> None:
        self.move(self.count.take())

    def action_cursor_up(self) -> None:
        self.move(-self.count.take())

    def action_page_down(self) -> None:
        self._turn(1)

    def action_page_up(self) -> None:
        self._turn(-1)

    def action_half_page_down(self) -> None:
        self._turn(1, half=True)

    def action_half_page_up(self) -> None:
        self._turn(-1, half=True)

    def action_first(self) -> None:
        self.move(-FARTHEST)

    def action_last(self) -> None:
        self.move(FARTHEST)

    # -- keys and mouse -------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        if self._counts and self.count.typed(event):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        entry = self.entry_at(event.y)
        if entry >= 0:
            again = not self._go(entry)
            self.clicked(event.button, again=again)

    def clicked(self, button: int, *, again: bool) -> None:
        """A click put the cursor on an entry; `again` if it was there. Here that is all."""
