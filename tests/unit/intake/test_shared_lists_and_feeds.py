"""Exports of services and feeds that stand beside the project's checkout, where they are at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.intake.feeds.feed_kind import FeedKind, is_feed
from reader.intake.feeds.isolated import parsed
from reader.intake.incoming import IncomingAddress
from reader.intake.lists.forms import FORMS
from reader.intake.source_file import source_file
from tests.conftest import SHARED

CASES = SHARED / "cases"
LISTS = {
    "pocket/ril_export.html": "pocket",
    "pocket/part_000000.csv": "pocket",
    "instapaper/instapaper-export.csv": "instapaper",
    "instapaper/instapaper-export.html": "instapaper",
    "bookmarks-netscape/bookmarks.html": "bookmarks",
}
FEEDS = ("rss-folder/feed.xml", "rss-folder/atom.atom")

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="no ../shared/cases beside the checkout")


def form_name(path: Path) -> str:
    source = source_file(path)
    return next((form.name for form in FORMS if form.matches(source)), "")


@pytest.mark.parametrize(("name", "service"), LISTS.items())
def test_lists_are_known_and_read(name: str, service: str) -> None:
    source = source_file(CASES / name)
    form = next(form for form in FORMS if form.matches(source))
    found = [entry for entry in form.read(source) if isinstance(entry, IncomingAddress)]
    assert form.name == service
    assert found
    assert all(
        entry.facts.url and entry.facts.title and entry.facts.by == service for entry in found
    )


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_are_known_and_read(name: str) -> None:
    data = (CASES / name).read_bytes()
    assert is_feed(data)
    feed = parsed(FeedKind.XML, data, "", "https://example.org/feed")
    assert feed.title
    assert all(entry.title and entry.body for entry in feed.entries)


def test_no_article_is_taken_for_a_list_or_a_feed() -> None:
    """The one file that is told as a list besides is a table of addresses."""
    taken = [
        str(path.relative_to(SHARED))
        for folder in (SHARED / "samples", SHARED / "corpus", CASES)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and form_name(path)
    ]
    others = [name for name in taken if name.removeprefix("cases/") not in LISTS]
    assert all(name.startswith("cases/notion/") and name.endswith(".csv") for name in others)
