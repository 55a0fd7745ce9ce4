from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import Article, ArticleDate
from reader.library.order import SortKey, moment, natural, recency_of_moment, sort


def article(
    name: str,
    *,
    title: str = "",
    author: str = "",
    day: str = "",
    length: int = 0,
    minutes: int = 0,
    mtime_ns: int = 0,
) -> Article:
    date = ArticleDate(datetime.fromisoformat(f"{day}T00:00:00+00:00"), day) if day else None
    return Article(
        Path(name), title, author, date=date, length=length, minutes=minutes, mtime_ns=mtime_ns
    )


def names(articles: list[Article]) -> str:
    return " ".join(str(each.path) for each in articles)


ZONES = st.timedeltas(min_value=timedelta(hours=-23), max_value=timedelta(hours=23)).map(
    lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1)))
)
DATES = st.builds(
    ArticleDate, st.datetimes(timezones=st.one_of(ZONES, st.none())), st.just("2021-01-01")
)
ARTICLES = st.builds(
    Article,
    path=st.text(min_size=1, max_size=5).map(Path),
    title=st.text(max_size=8) | st.from_regex(r"[A-c]{0,2}[0-9]{1,30}x?", fullmatch=True),
    author=st.text(max_size=3),
    date=st.none() | DATES,
    length=st.integers(0, 10_000),
    minutes=st.integers(0, 3),
    mtime_ns=st.integers(-(2**40), 2**62),
)


@settings(deadline=None)
@given(st.lists(ARTICLES, max_size=12), st.sampled_from(SortKey), st.randoms())
def test_every_order_takes_whatever_there_is_and_depends_on_the_articles_alone(
    articles: list[Article], key: SortKey, shuffler: random.Random
) -> None:
    articles = list({str(each.path): each for each in articles}.values())
    first = sort(articles, key)
    shuffler.shuffle(articles)
    assert sort(articles, key) == first
    assert sorted(map(id, first)) == sorted(map(id, articles))


def test_newest_comes_first_undated_last_and_ties_go_by_path() -> None:
    given_ = [
        article("d"),
        article("b", day="2020-01-01"),
        article("a", day="2021-01-01"),
        article("c"),
        article("e", day="2021-01-01"),
        article("f", day="1969-12-31"),
    ]
    assert names(sort(given_, SortKey.DATE)) == "a e b f c d"


def test_dates_of_different_zones_are_compared_as_instants() -> None:
    east = ArticleDate(datetime(2021, 1, 1, 2, tzinfo=timezone(timedelta(hours=8))), "2021-01-01")
    west = ArticleDate(datetime(2020, 12, 31, 20, tzinfo=UTC), "2020-12-31")
    bare = ArticleDate(datetime(2020, 12, 31, 19), "2020-12-31")
    articles = [
        Article(Path("east"), "", date=east),
        Article(Path("bare"), "", date=bare),
        Article(Path("west"), "", date=west),
    ]
    assert names(sort(articles, SortKey.DATE)) == "west bare east"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Part 9", "part 10"),
        ("Part 10", "Party"),
        ("apple", "Banana"),
        ("“Apple”", "Banana"),
        ("《安全》", "安全问题"),
        ("007", "8"),
        ("1" * 5000, "2" * 5000),
        ("9" * 4999, "1" * 5000),
        ("abc", "中文"),
    ],
)
def test_titles_are_in_natural_order(before: str, after: str) -> None:
    assert natural(before) < natural(after)
    assert (
        names(sort([article("2", title=after), article("1", title=before)], SortKey.TITLE)) == "1 2"
    )


def test_equal_titles_stand_newest_first() -> None:
    given_ = [article("a", title="x", day="2020-01-01"), article("b", title="X", day="2021-01-01")]
    assert names(sort(given_, SortKey.TITLE)) == "b a"


def test_authors_keep_their_articles_together_newest_first_the_unnamed_last() -> None:
    given_ = [
        article("a"),
        article("b", author="zoe", day="2020-01-01"),
        article("c", author="Ann"),
        article("d", author="Zoe", day="2021-01-01"),
    ]
    assert names(sort(given_, SortKey.AUTHOR)) == "c d b a"


def test_length_is_the_time_that_reading_takes_whatever_the_unit() -> None:
    given_ = [
        article("empty"),
        article("words", length=400, minutes=2),
        article("characters", length=500, minutes=1),
        article("long", length=4000, minutes=9),
        article("shorter", length=300, minutes=2),
    ]
    assert names(sort(given_, SortKey.LENGTH)) == "characters shorter words long empty"


def test_added_is_the_files_time_latest_first() -> None:
    given_ = [article("a", mtime_ns=1), article("b", mtime_ns=3), article("c", mtime_ns=2)]
    assert names(sort(given_, SortKey.ADDED)) == "b c a"


@settings(deadline=None)
@given(DATES, DATES)
def test_a_moment_orders_as_the_instant_does(one: ArticleDate, other: ArticleDate) -> None:
    def utc(date: ArticleDate) -> timedelta:
        instant = date.instant
        naive = instant.replace(tzinfo=None) - datetime(1, 1, 1)
        return naive - (instant.utcoffset() or timedelta())

    earlier = recency_of_moment(moment(one), "") > recency_of_moment(moment(other), "")
    assert earlier == (utc(one) < utc(other))
