"""Ids order articles by date, so that nobody sorts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import ArticleDate
from reader.library.identity import Allocator, base, day_range


def connect() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE article (id INTEGER PRIMARY KEY)")
    return connection


def take(connection: sqlite3.Connection, dates: Iterable[ArticleDate | None]) -> list[int]:
    """Ids for articles of these dates, given out and used one after the other."""
    allocator = Allocator(connection)
    ids = []
    for published in dates:
        ids.append(allocator.allocate(published))
        connection.execute("INSERT INTO article VALUES (?)", ids[-1:])
    return ids


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
    ids = take(connect(), (as_written(moment) if moment else None for moment in moments))
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
def test_a_range_of_days_holds_the_ids_of_its_days(
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


def test_thousands_of_one_day_stay_within_it() -> None:
    day = dated("2021-03-01")
    ids = take(connect(), [day] * 3000)
    low, high = day_range("2021-03-01", "2021-03-01")
    assert ids == sorted(set(ids))
    assert low <= ids[0] <= ids[-1] <= high


def test_more_than_a_day_holds_go_on_into_the_next() -> None:
    ids = take(connect(), [dated("2021-03-01")] * 70_000)
    assert len(set(ids)) == 70_000
    low, high = day_range("2021-03-01", "2021-03-03")
    assert low <= min(ids) <= max(ids) <= high


def test_ids_that_became_free_are_given_again() -> None:
    connection = connect()
    before = take(connection, [dated("2021-03-01")] * 3)
    connection.execute("DELETE FROM article")
    assert take(connection, [dated("2021-03-01")] * 3) == before


def test_the_last_minute_of_a_day_may_overflow() -> None:
    ids = take(connect(), [dated("2021-03-01T23:59:59")] * 600)
    assert len(set(ids)) == 600
    low, high = day_range("2021-03-01", "2021-03-01")
    assert low <= min(ids) <= max(ids) <= high
