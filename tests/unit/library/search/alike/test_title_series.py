"""Titles that differ by a number alone are parts of one series."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.search.alike.title_series import SeriesTitle


def series(title: str) -> SeriesTitle:
    found = SeriesTitle.of(title)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parsers, part 1", "Parsers, Part 2"),
        ("Parsers: Part One", "Parsers: Part Two — the tree"),
        ("Parsers: part I", "Parsers: part IV"),
        ("快速解析（一）：词法", "快速解析（二）：惰性解析"),
        ("快速解析(上)", "快速解析（下）"),
        ("学习编译原理 第一部分", "学习编译原理 第十二部分"),
        ("学习编译原理上篇", "学习编译原理下篇"),
        ("爱好者周刊（第 199 期）：证书", "愛好者周刊（第 225 期）：演员"),
        ("2018 年个人总结", "2019年个人总结"),
        ("Announcing Thing 1.59.0", "Announcing Thing 1.48.0"),
    ],
)
def test_these_are_parts_of_one_series(one: str, other: str) -> None:
    assert series(one).continues(series(other))
    assert series(other).continues(series(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parsers, part 1", "Parsers, part 1"),
        ("Parsers, part 1", "Lexers, part 2"),
        ("7 habits", "8 tips"),
        ("10 免费工具", "20 收费工具"),
        ("Go 1.2 and its maps", "Go 1.3 for the web"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert not series(one).continues(series(other))


@pytest.mark.parametrize("title", ["", "Parsers", "一个人", "上海的中心", "party two"])
def test_without_a_number_there_is_no_series(title: str) -> None:
    assert SeriesTitle.of(title) is None


def test_the_nearest_number_is_told() -> None:
    numbers = ["第九章", "第十章", "第十一章", "第二十章"]
    titles = [series(f"学习编译 {number}") for number in numbers]
    assert [each.numbers for each in titles] == [(9,), (10,), (11,), (20,)]
    assert titles[0].distance(titles[2]) == (2,)
    assert series("Thing 1.59").distance(series("Thing 1.48")) == (0, 11)


@given(st.text(alphabet="第一二十百上（）(10part one章 x", max_size=40))
def test_any_title_is_no_end_and_never_continues_itself(title: str) -> None:
    found = SeriesTitle.of(title)
    assert found is None or not found.continues(found)
