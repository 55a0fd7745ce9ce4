"""Ids of articles: they grow with the date, so that the order of ids is the order of a list.

An id holds the day as its author wrote it, the minute, and what tells apart those of one minute;
whoever wants the newest first reads ids downwards and sorts nothing. What has no date is below
zero, in the order in which it came.
"""

from __future__ import annotations

import re
from datetime import date
from sqlite3 import Connection
from typing import Final

from reader.library.article import ArticleDate

_DAY_BITS: Final = 16
"""As few as will do: the full-text index holds the distances between ids."""
_DAY: Final = 1 << _DAY_BITS
_MINUTE: Final = _DAY // (24 * 60)
"""Ids of a minute: 45. What is more takes those of the next, and so on."""
_FURTHEST: Final = 31 * _DAY
"""From its day an article goes no further, however many share it."""
_WRITTEN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?", re.ASCII)


def base(published: ArticleDate | None) -> int | None:
    """The id of the first article of this minute; None of what has no date.

    Of `2021` or `2021-06` that is the first minute.
    """
    if published is None:
        return None
    instant = published.instant
    ordinal = instant.toordinal()
    hour, minute = instant.hour, instant.minute
    if found := _WRITTEN.match(published.iso):
        # As its author saw calendar and clock: the instant may be in another zone.
        year, month, day = (int(part or 1) for part in found.group(1, 2, 3))
        written = _ordinal(year, month, day)
        if written is not None:
            ordinal = written
            hour, minute = (int(part or 0) for part in found.group(4, 5))
    clock = min(hour, 23) * 60 + min(minute, 59)
    return (ordinal << _DAY_BITS) + clock * _MINUTE


def day_range(first_day: str, last_day: str) -> tuple[int, int]:
    """The lowest id of the first day and the highest of the last, both `YYYY-MM-DD`.

    A day may be one that no calendar has, as `2021-02-31`.
    """
    first, is_first = _nearest(first_day)
    last, _ = _nearest(last_day)
    return (first if is_first else first + 1) << _DAY_BITS, ((last + 1) << _DAY_BITS) - 1


class Allocator:
    """Gives free ids, as long as nobody else gives some: during a write transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._full: dict[int, int] = {}
        """Of a minute: the first after it that was not full when it was looked at."""

    def allocate(self, published: ArticleDate | None) -> int:
        """An id of this date, as near behind the others of its minute as can be."""
        wanted = base(published)
        if wanted is None:
            return self._undated()
        start = self._full.get(wanted, wanted)
        while start < wanted + _FURTHEST:
            end = start + _MINUTE - 1
            top: int | None = self._connection.execute(
                "SELECT max(id) FROM article WHERE id BETWEEN ? AND ?", (start, end)
            ).fetchone()[0]
            if top is None or top < end:
                self._full[wanted] = start
                return start if top is None else top + 1
            start = end + 1
        return self._undated()

    def _undated(self) -> int:
        lowest = self._connection.execute("SELECT min(id) FROM article").fetchone()[0]
        return min(lowest or 0, 0) - 1


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
