"""Lists of feeds: their addresses, titles and folders."""

from __future__ import annotations

from itertools import islice

import pytest

from reader.errors import ReaderError
from reader.intake.feeds.opml import FeedSubscription, subscriptions


def opml(body: str) -> bytes:
    head = '<?xml version="1.0"?><opml version="2.0"><head><title>F</title></head>'
    return f"{head}<body>{body}</body></opml>".encode()


def test_feeds_in_folders() -> None:
    found = subscriptions(
        opml(
            '<outline text="Sea"><outline text="Boats">'
            '<outline type="rss" text="A &amp; B" title="x" '
            ' xmlUrl="https://a.example/f?a=1&amp;b=2" htmlUrl="https://a.example"/>'
            '</outline><outline title="C" xmlUrl="https://c.example/f"/></outline>'
            '<outline text="D" XMLURL="https://d.example/f"/>'
        )
    )
    assert list(found) == [
        FeedSubscription("https://a.example/f?a=1&b=2", "A & B", ("Sea", "Boats")),
        FeedSubscription("https://c.example/f", "C", ("Sea",)),
        FeedSubscription("https://d.example/f", "D"),
    ]


def test_categories_are_tags() -> None:
    (feed,) = subscriptions(
        opml('<outline xmlUrl="https://a.example/f" category="/News/Sea,boats"/>')
    )
    assert feed.tags == ("Sea", "boats")


def test_each_feed_once_and_no_other_addresses() -> None:
    found = subscriptions(
        opml(
            '<outline xmlUrl="feed://a.example/f"/><outline xmlUrl="feed:https://b.example/f"/>'
            '<outline xmlUrl="https://b.example/f"/><outline xmlUrl="javascript:x"/><outline url="https://c.example"/>'
        )
    )
    assert [feed.url for feed in found] == ["http://a.example/f", "https://b.example/f"]


def test_bare_ampersands_and_other_encodings() -> None:
    text = '<?xml version="1.0" encoding="gbk"?><opml><body><outline text="群聊 & 广场的黄昏" xmlUrl="https://a.example/f?x&y=1"/></body></opml>'
    (feed,) = subscriptions(text.encode("gbk"))
    assert (feed.url, feed.title) == ("https://a.example/f?x&y=1", "群聊 & 广场的黄昏")


def test_a_damaged_list_gives_what_stands_before_the_damage() -> None:
    found = subscriptions(opml('<outline xmlUrl="https://a.example/f"/><outline'))
    assert [feed.url for feed in islice(found, 1)] == ["https://a.example/f"]
    with pytest.raises(ReaderError, match="damaged XML"):
        list(found)


def test_declared_entities_are_not_read() -> None:
    declared = b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    listed = b'<opml><body><outline text="&x;" xmlUrl="https://a.example/f"/></body></opml>'
    (feed,) = subscriptions(declared + listed)
    assert feed.title == "&x;"


def test_any_depth() -> None:
    deep = (
        "<outline text='x'>" * 20_000
        + "<outline xmlUrl='https://a.example/f'/>"
        + "</outline>" * 20_000
    )
    (feed,) = subscriptions(opml(deep))
    assert feed.tags == ("x",)


@pytest.mark.parametrize(
    "data", [b"<rss/>", b"https://a.example/f\n", b"<html><p>x<br></html>", b""]
)
def test_what_is_no_list_of_feeds_is_told(data: bytes) -> None:
    with pytest.raises(ReaderError, match="no list of feeds"):
        list(subscriptions(data))
