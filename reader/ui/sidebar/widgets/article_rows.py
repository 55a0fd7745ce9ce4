"""The rows that articles take in the list, with the headings between them."""

from __future__ import annotations

from typing import NamedTuple

from reader.services.list_rows import ListRows
from reader.ui.common.row_map import Window, page_of
from reader.ui.sidebar.widgets.entry_text import LINES


class Anchor(NamedTuple):
    """An article that is to stay where it is on the screen."""

    id: int
    line: int
    """The row of the screen, from 0."""
    has_cursor: bool


class ArticleRows:
    """Articles and headings of the same height. Never changed.

    An entry is a row of the table, a heading too; the cursor is on articles only.
    """

    def __init__(self, table: ListRows) -> None:
        self.table = table

    @property
    def height(self) -> int:
        return len(self.table) * LINES

    def rows_of(self, entry: int) -> tuple[int, int]:
        has_heading = self.table.heading(entry - 1) is not None
        return (entry - has_heading) * LINES, (1 + has_heading) * LINES

    def entry_on(self, row: int) -> int:
        entry = row // LINES
        return entry if self.table.id_at(entry) is not None else -1

    def stepped(self, entry: int, step: int) -> int:
        last = len(self.table.ids) - 1
        position = self.table.position(max(0, entry)) + step
        return self.table.row(max(0, min(position, last))) if last >= 0 else -1

    def steps_of(self, pages: int, entry: int, height: int, *, half: bool) -> int:
        del entry  # from each it is the same
        return pages * page_of(height, LINES, half=half)

    def nearest(self, entry: int) -> int:
        """The article in or below an entry, the last one after the end; -1 if there is none."""
        return self.stepped(entry, 0)

    # -- what is in view ------------------------------------------------------------------

    def in_view(self, window: Window) -> tuple[int, int]:
        """The first entry on the screen, and the one after the last."""
        return window.first // LINES, -(-(window.first + window.height) // LINES)

    def near(self, entry: int, window: Window) -> tuple[int, int]:
        """Entries of a screen on which an entry is, wherever on it."""
        screen = -(-window.height // LINES) + 1
        return max(0, entry - screen), entry + screen

    # -- what stays where it is -----------------------------------------------------------

    def anchor(self, cursor: int, window: Window) -> Anchor | None:
        """The article under the cursor, or else the first one in view."""
        first, last = self.in_view(window)
        on_screen = first <= cursor < last
        entry = cursor if on_screen else self.nearest(first)
        id_ = self.table.id_at(entry)
        line = entry * LINES - window.first
        return None if id_ is None else Anchor(id_, line, on_screen)

    def held(self, anchor: Anchor | None, window: Window) -> int | None:
        """The first row that leaves the anchor where it is; None if it is not there.

        At the top of the list what is new is let in above.
        """
        entry = self.table.row_of(anchor.id) if anchor is not None else -1
        if anchor is None or entry < 0:
            return None
        fits = entry * LINES + LINES <= window.height
        return max(0, entry * LINES - anchor.line) if window.first or not fits else window.first
