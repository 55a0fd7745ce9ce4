"""Where a date ends: the edges of years, clocks, zones and counts that are still read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.metadata import dates


def iso(value: object) -> str:
    found = dates.parse(value)
    return found.iso if found is not None else ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("民國元年10月10日", "1912-10-10"),
        ("民国110年3月1日", "2021-03-01"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成31年4月30日", "2019-04-30"),
        ("令和2年1月1日", "2020-01-01"),
    ],
)
def test_eras_count_from_their_first_year(written: str, expected: str) -> None:
    assert iso(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1/2/69", "1969-01-02"), ("1/2/68", "2068-01-02"), ("1/2/00", "2000-01-02")],
)
def test_years_of_two_digits_are_read_as_posix_does(written: str, expected: str) -> None:
    assert iso(written) == expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("12:05 am", "00:05"),
        ("1:05 am", "01:05"),
        ("11:59 pm", "23:59"),
        ("12:05 pm", "12:05"),
        ("0:05 pm", "12:05"),
        ("13:05 pm", "13:05"),
        ("下午 12:05", "12:05"),
        ("凌晨 12:05", "00:05"),
        ("午前 12:05", "00:05"),
        ("오전 12:05", "00:05"),
        ("上午 11:05", "11:05"),
    ],
)
def test_halves_of_the_day(clock: str, expected: str) -> None:
    assert iso(f"2013-09-23 {clock}") == f"2013-09-23T{expected}:00"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("10:11:59", "10:11:59"),
        ("10:11:58", "10:11:58"),
        ("23:59:60", "23:59:59"),
    ],
)
def test_a_leap_second_is_the_last_one_of_its_minute(clock: str, expected: str) -> None:
    assert iso(f"2016-12-31 {clock}") == f"2016-12-31T{expected}"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("+23:59", "+23:59"),
        ("-0930", "-09:30"),
        ("+5", "+05:00"),
        ("+24:00", ""),
        ("UTC+8", "+08:00"),
        ("GMT", "+00:00"),
    ],
)
def test_zones_of_less_than_a_day_count(zone: str, expected: str) -> None:
    assert iso(f"2013-09-23 11:58 {zone}") == f"2013-09-23T11:58:00{expected}"


@pytest.mark.parametrize(
    ("written", "microsecond"),
    [
        ("2014-06-03T22:45:00.5", 500_000),
        ("2014-06-03T22:45:00.000001", 1),
        ("2014-06-03T22:45:00.1234569", 123_456),
        ("2014-06-03T22:45:00", 0),
    ],
)
def test_fractions_of_a_second_decide_between_two_articles(written: str, microsecond: int) -> None:
    found = dates.parse(written)
    assert found is not None
    assert found.instant == datetime(2014, 6, 3, 22, 45, 0, microsecond, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (631_152_000, "1990-01-01T00:00:00+00:00"),
        (4_102_444_799, "2099-12-31T23:59:59+00:00"),
        (631_152_000_000, "1990-01-01T00:00:00+00:00"),
        (4_102_444_799_000, "2099-12-31T23:59:59+00:00"),
        (631_151_999, ""),
        (4_102_444_800, ""),
        (4_102_444_800_000, ""),
    ],
)
def test_seconds_and_milliseconds_since_1970_are_those_of_1990_to_2099(
    value: int, expected: str
) -> None:
    assert iso(value) == iso(str(value)) == expected


def test_a_month_or_a_year_begins_on_its_first_day() -> None:
    for written, first in (("2013", (2013, 1, 1)), ("2013-09", (2013, 9, 1))):
        found = dates.parse(written)
        assert found is not None
        assert found.instant == datetime(*first, tzinfo=UTC)
    assert iso("2013-13") == ""
    assert iso("2013年") == "2013"


def test_of_a_list_the_first_three_values_are_read() -> None:
    assert iso(["soon", "later", "2019-05-06"]) == "2019-05-06"
    assert iso(("2018-05-06", "2019-05-06")) == "2018-05-06"
    assert iso(["soon", "later", "never", "2019-05-06"]) == ""


def test_a_date_that_begins_behind_the_start_of_a_value_is_not_read() -> None:
    assert iso("x" * 110 + "2013-09-23") == "2013-09-23"
    assert iso("x" * 120 + "2013-09-23") == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1900-01-01.md", "1900-01-01"),
        ("1899-12-31.md", ""),
        ("2100-12-31.md", "2100-12-31"),
        ("2101-01-01.md", ""),
        ("2015/05/31/a/b/title.html", "2015-05-31"),
        ("2015/05/31/a/b/c/title.html", ""),
    ],
)
def test_names_hold_the_day_of_a_plausible_year_in_the_last_folders(
    name: str, expected: str
) -> None:
    found = dates.from_name(Path(name))
    assert (found.iso if found is not None else "") == expected
