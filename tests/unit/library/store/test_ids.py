"""Ids order articles by date, so that nobody sorts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import ArticleDate
from reader.library.store.ids import Allocator, base, day_range, plan


class Shelf:
    """Articles with nothing but an id, a minute and the turn in which they came."""

    def __init__(self, planned: Mapping[bytes, int] | None = None) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute(
            "CREATE TABLE article (id INTEGER PRIMARY KEY, minute INTEGER, turn INTEGER)"
        )
        self.connection.execute("CREATE INDEX article_minute ON article (minute)")
        self.moves = 0
        self._turn = 0
        self.follow(planned)

    def close(self) -> None:
        self.connection.close()

    def follow(self, planned: Mapping[bytes, int] | None) -> None:
        self.allocator = Allocator(self.connection, self._move, planned)

    def put(self, published: ArticleDate | None, path: bytes = b"") -> int:
        id_ = self.allocator.allocate(published, path)
        self.connection.execute(
            "INSERT INTO article VALUES (?, ?, ?)", (id_, base(published), self._turn)
        )
        self._turn += 1
        return id_

    def ids(self) -> list[int]:
        """Ids in the turn in which the articles came."""
        rows = self.connection.execute("SELECT id FROM article ORDER BY turn")
        return [id_ for (id_,) in rows]

    def known(self) -> list[tuple[int, int]]:
        return self.connection.execute(
            "SELECT minute, id FROM article WHERE minute IS NOT NULL ORDER BY minute, id"
        ).fetchall()

    def is_in_order(self) -> bool:
        """Whether ids are in order by minute; of one minute, the later is above, unless planned."""
        minutes = [
            minute
            for (minute,) in self.connection.execute(
                "SELECT minute FROM article WHERE minute IS NOT NULL ORDER BY id"
            )
        ]
        return minutes == sorted(minutes)

    def _move(self, id_: int, place: int) -> None:
        self.moves += 1
        self.connection.execute("UPDATE article SET id = ? WHERE id = ?", (place, id_))


def take(dates: Iterable[ArticleDate | None]) -> list[int]:
    """Ids of articles of these dates, when the last one has come."""
    with closing(Shelf()) as shelf:
        for published in dates:
            shelf.put(published)
        return shelf.ids()


def dated(iso: str) -> ArticleDate:
    """`2021` and `2021-06` too."""
    written = datetime.fromisoformat(iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso)
    return ArticleDate(written if written.tzinfo else written.replace(tzinfo=UTC), iso)


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
WRITTEN = st.datetimes(
    datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.one_of(st.none(), ZONES)
).map(lambda moment: moment.replace(microsecond=0))
FEW_MINUTES = st.integers(0, 3 * 60).map(
    lambda seconds: datetime(2021, 3, 1, 8, 0) + timedelta(seconds=seconds)
)


def as_written(moment: datetime) -> ArticleDate:
    # Instants are kept in UTC, as `dates.parse` gives them.
    instant = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return ArticleDate(instant, moment.isoformat())


@settings(deadline=None)
@given(st.lists(st.none() | WRITTEN | FEW_MINUTES, max_size=60))
def test_the_order_of_ids_is_that_of_dates_to_the_minute(moments: list[datetime | None]) -> None:
    ids = take(as_written(moment) if moment else None for moment in moments)
    assert len(set(ids)) == len(ids)
    pairs = sorted(zip(ids, moments, strict=True), key=lambda pair: pair[0])
    minutes = [
        moment.replace(tzinfo=None, second=0) if moment else datetime.min for _, moment in pairs
    ]
    assert minutes == sorted(minutes)
    undated = [id_ for id_, moment in zip(ids, moments, strict=True) if moment is None]
    assert all(id_ < 0 for id_ in undated)
    assert undated == sorted(undated, reverse=True)  # read downwards, the first came first


@given(WRITTEN, st.dates(), st.dates())
def test_a_range_of_days_holds_the_minutes_of_its_days(
    moment: datetime, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    low, high = day_range(first.isoformat(), last.isoformat())
    id_ = base(as_written(moment))
    assert id_ is not None
    assert (low <= id_ <= high) == (first <= moment.date() <= last)


@pytest.mark.parametrize(
    ("first", "last", "day", "inside"),
    [
        ("0000-01-01", "9999-12-31", "0001-01-01", True),
        ("0000-01-01", "9999-12-31", "9999-12-31", True),
        ("2021-02-01", "2021-02-31", "2021-02-28", True),
        ("2021-02-01", "2021-02-31", "2021-03-01", False),
        ("2021-02-31", "2021-03-31", "2021-02-28", False),
        ("2021-02-31", "2021-03-31", "2021-03-01", True),
        ("2021-01-01", "2021-01-01", "2021", True),
        ("2021-06-01", "2021-06-31", "2021-06", True),
    ],
)
def test_days_that_no_calendar_has_bound_a_range_too(
    first: str, last: str, day: str, inside: bool
) -> None:
    low, high = day_range(first, last)
    id_ = base(dated(day))
    assert id_ is not None
    assert (low <= id_ <= high) is inside


def test_days_without_a_time_come_before_those_with_one() -> None:
    day, morning = base(dated("2021-03-01")), base(dated("2021-03-01T00:01:00"))
    assert day is not None
    assert morning is not None
    assert day < morning


def test_a_date_that_cannot_be_read_is_its_instant() -> None:
    instant = datetime(2021, 3, 1, 8, 30, tzinfo=UTC)
    assert base(ArticleDate(instant, "spring")) == base(dated("2021-03-01T08:30:00"))
    assert base(ArticleDate(instant, "2021-02-30")) == base(dated("2021-03-01T08:30:00"))


def test_of_one_minute_what_comes_later_is_above() -> None:
    ids = take([dated("2021-03-01")] * 3000)
    assert ids == sorted(set(ids))


def test_where_there_is_no_room_a_few_neighbours_move() -> None:
    with closing(Shelf()) as shelf:
        days = [dated(f"2021-03-{day:02}") for day in (1, 2, 3)]
        for day in (days[0], days[2]):
            shelf.put(day)
        for _ in range(2000):
            shelf.put(days[0])
        for _ in range(2000):
            shelf.put(days[1])
        assert shelf.is_in_order()
        assert 0 < shelf.moves < 1000
        ids = shelf.ids()
        assert ids[2:] == sorted(ids[2:])


def test_ids_never_run_out_between_two_articles() -> None:
    with closing(
        Shelf(plan([], [(minute, b"%d" % minute) for minute in range(1_000_000, 1_002_000)]))
    ) as shelf:
        start = datetime(1, 1, 1, tzinfo=UTC)
        moments = [
            start + timedelta(minutes=minute - 1440) for minute in range(1_000_000, 1_002_000)
        ]
        for moment in moments:
            shelf.put(as_written(moment), b"%d" % base_of(moment))
        assert shelf.moves == 0
        for _ in range(3000):
            shelf.put(as_written(moments[1000]))
        assert shelf.is_in_order()
        assert len(set(shelf.ids())) == 5000


def base_of(moment: datetime) -> int:
    minute = base(as_written(moment))
    assert minute is not None
    return minute


@settings(deadline=None)
@given(
    st.lists(FEW_MINUTES, max_size=30),
    st.lists(st.tuples(FEW_MINUTES, st.booleans()), max_size=60),
    st.randoms(use_true_random=False),
)
def test_planned_ids_are_in_order_among_all_others(
    before: list[datetime], new: list[tuple[datetime, bool]], random: Random
) -> None:
    with closing(Shelf()) as shelf:
        for moment in before:
            shelf.put(as_written(moment))
        due = [(as_written(moment), is_known) for moment, is_known in new]
        expected = [(base(day), b"%03d" % i) for i, (day, is_known) in enumerate(due) if is_known]
        planned = plan(shelf.known(), sorted((minute or 0, path) for minute, path in expected))
        shelf.follow(planned)
        order = list(enumerate(due))
        random.shuffle(order)
        for number, (day, _) in order:
            shelf.put(day, b"%03d" % number)
        assert shelf.is_in_order()


def test_planned_ids_lie_close_together() -> None:
    planned = plan([], [(minute * 1440, b"%d" % minute) for minute in range(1, 5000)])
    ids = list(planned.values())
    assert ids == sorted(ids)
    assert ids[-1] - ids[0] < 5 * len(ids)


def test_between_planned_ids_there_is_room_for_what_is_still_to_come() -> None:
    first = plan([], [(minute, b"%d" % minute) for minute in range(10, 1000, 10)], distance=64)
    known = [(int(path), id_) for path, id_ in first.items()]
    later = plan(known, [(minute, b"%d" % minute) for minute in range(11, 1000) if minute % 10])
    together = {int(path): id_ for path, id_ in {**first, **later}.items()}
    assert len(set(together.values())) == 990
    assert [together[minute] for minute in sorted(together)] == sorted(together.values())


def test_a_plan_that_turned_out_wrong_is_not_followed() -> None:
    with closing(
        Shelf(plan([], [(base_of(datetime(2021, 3, day)), b"%d" % day) for day in (1, 2, 3)]))
    ) as shelf:
        for day in (1, 2, 3):
            shelf.put(dated(f"2021-03-{4 - day:02}"), b"%d" % day)
        assert shelf.is_in_order()
