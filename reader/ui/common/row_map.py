"""Where the entries of a list stand, and which of its rows are on the screen."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class RowMap(Protocol):
    """Entries by number, each on some rows; a row and an entry count from 0."""

    @property
    def height(self) -> int:
        """Rows of all of it."""

    def rows_of(self, entry: int) -> tuple[int, int]:
        """The first row of an entry, that of its heading if it has one, and how many there are."""

    def entry_on(self, row: int) -> int:
        """The entry that a row belongs to; -1 for a heading, and outside the list."""

    def stepped(self, entry: int, step: int) -> int:
        """The entry so many further on or back, at either end the last one; -1 if there is none."""

    def steps_of(self, pages: int, entry: int, height: int, *, half: bool) -> int:
        """How many entries on so many pages, or halves of them, are from an entry.

        `height` is that of the screen; back, pages and steps are negative.
        """


class Window(NamedTuple):
    """The rows of a list that are on the screen."""

    first: int
    height: int

    def showing(self, top: int, rows: int) -> int:
        """The first row after the least move that brings `rows` rows from `top` on into view.

        Of more rows than fit the upper ones are shown, unless there are only such on the screen.
        """
        if top <= self.first and self.first + self.height <= top + rows:
            return self.first
        if top < self.first or rows >= self.height:
            return top
        return max(self.first, top + rows - self.height)


def page_of(height: int, rows: int, *, half: bool) -> int:
    """How many entries of so many rows a page moves by: one of the old page stays in view."""
    page = max(1, height // rows - 1)
    return max(1, page // 2) if half else page


class EvenRows:
    """Entries that are all of the same height, without headings."""

    def __init__(self, count: int, rows: int) -> None:
        self._count = count
        self._rows = rows

    @property
    def height(self) -> int:
        return self._count * self._rows

    def rows_of(self, entry: int) -> tuple[int, int]:
        return entry * self._rows, self._rows

    def entry_on(self, row: int) -> int:
        return row // self._rows if 0 <= row < self.height else -1

    def stepped(self, entry: int, step: int) -> int:
        return min(max(0, entry + step), self._count - 1)

    def steps_of(self, pages: int, entry: int, height: int, *, half: bool) -> int:
        del entry  # from each it is the same
        return pages * page_of(height, self._rows, half=half)
