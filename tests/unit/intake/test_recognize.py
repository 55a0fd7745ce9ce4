"""What somebody wants to bring in, told by its name and its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.intake import recognize
from reader.intake.incoming import Incoming, Unreadable
from reader.intake.recognize import NamedAddress, NamedFeeds, NamedFile

FEED = """<rss version="2.0"><channel><title>F</title>
<item><title>Old</title><link>https://example.com/1</link>
<pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate></item>
<item><title>New</title><link>https://example.com/2</link>
<pubDate>Sat, 02 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>"""


def _entries(what: str | Path) -> list[Incoming]:
    named = recognize.recognize(str(what))
    assert isinstance(named, NamedFile)
    return list(named.form.read(named.source))


def _titles(what: str | Path) -> list[str]:
    return [
        entry.name if isinstance(entry, Unreadable) else entry.facts.title
        for entry in _entries(what)
    ]


@pytest.mark.parametrize(
    ("what", "url"),
    [
        ("https://example.com/a", "https://example.com/a"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("feed://example.com/rss", "https://example.com/rss"),
        ("feed:https://example.com/rss", "https://example.com/rss"),
    ],
)
def test_an_address_is_told_by_its_scheme(what: str, url: str) -> None:
    assert recognize.recognize(what) == NamedAddress(url)


@pytest.mark.parametrize(
    ("what", "hint"),
    [
        ("example.com/a", "https://example.com/a"),
        ("www.example.org", "https://www.example.org"),
        ("例子.cn/路", "https://例子.cn/路"),
        ("localhost:8000/a", "http://localhost:8000/a"),
        ("192.168.1.4:8080", "http://192.168.1.4:8080"),
        ("c:/notes.md", "was it moved"),
        ("gopher://example.com/", "addresses of gopher are not fetched"),
        ("notes.md", "was it moved"),
        ("articles/notes.txt", "was it moved"),
    ],
)
def test_what_is_nothing_is_told_with_what_may_be_meant(what: str, hint: str) -> None:
    with pytest.raises(ReaderError) as raised:
        recognize.recognize(what)
    assert hint in raised.value.hint


def test_a_file_may_be_named_by_its_address(tmp_path: Path) -> None:
    path = tmp_path / "a b.md"
    path.write_text("# Words\n\nof it\n")
    assert _titles(path.as_uri()) == ["Words"]


def test_a_feed_that_was_saved_has_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED)
    assert _titles(path) == ["New", "Old"]


def test_a_list_of_feeds_is_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text('<?xml version="1.0"?><opml version="1.0"><body/></opml>')
    assert recognize.recognize(str(path)) == NamedFeeds(path)


def test_of_a_folder_all_that_is_read_comes(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.md").write_text("# One\n\nwords\n")
    (tmp_path / "b.html").write_text("<title>Two</title><p>words</p>")
    (tmp_path / "feed.xml").write_text(FEED)
    (tmp_path / "bad.md").write_bytes(bytes(range(256)) * 20)
    (tmp_path / ".hidden.md").write_text("# No")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert _titles(tmp_path) == ["Two", "bad.md", "New", "Old", "One"]


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    (entry,) = _entries(tmp_path)
    assert isinstance(entry, Unreadable)
    assert "no articles" in entry.reason
