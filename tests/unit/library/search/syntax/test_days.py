from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.search.syntax.days import days_of, is_begun

TODAY = date(2026, 12, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (">2021", "2022-01-01", "9999-12-31"),
        (">=2021-06", "2021-06-01", "9999-12-31"),
        ("<2021", "0000-01-01", "2020-12-31"),
        ("<=2021", "0000-01-01", "2021-12-31"),
        (">2021-06-30", "2021-06-31", "9999-12-31"),
        ("<2021-03", "0000-01-01", "2021-02-31"),
        ("＞２０２１", "2022-01-01", "9999-12-31"),
        ("2021-2022", "2021-01-01", "2022-12-31"),
        ("2021—2022", "2021-01-01", "2022-12-31"),
        ("2021至2022", "2021-01-01", "2022-12-31"),
        ("2021年3月到2022年1月", "2021-03-01", "2022-01-31"),
        ("2021-06-2022-01", "2021-06-01", "2022-01-31"),
        ("20220303", "2022-03-03", "2022-03-03"),
        ("202203", "2022-03-01", "2022-03-31"),
        ("2021年3月", "2021-03-01", "2021-03-31"),
        ("2021年3月5日", "2021-03-05", "2021-03-05"),
        ("今天", "2026-12-01", "2026-12-01"),
        ("前天", "2026-11-29", "2026-11-29"),
        ("本周", "2026-11-30", "2026-12-06"),
        ("上週", "2026-11-23", "2026-11-29"),
        ("上個月", "2026-11-01", "2026-11-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("最近7天", "2026-11-24", "2026-12-01"),
        ("近三個月", "2026-09-01", "2026-12-01"),
        ("半年", "2026-06-01", "2026-12-01"),
        ("last week", "2026-11-23", "2026-11-29"),
        ("this-week", "2026-11-30", "2026-12-06"),
        ("lastmonth", "2026-11-01", "2026-11-31"),
        ("7d", "2026-11-24", "2026-12-01"),
        ("2w", "2026-11-17", "2026-12-01"),
        ("1y", "2025-12-01", "2026-12-01"),
        ("9999y", "0000-01-01", "2026-12-01"),
    ],
)
def test_periods_as_they_are_written(value: str, first: str, last: str) -> None:
    assert days_of(value, TODAY) == (first, last)


@pytest.mark.parametrize(
    "value",
    ["", "soon", "2021-0-5", "2021-13", "2021..2022..2023", "<0000", ">9999", "month", "半月"],
)
def test_what_is_no_period(value: str) -> None:
    assert days_of(value, TODAY) is None


@pytest.mark.parametrize("value", ["20", "2021-1", ">", ">=20", "yest", "上", "last-"])
def test_a_period_that_is_being_typed(value: str) -> None:
    assert is_begun(value)
    assert not is_begun("foo")


ALPHABET = "0129-/.年月日至到<>=~dwmy 今天上周最近七last—０＞"


@given(st.text(ALPHABET, max_size=12), st.dates())
def test_a_period_never_ends_before_it_begins(value: str, today: date) -> None:
    days = days_of(value, today)
    assert days is None or days[0] <= days[1]
