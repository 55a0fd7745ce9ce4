"""RSS, Atom and RDF feeds: each item a section with its date and its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from reader.document import escape
from reader.document.html import clean
from reader.text.references import unescape

_ITEM = re.compile(r"<(item|entry)(?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
_CONTENT = ("content:encoded", "content", "description", "summary", "body", "xhtml:body")
_DATES = ("pubDate", "published", "dc:date", "updated", "issued", "modified", "created")
_AUTHORS = ("dc:creator", "author")
_RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?$"
)
_MAX_ITEMS = 2_000


def to_markdown(xml: str, convert: Callable[[str], str]) -> str:
    """Write a feed as Markdown; `convert` makes Markdown of an item's HTML."""
    sections: list[str] = []
    starts = [match for match, _ in zip(_ITEM.finditer(xml), range(_MAX_ITEMS), strict=False)]
    channel = xml[: starts[0].start()] if starts else xml
    about = _value(channel, ("description", "subtitle", "tagline"))
    if about.strip():
        sections.append(convert(about).strip())
    for number, start in enumerate(starts):
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(xml)
        end = xml.find(f"</{start[1]}", start.end(), limit)
        if end < 0:
            end = limit
        sections.append(_section(xml[start.end() : end], convert))
    if not starts:
        sections.append(convert(re.sub(r"<[?!][^>]*>", "", xml)).strip())
    return "\n\n".join(section for section in sections if section) + "\n"


def _section(item: str, convert: Callable[[str], str]) -> str:
    title = _line(_value(item, ("title",)))
    link = _line(_value(item, ("link",))) or _href(item)
    date = _when(_line(_value(item, _DATES)))
    author = _value(item, _AUTHORS)
    author = _line(_value(author, ("name",)) or author)
    parts: list[str] = []
    if title or date or link:
        # An item without a title still has to begin somewhere.
        heading = title or date or link
        date, link = (date, link) if title else ("", link if date else "")
        parts.append(f"## {escape.escape(heading, heading=True)}")
    about = " · ".join(escape.escape_inside(part) for part in (date, author) if part)
    if link.startswith(("http://", "https://")):
        target = re.sub(r"[\s()<>\\\[\]]", lambda match: f"%{ord(match[0]):02X}", link)
        about = f"{about} · <{target}>" if about else f"<{target}>"
    if about:
        parts.append(about)
    content = convert(_value(item, _CONTENT)).strip("\n")
    if content:
        parts.append(content)
    if not parts:
        parts.append(escape.escape(_line(clean.strip_tags(item))))
    return "\n\n".join(parts)


def _when(date: str) -> str:
    """`2006-01-03 21:36` for a date of RFC 2822 or 3339, in the author's time zone."""
    found = _RFC_3339.match(date)
    if found:
        return " ".join(found.groups())
    try:
        return f"{parsedate_to_datetime(date):%Y-%m-%d %H:%M}"
    except ValueError:
        return date


def _value(item: str, names: tuple[str, ...]) -> str:
    """The content of the first of these elements that has one, as HTML."""
    for name in names:
        for match in re.finditer(rf"<{name}(?=[\s>])([^<>]{{0,2000}})(?<!/)>", item):
            end = item.find(f"</{name}", match.end())
            if end < 0:
                break
            value = item[match.end() : end].strip()
            if value.startswith("<![CDATA["):
                return value.removeprefix("<![CDATA[").removesuffix("]]>")
            if value:
                # XHTML stands as it is; anything else is HTML escaped once more.
                return value if "<" in value else unescape(value)
    return ""


def _line(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]{0,1000}>", " ", html)).split())


def _href(item: str) -> str:
    match = re.search(r"<link\s[^<>]{0,500}?href=[\"']([^\"'<>]{1,2000})", item)
    return unescape(match[1]).strip() if match else ""
