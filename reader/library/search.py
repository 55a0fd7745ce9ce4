"""Search in a library: titles first, then authors, sources and tags, then texts."""

from __future__ import annotations

import operator
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.index import Index, normalize_roots
from reader.library.match import IsFlagged, Matcher, Tier, unflagged
from reader.library.order import recency_of_moment
from reader.library.query import Query, parse
from reader.library.record import Entry, Snapshot, entry_of
from reader.library.snippet import Occurrences, Snippet
from reader.text.fold import fold

if TYPE_CHECKING:
    from reader.library.article import Article

_Found = tuple[Tier, tuple[bool, int, str], int]


@dataclass(frozen=True, slots=True)
class Hit:
    article: Article
    tier: Tier
    hits: int
    """Occurrences of the query's terms in the text, without overlap; 0 for a title alone."""
    snippet: Snippet
    """Of the text, around its first hit; its beginning where it has none."""


def search(
    index: Index,
    roots: Sequence[Path],
    query: Query | str,
    *,
    limit: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    is_flagged: IsFlagged = unflagged,
) -> list[Hit]:
    """The articles at or under the roots for which the query holds, tier by tier, newest first.

    A word holds where its folded form is a part of the folded title, author, source, a tag or
    the text. An empty query finds nothing. When `cancelled`, the result is empty.
    """
    query = parse(query) if isinstance(query, str) else query
    if not query:
        return []
    matcher = Matcher(query, index.fold, is_flagged)
    occurrences = Occurrences(query.terms, index.fold)
    outermost = normalize_roots(roots)

    def look(snapshot: Snapshot) -> list[Hit]:
        found: list[_Found] = []
        for entry in snapshot.entries(outermost):
            if cancelled():
                return []
            tier = matcher.tier(entry)
            if tier is not None:
                recency = recency_of_moment(entry.moment, os.fsdecode(entry.path))
                found.append((tier, recency, entry.id))
        found.sort()
        return [_hit(snapshot, tier, id_, occurrences) for tier, _, id_ in found[:limit]]

    return index.view(look)


def filter_titles(
    articles: Iterable[Article],
    query: Query | str,
    *,
    is_flagged: IsFlagged = unflagged,
) -> list[Article]:
    """The articles for which the query holds without their text, in the order given.

    Quick enough for every key pressed, when given the same articles again.
    """
    query = parse(query) if isinstance(query, str) else query
    holds = Matcher(query, fold, is_flagged).tier
    given = list(articles)
    return [
        article
        for article, entry in zip(given, _folded_list.entries(given), strict=True)
        if holds(entry) is not None
    ]


class _FoldedList:
    """The folded titles of the last list that was filtered. Any thread may ask."""

    def __init__(self) -> None:
        self._last: tuple[list[Article], list[Entry]] = ([], [])

    def entries(self, articles: list[Article]) -> list[Entry]:
        known, entries = self._last
        # By identity: articles never change, and to compare ten thousand would take too long.
        if len(known) != len(articles) or not all(map(operator.is_, known, articles)):
            entries = [entry_of(article) for article in articles]
            self._last = (articles, entries)
        return entries


_folded_list = _FoldedList()


def _hit(snapshot: Snapshot, tier: Tier, id_: int, occurrences: Occurrences) -> Hit:
    folded = snapshot.folded(id_)
    return Hit(
        snapshot.article(id_),
        tier,
        occurrences.count(folded),
        occurrences.snippet(snapshot.text(id_), folded),
    )
