"""Bookmarks as one page of Markdown, for people: by article, with its link; words, note, tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from urllib.parse import quote as percent

from reader.document.hrefs import safe_href
from reader.state.bookmark import ArticleRef, Bookmark, by_article
from reader.state.exchange.markdown_entry import article_comment, comment, format_entry
from reader.state.exchange.markdown_text import escaped_heading, escaped_inside
from reader.text.safe import clean_line

_MARK = re.compile(r"~|(?<!\w)_|_(?!\w)")
"""Marks that act in a viewer which takes no link to a file and shows its target instead."""
_ACTING = re.compile(r"[<>\\^]|%(?![0-9A-Fa-f]{2})")
"""Characters that end `<…>` around a target, escape what follows, or act in Obsidian; and a percent
sign that encodes nothing."""


def format_markdown(bookmarks: Iterable[Bookmark]) -> str:
    parts = ["# Bookmarks"]
    for article, marks in by_article(bookmarks):
        parts.append(f"#{heading(article)}\n{article_comment(article)}")
        for mark in marks:
            parts += format_entry(mark, article)
    if len(parts) == 1:
        parts.append(comment({}))  # known for what it is when it comes in
    return "\n\n".join(parts) + "\n"


def title_of(article: ArticleRef) -> str:
    return clean_line(article.title) or clean_line(PurePath(article.path).stem) or "(untitled)"


def heading(article: ArticleRef) -> str:
    """A heading of the first level, with a link to where the article is."""
    target = safe_href(clean_line(article.url)) or _file_link(article.path)
    target = _ACTING.sub(lambda match: percent(match[0]), target)
    title = title_of(article)
    if not target:
        return f"# {escaped_heading(title)}"
    return f"# [{escaped_inside(title)}](<{target}>)"


def _file_link(path: str) -> str:
    try:
        return _MARK.sub(lambda match: f"%{ord(match[0]):X}", Path(path).as_uri())
    except ValueError:
        # None, or not absolute here: of another system.
        return ""
