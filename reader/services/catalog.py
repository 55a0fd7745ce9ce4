"""What the library holds, as the list shows it: arrangements, the rows in view, single articles.

Everything here asks the index: for workers, from any thread.
"""

from __future__ import annotations

import re
from array import array
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from reader.services.arrangement import Arrangement
from reader.services.list_rows import ListRows, RowHeading
from reader.services.saved_layout import begun_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from reader.library.article import Article
    from reader.library.listing import Listing
    from reader.library.search.completion import Completion
    from reader.library.search.nearest.next_steps import NextStep
    from reader.library.search.query import Query
    from reader.library.search.searcher import Flags, FoundArticles, Searcher
    from reader.library.store.reads import IndexSnapshot
    from reader.services.list_entry import Entry
    from reader.services.session import Session

FIRST_HITS = 64
"""Hits of a plain search that are found before anything is shown; the rest is counted later."""
FIRST_SECONDS = 0.01
"""Time that a plain search may take before anything is shown."""
SORTED_SECONDS = 0.1
"""The same time for a search whose hits are all needed, to be sorted or filtered."""
MOST_HITS = 2_000
"""Hits that a plain search looks for: for common words every text would have to be read."""
LABEL_HEADING = "By author, source or tag"
TEXT_HEADING = "In the text"
SPELLED_HEADING = "Possible pinyin matches"
_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+")
UNLABELLED = "None"
"""Heading above the articles that have no source, no tag, or no date."""


def _no_flags() -> Flags:
    from reader.library.search.searcher import Flags

    return Flags()


class _Asked(NamedTuple):
    """The owner's flags for one arrangement."""

    own: Flags
    """Those that take no time: tags, and what is archived."""
    all: Callable[[], Flags]

    def for_search(self, query: Query, wanted: Arrangement) -> Flags:
        """The flags that a query may ask for; of archived ones the filter decides, if it does."""
        given = self.all() if query.needs_flags else self.own
        if "archived" in wanted.flags and not query.asks_for_archived:
            return given._replace(archived=frozenset())
        return given


class ShownList(NamedTuple):
    """The list that an arrangement gives at one revision of the index."""

    arrangement: Arrangement
    rows: ListRows
    total: int
    """Number of articles in the library, shown or not."""
    copies: Mapping[int, Sequence[int]]
    """By the id of an article shown, the ids of the copies that it stands for."""
    found: FoundArticles | None
    """What the search found, in its own order; None without a search."""
    more: bool
    """Whether the search may find more than it looked for."""
    is_first: bool
    """Whether it is only the first result of a search, to be completed by another call."""
    revision: int
    """The revision of the index."""
    begun: int = 0
    """How many articles stand above the list too, to continue reading."""

    @property
    def size(self) -> int:
        """Number of articles in the list, those above it not counted twice; none is near only."""
        return 0 if self.is_nearest else len(self.rows.ids) - self.begun

    @property
    def is_nearest(self) -> bool:
        """Whether nothing was found, and the list holds what is near."""
        return self.found is not None and bool(self.found.nearest.articles)

    @property
    def next_steps(self) -> Sequence[NextStep]:
        """What to go on with where little was found."""
        return () if self.found is None else self.found.nearest.steps

    @property
    def has_few_hits(self) -> bool:
        """Whether a search found so little that something else may have been meant."""
        if self.found is None or self.more:
            return False
        from reader.library.search.nearest.next_steps import FEW

        return 0 < self.size <= FEW

    def with_begun(self, ids: Sequence[int]) -> ShownList:
        """The same list with those of the articles `ids` that it holds above it, too."""
        begun = [id_ for id_ in ids if self.rows.row_of(id_) >= 0]
        if not begun:
            return self
        ids = array("q", begun)
        ids.extend(self.rows.ids)
        rows = ListRows(ids, begun_headings(len(begun), self.size))
        return self._replace(rows=rows, begun=len(begun))

    @property
    def counted(self) -> str:
        """The number of articles in words, with a plus if there may be more: `2,000+`."""
        return f"{self.size:,}{'+' if self.more else ''}"


class Catalog:
    """The articles at or under the roots of a session. Any thread may use it.

    The methods ask the index, and raise ReaderError if it fails.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = Lock()
        self._searcher: Searcher | None = None
        self._counted: tuple[int, int] | None = None
        """A revision of the index, and how many articles it had then."""
        self._listed: tuple[ShownList, Flags] | None = None
        """The last list without a search: it is shown again whenever a search is given up. With the
        owner's tags and what was archived then."""
        self.listings = 0
        """How often articles were listed, for tests."""

    @property
    def searcher(self) -> Searcher:
        """The one searcher of the library, made at its first use."""
        from reader.library.search.searcher import (
            Searcher,  # late, as all of this: not in the first frame
        )

        with self._lock:
            if self._searcher is None:
                self._searcher = Searcher(
                    self._session.index, self._session.roots, today=self._today
                )
            return self._searcher

    def _today(self) -> date:
        """The local day."""
        return self._session.clock().astimezone().date()

    # -- articles by their names ----------------------------------------------------------

    def article(self, path: Path) -> Article | None:
        """The article at `path`, None if the index does not know it or it is outside the roots."""
        known = self._session.index.article(path)
        return known if known is not None and self.is_here(known.path) else None

    def id_of(self, path: Path) -> int | None:
        """The id of the article at `path`, inside or outside the roots; None if it is unknown."""
        return self._session.index.view(lambda snapshot: snapshot.find(path))

    def articles(self, ids: Sequence[int]) -> dict[int, Article]:
        """The articles with these ids; ids that are gone from the index are left out."""

        def look(snapshot: IndexSnapshot) -> dict[int, Article]:
            found = snapshot.articles_of(ids)
            if len(found) == len(ids):
                return dict(zip(ids, found, strict=True))
            return {id_: article for id_ in ids for article in snapshot.articles_of((id_,))}

        return self._session.index.view(look)

    def by_url(self, url: str) -> Article | None:
        """The saved copy of a web page, or None; of addresses that mean the same any will do."""
        from reader.library.links.address_key import address_key

        wanted = url.split("#")[0].rstrip("/")
        key = address_key(url)
        longest = max(_ALPHANUMERIC.findall(key), key=len, default="")

        def look(snapshot: IndexSnapshot) -> Article | None:
            found = [id_ for each in (wanted, f"{wanted}/") for id_ in snapshot.find_url(each)]
            if not found and longest:
                known = snapshot.urls_with(longest)
                found = [id_ for id_, each in known if address_key(each) == key]
            return next(iter(self.here(snapshot, found).values()), None)

        return self._session.index.view(look)

    def note(self, name: str, *, near: Path) -> Article | None:
        """The note that `[[name]]` means in the article at `near`, or None.

        A name is that of a file, with or without its ending and folders, in any case; of several
        the one whose folder is nearest. Walks the names of all files.
        """
        from reader.library.index import normalize_roots
        from reader.library.note_names import NoteName

        wanted = NoteName(name)

        def look(snapshot: IndexSnapshot) -> Article | None:
            paths = snapshot.paths(normalize_roots(self._session.roots))
            found = min(filter(wanted.is_of, paths), key=wanted.distance_from(near), default=None)
            return None if found is None else snapshot.article_at(found)

        return self._session.index.view(look)

    def resolve(self, fingerprint: str, path: str) -> Article | None:
        """The article of a reading place that was recorded under these names, or None.

        The text decides first: a file may have been moved, and another may have taken its name.
        The path comes next, for a text that was scraped again. An empty name is unknown.
        """

        def look(snapshot: IndexSnapshot) -> Article | None:
            found = self.resolve_in(snapshot, fingerprint, path)
            return None if found is None else snapshot.article(found)

        return self._session.index.view(look)

    def resolve_in(self, snapshot: IndexSnapshot, fingerprint: str, path: str) -> int | None:
        """The id of the article that `resolve` finds, within a snapshot of the index."""
        from pathlib import Path

        named = snapshot.find(Path(path)) if path else None
        at_path = next(iter(self.here(snapshot, [] if named is None else [named])), None)
        known = snapshot.find_fingerprint(fingerprint) if fingerprint else []
        same_text = list(self.here(snapshot, known))
        if same_text:
            return at_path if at_path in same_text else same_text[0]
        return at_path

    def here(self, snapshot: IndexSnapshot, ids: Sequence[int]) -> dict[int, Article]:
        """The articles with these ids that are at or under the roots: the index may hold others."""
        known = {id_: article for id_ in ids for article in snapshot.articles_of((id_,))}
        return {id_: article for id_, article in known.items() if self.is_here(article.path)}

    def is_here(self, path: Path) -> bool:
        """Whether a path is at or under one of the roots."""
        return any(path.is_relative_to(root) for root in self._session.roots)

    # -- the list -------------------------------------------------------------------------

    def arrange(
        self,
        wanted: Arrangement,
        flags: Callable[[], Flags],
        *,
        soon: bool = False,
        nearest: bool = False,
        own: Callable[[], Flags] = _no_flags,
        pinned: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ShownList:
        """The list for an arrangement; of a search with `soon` only what can be found in moments.

        `flags` is called only if the list depends on them; `own` gives those that take no time:
        tags of the owner's, and what is archived. The article with the id `pinned` is not filtered
        out as read or as without bookmarks, since the owner is reading it. A search stops once
        `cancelled` is true. With `nearest`, where nothing is found, the list is what is near, among
        what the filter lets through.
        """
        revision, total = self._session.index.view(self._count)
        given = own()
        asked = _Asked(
            given, lambda: flags()._replace(archived=given.archived, tagged=given.tagged)
        )
        if not wanted.query:
            known = self._listed
            shown_for = (wanted, revision, given)
            if known is None or (known[0].arrangement, known[0].revision, known[1]) != shown_for:
                listing = self._list(wanted, None, asked, pinned)
                shown = ShownList(
                    wanted, _rows_of(listing), total, listing.copies, None, False, False, revision
                )
                self._listed = None if wanted.needs_flags else (shown, given)
                return shown
            return known[0]
        found = self._find(wanted, asked, cancelled, soon=soon)
        is_first = soon and found.more
        copies = found.copies
        if wanted.is_plain_search or not found.ids:
            rows = ListRows(found.ids, _tier_headings(found))
        else:
            listing = self._list(wanted, found, asked, pinned)
            rows, copies = _rows_of(listing), listing.copies
        shown = ShownList(wanted, rows, total, copies, found, found.more, is_first, revision)
        if nearest and not (rows.ids or shown.more):
            return self._of_nearest(shown, asked, cancelled)
        return shown

    def _of_nearest(
        self, shown: ShownList, flags: _Asked, cancelled: Callable[[], bool]
    ) -> ShownList:
        """What is near, in the place of a list without hits, and what to go on with."""
        from reader.library.search.nearest.next_steps import NEAREST_HEADING

        found = self._with_nearest(shown, flags, cancelled)
        near = () if found is None else found.nearest.articles
        if not near:
            return shown._replace(found=found)
        rows = ListRows(array("q", (each.id for each in near)), (RowHeading(NEAREST_HEADING, 0),))
        copies = {each.id: each.copies for each in near}
        return shown._replace(rows=rows, copies=copies, found=found)

    def next_steps(
        self,
        shown: ShownList,
        flags: Callable[[], Flags],
        cancelled: Callable[[], bool] = lambda: False,
        own: Callable[[], Flags] = _no_flags,
    ) -> Sequence[NextStep]:
        """What to go on with where little was found, which `arrange` does not wait for."""
        found = self._with_nearest(shown, _Asked(own(), flags), cancelled)
        return () if found is None else found.nearest.steps

    def _with_nearest(
        self, shown: ShownList, flags: _Asked, cancelled: Callable[[], bool]
    ) -> FoundArticles | None:
        """What a search found and the filter let through, with what is near to it."""
        from dataclasses import replace

        from reader.library.search.searcher import Tier

        found, wanted = shown.found, shown.arrangement
        if found is None or shown.more:
            return found
        among = None
        if wanted.is_filtered:
            passing = self._list(Arrangement(filters=wanted.filters), None, flags, None)
            among = frozenset(chain(passing.ids, *passing.copies.values()))
            ids = array("q", shown.rows.ids)
            found = replace(found, ids=ids, tiers=((Tier.TEXT, 0),), total=len(ids))
        return self.searcher.with_nearest(
            found, flags=flags.for_search(found.query, wanted), among=among, cancelled=cancelled
        )

    def _count(self, snapshot: IndexSnapshot) -> tuple[int, int]:
        """The revision of the index and its number of articles; counting 100,000 takes 10 ms."""
        from reader.library.index import normalize_roots

        revision, known = snapshot.revision, self._counted
        if known is None or known[0] != revision:
            known = (revision, snapshot.count(normalize_roots(self._session.roots)))
            self._counted = known
        return known

    def _find(
        self,
        wanted: Arrangement,
        flags: _Asked,
        cancelled: Callable[[], bool],
        *,
        soon: bool,
    ) -> FoundArticles:
        from reader.library.search.query import parse

        query = parse(wanted.query, self._today())
        is_plain = wanted.is_plain_search
        seconds = FIRST_SECONDS if is_plain else SORTED_SECONDS
        first = FIRST_HITS if soon else MOST_HITS
        return self.searcher.search(
            query,
            limit=first if is_plain else None,
            flags=flags.for_search(query, wanted),
            cancelled=cancelled,
            seconds=seconds if soon else None,
            merge_copies=is_plain,
        )

    def _list(
        self,
        wanted: Arrangement,
        found: FoundArticles | None,
        flags: _Asked,
        pinned: int | None,
    ) -> Listing:
        from reader.library.listing import GroupKey, ListedOnly, SortKey, list_articles

        self.listings += 1
        sort, is_reversed = wanted.order
        given = flags.all() if wanted.needs_flags else flags.own
        if pinned is not None:
            given = given._replace(
                read=given.read - {pinned}, bookmarked=given.bookmarked | {pinned}
            )
        return list_articles(
            self._session.index,
            self._session.roots,
            sort=SortKey(sort),
            reverse=is_reversed,
            group=GroupKey(wanted.group) if wanted.group else None,
            only=[*map(ListedOnly, wanted.flags)],
            flags=given,
            labels=wanted.labels,
            found=found,
        )

    def entries(self, shown: ShownList, ids: Sequence[int]) -> dict[int, Entry]:
        """What the rows of these articles show, by id; articles that are gone are left out."""
        from reader.services.list_entry import Entry

        if shown.found is None:
            return {
                id_: Entry(article, copies=1 + len(shown.copies.get(id_, ())))
                for id_, article in self.articles(ids).items()
            }
        from dataclasses import replace

        from reader.library.search.searcher import Tier

        found = shown.found
        size = len(found.ids)
        texts = next((start for tier, start in found.tiers if tier > Tier.SPELLED_LABEL), size)
        spelled = next((start for tier, start in found.tiers if tier > Tier.TEXT), size)
        in_text = found.ids[texts:spelled] or [each.id for each in found.nearest.articles]
        # A result of these articles only: the tier does not change what is found in each of them.
        asked = replace(found, ids=array("q", ids), tiers=((Tier.TEXT, 0),))
        return {
            hit.id: Entry(
                hit.article,
                snippet=hit.snippet.text if hit.id in in_text else "",
                lit=hit.snippet.marks,
                title_lit=hit.title_marks,
                hits=hit.hits,
                copies=1 + len(shown.copies.get(hit.id, ())),
                near_query=found.nearest.query_for(hit.id),
            )
            for hit in self.searcher.hits(asked, 0, len(ids))
        }

    def standing_for(self, shown: ShownList, id_: int | None, path: Path | None) -> int | None:
        """The id in the list of the article named by id or else by path, or of what stands for it.

        None if neither it nor an article that it is a copy of is in the list.
        """
        for named in (id_, None if path is None else self.id_of(path)):
            if named is not None:
                if shown.rows.row_of(named) >= 0:
                    return named
                for standing, others in shown.copies.items():
                    if named in others:
                        return standing
        return None

    def facets(self, kind: str, own: Callable[[], Flags] = _no_flags) -> list[tuple[str, int]]:
        """The values of a property (`source`, `tag`, …) and how many articles have each."""
        from reader.library.listing import facets

        return facets(self._session.index, self._session.roots, kind, own())

    def complete(
        self,
        text: str,
        cursor: int,
        flags: Callable[[], Flags],
        own: Callable[[], Flags] = _no_flags,
    ) -> list[Completion]:
        """What the word of a query at `cursor` (in characters) may be completed to.

        `flags` is called only if the rest of the query asks for one.
        """
        return self.searcher.complete(text, cursor, flags, own)


def _rows_of(listing: Listing) -> ListRows:
    return ListRows(listing.ids, tuple(_group_heading(group) for group in listing.groups))


def _group_heading(group: tuple[str, int, int]) -> RowHeading:
    label, start, size = group
    return RowHeading(f"{label or UNLABELLED} · {size:,}", start)


def _tier_headings(found: FoundArticles) -> tuple[RowHeading, ...]:
    """Headings above hits by author, source or tag, in the text, and maybe by pinyin.

    Hits by title have none.
    """
    from reader.library.search.searcher import Tier

    named = {Tier.LABEL: LABEL_HEADING, Tier.SPELLED_LABEL: LABEL_HEADING}
    named |= dict.fromkeys((Tier.PHRASE, Tier.FREQUENT, Tier.TEXT), TEXT_HEADING)
    named[Tier.WEAKLY_SPELLED] = SPELLED_HEADING
    starts: dict[str, int] = {}
    for tier, start in found.tiers:
        if tier in named:
            starts.setdefault(named[tier], start)
    ends = [*starts.values(), len(found.ids)][1:]
    plus = ["" for _ in ends[1:]] + ["+" if found.more else ""]
    return tuple(
        RowHeading(f"{name} · {end - start:,}{more}", start)
        for (name, start), end, more in zip(starts.items(), ends, plus, strict=False)
    )
