"""RSS, Atom and RDF feeds: each item a section with its date and its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from reader.document import clean, literal

_ITEM = re.compile(r"<(item|entry)(?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
_CONTENT = ("content:encoded", "content", "description", "summary", "body", "xhtml:body")
_DATES = ("pubDate", "published", "dc:date", "updated", "issued", "modified", "created")
_AUTHORS = ("dc:creator", "author")
_MAX_ITEMS = 2_000


def to_markdown(xml: str, convert: Callable[[str], str]) -> str:
    """`convert` makes Markdown of an item's HTML."""
    sections: list[str] = []
    starts = [match for match, _ in zip(_ITEM.finditer(xml), range(_MAX_ITEMS), strict=False)]
    channel = xml[: starts[0].start()] if starts else xml
    about = _value(channel, ("description", "subtitle", "tagline"))
    if about.strip():
        sections.append(convert(about).strip())
    for number, start in enumerate(starts):
        end = xml.find(f"</{start[1]}", start.end())
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(xml)
        if end < 0 or end > limit:
            end = limit
        sections.append(_section(xml[start.end() : end], convert))
    if not starts:
        sections.append(convert(re.sub(r"<[?!][^>]*>", "", xml)).strip())
    return "\n\n".join(section for section in sections if section) + "\n"


def _section(item: str, convert: Callable[[str], str]) -> str:
    title = _line(_value(item, ("title",)))
    link = _line(_value(item, ("link",))) or _href(item)
    date = _line(_value(item, _DATES))
    author = _line(_value(item, _AUTHORS))
    parts: list[str] = []
    if title or link:
        heading = literal.escape(title or link, heading=True)
        parts.append(f"## {heading}")
    about = " · ".join(literal.escape_inside(part) for part in (date, author) if part)
    if link.startswith(("http://", "https://")):
        target = re.sub(r"[\s()<>\\\[\]]", lambda match: f"%{ord(match[0]):02X}", link)
        about = f"{about} · <{target}>" if about else f"<{target}>"
    if about:
        parts.append(about)
    content = convert(_value(item, _CONTENT)).strip("\n")
    if content:
        parts.append(content)
    if not title and not content:
        parts.append(literal.escape(_line(clean.strip_tags(item))))
    return "\n\n".join(parts)


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
