"""The feeds that a page names."""

from __future__ import annotations

import pytest

from reader.intake.feeds.feed_links import feed_addresses, feed_of_front_page
from reader.intake.web.answer import WebAnswer

URL = "https://blog.example.org/2024/a.html"


def test_feeds_in_order_and_those_of_comments_last() -> None:
    page = (
        '<head><link rel="alternate" type="application/rss+xml" title="Comments"'
        ' href="/comments/feed">'
        '<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/feed">'
        "<LINK REL='feed alternate' TYPE='application/atom+xml' HREF='atom.xml'>"
        '<link rel="alternate" type="application/feed+json" href="/feed.json">'
        '<link rel="alternate" hreflang="de" href="/de"><link rel="icon" href="/a.svg"></head>'
    )
    assert feed_addresses(page, URL) == (
        "https://blog.example.org/feed",
        "https://blog.example.org/2024/atom.xml",
        "https://blog.example.org/feed.json",
        "https://blog.example.org/comments/feed",
    )


def test_the_base_of_the_page_counts() -> None:
    page = (
        '<base href="https://cdn.example/x/"><link rel=alternate type=application/rss+xml href=f>'
    )
    assert feed_addresses(page, URL) == ("https://cdn.example/x/f",)


def test_pages_without_feeds() -> None:
    assert feed_addresses("", URL) == ()
    assert (
        feed_addresses('<link rel=alternate type=application/rss+xml href="javascript:x">', URL)
        == ()
    )


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://blog.example.org", "https://blog.example.org/feed"),
        ("https://blog.example.org/", "https://blog.example.org/feed"),
        ("https://blog.example.org/?p=12", ""),
        ("https://blog.example.org/2024/a.html", ""),
    ],
)
def test_a_front_page_leads_to_the_feed_of_its_site(url: str, feed: str) -> None:
    page = "<title>旧</title><link rel=alternate type=application/rss+xml href=/feed>"
    assert feed_of_front_page(WebAnswer(url, page.encode("gbk"))) == feed
