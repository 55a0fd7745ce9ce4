"""The searches that the owner keeps, how many articles each finds, and those made before."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.services.arrangement import Arrangement
from reader.services.owner import search_history
from reader.services.owner.keeper import in_words
from reader.services.owner.search_history import SearchHistory
from reader.services.saved_view import arrangement_of, view_of
from reader.services.write_lane import ended
from reader.text.safe import clean_line, inert_row
from reader.ui.common.row_panel import PanelLine
from reader.ui.sidebar.messages import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.worker import Worker

    from reader.services.catalog import Catalog
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session
    from reader.state.saved_searches import SavedSearch
    from reader.ui.common.row_panel import RowPanel
    from reader.ui.sidebar.changes import Changes
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.list_loader import ListLoader

MOST_SAVED = 5


class OnDisk(NamedTuple):
    """What the owner keeps, and what was searched for before; what could not be read, if so."""

    saved: Sequence[SavedSearch]
    queries: tuple[str, ...]
    failure: str = ""


class SavedSearches:
    """Shows the searches that are kept, and counts what they find."""

    def __init__(
        self,
        host: Host,
        loader: ListLoader,
        changes: Changes,
        panel: RowPanel,
        session: Session,
        keeper: Keeper,
        catalog: Catalog,
    ) -> None:
        self._host = host
        self._loader = loader
        self._changes = changes
        self._panel = panel
        self._session = session
        self._keeper = keeper
        self._catalog = catalog
        self.history = SearchHistory()
        self.known: tuple[SavedSearch, ...] = ()
        self.counts: Mapping[str, str] = {}
        """How many articles each finds, in words, by its id."""
        self._counted = -1
        """Revision of the index for which they are counted, or being counted."""
        self._counting: Worker[object] | None = None

    def arrangement_of(self, key: str) -> Arrangement | None:
        """The list that a search that is kept stands for; None if it is not there."""
        known = next((search for search in self.known if search.id == key), None)
        return None if known is None else arrangement_of(known, self._loader.arrangement)

    # -- what there is --------------------------------------------------------------------

    def load(self, then: Callable[[], None] | None = None, *, tells: bool = True) -> None:
        """Take what is on disk: another reader may have changed it; then go on.

        What is wrong with it is told once, not after everything that the owner does.
        """
        self._host.run_worker(partial(self._load, then, tells=tells), group="searches")

    async def _load(self, then: Callable[[], None] | None, *, tells: bool) -> None:
        found = await asyncio.to_thread(self._read)
        if found.failure:
            self._host.post_message(Told(found.failure if tells else ""))
        self.history.queries = found.queries
        changed = self.known != tuple(found.saved)
        self.known = tuple(found.saved)
        self.show()
        if changed and self._loader.shown is not None:
            self._count_for(self._loader.shown.revision)
        if then is not None:
            then()

    def _read(self) -> OnDisk:
        """Read the searches; if they cannot be read, those before stay. For a thread."""
        saved: Sequence[SavedSearch] = self.known
        try:
            saved = self._keeper.searches.all()
            return OnDisk(saved, search_history.load(self._session.state))
        except ReaderError as error:
            return OnDisk(saved, self.history.queries, in_words(error))

    def show(self) -> None:
        lines = [
            PanelLine(search.id, clean_line(search.title), self.counts.get(search.id, ""))
            for search in self.known
        ]
        queries = [inert_row(search.query) for search in self.known[:MOST_SAVED]]
        asked = self._loader.arrangement.as_query
        self._panel.show(lines, cursor=queries.index(asked) if asked in queries else -1)

    # -- how many they find ---------------------------------------------------------------

    def count(self, revision: int) -> None:
        """Count anew what they find, if that was not done for this revision of the index."""
        if revision != self._counted:
            self._count_for(revision)

    def stop_counting(self) -> None:
        """Somebody types: counting is for later."""
        if self._counting is not None and not self._counting.is_finished:
            self._counting.cancel()
            self._counted = -1

    def _count_for(self, revision: int) -> None:
        if self.known:
            self._counted = revision
            work = partial(self._count, self.known)
            self._counting = self._host.run_worker(work, group="counts", exclusive=True)

    async def _count(self, searches: Sequence[SavedSearch]) -> None:
        worker = get_current_worker()
        counts = await asyncio.to_thread(self._numbers, searches, lambda: worker.is_cancelled)
        if counts is not None:
            self.counts = counts
            self.show()

    def _numbers(
        self, searches: Sequence[SavedSearch], cancelled: Callable[[], bool]
    ) -> dict[str, str] | None:
        """Hits of each search; None if they cannot be counted. For a thread."""
        counts: dict[str, str] = {}
        try:
            for search in searches:
                wanted = Arrangement(query=search.query)
                counts[search.id] = self._catalog.arrange(
                    wanted,
                    self._loader.flagger.flags,
                    own=self._loader.flagger.own,
                    cancelled=cancelled,
                ).counted
        except ReaderError:
            return None  # the list has said so; there are no numbers then
        return counts

    # -- what is kept ---------------------------------------------------------------------

    def save(self) -> None:
        """Keep what the list shows: what was searched for, and what is filtered."""
        arranged = self._loader.arrangement
        query = arranged.as_query
        if query:
            again = partial(self.load, tells=False)
            add = partial(self._keeper.searches.add, query, view_of(arranged))
            self._changes.keep(add, again)
        else:
            self._host.post_message(Told("Search or filter first: then it can be kept"))

    def remember(self) -> None:
        """An article was opened: it was worth searching for."""
        query = self._loader.arrangement.query
        if query and query not in self.history.queries[:1]:
            remembered = self._keeper.place_lane.put(partial(self._remember, query))
            self._host.run_worker(ended(remembered), group="keep")

    def _remember(self, query: str) -> None:
        """Remember a query. For the lane of places."""
        try:
            queries = search_history.remember(self._session.state, query)
        except ReaderError as error:
            self._host.post_message(Told(in_words(error)))
        else:
            self._host.call_later(self._remembered, queries)

    def _remembered(self, queries: tuple[str, ...]) -> None:
        self.history.queries = queries
