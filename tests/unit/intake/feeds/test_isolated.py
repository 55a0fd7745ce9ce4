"""A feed read in a process of its own: what comes back, and what stops it."""

from __future__ import annotations

import pytest

from reader.errors import ReaderError
from reader.intake.feeds.feed_kind import FeedKind
from reader.intake.feeds.isolated import MOST_BYTES, parsed, read
from reader.intake.web.answer import WebAnswer
from tests.unit.intake.feeds.feeds import LONG, URL, rss


def test_what_comes_back_is_what_was_read() -> None:
    data = rss(
        f"<title>群聊 \U0001f6a2</title><category>a</category><category>b</category>"
        f"<description>{LONG}</description>",
        "<title>Second</title><link>https://a.example/2</link>",
    ).encode()
    assert read(WebAnswer(URL, data)) == parsed(FeedKind.XML, data, "", URL)


def test_what_takes_too_long_is_stopped() -> None:
    data = rss(f"<author>{'a.' * 200_000}</author>").encode()
    with pytest.raises(ReaderError, match="takes too long"):
        read(WebAnswer(URL, data), seconds=0.5)


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(ReaderError, match=r"https://a\.example is no feed"):
        read(WebAnswer("https://a.example", b"<html></html>"))
    with pytest.raises(ReaderError, match="damaged feed"):
        read(WebAnswer(URL, b'{"version": "https://jsonfeed.org/version/1", "items": ['))
    with pytest.raises(ReaderError, match="more than"):
        read(WebAnswer(URL, b"<rss>" + b" " * MOST_BYTES))
