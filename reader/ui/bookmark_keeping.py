"""Bookmarks of the articles on the screen, and where they are in them."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document, Place
    from reader.document.quote import Quote
    from reader.library.article import Article
    from reader.library.opening import OpenedArticle
    from reader.state.bookmark import ArticleRef, Bookmark
    from reader.state.bookmarks import BookmarkStore
    from reader.ui.catalog import Catalog
    from reader.ui.session import Session
    from reader.ui.undoing import Undoing


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


class BookmarkKeeper:
    """Changes bookmarks; writes to disk: its changing methods are for workers.

    They raise ReaderError if the disk refuses; the change is in memory then, can be undone, and
    goes to disk with the next one. What it works with is imported by the methods that do: the
    first frame needs none of it.
    """

    def __init__(self, session: Session, catalog: Catalog, undoing: Undoing) -> None:
        self._session = session
        self._catalog = catalog
        self._undoing = undoing

    @property
    def _store(self) -> BookmarkStore:
        return self._session.bookmarks

    def reload(self) -> str:
        """Pick up what others wrote; what the owner should know of it, or nothing."""
        self._store.reload_if_changed()
        return ""

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
                self._undoing.remember(partial(self._take_back, change))

    def _take_back(self, change: Change) -> str:
        if change.before is None:
            self._store.remove(change.bookmark.id)
            return "Bookmark taken back"
        if change.after is None:
            self._store.restore(change.before)
            return "Bookmark is back"
        self._store.update(change.before)
        return "Note is as it was"


def located(document: Document, bookmark: Bookmark) -> Place | None:
    """The bookmark's place in this document; None if it has none, or has lost it."""
    from reader.document.quote import locate

    if bookmark.place is None:
        return None
    if bookmark.quote is None:
        return bookmark.place
    return locate(document, bookmark.quote, bookmark.place)
