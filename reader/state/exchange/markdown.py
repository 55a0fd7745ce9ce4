"""Bookmarks as Markdown, for a notebook: by article, with its link; words, note and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from urllib.parse import quote as percent

from reader.document.href import safe_href
from reader.document.literal import escape, escape_inside
from reader.state.bookmark import ArticleRef, Bookmark, Kind, by_article
from reader.text.safe import clean, clean_line

_NO_TAG = re.compile(r"[^\w/-]+")
_ACTING = re.compile(r"[<>\\]")
"""What would end `<…>` around a target, or escape what follows it."""


def format_markdown(bookmarks: Iterable[Bookmark]) -> str:
    parts = ["# Bookmarks"]
    for article, marks in by_article(bookmarks):
        parts.append(_heading(article))
        for mark in marks:
            parts += _entry(mark)
    return "\n\n".join(parts) + "\n"


def _heading(article: ArticleRef) -> str:
    title = clean_line(article.title) or clean_line(PurePath(article.path).stem) or "(untitled)"
    target = safe_href(clean_line(article.url)) or _file_link(article.path)
    target = _ACTING.sub(lambda match: percent(match[0]), target)
    text = escape(title, heading=True)
    return f"## [{text}](<{target}>)" if target else f"## {text}"


def _file_link(path: str) -> str:
    try:
        return Path(path).as_uri()
    except ValueError:
        # None, or not absolute here: of another system.
        return ""


def _entry(bookmark: Bookmark) -> Iterator[str]:
    if bookmark.quote and bookmark.quote.exact.strip():
        blocks = (line for line in _lines(bookmark.quote.exact) if line)
        yield "\n>\n".join(f"> {line}" for line in blocks)
    if bookmark.note.strip():
        yield "\n".join(_lines(bookmark.note)).strip("\n")
    what = bookmark.color if bookmark.kind is Kind.HIGHLIGHT else bookmark.kind.value
    facts = (clean_line(what) or Kind.HIGHLIGHT.value, clean_line(bookmark.created[:10]))
    known = " · ".join(fact for fact in facts if fact)
    yield " ".join((escape(known), *filter(None, map(_tag, bookmark.tags))))


def _lines(text: str) -> Iterator[str]:
    """Without what would make code of them: indentation."""
    for line in clean(text).split("\n"):
        yield escape(line.strip(" \t"))


def _tag(tag: str) -> str:
    """As notebooks write tags; one without a letter is no tag for them."""
    word = _NO_TAG.sub("-", clean_line(tag)).strip("-")
    return escape_inside(f"#{word}" if word else clean_line(tag))
