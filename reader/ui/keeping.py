"""Bookmarks and reading places of the articles on the screen: what the owner made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from reader.document.model import Document, Place
from reader.document.quote import describe, locate
from reader.library.article import Article
from reader.library.opening import OpenedArticle
from reader.state.bookmark import ArticleRef, Bookmark
from reader.ui.session import Session
from reader.ui.widgets.article_list import Mark

MOST_UNDO = 50
BEGINNING = Place(0, 0)
"""Stands for the title card, above the first block."""
READ_AT = 0.98
"""An article whose end was on the screen counts as read; the blank rows after it do not."""


@dataclass(frozen=True, slots=True)
class Change:
    """A bookmark that was made, taken away or given another note."""

    bookmark: Bookmark
    before: Bookmark | None
    after: Bookmark | None


def reference(article: Article) -> ArticleRef:
    return ArticleRef(
        fingerprint=article.fingerprint,
        url=article.url,
        path=str(article.path),
        title=article.title,
    )


class Keeper:
    """Changes bookmarks, remembers places. Writes to disk: call the changing methods in workers.

    Every method that changes something raises ReaderError if the disk refuses; the change is
    kept in memory then.
    """

    def __init__(self, session: Session) -> None:
        self._store = session.bookmarks
        self._state = session.state
        self._clock = session.clock
        self._undo: list[Change] = []

    # -- bookmarks ----------------------------------------------------------------------

    def reload(self) -> str:
        """Pick up what others wrote; what the owner should know of it, or nothing."""
        self._store.reload_if_changed()
        return " ".join(self._store.take_notices())

    def all(self) -> tuple[Bookmark, ...]:
        return self._store.all()

    def of(self, article: Article) -> tuple[Bookmark, ...]:
        return self._store.for_article(reference(article))

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

    def toggle_place(self, opened: OpenedArticle, start: Place, end: Place) -> Change:
        """Bookmark `start`, or take away what is bookmarked from `start` up to `end`."""
        for key, place in self.places(opened).items():
            if start <= place < end or place == start:
                return self.remove(key)
        made = Bookmark(reference(opened.article), start, describe(opened.document, start))
        return self._remember(Change(self._store.add(made), None, made))

    def toggle_article(self, article: Article) -> Change:
        """Bookmark the article as such, or take that bookmark away."""
        for bookmark in self.of(article):
            if bookmark.place is None:
                return self.remove(bookmark.id)
        made = Bookmark(reference(article))
        return self._remember(Change(self._store.add(made), None, made))

    def remove(self, key: str) -> Change:
        removed = self._store.remove(key)
        return self._remember(Change(removed, removed, None))

    def set_note(self, key: str, note: str) -> Change | None:
        before = self._store.get(key)
        if before is None or before.note == note:
            return None
        after = replace(before, note=note)
        updated = self._store.update(after, before)
        return self._remember(Change(updated, before, updated))

    def _remember(self, change: Change) -> Change:
        self._undo.append(change)
        del self._undo[:-MOST_UNDO]
        return change

    def undo(self) -> str:
        """Take back the last change; what was done, in words, or empty if there is nothing."""
        if not self._undo:
            return ""
        change = self._undo.pop()
        if change.before is None:
            self._store.remove(change.bookmark.id)
            return "Bookmark taken back"
        if change.after is None:
            self._store.restore(change.before)
            return "Bookmark is back"
        self._store.update(change.before)
        return "Note is as it was"

    # -- places -------------------------------------------------------------------------

    def place(self, opened: OpenedArticle) -> Place | None:
        """Where the article was left, found again by its words; None for the beginning."""
        article = opened.article
        known = self._state.place(article.fingerprint, article.path)
        if known is None or known.place == BEGINNING:
            return None
        if known.quote is None:
            return known.place
        return locate(opened.document, known.quote, known.place)

    def save_place(self, opened: OpenedArticle, place: Place | None, progress: float) -> None:
        """Remember a place (None: the beginning); the end on the screen makes it read."""
        article = opened.article
        words = describe(opened.document, place) if place is not None else None
        now = self._clock()
        self._state.save_place(
            article.fingerprint, article.path, place or BEGINNING, words, progress, now
        )
        if progress >= READ_AT:
            self._state.mark_read(article.fingerprint, article.path, True, now)

    def marks(self, articles: Iterable[Article]) -> dict[Path, Mark]:
        """What the list shows beside each article."""
        known = list(articles)
        bookmarked = [bookmark.article for bookmark in self._store.all()]
        fingerprints = {ref.fingerprint for ref in bookmarked if ref.fingerprint}
        urls = {ref.url for ref in bookmarked if ref.url}
        paths = {ref.path for ref in bookmarked if ref.path}
        states = self._state.progress_of((a.fingerprint, a.path) for a in known)
        marks: dict[Path, Mark] = {}
        for article in known:
            state = states.get(article.path)
            kept = (
                article.fingerprint in fingerprints
                or article.url in urls
                or str(article.path) in paths
            )
            if kept or state is not None:
                marks[article.path] = Mark(
                    bookmarked=kept,
                    read=state.read if state else False,
                    progress=state.progress if state else 0.0,
                )
        return marks


def located(document: Document, bookmark: Bookmark) -> Place | None:
    """The bookmark's place in this document; None if it has none, or has lost it."""
    if bookmark.place is None:
        return None
    if bookmark.quote is None:
        return bookmark.place
    return locate(document, bookmark.quote, bookmark.place)
