"""Search in a library: titles first, then authors, sources and tags, then texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.index import Index, normalize_roots
from reader.library.match import IsFlagged, Matcher, Tier, unflagged
from reader.library.order import recency_of_moment
from reader.library.query import Query, parse
from reader.library.record import Snapshot, decode_path, entry_of
from reader.library.snippet import Occurrences, Snippet
from reader.text.fold import fold

if TYPE_CHECKING:
    from reader.library.article import Article

_KEPT_KEYS = 1 << 16
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
                recency = recency_of_moment(entry.moment, str(decode_path(entry.path)))
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

    Quick enough for every key: folded titles are kept.
    """
    query = parse(query) if isinstance(query, str) else query
    matcher = Matcher(query, _kept_fold, is_flagged)
    return [
        article
        for article in articles
        if matcher.tier(entry_of(article, fold=_kept_fold)) is not None
    ]


@lru_cache(maxsize=_KEPT_KEYS)
def _kept_fold(text: str) -> str:
    return fold(text)


def _hit(snapshot: Snapshot, tier: Tier, id_: int, occurrences: Occurrences) -> Hit:
    folded = snapshot.folded(id_)
    return Hit(
        snapshot.article(id_),
        tier,
        occurrences.count(folded),
        occurrences.snippet(snapshot.text(id_), folded),
    )
