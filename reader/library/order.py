"""Orders of an article list. Every order is total and never raises, whatever is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from reader.library.article import Article, ArticleDate
from reader.text.fold import fold

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DIGITS = re.compile(r"([0-9]+)")
_LEADING_MARKS = re.compile(r"^[\W_]+")


class SortKey(StrEnum):
    DATE = "date"
    """Newest first, undated last."""
    TITLE = "title"
    """Folded, numbers by their value, leading punctuation passed over; Han by code point."""
    AUTHOR = "author"
    """Folded, the unnamed last; an author's newest first."""
    LENGTH = "length"
    """Shortest reading time first, empty and unreadable files last."""
    ADDED = "added"
    """Most recently saved file first."""


def sort(articles: Iterable[Article], key: SortKey) -> list[Article]:
    """The articles in this order; what is equal in it stands newest first, then by path."""
    # Decorated with `recency` first: Python's sort is stable, and each key stays simple.
    newest_first = sorted(articles, key=lambda article: recency(article.date, str(article.path)))
    further = _KEYS.get(key)
    return newest_first if further is None else sorted(newest_first, key=further)


def moment(date: ArticleDate | None) -> int | None:
    """Microseconds since 1970-01-01T00:00Z, negative before; exact for every datetime."""
    if date is None:
        return None
    instant = date.instant if date.instant.tzinfo else date.instant.replace(tzinfo=UTC)
    return (instant - _EPOCH) // _MICROSECOND


def recency(date: ArticleDate | None, path: str) -> tuple[bool, int, str]:
    """The key of DATE."""
    return recency_of_moment(moment(date), path)


def recency_of_moment(instant: int | None, path: str) -> tuple[bool, int, str]:
    """The key of DATE, from what `moment` gives."""
    return (instant is None, -(instant or 0), path)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts `Part 9` before `Part 10`, and both before `Party`."""
    folded = fold(text)
    parts = _DIGITS.split(_LEADING_MARKS.sub("", folded) or folded)
    return tuple(_number(part) if index % 2 else (1, 0, part) for index, part in enumerate(parts))


def _number(digits: str) -> tuple[int, int, str]:
    # Compared as text of equal length: int() refuses more than 4,300 digits.
    value = digits.lstrip("0")
    return (0, len(value), value)


def _title(article: Article) -> object:
    return natural(article.title)


def _author(article: Article) -> object:
    return (not article.author, natural(article.author))


def _length(article: Article) -> object:
    return (article.length <= 0, article.minutes, article.length)


def _added(article: Article) -> object:
    return -article.mtime_ns


_KEYS: dict[SortKey, Callable[[Article], Any]] = {
    SortKey.TITLE: _title,
    SortKey.AUTHOR: _author,
    SortKey.LENGTH: _length,
    SortKey.ADDED: _added,
}
