"""Which article stands in which row of the list; articles are known by their ids only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class RowHeading(NamedTuple):
    """A row of its own above the article at position `start`."""

    text: str
    start: int


class ListRows:
    """Articles by id in the order of the list, with headings between them. Immutable.

    A position counts articles only, a row counts headings too; both count from 0.
    """

    __slots__ = ("_heading_rows", "expected", "headings", "ids")

    def __init__(
        self, ids: Sequence[int] = (), headings: tuple[RowHeading, ...] = (), expected: int = 0
    ) -> None:
        """`headings` are in ascending order of `start`, no two with the same one.

        `expected` is how many articles there will be, where not all are known yet.
        """
        self.ids = ids
        self.headings = headings
        self.expected = expected
        self._heading_rows = [heading.start + number for number, heading in enumerate(headings)]

    def __len__(self) -> int:
        return max(len(self.ids), self.expected) + len(self.headings)

    def heading(self, row: int) -> RowHeading | None:
        """The heading in a row; None if an article is there."""
        number = bisect_right(self._heading_rows, row) - 1
        is_heading = number >= 0 and self._heading_rows[number] == row
        return self.headings[number] if is_heading else None

    def position(self, row: int) -> int:
        """The position of the article in a row; in a heading's row, of the first one below it."""
        number = bisect_right(self._heading_rows, row)
        is_heading = number > 0 and self._heading_rows[number - 1] == row
        return row - number + is_heading

    def row(self, position: int) -> int:
        """The row of the article at a position."""
        return position + bisect_right(self.headings, position, key=lambda heading: heading.start)

    def id_at(self, row: int) -> int | None:
        """The article in a row; None for a heading, an article not known yet, or no such row."""
        if not 0 <= row < len(self) or self.heading(row) is not None:
            return None
        position = self.position(row)
        return self.ids[position] if position < len(self.ids) else None

    def row_of(self, id_: int | None) -> int:
        """The row of an article, -1 if it is not in the list."""
        try:
            return -1 if id_ is None else self.row(self.ids.index(id_))
        except ValueError:
            return -1

    def ids_between(self, first: int, last: int) -> list[int]:
        """The articles known in rows `first` up to but without `last`; headings give none."""
        first, last = max(0, first), min(last, len(self))
        if first >= last:
            return []
        start = self.position(first)
        end = self.position(last - 1) + (self.heading(last - 1) is None)
        return list(self.ids[start:end])
