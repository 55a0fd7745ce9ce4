"""Which articles link to one."""

from __future__ import annotations

import pytest

from reader.services.backlinks import BacklinkFinder, Backlinks
from tests.unit.services.small_library import SmallLibrary


def linking(small: SmallLibrary, name: str) -> dict[str, str]:
    article = small.catalog.article(small.root / name)
    assert article is not None
    found = BacklinkFinder(small.session, small.catalog).of(article)
    assert not found.more
    return {each.article.title: each.href for each in found.found}


def test_all_ways_to_link_are_known(small: SmallLibrary) -> None:
    (small.root / "deep").mkdir()
    small.write("b.md", "Itself: [b](b.md).\n", title="B", url="https://example.org/b")
    small.write("file.md", "[b](b.html#x)\n", title="File")
    small.write("deep/up.md", "[b](../b.md) and again [b](/b)\n", title="Up")
    small.write("note.md", "[[B]]\n", title="Note")
    small.write(
        "web.html", '<p><a href="http://www.example.org/b/?utm_source=x">b</a></p>', title="Web"
    )
    small.write("site.md", "[b](/b)\n", title="Site", url="https://example.org/a")
    small.write("other.md", "[c](c.md) and https://example.com/b\n", title="Other")
    small.refresh()
    assert linking(small, "b.md") == {
        "File": "b.html#x",
        "Up": "../b.md",
        "Note": "[[B]]",
        "Web": "http://www.example.org/b/?utm_source=x",
        "Site": "/b",
    }


def test_a_link_that_leads_to_another_of_the_name_does_not_count(small: SmallLibrary) -> None:
    (small.root / "x").mkdir()
    small.write("b.md", "Text.\n", title="B")
    small.write("x/b.md", "Text of the other.\n", title="Other")
    small.write("x/a.md", "[b](b.md)\n", title="A")
    small.refresh()
    assert linking(small, "b.md") == {}
    assert linking(small, "x/b.md") == {"A": "b.md"}


def test_links_that_change_while_the_text_stays_are_known(small: SmallLibrary) -> None:
    small.write("b.md", "Text.\n", title="B")
    small.write("a.md", "[the same words](c.md)\n", title="A")
    small.refresh()
    assert linking(small, "b.md") == {}
    small.write("a.md", "[the same words](b.md?longer)\n", title="A")
    small.refresh()
    assert linking(small, "b.md") == {"A": "b.md?longer"}


def test_there_is_an_end_to_reading(small: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    small.write("b.md", "Text.\n", title="B")
    small.write("a.md", "[b](b.md)\n", title="A")
    small.refresh()
    article = small.catalog.article(small.root / "b.md")
    assert article is not None
    monkeypatch.setattr("reader.services.backlinks.SECONDS", -1.0)
    assert BacklinkFinder(small.session, small.catalog).of(article) == Backlinks((), more=True)
