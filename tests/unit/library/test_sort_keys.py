from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import Article, ArticleDate
from reader.library.sort_keys import author_key, moment, natural, title_key
from reader.text.pinyin.phrases import reading_key
from reader.text.pinyin.readings import keys

ZONES = st.timedeltas(min_value=timedelta(hours=-23), max_value=timedelta(hours=23)).map(
    lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1)))
)
DATES = st.builds(
    ArticleDate, st.datetimes(timezones=st.one_of(ZONES, st.none())), st.just("2021-01-01")
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Part 9", "part 10"),
        ("Part 10", "Party"),
        ("Part 9", "Part 09 b"),
        ("apple", "Banana"),
        ("“Apple”", "Banana"),
        ("《安全》", "安全问题"),
        ("007", "8"),
        ("0", "1"),
        ("1" * 5000, "2" * 5000),
        ("9" * 4999, "1" * 5000),
        ("９", "10"),
        ("第9章", "第10章"),
        ("abc", "中文"),
        ("阿里", "北京"),
        ("北京", "庆"),
        ("妈妈", "马"),
        ("釘釘", "鐘"),
        ("钉钉", "釘釘"),
        ("釘子", "定"),
    ],
)
def test_texts_are_in_natural_order(before: str, after: str) -> None:
    assert natural(before) < natural(after)


@pytest.mark.parametrize(("one", "other"), [("x", "X"), ("é", "e"), ("ａ1", "A01"), ("(a)", "[a]")])
def test_case_width_accents_zeros_and_marks_make_no_difference(one: str, other: str) -> None:
    assert natural(one) == natural(other)


def test_titles_of_nothing_but_marks_have_a_place_too() -> None:
    assert natural("？！") > natural("")


def test_the_unnamed_come_after_every_author() -> None:
    def key(author: str) -> bytes:
        return author_key(Article(Path("a"), "", author))

    assert key("") > key("\U0010ffff") > key("赵") > key("zoe") > key("Ann")


def test_keys_of_an_article_are_those_of_its_fields() -> None:
    article = Article(Path("a"), "第2章", "安妮")
    assert title_key(article) == natural("第2章")
    assert author_key(article) == natural("安妮")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("成都", "重庆"),
        ("重庆", "出版"),
        ("还有", "行业"),
        ("行业", "行走"),
        ("国家", "海洋"),
        ("海洋", "韩国"),
        ("韩国", "杭州"),
        ("杭州", "航空"),
        ("航空", "合同"),
        ("曾经", "曾国藩"),
        ("查询", "曾国藩"),
        ("重慶", "出版"),
        ("宁夏", "音乐"),
        ("音乐", "银行"),
        ("银行", "银杏"),
        ("夏天", "厦门"),
        ("厦门", "想"),
        ("常州", "长城"),
        ("长城", "成都"),
        ("增长", "长大"),
        ("海口", "会计"),
        ("会计", "昆明"),
        ("政治", "重要"),
        ("重要", "周刊"),
    ],
)
def test_a_phrase_is_under_its_own_reading(before: str, after: str) -> None:
    assert natural(before) < natural(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("沙漠", "单田芳"),
        ("单田芳", "沈从文"),
        ("余华", "尉迟恭"),
        ("余华", "曾国藩"),
        ("曾国藩", "赵"),
        ("吴晗", "解缙"),
    ],
)
def test_a_surname_is_under_its_own_reading_in_names_alone(before: str, after: str) -> None:
    assert natural(before, is_name=True) < natural(after, is_name=True)
    assert natural("单位", is_name=False) < natural("对") < natural("沙漠")
    assert natural("解放日报", is_name=True) == natural("解放日报")


@given(st.text(max_size=20))
def test_what_has_no_phrase_orders_as_its_characters_do(text: str) -> None:
    key = reading_key(text)
    assert key == keys(text) or len(key) > len(text)


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.sampled_from(["", "v", "卷"]))
def test_numbers_are_compared_by_value(one: int, other: int, before: str) -> None:
    earlier = natural(f"{before}{one}") < natural(f"{before}{other}")
    assert earlier == (one < other)


@settings(deadline=None)
@given(DATES, DATES)
def test_a_moment_orders_as_the_instant_does(one: ArticleDate, other: ArticleDate) -> None:
    def utc(date: ArticleDate) -> timedelta:
        instant = date.instant
        naive = instant.replace(tzinfo=None) - datetime(1, 1, 1)
        return naive - (instant.utcoffset() or timedelta())

    first, second = moment(one), moment(other)
    assert first is not None
    assert second is not None
    assert (first < second) == (utc(one) < utc(other))


def test_a_moment_counts_from_1970() -> None:
    assert moment(None) is None
    assert moment(ArticleDate(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), "")) == 1_000_000
