"""Search in a library: titles first, then authors, sources and tags, then texts.

A word is looked for in memory (titles and labels, also by pinyin) and in the full-text index,
which knows what is in an article but not where. What it cannot prove is looked up in the text.
All lists run from the newest down, so that a search ends as soon as it has what was asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from reader.library import completion
from reader.library.completion import Completion
from reader.library.condition import Flags, Scene
from reader.library.index import Index, normalize_roots
from reader.library.match import Tier
from reader.library.query import Query, parse
from reader.library.record import Snapshot
from reader.library.retrieval import Retrieval
from reader.library.snippet import Occurrences, Snippet
from reader.library.titles import CancelledError, Titles, View

if TYPE_CHECKING:
    from reader.library.article import Article

__all__ = ["Flags", "Found", "Hit", "Searcher", "Tier", "search"]

_WAIT: Final = 0.005


@dataclass(frozen=True, slots=True)
class Found:
    """Articles for which a query holds."""

    query: Query
    ids: array[int]
    """By tier, then the newest first."""
    tiers: tuple[tuple[Tier, int], ...] = ()
    """Those that there are, each with the index of its first id."""
    total: int | None = 0
    """None if there are more than were asked for."""

    @property
    def more(self) -> bool:
        return self.total is None

    def tier(self, index: int) -> Tier:
        """Of the id at `index`."""
        return max(tier for tier, start in self.tiers if start <= index)


@dataclass(frozen=True, slots=True)
class Hit:
    article: Article
    tier: Tier
    hits: int
    """Occurrences of the query's terms in the text, without overlap; 0 for a title alone."""
    snippet: Snippet
    """Of the text, around its first hit; its beginning where it has none."""
    id: int = 0
    title_marks: tuple[tuple[int, int], ...] = ()
    """(start, end) of the terms in the title, written or spelled."""


def never() -> bool:
    return False


class Searcher:
    """Searches what is at or under some roots. For any number of threads.

    Keeps titles and the values of labels in memory and follows the index when it changes.
    """

    def __init__(self, index: Index, roots: Sequence[Path]) -> None:
        self._index = index
        self._titles = Titles(normalize_roots(roots))
        self._lock = Lock()
        self._counts: tuple[int, dict[int, int]] | None = None
        """A revision, and how many articles there had each label."""

    def warm(self, cancelled: Callable[[], bool] = never) -> None:
        """Does beforehand what the first search needs, and makes pinyin quick."""
        try:
            view = self._index.view(lambda snapshot: self._view(snapshot, cancelled))
        except CancelledError:
            return
        for segment in view.segments:
            if cancelled():
                return
            segment.build_sieve()

    def search(
        self,
        query: Query | str,
        *,
        limit: int | None = 200,
        flags: Flags = Flags(),  # noqa: B008 - a tuple
        cancelled: Callable[[], bool] = never,
    ) -> Found:
        """The first `limit` articles for which the query holds; all of them without.

        An empty query finds nothing; so does a search that was cancelled.
        """
        return self._search(query, limit, flags, cancelled, Tier.TEXT)

    def search_titles(
        self,
        query: Query | str,
        *,
        limit: int | None = 200,
        flags: Flags = Flags(),  # noqa: B008 - a tuple
        cancelled: Callable[[], bool] = never,
    ) -> Found:
        """The same, but only what titles and labels are enough for; there may be more."""
        return self._search(query, limit, flags, cancelled, Tier.LABEL)

    def hits(self, found: Found, start: int, stop: int) -> list[Hit]:
        """Of the articles in these places, without those that are gone by now."""
        ids = found.ids[max(start, 0) : stop]
        tiers = {id_: found.tier(max(start, 0) + place) for place, id_ in enumerate(ids)}
        occurrences = Occurrences(found.query.terms)

        def look(snapshot: Snapshot) -> list[Hit]:
            articles = snapshot.articles_of(ids)
            pairs = list(zip(ids, articles, strict=False))
            if len(articles) < len(ids):  # some are gone, and those that are there do not say which
                pairs = [(id_, each) for id_ in ids for each in snapshot.articles_of((id_,))]
            return [_hit(snapshot, id_, article, tiers[id_], occurrences) for id_, article in pairs]

        return self._index.view(look)

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """What the value of a field may become that the cursor is in or behind."""
        asked = completion.asked(text, cursor)
        if asked is None:
            return []

        def look(snapshot: Snapshot) -> list[Completion]:
            view = self._view(snapshot, never)
            if self._counts is None or self._counts[0] != view.revision:
                self._counts = (view.revision, self._titles.label_counts(snapshot))
            return completion.complete(asked, view, self._counts[1])

        return self._index.view(look)

    def _search(
        self,
        query: Query | str,
        limit: int | None,
        flags: Flags,
        cancelled: Callable[[], bool],
        deepest: Tier,
    ) -> Found:
        wanted = parse(query) if isinstance(query, str) else query
        if not wanted:
            return Found(wanted, array("q"))

        def look(snapshot: Snapshot) -> Found:
            view = self._view(snapshot, cancelled)
            scene = Scene(snapshot, view, flags, cancelled=cancelled)
            return _found(wanted, Retrieval(wanted, scene), limit, deepest)

        try:
            return self._index.view(look)
        except CancelledError:
            return Found(wanted, array("q"), total=None)

    def _view(self, snapshot: Snapshot, cancelled: Callable[[], bool]) -> View:
        while not self._lock.acquire(timeout=_WAIT):
            if cancelled():
                raise CancelledError
        try:
            return self._titles.view(snapshot, cancelled)
        finally:
            self._lock.release()


def _found(query: Query, retrieval: Retrieval, limit: int | None, deepest: Tier) -> Found:
    # One more than asked for tells whether there are more.
    retrieved = retrieval.run(None if limit is None else limit + 1, deepest)
    ids = array("q", islice(retrieved, limit))
    tiers: dict[Tier, int] = {}
    for place, tier in enumerate(islice(retrieved.values(), limit)):
        tiers.setdefault(tier, place)
    is_whole = len(ids) == len(retrieved) and deepest is Tier.TEXT
    return Found(query, ids, tuple(tiers.items()), len(ids) if is_whole else None)


def search(
    index: Index,
    roots: Sequence[Path],
    query: Query | str,
    *,
    limit: int | None = None,
    flags: Flags = Flags(),  # noqa: B008 - a tuple
) -> list[Hit]:
    """The articles at or under the roots for which the query holds, tier by tier, newest first."""
    searcher = Searcher(index, roots)
    found = searcher.search(query, limit=limit, flags=flags)
    return searcher.hits(found, 0, len(found.ids))


def _hit(
    snapshot: Snapshot, id_: int, article: Article, tier: Tier, occurrences: Occurrences
) -> Hit:
    text = snapshot.text(id_)
    return Hit(
        article,
        tier,
        occurrences.count(text),
        occurrences.snippet(text),
        id_,
        occurrences.title_marks(article.title),
    )
