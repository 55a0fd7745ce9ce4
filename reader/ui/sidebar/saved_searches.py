"""The searches that the owner keeps, how many articles each finds, and those made before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.services.arrangement import Arrangement
from reader.services.owner import search_history
from reader.services.owner.keeper import in_words
from reader.services.owner.search_history import SearchHistory
from reader.services.write_lane import ended
from reader.text.safe import clean_line, inert_row
from reader.ui.common.row_panel import Line, RowPanel
from reader.ui.sidebar.disk import DiskPane
from reader.ui.sidebar.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.services.catalog import Catalog
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session
    from reader.state.saved_searches import SavedSearch

MOST_SAVED = 5


class SavedPane(DiskPane):
    """Shows the searches that are kept, and goes back to one of them."""

    saved: RowPanel

    class SearchesLoaded(Message):
        """What the owner keeps, and what was searched for before."""

        def __init__(
            self,
            saved: Sequence[SavedSearch],
            queries: tuple[str, ...],
            then: Callable[[], None] | None = None,
        ) -> None:
            super().__init__()
            self.saved = saved
            self.queries = queries
            self.then = then

    class SavedCounted(Message):
        """How many articles each search that is kept finds, by its id."""

        def __init__(self, revision: int, counts: Mapping[str, str]) -> None:
            super().__init__()
            self.revision = revision
            self.counts = counts

    def __init__(
        self, session: Session, keeper: Keeper, catalog: Catalog, *, id: str | None = None
    ) -> None:
        super().__init__(session, keeper, catalog, id=id)
        self.history = SearchHistory()
        self.searches: tuple[SavedSearch, ...] = ()
        self.counts: Mapping[str, str] = {}
        self._counted = -1
        """Revision of the index for which the searches were counted."""

    def search(self, query: str) -> None:
        """Find a query, as if it had been typed."""
        raise NotImplementedError

    def refresh_marks(self) -> None:
        """Whatever the owner did: what was kept or taken away may have been a search."""
        super().refresh_marks()
        self.load_searches(tells=False)

    # -- searches that were made, and that are kept ---------------------------------------

    def load_searches(self, then: Callable[[], None] | None = None, *, tells: bool = True) -> None:
        """Take what is on disk: another reader may have changed it; then go on.

        What is wrong with it is told once, not after everything that the owner does.
        """
        work = partial(self._load_searches, then, tells=tells)
        self.run_worker(work, thread=True, group="searches")

    def _load_searches(self, then: Callable[[], None] | None, *, tells: bool) -> None:
        saved: Sequence[SavedSearch] = self.searches
        queries = self.history.queries
        try:
            saved = self.keeper.searches.all()
            queries = search_history.load(self.session.state)
        except ReaderError as error:
            self.post_message(self.Told(in_words(error) if tells else ""))
        self.post_message(self.SearchesLoaded(saved, queries, then))

    @on(SearchesLoaded)
    def _searches_loaded(self, message: SearchesLoaded) -> None:
        message.stop()
        self.history.queries = message.queries
        changed = self.searches != tuple(message.saved)
        self.searches = tuple(message.saved)
        self.show_saved()
        if changed and self.shown is not None:
            self._count_for(self.shown.revision)
        if message.then is not None:
            message.then()

    def show_saved(self) -> None:
        lines = [
            Line(
                search.id,
                clean_line(search.title),
                self.counts.get(search.id, ""),
            )
            for search in self.searches
        ]
        queries = [inert_row(search.query) for search in self.searches[:MOST_SAVED]]
        asked = self.arrangement.as_query
        self.saved.show(lines, cursor=queries.index(asked) if asked in queries else -1)

    def count_saved(self, revision: int) -> None:
        """Count anew what they find, if that was not done for this revision of the index."""
        if revision != self._counted:
            self._count_for(revision)

    def _count_for(self, revision: int) -> None:
        if self.searches:
            self._counted = revision
            work = partial(self._count, revision, self.searches)
            self.run_worker(work, thread=True, group="counts", exclusive=True)

    def _count(self, revision: int, searches: Sequence[SavedSearch]) -> None:
        worker = get_current_worker()
        counts: dict[str, str] = {}
        try:
            for search in searches:
                wanted = Arrangement(query=search.query)
                counts[search.id] = self.catalog.arrange(
                    wanted, self.flagger.flags, cancelled=lambda: worker.is_cancelled
                ).counted
        except ReaderError:
            return  # the list has said so; there are no numbers then
        self.post_message(self.SavedCounted(-1 if worker.is_cancelled else revision, counts))

    @on(SavedCounted)
    def _saved_counted(self, message: SavedCounted) -> None:
        message.stop()
        self._counted = message.revision
        if message.revision >= 0:
            self.counts = message.counts
            self.show_saved()

    @on(RowPanel.Chosen, "#saved")
    def _saved_chosen(self, message: RowPanel.Chosen) -> None:
        message.stop()
        self.open_saved(message.line.key)

    def open_saved(self, key: str) -> None:
        query = next((search.query for search in self.searches if search.id == key), "")
        if query:
            self.arrangement = self.arrangement.unfiltered()
            self.search(query)
            self.screen.set_focus(self.list)

    def save_search(self) -> None:
        """Keep what the list shows: what was searched for, and what is filtered."""
        query = self.arrangement.as_query
        if query:
            again = partial(self.load_searches, tells=False)
            self.keep(partial(self.keeper.searches.add, query), again)
        else:
            self.post_message(self.Told("Search for something first: then it can be kept"))

    def keep(self, work: Callable[[], str], then: Callable[[], None] | None = None) -> None:
        """Run something that writes; tell what it says, or why it failed, then go on."""
        raise NotImplementedError

    @on(ArticleList.Opened)
    def _article_opened(self) -> None:
        """It was worth searching for; the screen hears of it too."""
        query = self.arrangement.query
        if query and query not in self.history.queries[:1]:
            remembered = self.keeper.place_lane.put(partial(self._remember, query))
            self.run_worker(ended(remembered), group="keep")

    def _remember(self, query: str) -> None:
        try:
            queries = search_history.remember(self.session.state, query)
        except ReaderError as error:
            self.post_message(self.Told(in_words(error)))
        else:
            self.post_message(self.SearchesLoaded(self.searches, queries))
