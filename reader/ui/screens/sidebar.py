"""The left pane: search box and list, and the workers that fill them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.index import Progress
from reader.text.safe import clean_line
from reader.ui.catalog import Catalog
from reader.ui.keeping import Keeper
from reader.ui.session import Session
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.entry import Mark
from reader.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from reader.library.search import Hit

SEARCH_LIMIT = 500


class Sidebar(Vertical):
    """Lists the library, or what a search finds in it."""

    class Told(Message):
        """Something for the reader to know; `lasting` until another such, or an empty one."""

        def __init__(self, text: str, *, lasting: bool = False) -> None:
            super().__init__()
            self.text = text
            self.lasting = lasting

    class Filtered(Message):
        """How many articles the search left, in words; empty without a search."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class SearchLeft(Message):
        """The reader gives the search up."""

    class Emptied(Message):
        """There is nothing to read at all."""

    class LibraryLoaded(Message):
        """The index tells what articles there are."""

        def __init__(self, articles: list[Article]) -> None:
            super().__init__()
            self.articles = articles

    class LibraryScanned(Message):
        """A step of looking for new and changed files; `last` when all were looked at."""

        def __init__(self, progress: Progress, *, last: bool) -> None:
            super().__init__()
            self.progress = progress
            self.last = last

    class MarksFound(Message):
        """What the owner did with each article."""

        def __init__(self, marks: Mapping[Path, Mark]) -> None:
            super().__init__()
            self.marks = marks

    class SearchFinished(Message):
        """The texts have been searched for `query`."""

        def __init__(self, query: str, hits: list[Hit]) -> None:
            super().__init__()
            self.query = query
            self.hits = hits

    def __init__(
        self, session: Session, keeper: Keeper, catalog: Catalog, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.session = session
        self.keeper = keeper
        self.catalog = catalog
        self.query_text = ""
        self._hits: list[Hit] | None = None
        self._scanned = False

    def compose(self) -> ComposeResult:
        yield SearchBox(id="search", placeholder="Search", compact=True)
        yield ArticleList(id="list")
        yield Static("", id="list-empty", markup=False)

    def on_mount(self) -> None:
        self.list = self.query_one(ArticleList)
        self.box = self.query_one(SearchBox)
        if self.session.settings.sidebar:
            self.styles.width = self.session.settings.sidebar
        if self.session.known:
            self._adopt(self.session.known)
        self.run_worker(self._load, thread=True, group="library", exclusive=True)

    # -- library ------------------------------------------------------------------------

    def _load(self) -> None:
        worker = get_current_worker()
        index, roots = self.session.index, self.session.roots
        progress = Progress(0, None, 0)
        shown = len(self.session.known)
        listed = 0
        for progress in index.refresh(roots, cancelled=lambda: worker.is_cancelled):
            self.post_message(self.LibraryScanned(progress, last=False))
            if progress.changed > max(listed, shown) * 2:
                listed = progress.changed
                self.post_message(self.LibraryLoaded(index.articles(roots)))
        if worker.is_cancelled:
            return
        if progress.changed > listed or not shown:
            self.post_message(self.LibraryLoaded(index.articles(roots)))
        self.post_message(self.LibraryScanned(progress, last=True))

    @on(LibraryLoaded)
    def _loaded(self, message: LibraryLoaded) -> None:
        message.stop()
        self._adopt(message.articles)

    def _adopt(self, articles: Sequence[Article]) -> None:
        self.catalog.set_articles(articles)
        self.refresh_marks()
        self._show(keep=self.list.current_path)

    @on(LibraryScanned)
    def _on_scanned(self, message: LibraryScanned) -> None:
        message.stop()
        progress = message.progress
        if message.last:
            self._scanned = True
            self.post_message(self.Told("", lasting=True))
            self.post_message(self.Told(progress.problems[0] if progress.problems else ""))
            self._show_emptiness()
        elif progress.changed:
            of = f" of {progress.total:,}" if progress.total is not None else ""
            text = f"Reading the library: {progress.done:,}{of}"
            self.post_message(self.Told(text, lasting=True))

    def refresh_marks(self) -> None:
        """Show bookmarks, progress and read flags as they are now."""
        self.run_worker(self._find_marks, thread=True, group="marks", exclusive=True)

    def _find_marks(self) -> None:
        worker = get_current_worker()
        try:
            marks = self.keeper.marks(self.catalog.articles)
        except ReaderError as error:
            self.post_message(self.Told(str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.MarksFound(marks))

    @on(MarksFound)
    def _marks_found(self, message: MarksFound) -> None:
        message.stop()
        self.list.set_marks(message.marks)

    def _show(self, *, keep: Path | None) -> None:
        entries = (
            self.catalog.entries_found(self.query_text, self._hits)
            if self.query_text
            else self.catalog.entries()
        )
        self.list.set_entries(entries, keep=keep)
        found = sum(entry.article is not None for entry in entries)
        told = f"{found:,} of {len(self.catalog):,} articles" if self.query_text else ""
        self.post_message(self.Filtered(told))
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        """Say why the list is empty, and what to do."""
        waiting = self._hits is None if self.query_text else not self._scanned
        empty = not self.list.entries and not waiting
        self.set_class(empty, "-empty")
        if not empty:
            return
        if self.query_text:
            text = f"Nothing found for\n{clean_line(self.query_text)}\n\nesc clears the search."
        else:
            self.post_message(self.Emptied())
            folders = "\n".join(clean_line(str(root)) for root in self.session.roots)
            text = (
                "No articles here yet.\n\nPut saved pages or blog exports "
                f"(.md .html .txt) into\n{folders}\nand start the reader again."
            )
        self.query_one("#list-empty", Static).update(Content(text))

    # -- search -------------------------------------------------------------------------

    def focus_search(self) -> None:
        # At once, not after a refresh: keys that are typed ahead belong in the box.
        self.screen.set_focus(self.box)
        self.box.select_all()

    def clear_search(self, *, keep: Path | None = None) -> None:
        """Show the whole list, with the cursor on `keep` or on the article that it was on."""
        if self.query_text:
            self.query_text = ""
            self._hits = None
            self._show(keep=keep or self.list.current_path)
        self.box.value = ""

    def leave_search(self) -> None:
        """Clear what was typed; with nothing typed, go to the list."""
        if self.box.value:
            self.clear_search()
        else:
            self.screen.set_focus(self.list)

    @on(SearchBox.Changed)
    def _query_changed(self, event: SearchBox.Changed) -> None:
        event.stop()
        query = event.value.strip()
        if query == self.query_text:
            return
        kept = self.list.current_path
        self.query_text = query
        self._hits = None
        self._show(keep=None if query else kept)
        if query:
            self.run_worker(
                partial(self._search, query), thread=True, group="search", exclusive=True
            )

    def _search(self, query: str) -> None:
        from reader.library.search import search  # late, as in the catalog

        worker = get_current_worker()
        hits = search(
            self.session.index,
            self.session.roots,
            query,
            limit=SEARCH_LIMIT,
            cancelled=lambda: worker.is_cancelled,
        )
        if not worker.is_cancelled:
            self.post_message(self.SearchFinished(query, hits))

    @on(SearchFinished)
    def _search_finished(self, message: SearchFinished) -> None:
        message.stop()
        if message.query == self.query_text:
            self._hits = message.hits
            self._show(keep=self.list.current_path)

    @on(SearchBox.Submitted)
    def _search_submitted(self, event: SearchBox.Submitted) -> None:
        event.stop()
        self.list.action_open()

    @on(SearchBox.Left)
    def _search_left(self, event: SearchBox.Left) -> None:
        event.stop()
        if event.key == "escape":
            self.post_message(self.SearchLeft())
        elif event.key == "up":
            self.list.move(-1)
        else:
            if event.key == "down":
                self.list.move(1)
            self.screen.set_focus(self.list)

    def cycle_sort(self) -> None:
        order = self.catalog.cycle_sort()
        self._show(keep=self.list.current_path)
        self.post_message(self.Told(f"Sorted by {order.value}"))
