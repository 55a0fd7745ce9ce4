"""Bookmarks and reading places of the articles on the screen: what the owner made."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reader.document.model import Document, Place
    from reader.document.quote import Quote
    from reader.library.article import Article
    from reader.library.opening import OpenedArticle
    from reader.state.bookmark import ArticleRef, Bookmark
    from reader.state.bookmarks import BookmarkStore
    from reader.state.places import StateDatabase
    from reader.state.searches import SavedSearch
    from reader.ui.catalog import Catalog
    from reader.ui.session import Session

MOST_UNDO = 50
READ_AT = 0.98
"""An article whose end was on the screen counts as read; the blank rows after it do not."""


class Change(NamedTuple):
    """A bookmark that was made, taken away or given another note."""

    bookmark: Bookmark
    before: Bookmark | None
    after: Bookmark | None


def reference(article: Article) -> ArticleRef:
    from reader.state.bookmark import ArticleRef

    return ArticleRef(
        fingerprint=article.fingerprint,
        url=article.url,
        path=str(article.path),
        title=article.title,
    )


class Keeper:
    """Changes bookmarks, remembers places. Writes to disk: call the changing methods in workers.

    Every method that changes something raises ReaderError if the disk refuses; the change is
    in memory then, can be undone, and goes to disk with the next one or with `retry`. What it
    works with is imported by the methods that do: the first frame needs none of it.
    """

    def __init__(self, session: Session, catalog: Catalog) -> None:
        self._session = session
        self._clock = session.clock
        self._catalog = catalog
        self._undo: list[Callable[[], str]] = []
        """Each takes a change back and says so."""

    @property
    def _store(self) -> BookmarkStore:
        return self._session.bookmarks

    @property
    def _state(self) -> StateDatabase:
        return self._session.state

    # -- bookmarks ----------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether something is in memory only."""
        return self._store.unsaved

    def retry(self) -> str:
        """Write what the disk refused before."""
        self._store.save()
        return "" if self._store.unsaved else "Bookmarks are on disk again"

    def reload(self) -> str:
        """Pick up what others wrote; what the owner should know of it, or nothing."""
        self._store.reload_if_changed()
        return ""

    def take_notices(self) -> tuple[str, ...]:
        """What went wrong with the owner's files since the last time."""
        return (*self._store.take_notices(), *self._state.take_notices())

    def all(self) -> tuple[Bookmark, ...]:
        return self._store.all()

    def article_of(self, bookmark: Bookmark) -> Article | None:
        """The article of the library that the bookmark is on."""
        ref = bookmark.article
        return self._catalog.resolve(ref.fingerprint, ref.url, ref.path)

    def of(self, article: Article) -> tuple[Bookmark, ...]:
        """The bookmarks on this article and no other."""
        ref = reference(article)
        mine = []
        for bookmark in self._store.for_article(ref):
            owner = self.article_of(bookmark)
            if owner is None or owner.path == article.path:
                mine.append(bookmark)
        return tuple(mine)

    def has_place(self, key: str) -> bool:
        """Whether the bookmark is there and is on a place rather than on the whole article."""
        bookmark = self._store.get(key)
        return bookmark is not None and bookmark.place is not None

    def places(self, opened: OpenedArticle) -> dict[str, Place]:
        """Where the article's bookmarks are in the document as it is now, by bookmark id."""
        found: dict[str, Place] = {}
        for bookmark in self.of(opened.article):
            place = located(opened.document, bookmark)
            if place is not None:
                found[bookmark.id] = place
        return found

    def quote_of(self, key: str) -> Quote | None:
        """The words that a bookmark is on."""
        bookmark = self._store.get(key)
        return bookmark.quote if bookmark is not None else None

    def located(self, opened: OpenedArticle, key: str) -> Place | None:
        """Where a bookmark is in a part of its article."""
        bookmark = self._store.get(key)
        return located(opened.document, bookmark) if bookmark is not None else None

    def toggle_place(self, opened: OpenedArticle, start: Place, end: Place) -> Change:
        """Bookmark `start`, or take away what is bookmarked from `start` up to `end`."""
        for key, place in self.places(opened).items():
            if start <= place < end or place == start:
                return self.remove(key)
        from reader.document.quote import describe
        from reader.state.bookmark import Bookmark
        from reader.state.bookmarks import random_id

        words = describe(opened.document, start)
        return self._add(Bookmark(reference(opened.article), start, words, id=random_id()))

    def toggle_article(self, article: Article) -> Change:
        """Bookmark the article as such, or take that bookmark away."""
        for bookmark in self.of(article):
            if bookmark.place is None:
                return self.remove(bookmark.id)
        from reader.state.bookmark import Bookmark
        from reader.state.bookmarks import random_id

        return self._add(Bookmark(reference(article), id=random_id()))

    def _add(self, made: Bookmark) -> Change:
        with self._remembered(Change(made, None, made)) as change:
            self._store.add(made)
        return change

    def remove(self, key: str) -> Change:
        known = self._store.get(key)
        if known is None:
            raise ReaderError("the bookmark is gone already")
        with self._remembered(Change(known, known, None)) as change:
            self._store.remove(key)
        return change

    def set_note(self, key: str, note: str) -> Change | None:
        from dataclasses import replace

        before = self._store.get(key)
        if before is None or before.note == note:
            return None
        after = replace(before, note=note)
        with self._remembered(Change(after, before, after)) as change:
            self._store.update(after, before)
        return change

    @contextmanager
    def _remembered(self, change: Change) -> Iterator[Change]:
        """Keep a change for `undo` if it took effect, on disk or in memory only."""
        try:
            yield change
        finally:
            present = self._store.get(change.bookmark.id) is not None
            if present == (change.after is not None):
                self._can_undo(partial(self._take_back, change))

    def _can_undo(self, take_back: Callable[[], str]) -> None:
        self._undo.append(take_back)
        del self._undo[:-MOST_UNDO]

    def undo(self) -> str:
        """Take back the last change; what was done, in words, or empty if there is nothing."""
        return self._undo.pop()() if self._undo else ""

    def _take_back(self, change: Change) -> str:
        if change.before is None:
            self._store.remove(change.bookmark.id)
            return "Bookmark taken back"
        if change.after is None:
            self._store.restore(change.before)
            return "Bookmark is back"
        self._store.update(change.before)
        return "Note is as it was"

    # -- read flags -----------------------------------------------------------------------

    def set_read(self, articles: Sequence[Article], read: bool) -> None:
        """Flag articles as read, or as not read."""
        self._state.mark_each_read(_names(articles), read, self._clock())
        self._can_undo(partial(self._unflag, tuple(articles), not read))

    def _unflag(self, articles: Sequence[Article], read: bool) -> str:
        self._state.mark_each_read(_names(articles), read, self._clock())
        many = f"{len(articles):,} articles are" if len(articles) > 1 else "The article is"
        return f"{many} {'read' if read else 'unread'} again"

    # -- saved searches -------------------------------------------------------------------

    def searches(self) -> tuple[SavedSearch, ...]:
        """Those that the owner keeps, as they are on disk."""
        store = self._session.searches
        if store is None:
            return ()
        store.load()
        return store.all()

    def save_search(self, query: str) -> str:
        """Keep a search; what was done, in words."""
        store = self._session.searches
        if store is None:
            return "Searches cannot be kept here"
        before = {search.id for search in store.all()}
        made = store.add(query)
        if made.id in before:
            return "This search is kept already"
        self._can_undo(partial(self._drop_search, made))
        return f"Search kept: {made.title} · U undoes"

    def _drop_search(self, search: SavedSearch) -> str:
        if self._session.searches is not None:
            self._session.searches.remove(search.id)
        return "Search taken back"

    def remove_search(self, key: str) -> str:
        store = self._session.searches
        removed = store.remove(key) if store is not None else None
        if removed is None:
            return "The search is gone already"
        self._can_undo(partial(self._bring_back, removed, "Search is back"))
        return "Search removed · U undoes"

    def rename_search(self, key: str, name: str) -> str:
        store = self._session.searches
        before = store.get(key) if store is not None else None
        if store is None or before is None or before.name == name:
            return ""
        store.rename(key, name)
        self._can_undo(partial(self._bring_back, before, "Name is as it was"))
        return "Name kept"

    def _bring_back(self, search: SavedSearch, told: str) -> str:
        if self._session.searches is not None:
            self._session.searches.restore(search)
        return told

    # -- places -------------------------------------------------------------------------

    def place(self, opened: OpenedArticle) -> Place | None:
        """Where the article was left, found again by its words; None for the beginning."""
        from reader.document.quote import locate

        article = opened.article
        known = self._state.place(article.fingerprint, article.path)
        if known is None or _is_beginning(known.place):
            return None
        if known.quote is None:
            return known.place
        return locate(opened.document, known.quote, known.place)

    def left_at(self, article: Article) -> Quote | None:
        """The words at which the article was left; None for the beginning, or if unknown."""
        try:
            known = self._state.place(article.fingerprint, article.path)
        except ReaderError:
            return None  # told of when the whole is read and the place is looked up again
        return known.quote if known is not None and not _is_beginning(known.place) else None

    def save_place(self, opened: OpenedArticle, place: Place | None, progress: float) -> None:
        """Remember a place (None: the beginning); the end on the screen makes it read."""
        from reader.document.model import Place
        from reader.document.quote import describe

        article = opened.article
        words = describe(opened.document, place) if place is not None else None
        now = self._clock()
        self._state.save_place(
            article.fingerprint, article.path, place or Place(), words, progress, now
        )
        if progress >= READ_AT:
            self._state.mark_read(article.fingerprint, article.path, True, now)


def _is_beginning(place: Place) -> bool:
    """Whether it stands for the title card, above the first block."""
    return place.block == 0 and place.offset == 0


def _names(articles: Sequence[Article]) -> list[tuple[str, Path]]:
    return [(article.fingerprint, article.path) for article in articles]


def located(document: Document, bookmark: Bookmark) -> Place | None:
    """The bookmark's place in this document; None if it has none, or has lost it."""
    from reader.document.quote import locate

    if bookmark.place is None:
        return None
    if bookmark.quote is None:
        return bookmark.place
    return locate(document, bookmark.quote, bookmark.place)
