"""Ids of articles: they grow with the date, so that the order of ids is the order of a list.

Whoever wants the newest first reads ids downwards and sorts nothing. Ids lie close together, as
the full-text index holds the distances between them: where there is no room for one more, its
neighbours move. What has no date is below zero, in the order in which it came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from sqlite3 import Connection
from typing import Final, NamedTuple

from reader.library.article import ArticleDate

DAY: Final = 24 * 60
"""Minutes of a day; by minutes since the day before 0001-01-01 articles are in order."""
_ORIGIN: Final = 1 << 20
"""The first id of a dated article; others are on both sides of it. Each token has one in full."""
STEP: Final = 2
"""Distance of neighbouring ids where many are given at once."""
_LEAP: Final = 1 << 20
"""The greatest distance of neighbouring ids, however much later the next article is."""
_WINDOWS: Final = (4, 16, 64, 256, 1024)
"""Articles that may move to make room for one: the fewest that will do."""
_WRITTEN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?", re.ASCII)

_BELOW: Final = "SELECT id, minute FROM article WHERE minute {} ? ORDER BY minute DESC, id DESC"
_ABOVE: Final = "SELECT id, minute FROM article WHERE minute > ? ORDER BY minute, id"


def base(published: ArticleDate | None) -> int | None:
    """The minute of a date, as its author saw calendar and clock; None of what has no date.

    Of `2021` or `2021-06` that is the first minute.
    """
    if published is None:
        return None
    instant = published.instant
    ordinal = instant.toordinal()
    hour, minute = instant.hour, instant.minute
    if found := _WRITTEN.match(published.iso):
        # The instant may be in another zone.
        year, month, day = (int(part or 1) for part in found.group(1, 2, 3))
        written = _ordinal(year, month, day)
        if written is not None:
            ordinal = written
            hour, minute = (int(part or 0) for part in found.group(4, 5))
    return ordinal * DAY + min(hour, 23) * 60 + min(minute, 59)


def day_range(first_day: str, last_day: str) -> tuple[int, int]:
    """The first minute of the first day and the last of the last, both `YYYY-MM-DD`.

    A day may be one that no calendar has, as `2021-02-31`.
    """
    first, is_first = _nearest(first_day)
    last, _ = _nearest(last_day)
    return (first if is_first else first + 1) * DAY, (last + 1) * DAY - 1


class _Place(NamedTuple):
    id: int
    minute: int


class Allocator:
    """Gives free ids, as long as nobody else gives some: during a write transaction.

    `move` gives an article another id. `planned` is what `plan` gave, by path.
    """

    def __init__(
        self,
        connection: Connection,
        move: Callable[[int, int], None],
        planned: Mapping[bytes, int] | None = None,
    ) -> None:
        self._connection = connection
        self._move = move
        self._planned = planned or {}

    def allocate(self, published: ArticleDate | None, path: bytes = b"") -> int:
        """An id of this date, above the others of its minute unless another was planned."""
        minute = base(published)
        if minute is None:
            lowest = self._connection.execute("SELECT min(id) FROM article").fetchone()[0]
            return min(lowest or 0, 0) - 1
        above = self._find(_ABOVE, minute)
        planned = self._planned.get(path)
        if planned is not None and self._fits(planned, minute, above):
            return planned
        below = self._find(_BELOW.format("<="), minute)
        if below is None:
            if above is None:
                return _ORIGIN
            if above.id > 1:
                return max(above.id - _leap(above.minute - minute), above.id // 2)
            return self._make_room(0, above.id)
        if above is None:
            return below.id + _leap(minute - below.minute)
        if above.id - below.id < 2:
            return self._make_room(below.id, above.id)
        # As far between the two as its minute is.
        share = (above.id - below.id) * (minute - below.minute) // (above.minute - below.minute)
        return min(below.id + max(share, 1), above.id - 1)

    def _find(self, select: str, minute: int) -> _Place | None:
        row = self._connection.execute(f"{select} LIMIT 1", (minute,)).fetchone()
        return _Place(*row) if row else None

    def _fits(self, id_: int, minute: int, above: _Place | None) -> bool:
        if above is not None and id_ >= above.id:
            return False
        below = self._find(_BELOW.format("<"), minute)
        if below is not None and id_ <= below.id:
            return False
        taken = self._connection.execute("SELECT 1 FROM article WHERE id = ?", (id_,)).fetchone()
        return taken is None

    def _make_room(self, below: int, above: int) -> int:
        """Spreads out articles about a place between two neighbours; the id that is free there."""
        for size in _WINDOWS:
            # Where one side is crowded the other may not be.
            for lower, upper in ((0, size), (size, 0), (size // 2, size // 2)):
                window = _Window(self._ids(below, lower + 1, "<="), self._ids(above, upper + 1))
                free = self._spread(window.lower[:lower], window.upper[:upper], window)
                if free is not None:
                    return free
        every: int = self._connection.execute("SELECT count(*) FROM article").fetchone()[0]
        window = _Window(self._ids(below, every, "<="), self._ids(above, every))
        free = self._spread(window.lower, window.upper, window)
        if free is None:
            raise AssertionError("there is no end to the numbers above the last article")
        return free

    def _ids(self, start: int, most: int, relation: str = ">=") -> list[int]:
        """Ids of dated articles, from one on, away from it."""
        order = "DESC" if relation == "<=" else "ASC"
        rows = self._connection.execute(
            f"SELECT id FROM article WHERE id {relation} ? AND id > 0 ORDER BY id {order} LIMIT ?",  # noqa: S608 - ours
            (start, most),
        )
        return [id_ for (id_,) in rows]

    def _spread(self, lower: Sequence[int], upper: Sequence[int], window: _Window) -> int | None:
        """Moves these apart, if they then are two apart; the id between lower and upper."""
        count = len(lower) + 1 + len(upper)
        first, last = window.fences(len(lower), len(upper), 4 * count)
        room = last - first
        if room < 2 * (count + 1):
            return None
        members = [*reversed(lower), None, *upper]
        places = [first + room * number // (count + 1) for number in range(1, count + 1)]
        moves = [
            (old, new)
            for old, new in zip(members, places, strict=True)
            if old is not None and old != new
        ]
        # In an order in which the new place is always free.
        for old, new in sorted(((old, new) for old, new in moves if new > old), reverse=True):
            self._move(old, new)
        for old, new in sorted((old, new) for old, new in moves if new < old):
            self._move(old, new)
        return places[len(lower)]


class _Window(NamedTuple):
    """Ids on both sides of a place, those next to it first. All are above 0."""

    lower: list[int]
    upper: list[int]

    def fences(self, lower: int, upper: int, beyond: int) -> tuple[int, int]:
        """Ids between which so many articles may move; above the highest, `beyond` are free."""
        return (
            self.lower[lower] if lower < len(self.lower) else 0,
            self.upper[upper] if upper < len(self.upper) else self.upper[-1] + beyond,
        )


def plan(
    known: Iterable[tuple[int, int]], due: Iterable[tuple[int, bytes]], distance: int = STEP
) -> dict[bytes, int]:
    """Ids for many files whose minute is known before they are read, `distance` apart at most.

    `known` are minutes and ids of the articles that there are, `due` minutes and paths; both
    ascending, what shall stand above another of its minute behind it. Where there is no room, some
    get none.
    """
    fixed = list(known)
    planned: dict[bytes, int] = {}
    place = 0

    def gap_of(item: tuple[int, bytes]) -> int:
        """How many articles are below it."""
        nonlocal place
        while place < len(fixed) and fixed[place][0] <= item[0]:
            place += 1
        return place

    for above, group in groupby(due, gap_of):
        paths = [path for _, path in group]
        low = fixed[above - 1][1] if above else None
        high = fixed[above][1] if above < len(fixed) else None
        step = distance
        if low is None:
            low = _ORIGIN if high is None else max(high - distance * (len(paths) + 1), 0)
        if high is not None:
            step = min(distance, (high - low) // (len(paths) + 1))
        if step:
            planned.update((path, low + step * (i + 1)) for i, path in enumerate(paths))
    return planned


def _leap(minutes: int) -> int:
    return min(max(minutes, 1), _LEAP)


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _nearest(day: str) -> tuple[int, bool]:
    """The day, or the last one before it that there is; and whether it is the day itself."""
    year, month, number = map(int, day.split("-"))
    for earlier in range(number, 0, -1):
        found = _ordinal(year, month, earlier)
        if found is not None:
            return found, earlier == number
    return 0, False
