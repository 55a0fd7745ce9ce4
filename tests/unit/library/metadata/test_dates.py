"""Dates in the shapes that people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.metadata import dates

SHAPES = {
    # year first
    "2021-03-01": "2021-03-01",
    "2019-01-02 03:04:05 +0800": "2019-01-02T03:04:05+08:00",
    "2022-03-03T10:56:37Z": "2022-03-03T10:56:37+00:00",
    "2014-06-03T22:45:00.001+07:00": "2014-06-03T22:45:00+07:00",
    "2014-06-03T22:45:00,5": "2014-06-03T22:45:00",
    "2005-03-31 19:07:20.000000000 +01:00": "2005-03-31T19:07:20+01:00",
    "2016-06-08 16:05:23 UTC": "2016-06-08T16:05:23+00:00",
    "2013-09-23 11:58": "2013-09-23T11:58:00",
    "2013-9-23T11:58+08": "2013-09-23T11:58:00+08:00",
    "2013/9/3": "2013-09-03",
    "2009/3/2/ 5:59:49": "2009-03-02T05:59:49",
    "2020.5.6": "2020-05-06",
    "20130923": "2013-09-23",
    "20130923T101112Z": "2013-09-23T10:11:12+00:00",
    "2013-09": "2013-09",
    "2013": "2013",
    # East Asian
    "2024年1月2日": "2024-01-02",
    "2013年9月23日 星期一 下午3:05": "2013-09-23T15:05:00",
    "2013年9月23日11时58分30秒": "2013-09-23T11:58:30",
    "2024年1月2日（火） 午前0時15分": "2024-01-02T00:15:00",
    "2024년 1월 2일 오후 3:05": "2024-01-02T15:05:00",
    "２０１３年９月２３日": "2013-09-23",
    "2013年9月": "2013-09",
    "民國110年3月1日": "2021-03-01",
    "令和元年5月1日": "2019-05-01",
    "發布於 2020-05-06 · 09:30": "2020-05-06T09:30:00",
    # RFC 2822 and its relatives
    "Thu, 03 Mar 2022 10:56:37 GMT": "2022-03-03T10:56:37+00:00",
    "Mon, 03 Mar 2022 10:56:37 +0800": "2022-03-03T10:56:37+08:00",  # it was a Thursday
    "3 Mar 22 10:56 EST": "2022-03-03T10:56:00-05:00",
    "Mon Sep 23 11:58:00 2013": "2013-09-23T11:58:00",
    # year last
    "11/04/2016": "2016-11-04",
    "23/9/2013": "2013-09-23",
    "9.10.2013": "2013-10-09",
    "9/23/13": "2013-09-23",
    "11/04/2016 14:05:06": "2016-11-04T14:05:06",
    # month names
    "Jan 2, 2006": "2006-01-02",
    "2 January 2006": "2006-01-02",
    "March 5th, 2013": "2013-03-05",
    "5th of March 2013": "2013-03-05",
    "Tuesday, March 5, 2013 3:04 PM": "2013-03-05T15:04:00",
    "Sat Sep 07 2013 08:00:00 GMT+0800 (CST)": "2013-09-07T08:00:00+08:00",
    # seconds and milliseconds since 1970
    "1379908680": "2013-09-23T03:58:00+00:00",
    "1379908680000": "2013-09-23T03:58:00+00:00",
}


@pytest.mark.parametrize(("written", "iso"), SHAPES.items())
def test_reads_every_shape_as_it_was_written(written: str, iso: str) -> None:
    found = dates.parse(written)

    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2021-02-30",
        "2021-13-01",
        "30/30/2013",
        "12:30",
        "404",
        "1/2",
        "soon",
        "v2.10.3",
        "true",
    ],
)
def test_impossible_dates_and_other_text_are_no_date(written: str) -> None:
    assert dates.parse(written) is None


@pytest.mark.parametrize("value", [None, True, {}, [], ["soon"], b"2020-01-01", 404, float("nan")])
def test_values_of_other_kinds_are_no_date(value: object) -> None:
    assert dates.parse(value) is None


def test_reads_the_values_that_toml_and_yaml_lists_bring() -> None:
    tokyo = timezone(timedelta(hours=9))
    values: dict[str, object] = {
        "2020-01-01": date(2020, 1, 1),
        "2020-01-01T05:00:00+09:00": datetime(2020, 1, 1, 5, tzinfo=tokyo),
        "2020-01-01T05:00:00": datetime(2020, 1, 1, 5),
        "2013-09-23": 20130923,
        "2019-05-06": ["soon", "2019-05-06"],
    }
    found = {iso: dates.parse(value) for iso, value in values.items()}

    assert {iso for iso, moment in found.items() if moment and moment.iso == iso} == set(values)


def test_an_impossible_time_leaves_the_day() -> None:
    found = dates.parse("2013-09-23 25:61")

    assert found is not None
    assert found.iso == "2013-09-23"


def test_without_a_zone_utc_is_assumed_and_without_a_time_midnight() -> None:
    local, zoned, day = (
        dates.parse(text) for text in ("2013-09-23 11:58", "2013-09-23 11:58 +0800", "2013-09-23")
    )

    assert local is not None
    assert zoned is not None
    assert day is not None
    assert local.instant == datetime(2013, 9, 23, 11, 58, tzinfo=UTC)
    assert zoned.instant == datetime(2013, 9, 23, 3, 58, tzinfo=UTC)
    assert day.instant == datetime(2013, 9, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["0001-01-01 00:00 +0800", "9999-12-31T23:59:59-12:00", "0001-01-01", "9999-12-31"]
)
def test_the_ends_of_the_calendar_can_be_compared(written: str) -> None:
    found = dates.parse(written)

    assert found is not None
    assert found.iso[:10] == written[:10]
    assert datetime.min.replace(tzinfo=UTC) <= found.instant <= datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("2013-09-23-title.md", "2013-09-23"),
        ("20140617 Title.md", "2014-06-17"),
        ("2010/2010-7-13 x.html", "2010-07-13"),
        ("2015/05/31/title/index.html", "2015-05-31"),
        ("2015/05/31/title.html", "2015-05-31"),
        ("blog__2015__05__31__title__index.html", "2015-05-31"),
        ("2014-08-12-title/index.en.md", "2014-08-12"),
        ("条例(2014-09-26).md", "2014-09-26"),
        ("2024年1月2日 札记.txt", "2024-01-02"),
        ("a-2014-02-30-b-2015-01-02.md", "2015-01-02"),
    ],
)
def test_finds_the_day_in_a_name(name: str, iso: str) -> None:
    found = dates.from_name(Path(name))

    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "name",
    [
        "2010__title.md",
        "archives/2006/03/index.html",
        "2014-08-12-backup/notes.md",  # the day of the folder, not of the note
        "v1.58.0.md",
        "issue-12345678.md",
        "CVE-2023-36617.md",
        "1.2013.09.23.md",
        "title.md",
    ],
)
def test_other_numbers_in_a_name_are_no_day(name: str) -> None:
    assert dates.from_name(Path(name)) is None


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(alphabet="0123456789-/.: TZ+年月日時分上午APMJanfeb,"),
    st.from_regex(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}[日 T]?(\d{1,2}:\d{2})? ?[+-]?\d{0,4}"),
    st.dates(),
    st.datetimes(timezones=st.one_of(st.none(), st.timezones())),
    st.lists(st.text(), max_size=3),
    st.dictionaries(st.text(), st.text(), max_size=2),
)


@given(st.lists(VALUES, max_size=8))
def test_any_values_can_be_read_and_sorted(values: list[object]) -> None:
    found = [moment for moment in map(dates.parse, values) if moment]

    assert all(moment.instant.tzinfo is not None for moment in found)
    assert len(sorted(moment.instant for moment in found)) == len(found)
    assert all(moment.iso[:4].isdigit() for moment in found)


@given(st.text())
def test_any_name_can_be_read(name: str) -> None:
    found = dates.from_name(Path(name.replace("\0", "") or "."))

    assert found is None or len(found.iso) == 10


def test_only_the_start_of_a_long_value_is_looked_at() -> None:
    found = dates.parse("2013-09-23 " + "x" * 1_000_000)

    assert found is not None
    assert found.iso == "2013-09-23"
    assert dates.parse("星期一" * 300_000 + "2013-09-23") is None
