"""The left pane: search box and list, and what is chosen in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.services.arrangement import FILTERS, Arrangement, Label, direction, sort_name
from reader.services.list_entry import Entry
from reader.services.write_lane import ended
from reader.text.safe import clean_line
from reader.ui.common.row_panel import RowPanel
from reader.ui.common.search_box import SearchBox
from reader.ui.sidebar.dialogs import ListDialogs
from reader.ui.sidebar.saved_searches import MOST_SAVED
from reader.ui.sidebar.search import MOST_COMPLETIONS, SearchPane
from reader.ui.sidebar.widgets.article_list import ArticleList
from reader.ui.sidebar.widgets.list_head import IndexProgress, ListHead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from reader.library.article import Article
    from reader.services.catalog import Catalog, Shown
    from reader.services.owner.keeper import Keeper, Outcome
    from reader.services.session import Session
    from reader.services.write_lane import Lane


class Sidebar(SearchPane):
    """Lists the library, or what a search finds in it."""

    class Filtered(Message):
        """How many articles the search left, in words; empty without a search."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Emptied(Message):
        """There is nothing to read at all."""

    class Fetched(Message):
        """A worker has what a dialog shows."""

        def __init__(self, then: Callable[[], None]) -> None:
            super().__init__()
            self.then = then

    class Kept(Message):
        """Something was written, or could not be; `then` goes on from there."""

        def __init__(
            self, told: str, notices: tuple[str, ...], then: Callable[[], None] | None
        ) -> None:
            super().__init__()
            self.told = told
            self.notices = notices
            self.then = then

    def __init__(
        self, session: Session, keeper: Keeper, catalog: Catalog, *, id: str | None = None
    ) -> None:
        super().__init__(session, keeper, catalog, id=id)
        self.dialogs = ListDialogs(self)

    def compose(self) -> ComposeResult:
        yield SearchBox(id="search", placeholder="Search", compact=True)
        yield RowPanel(most=MOST_COMPLETIONS, id="completions")
        yield ListHead(id="list-head")
        yield RowPanel(most=MOST_SAVED, cursor="kept", id="saved")
        yield ArticleList(id="list")
        yield Static("", id="list-empty", markup=False)
        yield IndexProgress(id="indexing")

    def on_mount(self) -> None:
        self.list = self.query_one(ArticleList)
        self.box = self.query_one(SearchBox)
        self.head = self.query_one(ListHead)
        self.saved = self.query_one("#saved", RowPanel)
        self.completions = self.query_one("#completions", RowPanel)
        if self.session.settings.sidebar:
            self.styles.width = self.session.settings.sidebar
        self.show_known()
        self._describe(self.size_known)

    def begin(self) -> None:
        """The first frame is on the screen: now for all that takes time."""
        left = self.session.left
        keep = left.cursor if left and left.cursor != self.list.current_path else None
        is_told = keep is not None or self.list.current_id is None
        self.rearrange(keep=keep, announce=is_told and not self.resumes_reading)
        self.begin_following()
        self.load_searches()
        self.run_worker(self._warm_up, thread=True, group="warm")

    def _warm_up(self) -> None:
        worker = get_current_worker()
        self.catalog.searcher.warm(lambda: worker.is_cancelled)

    # -- what the list shows --------------------------------------------------------------

    def arranged(self, shown: Shown) -> None:
        self._describe(shown.size, more=shown.more)
        self.set_class(shown.rows.heading(0) is not None, "-headed")
        told = f"{shown.counted} of {shown.total:,} articles" if self.query_text else ""
        self.post_message(self.Filtered(told))
        self._show_emptiness(shown)
        self.show_saved()
        super().arranged(shown)

    def _describe(self, count: int, *, more: bool = False) -> None:
        self.head.arranged = self.arrangement.described(self.session.settings.sort)
        what = "found" if self.query_text else "article" if count == 1 else "articles"
        plain = f"{count:,}{'+' if more else ''}"
        known = count or self.query_text or self.is_scanned
        self.head.counted = plain if self.head.arranged else f"{plain} {what}" if known else ""

    def _show_emptiness(self, shown: Shown) -> None:
        """Say why the list is empty, and what to do."""
        wanted = shown.arrangement
        waiting = not self.is_scanned and not wanted.query and not wanted.is_filtered
        empty = not shown.size and not waiting
        self.set_class(empty, "-empty")
        if not empty:
            return
        if shown.is_first:
            text = "Searching…"
        elif wanted.query:
            text = f"Nothing found for\n{clean_line(wanted.query)}\n\nesc clears the search."
        elif wanted.is_filtered:
            text = f"Nothing here is\n{self.head.arranged}\n\nesc shows all."
        else:
            self.post_message(self.Emptied())
            folders = "\n".join(clean_line(str(root)) for root in self.session.roots)
            text = (
                "No articles here yet.\n\nPut saved pages or blog exports "
                f"(.md .html .txt) into\n{folders}\nand they appear here."
            )
        self.query_one("#list-empty", Static).update(Content(text))

    # -- commands of the list ---------------------------------------------------------------

    @on(ArticleList.Asked)
    def _asked(self, message: ArticleList.Asked) -> None:
        """Carry out what concerns the list only; the rest is for the screen."""
        table: dict[str, Callable[[], None]] = {
            "sort": self.dialogs.sort,
            "reverse": self._reverse,
            "group": self.dialogs.group,
            "filter": self._filter,
            "tags": partial(self.dialogs.labels, "tag"),
            "sources": partial(self.dialogs.labels, "source"),
            "authors": partial(self.dialogs.labels, "author"),
            "toggle_read": self._toggle_read,
            "all_read": self._all_read,
            "copies": self.dialogs.copies,
            "saved": self.dialogs.saved,
            "save_search": self.save_search,
            "menu": self.dialogs.menu,
        }
        if message.verb in table:
            message.stop()
            table[message.verb]()

    @on(ListHead.Clicked)
    def _head_clicked(self, message: ListHead.Clicked) -> None:
        message.stop()
        self.dialogs.menu()

    def sort_by(self, sort: str) -> None:
        self._order(self.arrangement.sorted_by(sort))

    def _reverse(self) -> None:
        self._order(self.arrangement.turned())

    def _order(self, wanted: Arrangement) -> None:
        sort, is_reversed = wanted.order
        self.rearrange(wanted)
        words = direction(sort, is_reversed=is_reversed)
        self.post_message(self.Told(f"Sorted by {sort_name(sort)}, {words}"))

    def group_by(self, group: str) -> None:
        self.rearrange(self.arrangement._replace(group=group))

    def _filter(self) -> None:
        """All, then the unread, then those with bookmarks."""
        only = FILTERS[(FILTERS.index(self.arrangement.only) + 1) % len(FILTERS)]
        self.rearrange(self.arrangement._replace(only=only))
        self.post_message(self.Told(f"Showing {only}"))

    def show_label(self, label: Label | None) -> None:
        self.rearrange(self.arrangement._replace(label=label))

    def find_values(self, kind: str) -> None:
        self.run_worker(
            partial(self._find_values, kind), thread=True, group="facets", exclusive=True
        )

    def _find_values(self, kind: str) -> None:
        worker = get_current_worker()
        values = self.catalog.facets(kind)
        if not worker.is_cancelled:
            self.post_message(self.Fetched(partial(self.dialogs.show_values, kind, values)))

    def find_copies(self) -> None:
        id_, shown = self.list.current_id, self.shown
        others = shown.copies.get(id_, ()) if shown is not None and id_ is not None else ()
        if id_ is None or not others:
            self.post_message(self.Told("This article has no copies"))
            return
        work = partial(self._find_copies, (id_, *others))
        self.run_worker(work, thread=True, group="facets", exclusive=True)

    def _find_copies(self, ids: Sequence[int]) -> None:
        worker = get_current_worker()
        entries = [Entry(article) for article in self.catalog.articles(ids).values()]
        if not worker.is_cancelled:
            self.post_message(self.Fetched(partial(self.dialogs.show_copies, entries)))

    @on(Fetched)
    def _fetched(self, message: Fetched) -> None:
        message.stop()
        message.then()

    # -- what is written --------------------------------------------------------------------

    def keep(self, work: Callable[[], str], then: Callable[[], None] | None = None) -> None:
        """Have searches changed; tell what it says, or why it failed, then go on."""
        self._change(self.keeper.own_lane, partial(self.keeper.keep_own, work), then)

    def undo(self, then: Callable[[], None]) -> None:
        self._change(*self.keeper.way_back(), then)

    def _flag(self, work: Callable[[], str]) -> None:
        self._change(self.keeper.place_lane, partial(self.keeper.keep_place, work), self._flagged)

    def _change(
        self, lane: Lane, keep: Callable[[], Outcome], then: Callable[[], None] | None
    ) -> None:
        def run() -> None:
            told, notices = keep()
            self.post_message(self.Kept(told, notices, then))

        self.run_worker(ended(self.keeper.change(lane, run)), group="keep")

    @on(Kept)
    def _kept(self, message: Kept) -> None:
        self.post_message(self.Told(message.told))
        self.flagger.forget()
        if message.then is None:
            self.refresh_marks()
        else:
            message.then()

    def _toggle_read(self) -> None:
        id_, entry = self.list.current_id, self.list.current
        if id_ is not None and entry is not None:
            read = not self.list.mark(id_).read
            self._flag(partial(self._set_read, [entry.article], read))

    def _set_read(self, articles: Sequence[Article], read: bool) -> str:
        self.keeper.places.set_read(articles, read)
        return "Read · U undoes" if read else "Unread · U undoes"

    def _all_read(self) -> None:
        shown = self.shown
        if shown is not None:
            self._flag(partial(self._set_all_read, shown))

    def _set_all_read(self, shown: Shown) -> str:
        ids = [*shown.rows.ids, *(copy for copies in shown.copies.values() for copy in copies)]
        unread = self.flagger.unread(self.catalog.articles(ids).values())
        if not unread:
            return "All are read"
        self.keeper.places.set_read(unread, True)
        many = f"{len(unread):,} articles" if len(unread) > 1 else "1 article"
        return f"{many} read · U undoes"

    def _flagged(self) -> None:
        """Show the flags; what the filter no longer lets through goes."""
        if self.arrangement.only != "all":
            self.rearrange(stay=True)
        else:
            self.refresh_marks()
