"""Search in a library: titles first, then authors, sources and tags, then texts.

A word is looked for in memory (titles and labels, also by pinyin) and in the full-text index,
which knows what is in an article but not where. What it cannot prove is looked up in the text.
All lists run from the newest down, so that a search ends as soon as it has what was asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Final

from reader.library.index import Index, normalize_roots
from reader.library.memory.titles import CancelledError, Titles, View
from reader.library.search import completion
from reader.library.search.completion import Completion
from reader.library.search.context import Flags, SearchScene
from reader.library.search.nearest.next_steps import FEW, NOTHING_NEAR, Nearest, find_nearest
from reader.library.search.passages import slow_patterns
from reader.library.search.query import Query, parse
from reader.library.search.retrieval import Hits, retrieve
from reader.library.search.snippet import Occurrences, Snippet
from reader.library.search.term import Tier
from reader.library.store.reads import IndexSnapshot

if TYPE_CHECKING:
    from reader.library.article import Article

__all__ = ["Flags", "FoundArticles", "Hit", "Searcher", "Tier", "search"]

_WAIT: Final = 0.005
_ANY_QUERY: Final = "a 的 a的"
_MOST_AMONG: Final = 20_000
"""Articles whose labels are counted for completions."""
_COMPLETION_SECONDS: Final = 0.1
_SCREENFUL: Final = 20
"""Hits, with fewer of which a search takes twice the time that it was given."""


@dataclass(frozen=True, slots=True)
class FoundArticles:
    """Articles for which a query holds."""

    query: Query
    ids: array[int]
    """Ids by tier, the newest of each first."""
    tiers: tuple[tuple[Tier, int], ...] = ()
    """The tiers that there are, each with the index of its first id."""
    total: int | None = 0
    """The number of hits; None if there are more, or may be."""
    copies: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Copies, the newest first, by the hit that stands for them; empty if they are not merged."""
    not_searched: tuple[str, ...] = ()
    """What could not be looked for everywhere, in sentences."""
    nearest: Nearest = NOTHING_NEAR
    """What is near, where that was asked for; never hits."""

    @property
    def more(self) -> bool:
        return self.total is None

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the query was not understood, or could not be looked for everywhere."""
        return (*self.query.problems, *self.not_searched, *slow_patterns(self.query.passages))

    def tier(self, index: int) -> Tier:
        """The tier of the id at `index`."""
        return max(tier for tier, start in self.tiers if start <= index)


@dataclass(frozen=True, slots=True)
class Hit:
    article: Article
    tier: Tier
    hits: int
    """Occurrences of the query's terms in the text, without overlap; 0 for a title alone."""
    snippet: Snippet
    """A piece of the text around its first hit; its beginning where it has none."""
    id: int = 0
    title_marks: tuple[tuple[int, int], ...] = ()
    """(start, end) of the terms in the title, written or spelled."""


def never() -> bool:
    return False


class Searcher:
    """Searches what is at or under some roots. For any number of threads.

    Keeps titles and the values of labels in memory and follows the index when it changes.
    """

    def __init__(
        self,
        index: Index,
        roots: Sequence[Path],
        *,
        clock: Callable[[], float] = perf_counter,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`today` gives the local day, from which `date:7d` counts."""
        self._index = index
        self._titles = Titles(normalize_roots(roots))
        self._clock = clock
        self._today = today
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
        self._index.view(view.load_paths)
        self._index.view(view.images.ids)
        # What is compiled and imported for words of letters, for Han, for both.
        self.search(_ANY_QUERY, limit=1, cancelled=cancelled)

    def search(
        self,
        query: Query | str,
        *,
        limit: int | None = 200,
        flags: Flags = Flags(),  # noqa: B008 - a tuple
        cancelled: Callable[[], bool] = never,
        seconds: float | None = None,
        merge_copies: bool = False,
        among: Container[int] | None = None,
    ) -> FoundArticles:
        """The first `limit` articles for which the query holds; all of them without.

        It ends after about `seconds`, or twice that while there is less than a screenful, with
        what it has found till then: maybe nothing, and `more`. Of copies of a work the first one
        found stands for all if they are merged. Nothing is found that is not in `among`. An
        empty query finds nothing; so does a search that was cancelled.
        """
        wanted = parse(query, self._today()) if isinstance(query, str) else query
        if not wanted:
            return FoundArticles(wanted, array("q"))
        hits = Hits(merge_copies=merge_copies)
        is_enough = self._patience(seconds)

        def look(snapshot: IndexSnapshot) -> bool:
            view = self._view(snapshot, cancelled)
            return retrieve(
                wanted,
                SearchScene(snapshot, view, flags, cancelled=cancelled),
                hits,
                # One more than asked for tells whether there are more.
                most=None if limit is None else limit + 1,
                among=among,
                is_enough=is_enough,
            )

        try:
            is_all = self._index.view(look)
        except CancelledError:
            return FoundArticles(wanted, array("q"), total=None)
        return _found(wanted, hits, limit, is_all=is_all)

    def with_nearest(
        self,
        found: FoundArticles,
        *,
        flags: Flags = Flags(),  # noqa: B008 - a tuple
        among: Container[int] | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> FoundArticles:
        """The same result with what is near to its query, if it is the whole and has few hits.

        `among` are the articles to which a list is filtered that the hits are taken from; what
        is near is among them too.
        """
        if not found.query or found.total is None or found.total > FEW:
            return found

        def look(snapshot: IndexSnapshot) -> Nearest:
            view = self._view(snapshot, cancelled)
            scene = SearchScene(snapshot, view, flags, cancelled=cancelled)

            def find(text: str, most: int, *, filtered: bool = True) -> Hits:
                hits = Hits(merge_copies=True)
                retrieve(
                    parse(text, self._today()),
                    scene,
                    hits,
                    most=most,
                    among=among if filtered else None,
                    is_enough=lambda _: False,
                )
                return hits

            return find_nearest(found.query, len(found.ids), scene, find, among)

        try:
            return replace(found, nearest=self._index.view(look))
        except CancelledError:
            return found

    def hits(self, found: FoundArticles, start: int, stop: int) -> list[Hit]:
        """The articles in these places, without those that are gone by now.

        Of what is only near, the pieces that it has are its terms.
        """
        ids = found.ids[max(start, 0) : stop]
        tiers = {id_: found.tier(max(start, 0) + place) for place, id_ in enumerate(ids)}
        query = found.query
        occurrences = Occurrences(query.lit, query.phrase, query.passages)
        pieces = {near.id: near.pieces for near in found.nearest.articles}

        def of(id_: int) -> Occurrences:
            return Occurrences(pieces[id_]) if id_ in pieces else occurrences

        def look(snapshot: IndexSnapshot) -> list[Hit]:
            articles = snapshot.articles_of(ids)
            pairs = list(zip(ids, articles, strict=False))
            if len(articles) < len(ids):  # some are gone, and those that are there do not say which
                pairs = [(id_, each) for id_ in ids for each in snapshot.articles_of((id_,))]
            return [_hit(snapshot, id_, article, tiers[id_], of(id_)) for id_, article in pairs]

        return self._index.view(look)

    def complete(
        self,
        text: str,
        cursor: int,
        flags: Callable[[], Flags] = Flags,
        own: Callable[[], Flags] = Flags,
    ) -> list[Completion]:
        """Completions of the field's value at the cursor, or of a word that may name a field.

        Values are those that articles have which the rest of the query finds, if they are few
        enough to be looked through. `flags` is called only if the rest asks for one; `own` gives
        those that take no time.
        """
        asked = completion.asked(text, cursor)
        if asked is None:
            return completion.hints(text, cursor)
        given = own()
        among = self._found_by(asked.rest, flags, given)

        def look(snapshot: IndexSnapshot) -> list[Completion]:
            view = self._view(snapshot, never)
            if among is not None:
                counts = _label_counts(snapshot, among)
            else:
                if self._counts is None or self._counts[0] != view.revision:
                    self._counts = (view.revision, self._titles.label_counts(snapshot))
                counts = self._counts[1]
            return completion.complete(
                asked,
                view,
                counts,
                snapshot.day_range,
                today=self._today(),
                among=among,
                own_tags=given.tagged,
            )

        return self._index.view(look)

    def _found_by(self, rest: str, flags: Callable[[], Flags], own: Flags) -> list[int] | None:
        """The ids that a query finds, in rising order; None for all, or if they are not known."""
        query = parse(rest, self._today())
        if not query:
            return None
        found = self.search(
            query,
            limit=_MOST_AMONG,
            flags=flags() if query.needs_flags else own,
            seconds=_COMPLETION_SECONDS,
        )
        return None if found.more else sorted(found.ids)

    def _patience(self, seconds: float | None) -> Callable[[int], bool]:
        if seconds is None:
            return lambda _: False
        clock = self._clock
        end = clock() + seconds
        last = end + seconds

        def is_over(found: int) -> bool:
            now = clock()
            return now > last or (now > end and found >= _SCREENFUL)

        return is_over

    def _view(self, snapshot: IndexSnapshot, cancelled: Callable[[], bool]) -> View:
        while not self._lock.acquire(timeout=_WAIT):
            if cancelled():
                raise CancelledError
        try:
            return self._titles.view(snapshot, cancelled)
        finally:
            self._lock.release()


def _label_counts(snapshot: IndexSnapshot, ids: list[int]) -> dict[int, int]:
    """How many of these articles have each label."""
    rows = snapshot.connection.execute(
        "SELECT label_id, count(*) FROM json_each(?) JOIN labelled ON article_id = value"
        " GROUP BY label_id",
        (str(ids),),
    )
    return dict(rows.fetchall())


def _found(query: Query, hits: Hits, limit: int | None, *, is_all: bool) -> FoundArticles:
    ids = array("q", islice(hits.tiers, limit))
    tiers: dict[Tier, int] = {}
    for place, tier in enumerate(islice(hits.tiers.values(), limit)):
        tiers.setdefault(tier, place)
    copies = hits.copies
    if len(ids) < len(hits):
        is_all = False
        copies = {id_: copies[id_] for id_ in ids if id_ in copies}
    total = len(ids) if is_all else None
    return FoundArticles(query, ids, tuple(tiers.items()), total, copies, hits.problems)


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
    snapshot: IndexSnapshot, id_: int, article: Article, tier: Tier, occurrences: Occurrences
) -> Hit:
    text = snapshot.text(id_)
    spans = occurrences.spans(text)
    return Hit(
        article,
        tier,
        len(spans),
        occurrences.snippet_at(text, spans),
        id_,
        occurrences.title_marks(article.title),
    )
