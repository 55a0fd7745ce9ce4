"""Who wrote a page, as it shows it: the byline beside the heading, or a marked name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import Final, NamedTuple

from reader.document.facts.visible import person_name
from reader.document.facts.visible.body_text import BodyText, Element
from reader.document.facts.visible.publication_date import date_in, is_list

_BEFORE: Final = 300
_BEHIND: Final = 1_500
"""Characters before and behind the heading that are beside it."""
_LONGEST_BYLINE: Final = 300
_LONGEST_NAME: Final = 120
_LONGEST_CREDIT: Final = 80
_APART: Final = 60
"""Most characters between two authors of one byline."""
_MOST: Final = 400
_MOST_LINES: Final = 40
_LONGEST_DATE: Final = 40
_MOST_PARTS: Final = 8
_PARTS: Final = re.compile(r"[|·•\n]")

_NAMED: Final = re.compile(
    r"(?:author|byline|writer|creator|contributor|reporter|columnist|journalist|user|poster|nick|"
    r"by)(?:s|d)?-{0,2}_{0,2}-?(?:names?|link|title-?link|full-?name|text-?name|displayname)\b|"
    r"\b(?:p-author|post-?author|entry-?author|article-?author|story-?author|page-?author|"
    r"blog-?author|follow-nick-?name|author|authors?__?-?link|writer|byline-?author|"
    r"by-?author|ltx_personname|hnuser|screen-?name|username|nickname|post-by)\b"
)
_CARD_NAME: Final = re.compile(r"(?:^|\s)(?:fn|p-name|name)(?:\s|$)")
_CARD: Final = re.compile(r"vcard|h-card|p-author|author|byline")
_CONTAINER: Final = re.compile(
    r"author|byline|writer|\bby-?line|contributor|reporter|attribution|\bvcard|h-card|creator|credit"
)
_NOT_NAMED: Final = re.compile(
    r"bio\b|biograph|descri|avatar|image|img\b|photo|pic(?:ture)?\b|social|twitter|facebook|email|follow|"
    r"job|role|position|company|authority|authoriz|comment|count|date|time|more|about|posts-by|"
    r"subscribe|archive|headline|hed\b|quote|caption|rss|login|related|tooltip"
)
_AUTHOR_PAGE: Final = re.compile(
    r"(?:^|/|\.)(?:authors?|staff|by|people|person|profiles?|contributors?|users?|journalists?|"
    r"columnists?|reporters?|writers?|bio|team|autor(?:en|es)?|auteurs?|redaktion|editors|"
    r"toireporter|experts?|u|member|members|space|creators?)/(?=[\w@%.-]{2})(?!feed)|"
    r"/author-(?=\w)|/@[\w.-]{2,60}/?(?:\?|$)",
    re.IGNORECASE,
)
_PLAIN_NAME: Final = re.compile(
    r"[\u3400-\u9fff]{2,4}$|[^\W\d_a-z\u3040-\uffef][^\W\d_]{1,20}"
    r"(?:[ -](?:[^\W\d_a-z][^\W\d_]{0,20}\.?|van|von|de|der|la)){0,2}$"
)
_CUT: Final = re.compile(r"[(（【\[？！。]")
_REPORTER: Final = re.compile(
    r"[（(][^（）()\n]{0,15}(?:记者|記者)\s{0,2}(?P<names>[\u3400-\u9fff]{2,3}(?:[、，\s]{1,2}(?!报道|整合|摄影|通讯员|实习)"
    r"[\u3400-\u9fff]{2,3}){0,4})(?=[)）/\s、，:：]|$)"
)
_NAME_AND_DATE: Final = re.compile(
    r"(?P<name>[^\n\d|·•,]{3,60}?)(?:\s?[|·•,–—]\s?|\son\s)(?P<date>[^\n]{6,60})$"
)
_DATE_AND_NAME: Final = re.compile(
    r"(?P<date>[^|·•–—]{6,40}?)\s?[|·•–—-]\s(?:\d{1,2}:\d\d(?:\sUhr)?\s?[|·•–—-]\s)?"
    r"(?P<name>[^\n\d|·•,]{5,60})$"
)
_NO_NAME: Final = re.compile(
    r"\b(?:view|all|more|follow|posts?|archive|rss|feed|email|share|read|subscribe|sign|log|"
    r"about|home|comments?|facebook|twitter|profile|website|contact|learn|here|see|"
    r"zur|alle|mehr|artikel|beiträge|weitere)\b",
    re.IGNORECASE,
)


class _Kind(IntEnum):
    """How surely a place names the author, best first."""

    MARKED_LINK = 0
    NAME = 1
    AUTHOR_PAGE = 2
    BYLINE = 3
    LINE = 4
    DATED = 5
    """A name alone on the line under the heading, with the date under it."""
    REPORTER = 6


class Byline(NamedTuple):
    """Authors that a page shows."""

    names: tuple[str, ...]
    is_beside_heading: bool
    is_marked: bool
    """Whether the page marks it as an author's name."""


class _Place(NamedTuple):
    kind: _Kind
    start: int
    end: int
    names: tuple[str, ...]


def find(body: BodyText) -> Byline | None:
    """The best byline of a body, with all whom it names."""
    places = [*_marked(body), *_lines(body)]
    if body.heading < 0 and is_list([at.start for at in places if at.kind <= _Kind.NAME]):
        return None
    first, last = body.article
    beside = [at for at in places if first - _BEFORE <= at.start <= last + _BEHIND]
    if beside:
        # What is behind the heading is the byline; above it is the menu as often as not.
        best = min(
            beside, key=lambda at: (at.kind >= _Kind.DATED, at.start < first, at.kind, at.start)
        )
        return Byline(_together(best, beside), True, best.kind <= _Kind.NAME)
    others = [at for at in places if at.kind <= _Kind.BYLINE]
    if others:
        best = min(others, key=lambda at: (at.kind, at.start < first, at.start))
        return Byline(_together(best, others), False, best.kind <= _Kind.NAME)
    return None


def _marked(body: BodyText) -> Iterator[_Place]:
    found = 0
    for element in body.elements:
        if element.is_aside or not 0 < element.end - element.start <= _LONGEST_BYLINE:
            continue
        kind = _kind(body, element)
        if kind is None:
            continue
        text = body.text[element.start : element.end].strip()
        if kind is not _Kind.BYLINE and len(text) > _LONGEST_NAME:
            kind = _Kind.BYLINE
        if kind is _Kind.AUTHOR_PAGE and not _is_credit(body, element, text):
            continue
        names = _names(text) if kind is _Kind.BYLINE else person_name.people(text)
        if names:
            yield _Place(kind, element.start, element.end, names)
            found += 1
        if found == _MOST:
            return


def _kind(body: BodyText, element: Element) -> _Kind | None:
    rel = element.attributes.get("rel") or ""
    if element.tag == "a" and "author" in rel.lower().split():
        return _Kind.MARKED_LINK
    if element.names and not _NOT_NAMED.search(element.names):
        if _NAMED.search(element.names) or (
            _CARD_NAME.search(element.names)
            and any(_CARD.search(outer.names) for outer in body.around(element, 3))
        ):
            return _Kind.NAME
        if _CONTAINER.search(element.names):
            return _Kind.BYLINE
    if element.tag == "a" and _AUTHOR_PAGE.search((element.attributes.get("href") or "")[:500]):
        return _Kind.AUTHOR_PAGE
    return None


def _is_credit(body: BodyText, element: Element, text: str) -> bool:
    """Whether a link to somebody's page stands in a byline, rather than in a sentence."""
    is_mention = text.startswith("@")
    if is_mention or _NO_NAME.search(text) or not person_name.is_like_name(text):
        return False
    before = body.text[max(0, element.start - _LONGEST_NAME) : element.start + 1]
    behind = body.text[element.end : element.end + _LONGEST_NAME]
    within = len(before.rsplit("\n", 1)[-1]) + len(text) + len(behind.split("\n", 1)[0])
    return within <= _LONGEST_CREDIT


def _names(text: str) -> tuple[str, ...]:
    """Whom the first part of a byline's text names that names anyone."""
    if person_name.is_byline(text):
        return person_name.people(text)
    for part in _PARTS.split(text)[:_MOST_PARTS]:
        if found := tuple(filter(person_name.is_like_name, person_name.people(part))):
            return found
    return ()


def _lines(body: BodyText) -> Iterator[_Place]:
    """Lines near the heading that say by whom the article is."""
    first, last = body.article
    start = body.text.rfind("\n", 0, max(0, first - _BEFORE)) + 1
    lines = body.text[start : last + _BEHIND].split("\n")[:_MOST_LINES]
    for index, text in enumerate(lines):
        said = person_name.from_label(text)
        if person_name.is_lead_in(text) and lines[index + 1 :]:
            said = f"{text}\n{lines[index + 1]}"
        if len(said) <= _LONGEST_NAME and (said != text or person_name.is_byline(said)):
            names = tuple(filter(person_name.is_like_name, person_name.people(said)))
            if names:
                yield _Place(_Kind.LINE, start, start + len(said), names)
        start += len(text) + 1
    if body.heading >= 0:
        yield from _dated(body, last)
        yield from _dated_above(body, first)
        yield from _reporters(body, last)


def _dated(body: BodyText, at: int) -> Iterator[_Place]:
    """A name alone under the heading, with nothing but the date behind or under it."""
    text = body.text[at : at + _LONGEST_BYLINE].lstrip("\n")
    line, _, rest = text.partition("\n")
    if (match := _NAME_AND_DATE.match(line)) or (
        (match := _DATE_AND_NAME.match(line)) and person_name.is_like_name(match["name"])
    ):
        line, rest = match["name"], match["date"]
    rest = rest.partition("\n")[0]
    if len(rest) <= _LONGEST_DATE and date_in(rest):
        names = person_name.people(line) if not _CUT.search(line) else ()
        if names and all(map(_PLAIN_NAME.match, names)):
            yield _Place(_Kind.DATED, at, at + len(line), names)


def _dated_above(body: BodyText, heading: int) -> Iterator[_Place]:
    """A name behind the date on the line above the heading."""
    start = body.text.rfind("\n", 0, max(0, heading - 1)) + 1
    line = body.text[start:heading].strip("\n")
    match = _DATE_AND_NAME.match(line) if len(line) <= _LONGEST_BYLINE else None
    if match is None or not date_in(match["date"]):
        return
    if names := tuple(filter(person_name.is_like_name, person_name.people(match["name"]))):
        yield _Place(_Kind.DATED, start, start + len(line), names)


def _reporters(body: BodyText, at: int) -> Iterator[_Place]:
    """Whom the first sentence names, as newspapers of China have it: `（记者 张三）`."""
    match = _REPORTER.search(body.text, at, at + _LONGEST_BYLINE)
    if match is not None:
        names = tuple(re.split(r"[、，\s]+", match["names"]))
        yield _Place(_Kind.REPORTER, match.start(), match.end(), names)


def _together(best: _Place, places: list[_Place]) -> tuple[str, ...]:
    """All whom the byline names: of the same kind and side by side, or in the words around."""
    wider = [
        at.names
        for at in places
        if at.start <= best.start and best.end <= at.end and set(best.names) <= set(at.names)
    ]
    widest: tuple[str, ...] = max(wider, key=len, default=best.names)
    names = list(widest)
    end = best.end
    for at in sorted(places, key=lambda at: at.start):
        if at.kind is best.kind and best.start < at.start and -1 <= at.start - end <= _APART:
            names += [
                name for name in at.names if name not in names and not person_name.is_role(name)
            ]
            end = at.end
    return tuple(names)
