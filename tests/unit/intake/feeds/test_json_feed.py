"""JSON Feed 1.0 and 1.1, and the items of Google Reader's interface."""

from __future__ import annotations

import json

import pytest

from reader.errors import ReaderError
from reader.intake.incoming import IncomingAddress
from tests.unit.intake.feeds.feeds import LONG, PARAGRAPH, only, read

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(*items: object, **head: object) -> str:
    return json.dumps({"version": VERSION, "title": "Notes", **head, "items": items})


def test_an_item() -> None:
    entry = only(
        json_feed(
            {
                "id": 7,
                "url": "/a",
                "title": "A & B",
                "content_html": LONG,
                "summary": "Of boats.",
                "date_published": "2024-03-09T08:00:00-05:00",
                "authors": [{"name": "Ann Reed"}, {"name": "林深"}],
                "tags": ["boats", "tides"],
                "language": "en-GB",
            }
        )
    )
    assert (entry.id, entry.url, entry.title) == ("7", "https://blog.example.org/a", "A & B")
    assert (entry.author, entry.tags) == ("Ann Reed, 林深", ("boats", "tides"))
    assert (entry.source, entry.language) == ("Notes", "en-GB")
    assert (entry.published, entry.summary) == ("2024-03-09T08:00:00-05:00", "Of boats.")
    assert entry.is_whole


def test_the_author_of_version_1_and_of_the_feed() -> None:
    assert only(json_feed({"id": "1", "author": {"name": "Ann"}})).author == "Ann"
    assert only(json_feed({"id": "1"}, authors=[{"name": "Bea"}])).author == "Bea"


def test_a_text_without_markup() -> None:
    entry = only(json_feed({"id": "1", "content_text": f"One < two\n\n{PARAGRAPH}\nfour"}))
    assert entry.body.startswith("<p>One &lt; two</p>\n<p>The ferry")
    assert entry.body.endswith("<br>four</p>")


def test_a_link_elsewhere_and_an_id_that_is_an_address() -> None:
    assert (
        only(json_feed({"id": "1", "external_url": "https://a.example/x"})).url
        == "https://a.example/x"
    )
    assert only(json_feed({"id": "https://a.example/y"})).url == "https://a.example/y"


def test_the_notes_of_an_episode_are_all_there_is_to_read() -> None:
    heard = [{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg"}]
    item = {"id": "1", "url": "https://a.example/1", "content_html": "Tides.", "attachments": heard}
    assert only(json_feed(item)).is_whole


def test_what_is_no_item_is_left_out() -> None:
    feed = read(json_feed("text", None, {"id": "1", "title": 3, "tags": "x", "content_html": None}))
    assert [(entry.title, entry.tags) for entry in feed.entries] == [("3", ())]


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1", "items": [',
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    ],
)
def test_damaged_ones_say_so(text: str) -> None:
    with pytest.raises(ReaderError, match="damaged feed"):
        read(text)


def test_starred_items() -> None:
    items = [
        {
            "id": "tag:google.com,2005:reader/item/1",
            "title": "Tides &amp; boats",
            "published": 1709970000,
            "canonical": [{"href": "https://a.example/tides"}],
            "alternate": [{"href": "https://a.example/tides?amp", "type": "text/html"}],
            "summary": {"content": LONG},
            "author": "Ann Reed",
            "categories": ["user/1/state/com.google/read", "user/1/label/sea", "boats"],
            "origin": {
                "streamId": "feed/https://a.example/rss",
                "title": "A",
                "htmlUrl": "https://a.example",
            },
        },
        {"id": "2", "title": "Short", "alternate": [{"href": "https://a.example/2"}]},
    ]
    feed = read(
        json.dumps({"id": "user/1/state/com.google/starred", "title": "Starred", "items": items})
    )
    first, second = feed.entries
    assert (first.url, first.title, first.author) == (
        "https://a.example/tides",
        "Tides & boats",
        "Ann Reed",
    )
    assert (first.source, first.tags) == ("A", ("sea", "boats"))
    assert first.published == "2024-03-09T07:40:00+00:00"
    assert first.is_whole
    assert isinstance(second.incoming(), IncomingAddress)
