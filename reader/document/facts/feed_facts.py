"""Facts of a feed's channel (RSS 2.0, Atom, RDF), not of its items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.text.references import unescape

_FEED_START: Final = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_FEED_ITEM: Final = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_CHANNEL: Final = 200_000


def is_feed(text: str) -> bool:
    """Whether a feed begins in the first 4,000 characters."""
    return _FEED_START.search(text, 0, 4_000) is not None


def read(text: str) -> Iterator[Fact]:
    """What stands before the first item."""
    first = _FEED_ITEM.search(text, 0, _CHANNEL)
    channel = text[: first.start()] if first else text[:_CHANNEL]
    yield from stated(
        Origin.FEED,
        (
            (FactName.TITLE, _element(channel, "title")),
            (FactName.AUTHOR, _element(channel, "author", "managingEditor", "dc:creator", "name")),
            (
                FactName.DATE,
                _element(
                    channel,
                    "pubDate",
                    "lastBuildDate",
                    "updated",
                    "dc:date",
                    "published",
                    "modified",
                ),
            ),
            (
                FactName.LANGUAGE,
                _element(channel, "language", "dc:language")
                or _attribute(channel, r"<feed\s[^>]{0,2000}?xml:lang=[\"']([\w-]+)"),
            ),
            (
                FactName.URL,
                _attribute(channel, r"<link>\s*([^<\s]{1,2000})\s*</link>")
                or _attribute(
                    channel, r"<link\s(?![^>]{0,500}rel=[\"']self)[^>]{0,500}href=[\"']([^\"'>]+)"
                ),
            ),
            (FactName.DESCRIPTION, _element(channel, "description", "subtitle", "tagline")),
        ),
    )


def _element(channel: str, *names: str) -> str:
    for name in names:
        match = re.search(rf"<{name}(?:\s[^>]{{0,500}})?>([^<]{{0,5000}}|<!\[CDATA\[.{{0,5000}}?)"
                          rf"(?:\]\]>\s*)?</{name}>", channel, re.DOTALL)  # fmt: skip
        if match:
            value = line(unescape(match[1].removeprefix("<![CDATA[").removesuffix("]]>")))
            value = line(re.sub(r"<[^<>]{0,1000}>", " ", unescape(value)))
            if value:
                return value
    return ""


def _attribute(channel: str, pattern: str) -> str:
    match = re.search(pattern, channel)
    return line(unescape(match[1])) if match else ""
