"""Bookmarks as Markdown, for a notebook: by article, with its link; words, note and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePath
from urllib.parse import quote as percent

from reader.document.href import safe_href
from reader.document.literal import escape, escape_inside
from reader.state.bookmark import ArticleRef, Bookmark, Kind
from reader.text.safe import clean, clean_line

_NO_TAG = re.compile(r"[^\w/-]+")


def format_markdown(bookmarks: Iterable[Bookmark]) -> str:
    parts = ["# Bookmarks"]
    for _, group in groupby(bookmarks, key=lambda bookmark: _name(bookmark.article)):
        marks = list(group)
        parts.append(_heading(marks[0].article))
        for mark in marks:
            parts += _entry(mark)
    return "\n\n".join(parts) + "\n"


def _name(article: ArticleRef) -> tuple[str, str, str]:
    return article.path, article.url, article.fingerprint


def _heading(article: ArticleRef) -> str:
    title = clean_line(article.title) or clean_line(PurePath(article.path).stem) or "(untitled)"
    target = safe_href(article.url) or (percent(clean_line(article.path)) if article.path else "")
    text = escape(title, heading=True)
    return f"## [{text}](<{target}>)" if target else f"## {text}"


def _entry(bookmark: Bookmark) -> Iterator[str]:
    if bookmark.quote and bookmark.quote.exact.strip():
        lines = clean(bookmark.quote.exact).split("\n")
        yield "\n".join(f"> {escape(line)}".rstrip() for line in _apart(lines))
    if bookmark.note.strip():
        yield "\n".join(escape(line) for line in clean(bookmark.note).split("\n"))
    tags = [f"#{_NO_TAG.sub('-', clean_line(tag)).strip('-')}" for tag in bookmark.tags if tag]
    what = bookmark.color if bookmark.kind is Kind.HIGHLIGHT else bookmark.kind.value
    facts = (what or Kind.HIGHLIGHT.value, bookmark.created[:10])
    yield " · ".join(escape_inside(clean_line(fact)) for fact in facts if fact) + "".join(
        f" {tag}" for tag in tags
    )


def _apart(lines: list[str]) -> Iterator[str]:
    """Blocks of the article are paragraphs of the quotation."""
    for number, line in enumerate(line for line in lines if line.strip()):
        if number:
            yield ""
        yield line
