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
    "28.01.22": "2022-01-28",
    "9/23/13": "2013-09-23",
    "11/04/2016 14:05:06": "2016-11-04T14:05:06",
    # month names
    "Jan 2, 2006": "2006-01-02",
    "2 January 2006": "2006-01-02",
    "March 5th, 2013": "2013-03-05",
    "5th of March 2013": "2013-03-05",
    "Tuesday, March 5, 2013 3:04 PM": "2013-03-05T15:04:00",
    "Sat Sep 07 2013 08:00:00 GMT+0800 (CST)": "2013-09-07T08:00:00+08:00",
    "9. März 2024": "2024-03-09",
    "9. Dez. 2024, 10:20 Uhr": "2024-12-09T10:20:00",
    "9 mars 2024": "2024-03-09",
    "1er janvier 2024": "2024-01-01",
    "9 févr. 2024 à 10h20": "2024-02-09T10:20:00",
    "sábado, 9 de marzo de 2024": "2024-03-09",
    "1º de maio de 2024": "2024-05-01",
    "9 d'abril de 2024": "2024-04-09",
    "9 марта 2024 г. в 10:20": "2024-03-09T10:20:00",
    "9 березня 2024 року": "2024-03-09",
    "9. helmikuuta 2024 klo 10:20": "2024-02-09T10:20:00",
    "2024. március 9.": "2024-03-09",
    "2024-Mar-09": "2024-03-09",
    "09/Mar/2024:10:20:00 +0000": "2024-03-09T10:20:00+00:00",
    "Ngày 09 tháng 03 năm 2024": "2024-03-09",
    "9 tháng 3, 2024": "2024-03-09",
    "٩ مارس ٢٠٢٤": "2024-03-09",
    "[[Mar 9th, 2024]]": "2024-03-09",
    "Posted on March 9th, 2024 by": "2024-03-09",
    "发布于March 5, 2013": "2013-03-05",
    "March 2024": "2024-03",
    "März 2024": "2024-03",
    "março de 2024": "2024-03",
    "2024 March": "2024-03",
    "03/2024": "2024-03",
    # Han numbers
    "二〇二四年三月九日": "2024-03-09",
    "二零二四年十二月二十一日": "2024-12-21",
    "二〇二四年十月三十号": "2024-10-30",
    "二〇二四年三月": "2024-03",
    "民國一百一十三年三月九日": "2024-03-09",
    "民國百年十月廿一日": "2011-10-21",
    "昭和五十年八月十五日": "1975-08-15",
    # weeks and days of a year
    "2024-W10-6": "2024-03-09",
    "2024W106": "2024-03-09",
    "2024-W10": "2024-03-04",
    "2024-069": "2024-03-09",
    "2024-069T10:20:00Z": "2024-03-09T10:20:00+00:00",
    # what programs write
    "2024-05-01T10:11:12 (UTC +02:00)": "2024-05-01T10:11:12+02:00",
    "20240318_104500": "2024-03-18T10:45:00",
    "1709970000000000": "2024-03-09T07:40:00+00:00",
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
        "3 天前",
        "yesterday at 10:20",
        "12 Pro 2024",
        "Chapter 3 of 2024",
        "2024-W54",
        "2023-366",
        "一九五八年的春天",
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


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("A walk (1_15_2025 10_00_00 AM).html", "2025-01-15T10:00:00"),
        ("A walk (1_15_2025 10_00_00\u202fPM).html", "2025-01-15T22:00:00"),
        ("A walk (15.1.2025, 10_00_00).html", "2025-01-15T10:00:00"),
        ("河边 (2025_1_15 下午3_05_09).html", "2025-01-15T15:05:09"),
        ("A walk (2025-01-15 10-00-00).html", "2025-01-15T10:00:00"),
    ],
)
def test_the_moment_of_saving_behind_a_name_is_not_the_day_of_the_article(
    name: str, iso: str
) -> None:
    saved = dates.saved_from_name(Path(name))

    assert dates.from_name(Path(name)) is None
    assert saved is not None
    assert saved.iso == iso
    assert dates.without_saved(Path(name).stem) in ("A walk", "河边")


def test_other_names_say_nothing_of_saving() -> None:
    assert dates.saved_from_name(Path("A walk (1998).html")) is None
    assert dates.without_saved("A walk (1998)") == "A walk (1998)"
    assert dates.without_saved("(1_15_2025 10_00_00 AM)") == "(1_15_2025 10_00_00 AM)"
    named = dates.from_name(Path("2024-03-09 A walk (1_15_2025 10_00_00 AM).html"))
    assert named is not None
    assert named.iso == "2024-03-09"


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(alphabet="0123456789-/.: TZ+年月日時分上午APMJanfeb,"),
    st.text(alphabet="0123456789WT- 〇一二十百廿年月日民國mars.de"),
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


@pytest.mark.parametrize("gap", [" 周一", " (周一)", " (日)", " 日曜", " T", " at"])
def test_words_between_a_date_and_its_time_are_read_once(gap: str) -> None:
    """A pattern that takes them in several ways would try each way for each of them."""
    found = dates.parse("2024-03-09" + gap * (110 // len(gap)))

    assert found is not None
    assert found.iso == "2024-03-09"
