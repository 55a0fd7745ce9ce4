"""Which article stands in which row of the list; nothing of what the articles are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Heading(NamedTuple):
    """A row of its own above the article at `start`."""

    text: str
    start: int


class Rows:
    """Articles by id in the order of the list, with headings between them. Never changed.

    A position counts articles only, a row counts headings too; both from 0.
    """

    __slots__ = ("_heading_rows", "expected", "headings", "ids")

    def __init__(
        self, ids: Sequence[int] = (), headings: tuple[Heading, ...] = (), expected: int = 0
    ) -> None:
        """Headings by `start`, which is different for each.

        `expected` is how many articles there will be, where not all are known yet.
        """
        self.ids = ids
        self.headings = headings
        self.expected = expected
        self._heading_rows = [heading.start + number for number, heading in enumerate(headings)]

    def __len__(self) -> int:
        return max(len(self.ids), self.expected) + len(self.headings)

    def heading(self, row: int) -> Heading | None:
        """The heading that a row is; None for an article."""
        number = bisect_right(self._heading_rows, row) - 1
        is_heading = number >= 0 and self._heading_rows[number] == row
        return self.headings[number] if is_heading else None

    def position(self, row: int) -> int:
        """Of the article in a row, or of the first one below a heading."""
        number = bisect_right(self._heading_rows, row)
        is_heading = number > 0 and self._heading_rows[number - 1] == row
        return row - number + is_heading

    def row(self, position: int) -> int:
        """Of the article at a position."""
        return position + bisect_right(self.headings, position, key=lambda heading: heading.start)

    def id_at(self, row: int) -> int | None:
        """The article in a row; None for a heading, and for one that is not known yet."""
        if not 0 <= row < len(self) or self.heading(row) is not None:
            return None
        position = self.position(row)
        return self.ids[position] if position < len(self.ids) else None

    def row_of(self, id_: int | None) -> int:
        """Where an article stands, -1 if it does not."""
        try:
            return -1 if id_ is None else self.row(self.ids.index(id_))
        except ValueError:
            return -1

    def ids_between(self, first: int, last: int) -> list[int]:
        """Of the articles known in rows `first` to `last`, without the latter."""
        first, last = max(0, first), min(last, len(self))
        if first >= last:
            return []
        start = self.position(first)
        end = self.position(last - 1) + (self.heading(last - 1) is None)
        return list(self.ids[start:end])
