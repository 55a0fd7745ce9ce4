"""Feeds as sites write them, with invented texts."""

from __future__ import annotations

from reader.intake.feeds.feed import Feed, FeedEntry
from reader.intake.feeds.feed_kind import kind_of
from reader.intake.feeds.isolated import parsed

URL = "https://blog.example.org/feed/index.xml"
PARAGRAPH = (
    "The ferry waits until the last cart has rolled aboard, whatever the clock may say. " * 4
)
LONG = f"<p>{PARAGRAPH}</p>\n<p>{PARAGRAPH}</p>\n<p>{PARAGRAPH}</p>"
"""An article."""
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(*items: str, head: str = "<title>Harbour Notes</title>") -> str:
    """RSS 2.0 of these contents of items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {NAMESPACES}><channel>{head}{inside}</channel></rss>'


def atom(*entries: str, head: str = "<title>Harbour Notes</title>") -> str:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{inside}</feed>'


def cdata(markup: str) -> str:
    return f"<![CDATA[{markup}]]>"


def read(content: str | bytes, *, charset: str = "", url: str = URL) -> Feed:
    """What is read of a feed, in this process."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    kind = kind_of(data)
    assert kind is not None
    return parsed(kind, data, charset, url)


def only(content: str | bytes, **options: str) -> FeedEntry:
    """The only entry of a feed."""
    (entry,) = read(content, **options).entries
    return entry
