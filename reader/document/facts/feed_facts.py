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
_SECTION: Final = r"<!\[CDATA\[(?:(?!\]\]>|<!\[CDATA\[|</{name}>).){{0,5000}}+(?:\]\]>\s{{0,100}})?"
"""A CDATA section in an element, for `str.format`; without an end of its own it ends with that."""
_SECTION_MARKS: Final = re.compile(r"<!\[CDATA\[|\]\]>")


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
                or _attribute(channel, r"<feed\s[^<>]{0,2000}?xml:lang=[\"']([\w-]+)"),
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
        content = rf"[^<]{{0,5000}}|\s{{0,100}}(?:{_SECTION.format(name=name)}){{1,20}}+"
        match = re.search(rf"<{name}(?:\s[^>]{{0,500}})?>({content})</{name}>", channel, re.DOTALL)
        if match:
            value = line(unescape(_SECTION_MARKS.sub("", match[1])))
            value = line(re.sub(r"<[^<>]{0,1000}>", " ", unescape(value)))
            if value:
                return value
    return ""


def _attribute(channel: str, pattern: str) -> str:
    match = re.search(pattern, channel)
    return line(unescape(match[1])) if match else ""
