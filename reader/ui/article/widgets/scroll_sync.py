"""Textual's scroll position and the viewport's place, kept together; estimates made exact."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from textual.geometry import Size
from textual.scroll_view import ScrollView

from reader.ui.article.page.viewport import Viewport

SLICE_SECONDS = 0.012
"""Seconds at a time that the event loop waits for estimates to become exact."""
PAUSE_SECONDS = 0.001
"""Seconds between two slices: what came in meanwhile has its turn."""
MOVING_SECONDS = 0.1
"""Seconds after a move in which pauses are long: keys and paints come first."""
MOVING_PAUSE_SECONDS = 0.016
SYNC_SECONDS = 0.25
"""Seconds between looks at the scroll bar meanwhile."""


class ScrollSync:
    """Textual scrolls by rows. The viewport knows the place at the top, and rows follow from it."""

    def __init__(self, view: ScrollView, viewport: Viewport, redraw: Callable[[], None]) -> None:
        """`redraw` is called when what was drawn of the rows is void."""
        self._view = view
        self._viewport = viewport
        self._redraw = redraw
        self._syncing = False
        self._refining = False
        self._synced_at = 0.0
        self._moved_at = 0.0

    def sync(self) -> None:
        """Bring Textual's idea of size and scroll to the viewport."""
        if self._viewport.page is None:
            return
        view = self._view
        self._syncing = True
        try:
            view.virtual_size = Size(view.size.width, self._viewport.height)
            row = self._viewport.top_row
            if round(view.scroll_y) != row:
                self._redraw()
                view.set_scroll(None, row)
            # The wheel goes on from the target; the bar is drawn from a position of its own.
            view.scroll_target_y = view.vertical_scrollbar.position = row
        finally:
            self._syncing = False

    def is_scrolled(self, old: float, new: float) -> bool:
        """Whether another scroll position is the wheel's or the bar's doing, and a row's worth."""
        has_rows = self._viewport.page is not None and round(old) != round(new)
        return has_rows and not self._syncing

    def follow(self, old: float, new: float) -> None:
        """Bring the viewport to where the wheel or the scroll bar went; they know rows only."""
        view = self._view
        wheel = view.scroll_target_y
        self._viewport.go_to_row(round(new), from_bottom=new < old)
        # The wheel keeps its aim, moved by as much as the rows under it were.
        view.scroll_target_y = wheel + round(view.scroll_y) - round(new)

    def refine(self, told: Callable[[], None]) -> None:
        """The page was moved, or grew: make its estimated heights exact, in slices of time.

        `told` hears of the end.
        """
        self._moved_at = perf_counter()
        if not self._refining and not self._viewport.refined:
            self._refining = True
            self._view.set_timer(MOVING_PAUSE_SECONDS, lambda: self._refine(told))

    def _refine(self, told: Callable[[], None]) -> None:
        """Make some heights exact without moving the text.

        The scroll bar follows now and then; the rows only if they moved under the anchor.
        """
        if self._viewport.refined:
            self._refining = False
            return
        end = perf_counter() + SLICE_SECONDS
        self._viewport.refine(lambda: perf_counter() > end)
        is_done = self._viewport.refined
        has_moved = self._viewport.top_row != round(self._view.scroll_y)
        if has_moved or is_done or end - self._synced_at > SYNC_SECONDS:
            self._synced_at = end
            self.sync()
            self._redraw()
        if is_done:
            self._refining = False
            told()
        else:
            is_moving = perf_counter() < self._moved_at + MOVING_SECONDS
            pause = MOVING_PAUSE_SECONDS if is_moving else PAUSE_SECONDS
            self._view.set_timer(pause, lambda: self._refine(told))
