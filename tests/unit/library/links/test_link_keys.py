"""What links may lead to: whatever names an article by a link has one of the article's numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.library.article import Article
from reader.library.links.link_keys import (
    KEY_BYTES,
    hrefs_in,
    keys_of_article,
    keys_of_link,
    pack_key,
    packed,
)

MARKDOWN = """See [one](b.md "B") and [two](<with space.md>), [three](wiki_(x).md),
[[Note#Part|shown]], <https://example.org/a> and https://example.org/b. And [ref][r] and
<a href='c.html?x=1&amp;y=2'>c</a>.

![picture](p.png) [top](#part) [mail](mailto:a@example.org)

[r]: ../d/
"""


def test_targets_are_found_in_markdown() -> None:
    assert list(hrefs_in(MARKDOWN, BodyKind.MARKDOWN)) == [
        "b.md",
        "with%20space.md",
        "wiki_(x).md",
        "[[Note#Part]]",
        "https://example.org/a",
        "https://example.org/b",
        "c.html?x=1&y=2",
        "../d/",
    ]


def test_targets_are_found_in_pages() -> None:
    page = '<link href="a.css"><a class=x href="b.html">b</a> <A HREF=c.html>c</A> [no](d.md)'
    assert list(hrefs_in(page, BodyKind.HTML)) == ["b.html", "c.html"]


@pytest.mark.parametrize(
    ("href", "path", "url"),
    [
        ("b.md", "/lib/b.md", ""),
        ("../x/B.html#part", "/lib/deep/b.md", ""),
        ("/posts/b/", "/lib/posts/b/index.html", ""),
        ("guide", "/lib/guide/README.md", ""),
        ("[[Some%20note#x]]", "/lib/some note.md", ""),
        ("[[deep/Some%20note]]", "/lib/deep/Some Note.md", ""),
        ("http://www.example.org/x/?utm_source=a", "/lib/1.md", "https://example.org/x"),
        ("/x", "/lib/1.md", "https://site.example/x"),
        ("y?a=1", "/lib/1.md", "https://site.example/posts/y?a=1"),
    ],
)
def test_a_link_has_a_number_of_what_it_leads_to(href: str, path: str, url: str) -> None:
    article = Article(Path(path), "Title", url=url)
    assert keys_of_link(href, "https://site.example/posts/here") & keys_of_article(article)


def test_other_links_have_none() -> None:
    article = Article(Path("/lib/b.md"), "Title", url="https://example.org/x")
    for href in ("c.md", "https://example.org/y", "[[c]]", "https://[", "..", "/"):
        assert keys_of_link(href, "").isdisjoint(keys_of_article(article))


@given(st.text(max_size=200), st.sampled_from(list(BodyKind)))
def test_any_text_has_numbers(text: str, kind: BodyKind) -> None:
    assert len(packed(hrefs_in(text, kind), "https://site.example/")) % KEY_BYTES == 0


def test_numbers_are_found_in_what_is_packed() -> None:
    links = packed(["b.md", "c.md", "b.md"], "")
    (key,) = keys_of_link("c.md", "")
    assert pack_key(key) in links
    assert len(links) == 2 * KEY_BYTES


@pytest.mark.parametrize("part", ["[[", "](", "](<", "href=", "href='x", "https://", "]: x", "<a "])
def test_hostile_sources_take_no_longer_than_others(part: str) -> None:
    assert len(list(hrefs_in(part * 50_000, BodyKind.MARKDOWN))) <= 2_000
    assert len(list(hrefs_in(part * 50_000, BodyKind.HTML))) <= 2_000
