"""What the rows of an article in the list show."""

from __future__ import annotations

from typing import NamedTuple

from reader.library.article import Article
from reader.text.truncate import elide

MARK_UNREAD = "•"
MARK_BOOKMARK = "◆"
MARK_ERROR = "✗"

LEAST_SOURCE = 4
"""Cells below which a source says nothing."""

Spans = tuple[tuple[int, int], ...]
"""Characters (start, end), ascending."""


class Mark(NamedTuple):
    """What the owner did with an article."""

    bookmarked: bool = False
    read: bool = False
    progress: float = 0.0


class Entry(NamedTuple):
    """An article of the list, and what a search found in it."""

    article: Article
    snippet: str = ""
    lit: Spans = ()
    """Of the snippet, what the search found."""
    title_lit: Spans = ()
    hits: int = 0
    copies: int = 1
    """Files that hold this same article."""


NO_MARK = Mark()


def glyph(article: Article, mark: Mark) -> tuple[str, str]:
    """The sign before the title, and the component that it is drawn as."""
    if article.error:
        return MARK_ERROR, "error"
    if mark.bookmarked:
        return MARK_BOOKMARK, "bookmark"
    return (" ", "meta") if mark.read or mark.progress else (MARK_UNREAD, "unread")


def detail(article: Article, room: int) -> tuple[str, int]:
    """The second row in `room` cells, and the cells it takes.

    Source · date · reading time, the source cut where there is no room; or why there is
    nothing to read.
    """
    if article.error:
        return elide(article.error, room)
    day = article.date.day if article.date else ""
    minutes = f"{article.minutes} min" if article.minutes else ""
    facts = " · ".join(part for part in (day, minutes) if part)
    source = article.source or article.author or ("" if facts else article.file_name)
    left = room - (len(facts) + 3 if facts else 0)
    if not source or left < LEAST_SOURCE:
        return elide(facts, room)
    name, cells = elide(source, left)
    return (f"{name} · {facts}", cells + 3 + len(facts)) if facts else (name, cells)
