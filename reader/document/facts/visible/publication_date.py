"""When a page was published, as it shows it: beside its heading, else where a date is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from reader.document.facts.fact import line
from reader.document.facts.visible.body_text import BodyText, Element

_BEFORE: Final = 300
_BEHIND: Final = 1_500
_BEHIND_LINES: Final = 800
"""Characters around the heading in which a date is the article's."""
_LONGEST: Final = 200
_LONGEST_LINE: Final = 120
_LABEL: Final = 40
_TIME_LEFT: Final = 40
"""Characters behind a day that may hold the time of day."""
_MOST: Final = 400
_FEWEST_LISTED: Final = 6
_NEXT_AUTHOR: Final = 50
_NEXT_TEASER: Final = 150
"""Characters from one mark to the next: fewer are of one byline, more have an article between."""

_MONTH: Final = (
    r"(?:jan|feb|fév|fev|f[eé]vr|mar|mär|mrt|maa|mär|apr|avr|abr|kwi|may|mai|mag|maj|mei|jun|juin|giu|"
    r"jul|juil|lug|lip|aug|août|aout|ago|sep|set|wrz|oct|okt|ott|out|paź|nov|lis|dec|déc|dez|dic|"
    r"des|ene|gen|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|sty|lut|cze|sie|gru)"
    r"[^\W\d_]{0,8}\.?"
)
_YEAR: Final = r"(?:19|20)\d\d"
_DATE: Final = re.compile(
    rf"(?<![\d.]){_YEAR}\s?[-/.年년]\s?\d{{1,2}}\s?[-/.月월]\s?\d{{1,2}}(?!\d)"
    rf"|(?<![\d.])\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}(?!\d)"
    r"|(?<![\d./])\d{1,2}([./])\d{1,2}\1\d{2}(?![\d./])"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th|º|er)?\.?[\s-](?:de\s|of\s)?{_MONTH},?[\s-](?:de\s|del\s)?{_YEAR}"
    rf"|(?<![^\W\d_]){_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}(?:at\s)?{_YEAR}"
    r"|[〇零一二三四五六七八九]{4}年[元正一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}[日号]",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(r"^1\d{9}(?:\d{3})?$|^(?:19|20)\d{6}(?:\d{4,6})?$")
_CHANGED: Final = re.compile(
    r"updat|modifi|aktualisiert|actuali[sz]|mis à jour|mise à jour|aggiorna|atuali|bijgewerkt|"
    r"revised|reviewed|edited|last-?edit|changed|更新|修改|改訂|编辑于|編輯於|收录",
    re.IGNORECASE,
)
_OTHER_DAY: Final = re.compile(
    r"\b(?:events?|expires?|copyright|member since|joined|born|birthday|deadline|accessed|"
    r"retrieved)\b|©",
    re.IGNORECASE,
)
_OTHER_NAME: Final = re.compile(r"\bevent|expir|comment|birth")
_MARKED: Final = re.compile(
    r"(?:^|[\s_-])(?:publi(?:sh|shed|cation|cado|cad[ao]|é)\w{0,20}|datum|fecha|created|submitted|posted|"
    r"post(?:ed)?-?(?:on|at|meta|info)|dateline|timestamp|entry-meta|article-meta|article-?info|"
    r"byline|meta|info|ltx-?_?dates|dt-?published|day|age)(?:$|[\s_-])"
    r"|(?:date|time|pubdate|pubtime|published)\b"
)
_ATTRIBUTES: Final = (
    "datetime", "data-datetime", "data-origindate", "data-published", "data-publish-date",
    "data-date", "data-time", "data-timestamp", "data-utime", "data-epoch", "data-unix",
    "data-pubdate", "data-publishtime", "data-created", "data-shortdate",
)  # fmt: skip
_TIMES: Final = frozenset(("time", "relative-time", "time-ago", "local-time", "faceplate-timeago"))
_IN_ADDRESS: Final = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"[/_tT-](?P<y>(?:19|20)\d\d)-?(?P<m>0[1-9]|1[0-2])-?(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3})/(?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
)  # fmt: skip
_MONTH_IN_ADDRESS: Final = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0[1-9]|1[0-2])(?=[/_]|$)")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


class _Kind(IntEnum):
    """How surely a place is the date of publication, best first."""

    TIME = 0
    MARKED = 1
    LINE = 2
    CHANGED = 3


class ShownDates(NamedTuple):
    """Dates that a page shows, best first."""

    published: tuple[str, ...]
    changed: tuple[str, ...]
    """When it was last touched: better than nothing only."""


class _Place(NamedTuple):
    kind: _Kind
    start: int
    value: str


def find(body: BodyText) -> ShownDates:
    """The dates beside the heading, then those that are marked anywhere in the article."""
    first, last = body.article
    places = [*_marked(body), *_lines(body)]
    if is_list([at.start for at in places if at.kind is _Kind.TIME]):
        return ShownDates((), ())
    beside = [at for at in places if first - _BEFORE <= at.start <= last + _BEHIND]
    others = [at for at in places if at.kind < _Kind.LINE and at not in beside]

    def order(at: _Place) -> tuple[bool, _Kind, int]:
        return at.start < first, at.kind, at.start

    ranked = [
        *sorted(beside, key=lambda at: (at.kind, at.start < first, at.start)),
        *sorted(others, key=order),
    ]
    published = (at.value for at in ranked if at.kind is not _Kind.CHANGED)
    changed = (at.value for at in ranked if at.kind is _Kind.CHANGED)
    return ShownDates(tuple(dict.fromkeys(published)), tuple(dict.fromkeys(changed)))


def is_list(starts: list[int]) -> bool:
    """Whether marks at these offsets are those of a list of articles, one beside each."""
    distinct = sorted(set(starts))
    if len(distinct) < _FEWEST_LISTED:
        return False
    apart = (distinct[-1] - distinct[0]) / (len(distinct) - 1)
    return _NEXT_AUTHOR < apart < _NEXT_TEASER


def in_address(address: str) -> tuple[str, str]:
    """The day in the path of an address, and its month where there is no day; as ISO 8601."""
    try:
        path = urlsplit(address[:2_000]).path
    except ValueError:
        return "", ""
    for pattern in _IN_ADDRESS:
        if match := pattern.search(path):
            name = match["m"].lower()
            month = _MONTHS.index(name) + 1 if name in _MONTHS else name
            if str(month).isdigit():
                return f"{match['y']}-{int(month):02}-{int(match['d']):02}", ""
    month_match = _MONTH_IN_ADDRESS.search(path)
    return "", f"{month_match['y']}-{month_match['m']}" if month_match else ""


def date_in(text: str) -> str:
    """The first day in a text, with the time of day beside it; empty if there is none."""
    match = _DATE.search(text)
    if match is None:
        return ""
    return line(text[match.start() : match.end() + _TIME_LEFT].split("\n")[0])


def _marked(body: BodyText) -> Iterator[_Place]:
    found = 0
    for element in body.elements:
        if element.is_aside or element.end - element.start > _LONGEST:
            continue
        place = _place(body, element)
        if place is not None:
            yield place
            found += 1
        if found == _MOST:
            return


def _place(body: BodyText, element: Element) -> _Place | None:
    value = _in_attribute(element)
    is_time = bool(value) or element.tag in _TIMES
    if not is_time and not (element.names and _MARKED.search(element.names)):
        return None
    at = element.start
    if not value:
        match = _DATE.search(body.text, at, element.end)
        value = _titled(element) or (date_in(body.text[at : element.end]) if match else "")
        at = match.start() if match else at
    kind = _kind(body.text[max(0, at - _LABEL) : at], element.names, is_time) if value else None
    return None if kind is None else _Place(kind, at, value)


def _in_attribute(element: Element) -> str:
    for name in _ATTRIBUTES:
        value = line(element.attributes.get(name)) if name in element.attributes else ""
        if value and (_DATE.search(value) or _STAMP.match(value)):
            return value
    return ""


def _titled(element: Element) -> str:
    values = (element.attributes.get(name) or "" for name in ("content", "title"))
    return next(filter(None, (date_in(value[:_LONGEST]) for value in values)), "")


def _kind(before: str, names: str, is_time: bool) -> _Kind | None:
    """The kind of a date by the last words before it and the names of its element.

    None if they speak of another day than those of the article.
    """
    label = before.strip("\n").rsplit("\n", 1)[-1]
    if _OTHER_DAY.search(label) or _OTHER_NAME.search(names):
        return None
    if _CHANGED.search(label) or _CHANGED.search(names):
        return _Kind.CHANGED
    return _Kind.TIME if is_time else _Kind.MARKED


def _lines(body: BodyText) -> Iterator[_Place]:
    first, last = body.article
    start = body.text.rfind("\n", 0, max(0, first - _BEFORE)) + 1
    for text in body.text[start : last + _BEHIND_LINES].split("\n"):
        match = _DATE.search(text) if len(text) <= _LONGEST_LINE else None
        if match is not None:
            kind = _kind(text[max(0, match.start() - _LABEL) : match.start()], "", is_time=False)
            if kind is not None:
                kind = _Kind.CHANGED if kind is _Kind.CHANGED else _Kind.LINE
                yield _Place(kind, start + match.start(), date_in(text))
        start += len(text) + 1


def is_day(value: str) -> bool:
    """Whether a value says a day, rather than a year or nothing that is known."""
    return _DATE.search(value) is not None or _STAMP.match(value.strip()) is not None


def in_addresses(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The days in addresses, and the months."""
    found = [in_address(value) for value in values]
    return tuple(day for day, _ in found if day), tuple(month for _, month in found if month)
