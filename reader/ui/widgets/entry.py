"""What a row pair of the article list shows."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library.article import Article
from reader.text.elide import elide

LEAST_SOURCE = 4
"""Cells below which a source says nothing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the owner did with an article."""

    bookmarked: bool = False
    read: bool = False
    progress: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A row pair of the list: an article, or a heading between groups of them."""

    article: Article | None
    heading: str = ""
    snippet: str = ""
    lit: tuple[tuple[int, int], ...] = ()
    """Characters of the snippet (start, end) that the search found."""
    hits: int = 0


NO_MARK = Mark()


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
    source = article.source or article.author or ("" if facts else article.path.name)
    left = room - (len(facts) + 3 if facts else 0)
    if not source or left < LEAST_SOURCE:
        return elide(facts, room)
    name, cells = elide(source, left)
    return (f"{name} · {facts}", cells + 3 + len(facts)) if facts else (name, cells)
