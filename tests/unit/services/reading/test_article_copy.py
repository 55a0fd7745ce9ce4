"""Copies of an article in other forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library.open_article import OpenedArticle, open_article
from reader.services.reading.article_copy import (
    CopyKind,
    given_text,
    kind_of,
    offered_name,
    renamed,
    save_copy,
    saved_text,
)

TEXT = """\
---
title: "1 < 2 & 3"
author: Ann
date: 2024-05-06
url: https://example.org/a?b=1&c=2
tags: [one, two]
---
Some **words**, and ![a picture](pics/a.png).
"""


@pytest.fixture
def opened(tmp_path: Path) -> OpenedArticle:
    path = tmp_path / "source.md"
    path.write_text(TEXT, "utf-8")
    return open_article(path)


def test_markdown_is_opened_as_the_same_article(opened: OpenedArticle, tmp_path: Path) -> None:
    copy = tmp_path / "copy.md"
    save_copy(opened, copy, CopyKind.MARKDOWN, replaces=False)
    again = open_article(copy)
    assert again.document == opened.document
    for name in ("title", "author", "date", "url", "tags", "fingerprint"):
        assert getattr(again.article, name) == getattr(opened.article, name)


def test_html_says_what_is_known_and_escapes_it(opened: OpenedArticle) -> None:
    page = saved_text(opened, CopyKind.HTML)
    assert "<title>1 &lt; 2 &amp; 3</title>" in page
    assert '<link rel="canonical" href="https://example.org/a?b=1&amp;c=2">' in page
    assert '<meta name="author" content="Ann">' in page
    assert "<p>Some <strong>words</strong>, and" in page
    assert 'src="pics/a.png"' in page


def test_text_begins_with_title_and_address(opened: OpenedArticle) -> None:
    lines = saved_text(opened, CopyKind.TEXT).split("\n")
    assert (lines[0], lines[2]) == ("1 < 2 & 3", "https://example.org/a?b=1&c=2")
    assert lines[4] == "Some words, and a picture."
    assert given_text(opened, CopyKind.TEXT).startswith("1 < 2 & 3\n\nSome words")
    assert given_text(opened, CopyKind.MARKDOWN).startswith("# 1 < 2 & 3\n\nSome **words**")


def test_nothing_is_replaced_unasked_and_the_article_never(
    opened: OpenedArticle, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine", "utf-8")
    with pytest.raises(ReaderError):
        save_copy(opened, other, CopyKind.TEXT, replaces=False)
    assert other.read_text("utf-8") == "mine"
    with pytest.raises(ReaderError, match="article itself"):
        save_copy(opened, opened.article.path, CopyKind.TEXT, replaces=True)
    assert opened.article.path.read_text("utf-8") == TEXT
    save_copy(opened, other, CopyKind.TEXT, replaces=True)
    assert other.read_text("utf-8").startswith("1 < 2 & 3\n")


def test_names_have_the_ending_of_their_form(opened: OpenedArticle) -> None:
    assert offered_name(opened, CopyKind.HTML) == "source.html"
    assert renamed("a/b.markdown", CopyKind.TEXT) == "a/b.txt"
    assert renamed("a/b", CopyKind.TEXT) == "a/b"
    assert kind_of("x.HTM") is CopyKind.HTML
    assert kind_of("x.pdf") is None
