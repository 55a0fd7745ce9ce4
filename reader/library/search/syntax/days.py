"""Days of a query: `2021-06..2022`, `>2021`, `2021年3月`, `5 March 2021`, `最近7天`, `last week`.

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
_APART: Final = re.compile(r"(?<=\S) (?:to|until|till|-) (?=\S)")
"""What stands between two periods with a space on either side."""
_FRAME: Final = re.compile(r"(?:between (.+?) and|from (.+?) to|自(.+?)[至到]|从(.+?)[至到]) ?(.+)")
_LEAD: Final = re.compile(r"(?:in |within |during )?(?:the )?")
_BOUND_BEFORE: Final = re.compile(r"(before|after|since|until|from|早于|晚于|自从|自)(.+)")
_BOUND_BEHIND: Final = re.compile(r"(.+?)(以前|之前|以后|之后|以来|至今|起|tonow|\.\.now)")
_BOUNDS: Final = {
    **dict.fromkeys(("before", "早于", "以前", "之前"), "<"),
    **dict.fromkeys(("after", "晚于", "以后", "之后"), ">"),
    **dict.fromkeys(("since", "from", "自从", "自", "以来", "至今", "起", "tonow", "..now"), ">="),
    "until": "<=",
}
_DASHED: Final = re.compile(r"(\d{4}|\d{6}|\d{8}|\d{4}-\d\d?|\d{4}-\d\d?-\d\d?)-(\d{4}[-\d]*)")
_COMPARED: Final = re.compile(r"([<>]=?|[≤≥])(.*)")
_ENGLISH: Final = (
    *("zero", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
_AGO: Final = re.compile(
    r"(?:最近|近|过去|last|past)?"
    rf"(\d{{1,4}}|[一二两三四五六七八九十半]|{'|'.join(_ENGLISH[1:])}|(?<=last)|(?<=past))个?"
    r"(d|w|m|y|天|日|周|星期|礼拜|月|年|days?|weeks?|months?|years?)(?:内|ago)?"
)
_AGO_BEGUN: Final = re.compile(
    r"(?=.)(?:最近?|近|过去?|last|past)?"
    r"(?:(?<=[近去最过])|(?<=last)|(?<=past)|\d{1,4}|[一二两三四五六七八九十])\d{0,4}(\D*)"
)
_NUMERALS: Final = {
    **{numeral: at for at, numeral in enumerate("零一二三四五六七八九十")},
    **{numeral: at for at, numeral in enumerate(_ENGLISH)},
    "两": 2,
}
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMED_MONTH: Final = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?)?([a-z]{3,9})\.?(?:(\d{1,2})(?:st|nd|rd|th)?,)?(\d{4})"
)
_MONTH_OF: Final = re.compile(r"(今年|去年|前年)(\d{1,2})月")
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
_SIMPLE: Final = str.maketrans("週這個過兩內號禮後來從於", "周这个过两内号礼后来从于")
_MOST: Final = 64
"""Characters of a period."""
_MOST_WORDS: Final = 12
_WORD: Final = re.compile(r"\s*([^\s()（）|｜]{1,64})(?=[\s()（）|｜]|$)")
_NO_PERIOD: Final = re.compile(
    r"\d\s+\d|\s[-－—–−]\S|\d{4}\s+(?!(?:to|until|till|and)\b)[a-z]", re.IGNORECASE
)
"""Words of their own behind a year, and what must not be there: `2021 data`, `2021 -2022`."""
_ANY_DAY: Final = date(2000, 1, 1)
RELATIVE: Final = ("today", "yesterday", "this-week", "last-week", "7d", "30d", "1y")
"""What is offered."""


def days_of(value: str, today: date) -> tuple[str, str] | None:
    """The first and the last day of a period, both of it; None if it is none.

    Months and years back end today; weeks begin on Monday (ISO 8601).
    """
    text = _plain(value)
    if len(text) > _MOST:
        return None
    if framed := _FRAME.fullmatch(text):
        text = f"{framed[1] or framed[2] or framed[3] or framed[4]}..{framed[5]}"
    text = _APART.sub("..", text[_end_of_lead(text) :]).replace(" ", "")
    if compared := _COMPARED.fullmatch(text):
        return _beyond(compared[1], compared[2], today)
    dashed = None if _period(text, today) else _DASHED.fullmatch(text)
    ends = list(dashed.groups()) if dashed else _RANGE.split(text)
    if len(ends) <= 2 and any(ends):
        periods = [_period(end, today) if end else (FIRST, LAST) for end in ends]
        known = [period for period in periods if period]
        if len(known) == len(periods):
            if len(known) == 2 and all(ends):
                known.sort()
            return known[0][0], known[-1][1]
    if bound := _BOUND_BEFORE.fullmatch(text):
        return _beyond(_BOUNDS[bound[1]], bound[2], today)
    if bound := _BOUND_BEHIND.fullmatch(text):
        return _beyond(_BOUNDS[bound[2]], bound[1], today)
    return None


def spaced_period(text: str, start: int, prefix: str = "") -> int:
    """Where the longest period of several words ends that begins at `start`; 0 if none does.

    Spaces end any other value. While it is being typed, what may become one at the end counts too.
    """
    ends: list[int] = []
    at = start
    while len(ends) < _MOST_WORDS and (word := _WORD.match(text, at)):
        at = word.end()
        ends.append(at)
    for end in reversed(ends[1:]):
        words = text[start:end]
        is_open = end == len(text) and " " in words and is_begun(words)
        if not _NO_PERIOD.search(words) and (is_open or days_of(prefix + words, _ANY_DAY)):
            return end
    return 0


def is_begun(value: str) -> bool:
    """Whether a value may be the beginning of a period, of which more will be typed."""
    text = _plain(value)
    if re.fullmatch(r"[<>]?=?[-\d./年月]*", text):
        return True
    text = re.sub(r"[-_ ]", "", text[_end_of_lead(text) :])
    name = text.rstrip("0123456789")
    if _month_named(name) or any(each.startswith(text) for each in (*_BACK, *_MONTHS)):
        return True
    ago = _AGO_BEGUN.fullmatch(text)
    return ago is not None and any(
        unit.startswith(ago[1].removeprefix("个").removesuffix("s")) for unit in _UNITS
    )


def _plain(value: str) -> str:
    """In narrow and small letters, with simple Han, plain dashes and single spaces."""
    text = unicodedata.normalize("NFKC", value).lower().translate(_DASHES).translate(_SIMPLE)
    return " ".join(text.split())


def _end_of_lead(text: str) -> int:
    found = _LEAD.match(text)
    return found.end() if found else 0


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
    if (found := _NAMED_MONTH.fullmatch(value)) and not (found[1] and found[3]):
        month = _month_named(found[2])
        return _numbered(found[4], month, found[1] or found[3]) if month else None
    if found := _MONTH_OF.fullmatch(value):
        year = max(today.year - _BACK[found[1]][1], 0)
        return _numbered(f"{year:04}", found[2], None)
    return _until_today(value, today)


def _month_named(name: str) -> str | None:
    """The number of an English month, whole or by its first three or four letters."""
    is_whole = name in _MONTHS
    numbers = (
        str(number)
        for number, month in enumerate(_MONTHS, start=1)
        if name == month or (not is_whole and len(name) <= 4 and month.startswith(name))
    )
    return next(numbers, None)


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
