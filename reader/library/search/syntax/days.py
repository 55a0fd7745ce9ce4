"""Days of a query: `2021-06..2022`, `>2021`, `2021年3月`, `最近7天`, `last week`, `7d`.

A day is `YYYY-MM-DD`. The last of any month is written as the 31st: days are only compared.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

FIRST: Final = "0000-01-01"
LAST: Final = "9999-12-31"

_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_DAY: Final = re.compile(r"(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})[日号]?)?)?)?)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)?")
_RANGE: Final = re.compile(r"\.{2,}|~|至|到|(?<=\d)to(?=\d)")
_DASHED: Final = re.compile(r"(\d{4}|\d{6}|\d{8}|\d{4}-\d\d?|\d{4}-\d\d?-\d\d?)-(\d{4}[-\d]*)")
_COMPARED: Final = re.compile(r"([<>]=?|[≤≥])(.*)")
_AGO: Final = re.compile(
    r"(?:最近|近|过去|last|past)?(\d{1,4}|[一二两三四五六七八九十半]|(?<=last)|(?<=past))个?"
    r"(d|w|m|y|天|日|周|星期|礼拜|月|年|days?|weeks?|months?|years?)(?:内|ago)?"
)
_NUMERALS: Final = {numeral: at for at, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}
_UNITS: Final = {
    **dict.fromkeys(("d", "天", "日", "day"), "day"),
    **dict.fromkeys(("w", "周", "星期", "礼拜", "week"), "week"),
    **dict.fromkeys(("m", "月", "month"), "month"),
    **dict.fromkeys(("y", "年", "year"), "year"),
}
_BACK: Final = {
    **dict.fromkeys(("今天", "今日", "today"), ("day", 0)),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), ("day", 1)),
    **dict.fromkeys(("前天", "前日"), ("day", 2)),
    **dict.fromkeys(("本周", "这周", "本星期", "这星期", "thisweek"), ("week", 0)),
    **dict.fromkeys(("上周", "上星期", "lastweek"), ("week", 1)),
    **dict.fromkeys(("本月", "这月", "thismonth"), ("month", 0)),
    **dict.fromkeys(("上月", "lastmonth"), ("month", 1)),
    **dict.fromkeys(("今年", "本年", "这年", "thisyear"), ("year", 0)),
    **dict.fromkeys(("去年", "上年", "lastyear"), ("year", 1)),
    **dict.fromkeys(("前年",), ("year", 2)),
}
"""Words for a period, and how many such periods it is back."""
_SIMPLE: Final = str.maketrans("週這個過兩內號禮", "周这个过两内号礼")

SPACED: Final = re.compile(
    r"(?:last|this|past)\s+(?:\d{1,4}\s+)?(?:day|week|month|year)s?\b"
    r"|[<>＜＞]=?\s+\S+"
    r"|\d[^\s()（）]*\s+(?:to|至|到|~|～|\.\.)\s+\d[^\s()（）]*",
    re.IGNORECASE,
)
"""A period that is written with spaces, which end any other value."""
RELATIVE: Final = ("today", "yesterday", "this-week", "last-week", "7d", "30d", "1y")
"""What is offered."""


def days_of(value: str, today: date) -> tuple[str, str] | None:
    """The first and the last day of a period, both of it; None if it is none.

    Months and years back end today; weeks begin on Monday (ISO 8601).
    """
    text = unicodedata.normalize("NFKC", value).lower().translate(_DASHES).translate(_SIMPLE)
    text = re.sub(r"\s+", "", text)
    if compared := _COMPARED.fullmatch(text):
        return _beyond(compared[1], compared[2], today)
    dashed = None if _period(text, today) else _DASHED.fullmatch(text)
    ends = list(dashed.groups()) if dashed else _RANGE.split(text)
    if len(ends) > 2 or not any(ends):
        return None
    periods = [_period(end, today) if end else (FIRST, LAST) for end in ends]
    known = [period for period in periods if period]
    if len(known) < len(periods):
        return None
    if len(known) == 2 and all(ends):
        known.sort()
    return known[0][0], known[-1][1]


def is_begun(value: str) -> bool:
    """Whether a value may be the beginning of a period, of which more will be typed."""
    text = unicodedata.normalize("NFKC", value).lower().translate(_DASHES).translate(_SIMPLE)
    if re.fullmatch(r"[<>]?=?[-\d./年月]*", text):
        return True
    return any(name.startswith(re.sub(r"[-_\s]", "", text)) for name in _BACK)


def _beyond(sign: str, value: str, today: date) -> tuple[str, str] | None:
    period = _period(value, today)
    if period is None:
        return None
    first, last = period
    match sign:
        case ">":
            return (_after(last), LAST) if last < LAST else None
        case "<":
            return (FIRST, _before(first)) if first > FIRST else None
        case ">=" | "≥":
            return first, LAST
        case _:
            return FIRST, last


def _after(day: str) -> str:
    year, month, number = map(int, day.split("-"))
    if number < 31:
        return _day(year, month, number + 1)
    return _day(year, month + 1, 1) if month < 12 else _day(year + 1, 1, 1)


def _before(day: str) -> str:
    year, month, number = map(int, day.split("-"))
    if number > 1:
        return _day(year, month, number - 1)
    return _day(year, month - 1, 31) if month > 1 else _day(year - 1, 12, 31)


def _day(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


def _period(value: str, today: date) -> tuple[str, str] | None:
    if found := _DAY.fullmatch(value) or _COMPACT.fullmatch(value):
        return _numbered(found[1], found[2], found[3])
    name = re.sub(r"[-_个]", "", value)
    if known := _BACK.get(name):
        return _calendar(*known, today)
    return _until_today(value, today)


def _numbered(year: str, month: str | None, day: str | None) -> tuple[str, str] | None:
    if month is None or int(month) == 0:
        whole = month in {None, "0"} and day is None
        return (f"{year}-01-01", f"{year}-12-31") if whole else None
    if int(month) > 12:
        return None
    if day is None or day == "0":
        return f"{year}-{int(month):02}-01", f"{year}-{int(month):02}-31"
    if not 1 <= int(day) <= 31:
        return None
    exact = f"{year}-{int(month):02}-{int(day):02}"
    return exact, exact


def _calendar(unit: str, back: int, today: date) -> tuple[str, str]:
    """The whole day, week, month or year that is so many of them back."""
    match unit:
        case "day":
            day = _earlier(today, back).isoformat()
            return day, day
        case "week":
            monday = _earlier(today, today.weekday() + 7 * back)
            return monday.isoformat(), _day(*_ahead(monday, 6))
        case "month":
            year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
            return _day(year, month + 1, 1), _day(year, month + 1, 31)
        case _:
            return _day(today.year - back, 1, 1), _day(today.year - back, 12, 31)


def _until_today(value: str, today: date) -> tuple[str, str] | None:
    """`7d`, `最近三个月`, `last 7 days`: from so long ago until today."""
    found = _AGO.fullmatch(re.sub(r"[-_]", "", value))
    if found is None:
        return None
    count, unit = found[1], _UNITS[found[2].removesuffix("s")]
    if count == "半":
        if unit != "year":
            return None
        count, unit = "6", "month"
    number = _NUMERALS.get(count) or int(count or 1)
    match unit:
        case "day" | "week":
            first = _earlier(today, number * (7 if unit == "week" else 1)).isoformat()
        case _:
            months = number * (12 if unit == "year" else 1)
            year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
            first = _day(year, month + 1, today.day) if year > 0 else FIRST
    return first, today.isoformat()


def _earlier(day: date, days: int) -> date:
    return day - timedelta(days) if days < day.toordinal() else date.min


def _ahead(day: date, days: int) -> tuple[int, int, int]:
    left = min(days, date.max.toordinal() - day.toordinal())
    later = day + timedelta(left)
    return later.year, later.month, later.day
