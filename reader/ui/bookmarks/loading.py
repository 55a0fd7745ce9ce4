"""Work for the screen of bookmarks: what there is, and whose place in its article is lost."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.owner.keeper import in_words
from reader.ui.bookmarks.shelf import Doubts

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer
    from textual.worker import Worker

    from reader.library.article import Article
    from reader.services.owner.bookmarks import BookmarkKeeper
    from reader.ui.bookmarks.listed import ListedBookmarks
    from reader.ui.bookmarks.shelf import Shelf, Shelver
    from reader.ui.bookmarks.widgets.list import BookmarkList

MANY = 500
"""More are shown as the bookmarks name their articles, until these are looked up."""
LOOK_SECONDS = 0.4
"""Seconds from the list's rest to a look at whether bookmarks on the screen are lost."""


class LoadingHost(Protocol):
    """What this work knows of the screen."""

    def run_worker(self, work: Callable[[], object], *, group: str = ...) -> Worker[object]: ...

    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer: ...

    def shelved(self, shelf: Shelf, *, settled: bool, failure: str = "") -> None:
        """Show all bookmarks; not `settled` if articles are still being looked up.

        `failure` says why their articles are not known, if so.
        """

    def show_listed(self) -> None:
        """Something else is known of what is listed."""


class ShelfLoader:
    """Brings all bookmarks; one load at a time, and the last one counts."""

    def __init__(self, host: LoadingHost, shelver: Shelver, keeper: BookmarkKeeper) -> None:
        self._host = host
        self._shelver = shelver
        self._keeper = keeper
        self._is_first = True
        self.is_loading = self._again = False

    def reload(self) -> None:
        """Have a thread look what there is now."""
        self._again = self.is_loading
        if not self.is_loading:
            self.is_loading = True
            self._host.run_worker(self._load, group="shelf")

    async def _load(self) -> None:
        if self._is_first:
            self._is_first = False
            known = await asyncio.to_thread(self._known_if_many)
            if known is not None:
                self._host.shelved(known, settled=False)
        shelf, failure = await asyncio.to_thread(self._shelve)
        self.is_loading = False
        if self._again:
            self.reload()
        self._host.shelved(shelf, settled=True, failure=failure)
        self._host.run_worker(partial(asyncio.to_thread, shelf.fold_all), group="fold")

    # -- for threads ----------------------------------------------------------------------

    def _known_if_many(self) -> Shelf | None:
        return self._shelver.known() if len(self._keeper.all()) > MANY else None

    def _shelve(self) -> tuple[Shelf, str]:
        try:
            return self._shelver.shelf(), ""
        except ReaderError as error:
            return self._shelver.known(), in_words(error)


class LostPlaces:
    """Looks for the words of bookmarks on the screen whose article has another text now."""

    def __init__(
        self, host: LoadingHost, shelver: Shelver, listed: ListedBookmarks, shown: BookmarkList
    ) -> None:
        self._host = host
        self._shelver = shelver
        self._listed = listed
        self._list = shown
        self._looked: set[str] = set()
        self._is_looking = False
        self._timer: Timer | None = None

    def look_soon(self) -> None:
        """Look when the list has come to rest."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._host.set_timer(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Look into the first article on the screen that was not looked into, then the next."""
        if self._is_looking:
            return
        found = self._listed.doubtful_article(self._list.on_screen(), self._looked)
        if found is not None:
            self._is_looking = True
            self._host.run_worker(partial(self._look_into, *found), group="look")

    async def _look_into(self, article: Article, keys: list[str]) -> None:
        doubts = await asyncio.to_thread(self._doubts_of, article, keys)
        self._is_looking = False
        self._looked.update(keys)
        known = self._listed.doubts
        self._listed.doubts = known.after(keys, doubts)
        if self._listed.doubts != known:
            self._host.show_listed()
        self.look()

    def _doubts_of(self, article: Article, keys: list[str]) -> Doubts:
        """Doubts about an article's bookmarks: all, if its file cannot be read. For a thread."""
        try:
            return self._shelver.doubts_of(article)
        except ReaderError:
            return Doubts(lost=frozenset(keys))
