"""Whether something is a feed, told by its first bytes: what servers call it misleads too often."""

from __future__ import annotations

import re
from enum import StrEnum

from reader.intake.syntax.xml.prolog import without_prolog
from reader.library.files.decode import decode

_HEAD = 64 * 1024
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?(rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_FEED_NAMESPACES = ("purl.org/rss/", "my.netscape.com/rdf/", "purl.org/net/rss")
_JSON_FEED = re.compile(r"\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version")
_JSON_TYPE = "application/feed+json"
_READER_STREAM = re.compile(
    r"\"(?:id|streamId)\"\s*:\s*\"(?:user\\?/[^\"\\]{1,80}\\?/(?:state|label)|tag:google\.com,2005"
    r"|feed\\?/)"
)


class FeedKind(StrEnum):
    """How a feed is written."""

    XML = "xml"
    """RSS 0.9x to 2.0, RDF, Atom, CDF."""
    JSON = "json"
    """JSON Feed 1.0 and 1.1."""
    STREAM = "stream"
    """The JSON of Google Reader's interface, in which its successors give starred items."""


def kind_of(data: bytes, content_type: str = "") -> FeedKind | None:
    """The kind of feed that this is, or begins with; None if it is none.

    `content_type`: the media type, without parameters; only JSON Feed's own is believed.
    """
    text = decode(_whole_lines(data[:_HEAD])).text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        if content_type == _JSON_TYPE or _JSON_FEED.search(text):
            return FeedKind.JSON
        is_stream = '"items"' in text and _READER_STREAM.search(text)
        return FeedKind.STREAM if is_stream else None
    if not text.startswith("<"):
        return None
    root = _ROOT.match(without_prolog(text))
    if root is None or (root[1].lower() == "rdf" and not any(n in text for n in _FEED_NAMESPACES)):
        return None
    return FeedKind.XML


def is_feed(data: bytes, content_type: str = "") -> bool:
    return kind_of(data, content_type) is not None


def _whole_lines(head: bytes) -> bytes:
    """Without the last line, which may end within a character; with it if it is the only one."""
    end = head.rfind(b"\n") if len(head) == _HEAD else -1
    return head[:end] if end > 0 else head
