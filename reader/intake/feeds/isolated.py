"""A feed read in a process of its own, under limits: it comes from whoever runs the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from typing import Any, Final

from reader.errors import ReaderError
from reader.intake.feeds.feed import Feed, FeedEntry
from reader.intake.feeds.feed_kind import FeedKind, kind_of
from reader.intake.web.answer import WebAnswer
from reader.library.containers.saved_page import as_utf_8
from reader.library.files.decode import decode
from reader.process.channel import ChannelError, to_parent
from reader.process.child import MOST_MEGABYTES, Limits, end_with_parent
from reader.process.task import NoChildError, StoppedError, answers

MOST_BYTES: Final = 32 << 20
"""Bytes of a feed that is read."""
SECONDS: Final = 30.0
"""Seconds of CPU for a feed; ten thousand entries take three."""
_NICENESS: Final = 5
_DEFAULTS: Final = frozenset(("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "windows-1252"))
"""What servers state of all they send; any bytes are text in them, whatever they mean."""
_CHUNK: Final = 1 << 20
_MOST_ANSWER: Final = 24 << 20
_MOST_IN_ALL: Final = 64 << 20


def read(answer: WebAnswer, *, seconds: float = SECONDS) -> Feed:
    """The feed that was found at an address, or in a file; takes `seconds` of CPU at the most.

    Raises ReaderError if it is none, or cannot be read within the limits.
    """
    kind = kind_of(answer.data, answer.content_type)
    if kind is None:
        raise ReaderError(f"{answer.url} is no feed")
    if len(answer.data) > MOST_BYTES:
        raise ReaderError(f"{answer.url} is a feed of more than {MOST_BYTES >> 20} MB")
    told = answers(
        _parse,
        Limits(seconds, MOST_MEGABYTES, _NICENESS),
        _request(kind, answer),
        wanted=lambda: True,
        most=_MOST_ANSWER,
        most_in_all=_MOST_IN_ALL,
    )
    try:
        with closing(told):
            return _feed(map(json.loads, told))
    except NoChildError:
        raise
    except StoppedError as error:
        reason = "takes too long to read" if error.used_up else "is too large to read"
        raise ReaderError(f"the feed {answer.url} {reason}") from error
    except ChannelError as error:
        raise ReaderError(f"{answer.url} {error.what}") from error


def parsed(kind: FeedKind, data: bytes, charset: str, url: str) -> Feed:
    """The feed in these bytes, read in this process; `url` may be of a file. Raises ReaderError."""
    base = url if url.lower().startswith(("http:", "https:")) else ""
    stated = "" if charset.strip("\"' ").lower() in _DEFAULTS else charset
    text = decode(as_utf_8(data, stated)).text
    if kind is FeedKind.XML:
        from reader.intake.feeds import xml_feed

        return replace(xml_feed.parse(text, base), url=url)
    from reader.intake.feeds import json_feed

    parse = json_feed.parse if kind is FeedKind.JSON else json_feed.parse_stream
    return replace(parse(text, base), url=url)


def _request(kind: FeedKind, answer: WebAnswer) -> Iterator[bytes]:
    """What is known of the feed, then its bytes in pieces."""
    yield json.dumps({"kind": kind, "charset": answer.charset, "url": answer.url}).encode("ascii")
    for start in range(0, len(answer.data), _CHUNK):
        yield answer.data[start : start + _CHUNK]


def _feed(messages: Iterator[dict[str, Any]]) -> Feed:
    head = next(messages)
    entries = tuple(FeedEntry(**{**each, "tags": tuple(each["tags"])}) for each in messages)
    return Feed(head["url"], head["title"], head["language"], entries)


def _parse() -> None:
    """Answer one request, in the child: the head of the feed, then its entries."""
    parent = to_parent()
    request = json.loads(parent.receive() or b"")
    data = b"".join(parent)
    end_with_parent()
    try:
        feed = parsed(FeedKind(request["kind"]), data, request["charset"], request["url"])
    except ReaderError as error:
        parent.fail(error.what)
        return
    parent.send(json.dumps(asdict(replace(feed, entries=()))).encode("ascii"))
    for entry in feed.entries:
        parent.send(json.dumps(asdict(entry)).encode("ascii"))
    parent.end()
