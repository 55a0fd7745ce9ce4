"""A screen that shows all bookmarks, as they are and as they come to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from reader.errors import ReaderError
from reader.library.article import Article
from reader.services.owner.bookmarks import BookmarkKeeper
from reader.services.owner.keeper import Keeper, in_words
from reader.state.bookmark import Bookmark
from reader.state.durable.record import instant
from reader.text.safe import clean_line
from reader.ui.article.marks import KeepingPane
from reader.ui.bookmarks.shelf import (
    NO_DOUBTS,
    Doubts,
    Only,
    Shelf,
    Shelver,
    Wanted,
    doubts_in,
)
from reader.ui.bookmarks.widgets.list import BookmarkList
from reader.ui.commands import Scope
from reader.ui.common.count import CountChanged
from reader.ui.common.field import FilterField
from reader.ui.common.status_bar import StatusBar
from reader.ui.window_sizes import LOW

NONE_YET = "No bookmarks yet: m keeps a place, H highlights what is selected"
NO_MATCH = "Nothing matches"
READING = "···"
MANY = 500
"""More are shown as the bookmarks name their articles, until these are looked up."""
LOOK_SECONDS = 0.4
"""After the list came to rest, until it is looked whether what is on the screen is lost."""


def _may_have_changed(article: Article, bookmark: Bookmark) -> bool:
    """Whether the article may have another text than when the bookmark was made.

    The fingerprint in a bookmark may have been brought up to date since then.
    """
    is_other = article.fingerprint != bookmark.article.fingerprint
    return is_other or article.mtime_ns / 1e9 > instant(bookmark.updated).timestamp()


class ShelfScreen(Screen[str | None]):
    """Keeps what the list of bookmarks shows in step with what there is."""

    CSS_PATH = "bookmarks.tcss"
    AUTO_FOCUS = "#bookmarks-list"

    class Shelved(Message):
        """A worker has all bookmarks; not `settled` if articles are still being looked up."""

        def __init__(self, shelf: Shelf, *, settled: bool, failure: str = "") -> None:
            super().__init__()
            self.shelf = shelf
            self.settled = settled
            self.failure = failure
            """Why their articles are not known, if so."""

    class Looked(Message):
        """A worker looked for the words of an article's bookmarks."""

        def __init__(self, looked: Iterable[str], doubts: Doubts) -> None:
            super().__init__()
            self.looked = looked
            self.doubts = doubts

    def __init__(
        self,
        keeper: Keeper,
        shelver: Shelver,
        keep: Callable[[Callable[[], str]], None],
        undo: Callable[[], None],
        *,
        at: str = "",
        at_article: Path | None = None,
        doubts: Doubts = NO_DOUBTS,
    ) -> None:
        """`keep` runs what writes, `undo` takes it back.

        The cursor begins at a bookmark, or at those of an article.
        `doubts` are those that are known already.
        """
        super().__init__()
        self._keeper = keeper
        self._shelver = shelver
        self._keep = keep
        self._undo = undo
        self._at = at
        self._at_article = at_article
        self._doubts = doubts
        self._looked: set[str] = set()
        self._looking = False
        self._wanted = Wanted()
        self._shelf: Shelf | None = None
        self._shown: list[int] = []
        self._begun = self._shelving = self._again = False

    @property
    def _bookmarks(self) -> BookmarkKeeper:
        return self._keeper.bookmarks

    def compose(self) -> ComposeResult:
        with Vertical(id="bookmarks-column"):
            yield Static("", id="bookmarks-head")
            yield FilterField(
                id="bookmarks-filter", placeholder="words, notes, titles, #tags", compact=True
            )
            yield BookmarkList(id="bookmarks-list")
        yield StatusBar(id="bookmarks-status")

    def on_mount(self) -> None:
        self.list = self.query_one(BookmarkList)
        self._field = self.query_one("#bookmarks-filter", Input)
        self._status = self.query_one(StatusBar)
        self._status.scope = Scope.BOOKMARKS
        self._look_timer = self.set_timer(LOOK_SECONDS, self._look, pause=True)
        self.list.show((), (), message=READING)
        self._show_head()
        self._begun = True
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < LOW, "-low")

    def on_screen_resume(self) -> None:
        if self._begun:
            self._status.uncovered()

    def on_key(self) -> None:
        self._status.key_pressed()

    @on(CountChanged)
    def _count_changed(self, message: CountChanged) -> None:
        message.stop()
        self._status.count = message.count

    # -- what there is ------------------------------------------------------------------

    def heard(self, message: KeepingPane.Kept) -> None:
        """Something was kept, or changed by others; what was before the first look is in it."""
        if message.marks is not None:
            self._doubts = self._doubts.after(message.marks.places, doubts_in(message.marks))
        if not self._begun:
            return
        self._status.tell(message.told)
        self._status.announce(message.notices)
        if message.changed:
            self.reload()

    def reload(self) -> None:
        """Have a worker bring what there is now; one at a time, the last one counts."""
        self._again = self._shelving
        if not self._shelving:
            self._shelving = True
            self.run_worker(self._shelve, thread=True, group="shelf")

    def _shelve(self) -> None:
        shelver, failure = self._shelver, ""
        if self._shelf is None and len(self._bookmarks.all()) > MANY:
            self.post_message(self.Shelved(shelver.known(), settled=False))
        try:
            shelf = shelver.shelf()
        except ReaderError as error:
            shelf, failure = shelver.known(), in_words(error)
        self.post_message(self.Shelved(shelf, settled=True, failure=failure))
        shelf.fold_all()

    @on(Shelved)
    def _shelved(self, message: Shelved) -> None:
        message.stop()
        self._shelf = message.shelf
        self._status.tell(message.failure)
        if message.settled:
            self._shelving = False
            if self._again:
                self.reload()
        kept = {item.key for item in message.shelf.items}
        self.list.marked &= kept
        first = self._first() if self._at or self._at_article else ""
        self._show(first)
        if first:
            self.list.scroll_to_article()
        if message.settled:
            self._at, self._at_article = "", None
            self._look_soon()

    def _first(self) -> str:
        """Where the cursor begins."""
        shelf = self._shelf
        if shelf is None:
            return ""
        keys = [item.key for item in shelf.items]
        if self._at in keys:
            return self._at
        path = str(self._at_article)
        there = (key for key, group in zip(keys, shelf.groups, strict=True) if group.key == path)
        return next(there, "")

    # -- what is shown ------------------------------------------------------------------

    def _show(self, at: str = "") -> None:
        shelf = self._shelf
        if shelf is None:
            return
        current = self.list.current
        self._shown = shelf.select(self._wanted)
        self.list.show(
            [shelf.items[at] for at in self._shown],
            [shelf.groups[at] for at in self._shown],
            remarks=self._doubts.remarks(),
            at=at or (current.key if current is not None else ""),
            message=NO_MATCH if shelf.items else NONE_YET,
        )
        self._show_head()

    @on(BookmarkList.Marked)
    def _show_head(self) -> None:
        wanted, shelf = self._wanted, self._shelf
        total = len(shelf.items) if shelf is not None else 0
        shown = f"{len(self._shown):,} of {total:,}" if not wanted.is_all else f"{total:,}"
        marked = len(self.list.marked)
        parts = [
            shown if shelf is not None else "",
            wanted.only.value if wanted.only is not Only.ALL else "",
            f"#{clean_line(wanted.tag)}" if wanted.tag else "",
            f"“{clean_line(wanted.query)}”" if wanted.query.strip() else "",
            "latest first" if wanted.latest else "",
            f"{marked:,} marked" if marked else "",
        ]
        facts = "".join(f" · {part}" for part in parts if part)
        head = self.query_one("#bookmarks-head", Static)
        head.update(Content.assemble(("Bookmarks", "bold $accent"), facts))

    def _want(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._show()
        self._look_soon()

    # -- whose place is lost ------------------------------------------------------------

    @on(BookmarkList.Seen)
    def _seen(self, message: BookmarkList.Seen) -> None:
        message.stop()
        self._look_soon()

    def _look_soon(self) -> None:
        self._look_timer.stop()
        self._look_timer = self.set_timer(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """Look for the words of those on the screen whose article has another text now."""
        shelf = self._shelf
        if shelf is None or self._looking:
            return
        for row in self.list.on_screen():
            position = self._shown[row]
            bookmark = shelf.bookmarks[position]
            article = shelf.articles.get(shelf.groups[position].key)
            if (
                article is not None
                and bookmark.place
                and bookmark.id not in self._looked
                and _may_have_changed(article, bookmark)
            ):
                same = [
                    mark.id
                    for mark, group in zip(shelf.bookmarks, shelf.groups, strict=True)
                    if group.key == shelf.groups[position].key
                ]
                self._looking = True
                self.run_worker(partial(self._look_into, article, same), thread=True, group="look")
                return

    def _look_into(self, article: Article, keys: list[str]) -> None:
        try:
            doubts = self._shelver.doubts_of(article)
        except ReaderError:
            doubts = Doubts(lost=frozenset(keys))  # a file that cannot be read has no words
        self.post_message(self.Looked(keys, doubts))

    @on(Looked)
    def _have_looked(self, message: Looked) -> None:
        message.stop()
        self._looking = False
        self._looked.update(message.looked)
        known = self._doubts
        self._doubts = known.after(message.looked, message.doubts)
        if self._doubts != known:
            self._show()
        self._look()
