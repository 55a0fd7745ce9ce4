"""Dates as people write them, made comparable.

Eighty shapes occur in 88,000 real files. They are tried in the order that reads most of them
rightly: year first (ISO 8601 and its looser kin, with East Asian units), RFC 2822, numbers with
the year last (US order unless that is impossible), names of months in some thirty languages, weeks
and days of a year (ISO 8601), seconds since 1970. What is told from today (`yesterday`, `3 天前`)
is no date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from reader.library.article import ArticleDate
from reader.library.metadata.values.month_names import month_of

_LONGEST = 120
_SECONDS = (631_152_000, 4_102_444_800)
"""1990 to 2100: numbers outside are no seconds since 1970 that a person would write."""
_NAME_YEARS = range(1900, 2101)

_ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(元|\d{{1,3}})\s*(?=年)")
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_NUMBER = re.compile(r"[〇零○一二三四五六七八九十百廿卅]{1,8}(?=\s*[年月日号號])")
_HAN_ALIKE = str.maketrans({"零": "〇", "○": "〇", "廿": "二十", "卅": "三十"})
_LETTER = r"[^\W\d_]"
_NAME = rf"(?P<month>{_LETTER}{{3,12}})"
"""A word that may be the name of a month."""
_EASTERN = re.compile("[\u2e80-\u9fff\uac00-\ud7af]+")
"""Chinese, Japanese and Korean, which part no words and number their months."""
_ORDINAL = r"(?:st|nd|rd|th|er|re|[eoa]|-?го)?"
"""Behind the number of a day; `º` and `ª` are letters after NFKC."""
_OF = r"(?:(?:of|de|del|di|do)\s+|d['’])?"

# What may stand between a date and its time: a weekday, `T`, `at`, commas, a stray slash. No time
# begins as one of these does, so none is ever given back.
_GAP = (
    r"(?:[(\[]?\s*(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]\s*[)\]]?|\([日月火水木金土]\)"
    r"|[日月火水木金土]曜日?|[T/,;|·:]|\b(?:at|um|kl|klo|ore|alle|las|о|в|à|г|р|года|року)\b\.?"
    r"|[-–—]|\s)*+"
)
_TIME = re.compile(
    _GAP + r"(?P<half>上午|下午|早上|晚上|凌晨|中午|午前|午後|오전|오후|[ap]\.?m\.?)?\s*"
    r"(?P<hour>\d{1,2})\s*(?::|[时時點点시h](?=\s*\d))\s*(?P<minute>\d{1,2})(?!\d)"
    r"(?:\s*[:分분]\s*(?P<second>\d{1,2})(?!\d)\s*[秒초]?(?:[.,](?P<fraction>\d+))?)?\s*[分분]?"
    r"\s*(?P<half2>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>Z\b|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d{2})?(?!\d)|UTC|GMT)?",
    re.IGNORECASE,
)
_AFTERNOON = ("下午", "晚上", "午後", "오후", "p")

_YEAR_FIRST = re.compile(
    r"(?<![\d.])(?P<year>\d{4})\s*[-/.年년]\s*(?P<month>\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})(?!\d)"
    r"\s*[日号號일]?"
)
_COMPACT = re.compile(
    r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T _-]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?$"
)
_YEAR_LAST = re.compile(
    r"(?<![\d.])(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)"
    r"(?P<year>\d{4}|(?<=[/.])\d{2})(?!\d)"
)
# For text in lower case. Each begins where a word or a number does, so that a run of letters is
# looked at once.
_MONTH_FIRST = re.compile(
    rf"(?<!{_LETTER}){_NAME}(?P<stop>\.?)\s*(?P<day>\d{{1,2}}){_ORDINAL}(?:\s*[,.]\s*|\s+){_OF}"
    r"(?P<year>\d{4})(?!\d)",
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[\s./-]{{0,3}}{_OF}{_NAME}(?P<stop>\.?)"
    rf"[\s,./-]{{0,3}}{_OF}(?P<year>\d{{4}})(?!\d)",
)
_YEAR_THEN_NAME = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})[\s,./-]{{1,3}}{_NAME}(?P<stop>\.?)[\s./-]{{1,3}}"
    r"(?P<day>\d{1,2})(?!\d)"
)
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s*(?:,|năm)?\s*(?P<year>\d{4})(?!\d)",
)
_NAMED_MONTH = re.compile(
    rf"{_NAME}(?P<stop>\.?),?\s*{_OF}(?P<year>[12]\d{{3}})"
    rf"|(?P<year2>[12]\d{{3}})[\s,./-]{{1,3}}(?P<month2>{_LETTER}{{3,12}})(?P<stop2>\.?)"
)
_WEEK = re.compile(r"(?<!\d)(?P<year>\d{4})-?W(?P<week>\d{2})(?:-?(?P<day>[1-7]))?(?!\d)")
_DAY_OF_YEAR = re.compile(r"(?P<year>[12]\d{3})-(?P<day>\d{3})(?!\d)(?P<rest>T.*)?")
_RFC_2822 = re.compile(
    r"^(?:[a-z]{3,9}\.?,?\s+)?\d{1,2}[\s-]+[a-z]{3,9}[\s-]+\d{2,4}(?:\s+\d{1,2}:\d{2}.*)?$"
    r"|^[a-z]{3}\s+[a-z]{3}\s+\d{1,2}\s+\d{1,2}:\d{2}.*\d{4}$",  # asctime(3)
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(
    r"^(?P<year>[12]\d{3})\s*(?:[-/.]\s*(?P<month>\d{1,2})|[年년]\s*(?:(?P<month2>\d{1,2})\s*[月월])?)?$"
)
_MONTH_THEN_YEAR = re.compile(r"(?P<month>\d{1,2})\s*[/.]\s*(?P<year>[12]\d{3})")
_ZONE = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")
_NUMBER = re.compile(r"^(?:\d{9,13}|\d{16}|\d{19})(?:\.\d+)?$")

_IN_NAME = (
    re.compile(r"(?<![\d.])(\d{4})([-_.])(\d{1,2})\2(\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})(年)(\d{1,2})月(\d{1,2})[日号號]"),
    re.compile(r"(?<![\dA-Za-z.])(\d{4})()(\d{2})(\d{2})(?![\dA-Za-z])"),
)
_IN_FOLDERS = re.compile(r"(?:^|[/_])(\d{4})([/_]{1,2})(\d{1,2})\2(\d{1,2})(?=[/_]|$)")
_SAVED = re.compile(
    r"\s?[(（](?P<day>\d{1,4}([-_./])\d{1,2}\2\d{1,4})[,，]?\s(?P<half>[^\W\d_]{2}\s?)?"
    r"(?P<time>\d{1,2}([-_.:])\d{2}\5\d{2})(?P<half2>\s?[AaPp]\.?[Mm]\.?)?[)）]$"
)
"""` (1_15_2025 10_00_00 AM)`: SingleFile writes when it saved, as the browser's language does."""
_INDEX = re.compile(r"^_?(?:index|readme)(?:\.[\w-]+)*$", re.IGNORECASE)


def parse(value: object) -> ArticleDate | None:
    """The date that a metadata value says, or None if it says none or an impossible one."""
    if isinstance(value, datetime):
        return _dated(value)
    if isinstance(value, date):
        return _dated(value)
    if isinstance(value, list | tuple):
        return next(filter(None, map(parse, value[:3])), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if not isinstance(value, str) and not abs(value) < _SECONDS[1] * 1000:
        return None
    text = unicodedata.normalize("NFKC", str(value)[:_LONGEST]).replace("−", "-").strip()
    text = _ERA.sub(_western_year, _HAN_NUMBER.sub(_western_number, text))
    return next(filter(None, _readings(text)), None)


def iso(*values: object) -> str:
    """The first of these that says a date, in ISO 8601; empty if none does."""
    return next((found.iso for value in values if (found := parse(value))), "")


def from_name(path: Path) -> ArticleDate | None:
    """The day that a file's name or its folders (`2015/05/31/title.html`) say.

    That on which a page was saved (see `saved_from_name`) is another.
    """
    names = [f"{without_saved(path.stem)}{path.suffix}"]
    if is_index(path):
        names.append(path.parent.name)
    for name in names:
        for pattern in _IN_NAME:
            for match in pattern.finditer(name):
                if found := _named_day(match):
                    return found
    day = _IN_FOLDERS.search("/".join(path.parts[-6:]))
    return _named_day(day) if day else None


def saved_from_name(path: Path) -> ArticleDate | None:
    """When a page was saved, where SingleFile put that behind its name."""
    match = _SAVED.search(_plain_spaces(path.stem))
    if match is None:
        return None
    day = match["day"].replace("_", "/")
    clock = re.sub(r"[-_.]", ":", match["time"])
    return parse(f"{day} {match['half'] or ''}{clock}{match['half2'] or ''}")


def without_saved(stem: str) -> str:
    """A file's name without its ending and without the moment at which the page was saved."""
    match = _SAVED.search(_plain_spaces(stem))
    return stem[: match.start()] if match and match.start() else stem


def _plain_spaces(name: str) -> str:
    """The name with a space for each that does not break: CLDR has one before AM."""
    return name.replace("\u202f", " ").replace("\xa0", " ")


def is_index(path: Path) -> bool:
    """Whether the file stands for its folder: `index.html`, `_index.md`, `README.md`."""
    return _INDEX.match(path.name) is not None


def _western_year(match: re.Match[str]) -> str:
    count = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + count:04d}"


def _readings(text: str) -> Iterator[ArticleDate | None]:
    if match := _COMPACT.match(text):
        yield _compact(match)
    if match := _YEAR_FIRST.search(text):
        yield _timed(match["year"], match["month"], match["day"], text[match.end() :])
    if _RFC_2822.match(text):
        yield _rfc_2822(text)
    if match := _YEAR_LAST.search(text):
        yield from _year_last(match, text[match.end() :])
    yield from _named(text)
    if match := _MONTH_OF_YEAR.match(text):
        yield _month(match["year"], match["month"] or match["month2"])
    if match := _MONTH_THEN_YEAR.fullmatch(text):
        yield _month(match["year"], match["month"])
    if match := _WEEK.search(text):
        yield _day_of_week(match, text[match.end() :])
    if match := _DAY_OF_YEAR.fullmatch(text):
        yield _day_of_year(match)
    if _NUMBER.match(text):
        yield _since_1970(float(text))


def _named(text: str) -> Iterator[ArticleDate | None]:
    """The readings that take a word for the name of a month."""
    text = _EASTERN.sub(r" \g<0> ", text.lower())
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _YEAR_THEN_NAME):
        for named in pattern.finditer(text):
            if month := month_of(named["month"], is_abbreviated=bool(named["stop"])):
                yield _timed(named["year"], month, named["day"], text[named.end() :])
    if match := _VIETNAMESE.search(text):
        yield _timed(match["year"], match["month"], match["day"], text[match.end() :])
    if match := _NAMED_MONTH.fullmatch(text):
        word, stop = match["month"] or match["month2"], match["stop"] or match["stop2"]
        month = month_of(word, is_abbreviated=bool(stop))
        yield _month(match["year"] or match["year2"], month) if month else None


def _western_number(match: re.Match[str]) -> str:
    """`2024` of 二〇二四, `113` of 一百一十三, `21` of 廿一."""
    digits = match[0].translate(_HAN_ALIKE)
    if "十" not in digits and "百" not in digits:
        return "".join(str(_HAN_DIGITS.index(digit)) for digit in digits)
    hundreds, _, rest = digits.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * _first_digit(hundreds, "百" in digits) + 10 * _first_digit(tens, bool(ten))
    return str(total + _first_digit(ones.lstrip("〇"), False))


def _first_digit(digits: str, is_counted: bool) -> int:
    """The number that a digit is; where none stands before 十 or 百, one of them is meant."""
    found = _HAN_DIGITS.find(digits[:1]) if digits else -1
    return found if found >= 0 else int(is_counted)


def _day_of_week(match: re.Match[str], rest: str) -> ArticleDate | None:
    """Monday where no day of the week is named."""
    try:
        day = date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"] or 1))
    except ValueError:
        return None
    return _timed(f"{day.year:04d}", day.month, str(day.day), rest)


def _day_of_year(match: re.Match[str]) -> ArticleDate | None:
    day = date(int(match["year"]), 1, 1) + timedelta(days=int(match["day"]) - 1)
    if str(day.year) != match["year"]:
        return None
    return _timed(match["year"], day.month, str(day.day), match["rest"] or "")


def _named_day(match: re.Match[str]) -> ArticleDate | None:
    if int(match[1]) not in _NAME_YEARS:
        return None
    return _timed(match[1], match[3], match[4], "")


def _compact(match: re.Match[str]) -> ArticleDate | None:
    clock = ""
    if match["hour"]:
        clock = f" {match['hour']}:{match['minute']}:{match['second'] or '00'}{match['zone'] or ''}"
    return _timed(match["year"], match["month"], match["day"], clock)


def _year_last(match: re.Match[str], rest: str) -> Iterator[ArticleDate | None]:
    year = match["year"]
    pairs = [(match["first"], match["second"]), (match["second"], match["first"])]
    if match["mark"] == ".":
        # With a short year the other order would be a time of day or a version as often.
        pairs = pairs[1:] if len(year) == 2 else pairs[::-1]
    if len(year) == 2:
        year = ("19" if int(year) >= 69 else "20") + year  # as POSIX does
    for month, day in pairs:
        yield _timed(year, month, day, rest)


def _timed(year: str, month: str | int, day: str, rest: str) -> ArticleDate | None:
    """A day, and the time of day if `rest` begins with a possible one."""
    try:
        whole = date(int(year), int(month), int(day))
    except ValueError:
        return None
    match = _TIME.match(rest)
    if match is None:
        return _dated(whole)
    hour = int(match["hour"])
    half = (match["half"] or match["half2"] or "").lower()
    if hour < 12 and half.startswith(_AFTERNOON):
        hour += 12
    elif hour == 12 and half.startswith(("a", "凌晨", "午前", "오전")):
        hour = 0
    try:
        clock = datetime(
            whole.year,
            whole.month,
            whole.day,
            hour,
            int(match["minute"]),
            min(int(match["second"] or 0), 59),  # a leap second
            int((match["fraction"] or "0")[:6].ljust(6, "0")),
            tzinfo=_zone(match["zone"]),
        )
    except ValueError:
        return _dated(whole)
    return _dated(clock)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    match = _ZONE.search(text)
    if match is None:
        return UTC
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset >= timedelta(hours=24):
        return None
    return timezone(offset if match[1] == "+" else -offset)


def _rfc_2822(text: str) -> ArticleDate | None:
    from email.utils import parsedate_to_datetime  # 25 ms of imports, seldom needed

    try:
        return _dated(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _month(year: str, month: str | int | None) -> ArticleDate | None:
    try:
        first = datetime(int(year), int(month or 1), 1, tzinfo=UTC)
    except ValueError:
        return None
    return ArticleDate(first, f"{first:%Y-%m}" if month else f"{first:%Y}")


def _since_1970(number: float) -> ArticleDate | None:
    low, high = _SECONDS
    for seconds in (number, number / 1e3, number / 1e6, number / 1e9):
        if low <= seconds < high:
            return _dated(datetime.fromtimestamp(seconds, UTC))
    return None


def _dated(value: date) -> ArticleDate:
    """`value` as it was written, beside the instant that it compares by."""
    if not isinstance(value, datetime):
        midnight = datetime(value.year, value.month, value.day, tzinfo=UTC)
        return ArticleDate(midnight, value.isoformat())
    iso = value.isoformat(timespec="seconds")
    if value.tzinfo is None:
        return ArticleDate(value.replace(tzinfo=UTC), iso)
    try:
        return ArticleDate(value.astimezone(UTC), iso)
    except (OverflowError, ValueError):  # the first or last hours of the calendar
        return ArticleDate(value.replace(tzinfo=UTC), iso)
