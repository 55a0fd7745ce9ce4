"""What a feed is known by: what stands in it, not what a server calls it."""

from __future__ import annotations

import pytest

from reader.intake.feeds.feed_kind import FeedKind, is_feed, kind_of
from reader.intake.feeds.opml import is_opml
from tests.unit.intake.feeds.feeds import atom, rss


@pytest.mark.parametrize(
    "text",
    [
        rss(),
        atom(),
        f"\ufeff<?xml version='1.0'?>\n<!-- <html> -->\n<?xml-stylesheet href='a.xsl'?>{rss()}",
        f"<!DOCTYPE rss [<!ENTITY a '<html>'>]>{rss()}",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
        '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">',
        "  \n<RSS version='2.0'>",
    ],
)  # fmt: skip
def test_feeds_in_xml(text: str) -> None:
    assert kind_of(text.encode()) is FeedKind.XML
    assert kind_of(text.encode("utf-16")) is FeedKind.XML


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!DOCTYPE html><html><body>&lt;rss&gt;",
        "<p>An <rss> element begins a feed",
        "<html><!-- <rss> --></html>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        "<feedback/>",
        '<opml version="2.0"/>',
        "rss feed",
        '{"title": "an article", "items": []}',
        '[{"version": "https://jsonfeed.org/version/1"}]',
    ],
)
def test_what_is_no_feed(text: str) -> None:
    assert not is_feed(text.encode(), "application/rss+xml")


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feeds(version: str) -> None:
    text = f'{{"version": "https://jsonfeed.org/version/{version}", "items": []}}'
    assert kind_of(text.encode()) is FeedKind.JSON
    assert kind_of(text.replace("/", "\\/").encode()) is FeedKind.JSON


def test_json_that_is_served_as_a_feed() -> None:
    assert kind_of(b'{"title": "x"}', "application/feed+json") is FeedKind.JSON


def test_starred_items() -> None:
    text = '{"id": "user/1005/state/com.google/starred", "title": "Starred", "items": []}'
    assert kind_of(text.encode()) is FeedKind.STREAM


def test_a_long_first_line_cut_within_a_character() -> None:
    text = rss(f"<title>{'群聊' * 20_000}</title>")
    assert is_feed(text.encode())


def test_a_list_of_feeds() -> None:
    assert is_opml(b'<?xml version="1.0"?>\n<!-- x --><opml version="1.0"><body/></opml>')
    assert not is_opml(rss().encode())
