"""Entries: which are new, which come first, what becomes of them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.intake.feeds.feed import FeedEntry, newest
from reader.intake.incoming import IncomingAddress, IncomingArticle, Unreadable

JUNE = FeedEntry(id="june", published="2024-06-01")
MARCH = FeedEntry(id="march", published="2024-03-09T08:00:00+08:00")
MAY = FeedEntry(id="may", published="2024-05")
UNDATED = FeedEntry(id="undated")
ENTRIES = st.builds(
    FeedEntry, id=st.text(max_size=3), published=st.sampled_from(["", "2024", "2023-05-06"])
)


def test_the_newest_come_first() -> None:
    assert newest([MARCH, UNDATED, JUNE, MAY]) == (JUNE, MAY, MARCH, UNDATED)
    assert newest([MARCH, JUNE, MAY], limit=2) == (JUNE, MAY)


def test_of_those_without_a_date_the_order_counts() -> None:
    entries = [FeedEntry(id=letter) for letter in "cab"]
    assert newest(entries, limit=2) == tuple(entries[:2])


def test_what_is_older_than_wanted_stays_away() -> None:
    since = datetime(2024, 3, 9, 0, 0, tzinfo=UTC)
    assert newest([MARCH, UNDATED, JUNE], since=since) == (JUNE, MARCH, UNDATED)
    assert newest([MARCH, JUNE], since=datetime(2024, 3, 9, 0, 1, tzinfo=UTC)) == (JUNE,)


@settings(max_examples=30)
@given(st.lists(ENTRIES, max_size=8))
def test_no_entry_is_lost_or_made(entries: list[FeedEntry]) -> None:
    assert sorted(map(repr, newest(entries))) == sorted(map(repr, entries))


def test_an_entry_is_known_by_what_stays_the_same() -> None:
    assert FeedEntry(id="7", url="https://a.example/").key == "7"
    assert FeedEntry(url="https://a.example/", title="A").key == "https://a.example/"
    one = FeedEntry(title="A", published="2024-03-09", body="x")
    assert one.key == FeedEntry(title="A", published="2024-03-09", body="mended").key
    assert one.key != FeedEntry(title="A", published="2024-03-10").key
    assert FeedEntry(body="<p>Once</p>").key != FeedEntry(body="<p>Twice</p>").key
    assert FeedEntry().key


def test_what_becomes_of_an_entry() -> None:
    url = "https://a.example/1"
    teaser = FeedEntry(url=url, title="A", body="<p>Once</p>", source="S", language="en")
    assert isinstance(teaser.incoming(), IncomingAddress)
    article = FeedEntry(url=url, body="<p>Once</p>", is_whole=True).incoming()
    assert isinstance(article, IncomingArticle)
    assert article.body == "<article>\n<p>Once</p>\n</article>\n"
    assert isinstance(FeedEntry(body="<p>Once</p>").incoming(), IncomingArticle)
    assert isinstance(FeedEntry(url=url, is_whole=True).incoming(), Unreadable | IncomingAddress)
    assert FeedEntry(title="A").incoming() == Unreadable("A", "has neither text nor address")


def test_the_text_of_an_article_does_nothing_and_leads_where_it_led() -> None:
    body = '<p onclick="x()">Once <a href="b">b</a><img src="c.png"><script>x()</script></p>'
    article = FeedEntry(body=body, base="https://a.example/1/").incoming()
    assert isinstance(article, IncomingArticle)
    assert 'href="https://a.example/1/b"' in article.body
    assert 'src="https://a.example/1/c.png"' in article.body
    assert "x()" not in article.body
