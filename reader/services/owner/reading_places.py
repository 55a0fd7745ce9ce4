"""Where articles were left, which were read, and for how long."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.library.files.piped import SHOWN, is_piped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from reader.document.anchors.quote import Quote
    from reader.document.model import Place
    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle
    from reader.library.store.reads import IndexSnapshot
    from reader.services.catalog import Catalog
    from reader.services.owner.bookmark_articles import BookmarkHomes
    from reader.services.owner.undo import Undoing
    from reader.services.session import Session
    from reader.state.reading_state import (
        Former,
        PastOpening,
        PlaceRecord,
        ReadState,
        StateDatabase,
    )

MOST_ALIKE = 8
"""Places of articles with one title or file name that are looked into: the latest."""
READ_AT = 0.98
"""Progress (0 to 1) at which the end counts as shown: blank rows after the text do not matter."""


class Begun(NamedTuple):
    """An article of the library that was begun but is not read to its end."""

    id: int
    article: Article
    progress: float
    """0 to 1."""
    at: datetime


class Visit(NamedTuple):
    """An article that was opened, and how far it is read now."""

    opening: PastOpening
    state: ReadState | None


class PlaceKeeper:
    """Keeps reading places, read flags and reading time in the owner's state.

    For workers, since it reads and writes a database. Its methods raise ReaderError if that fails.
    """

    def __init__(
        self,
        session: Session,
        catalog: Catalog,
        undoing: Undoing,
        homes: Callable[[], BookmarkHomes],
    ) -> None:
        """`homes` tells which article a record is on whose file was moved and edited."""
        self._homes = homes
        self._session = session
        self._catalog = catalog
        self._clock = session.clock
        self._undoing = undoing

    @property
    def _state(self) -> StateDatabase:
        return self._session.state

    def set_read(self, articles: Sequence[Article], read: bool) -> None:
        """Flag articles as read or not read; this can be undone."""
        names = [_names(article) for article in articles]
        former = self._state.mark_each_read(names, read, self._clock())
        self._undoing.remember(lambda: self._unflag(former, len(articles), not read), is_own=False)

    def _unflag(self, former: Sequence[Former], count: int, read: bool) -> str:
        self._state.restore_flags(former)
        many = f"{count:,} articles are" if count > 1 else "The article is"
        return f"{many} {'read' if read else 'unread'} again"

    def place(self, opened: OpenedArticle) -> Place | None:
        """Where the article was left, found by its words; None for the beginning, or if lost."""
        from reader.document.anchors.finder import locate

        article = opened.article
        known = self._state.place(article.fingerprint, article.path)
        if known is None and (record := self._moved_here(article)) is not None:
            self._state.copy(record.path, *_names(article))
            known = record.place
        if known is None or _is_beginning(known.place):
            return None
        if known.quote is None:
            return known.place
        return locate(opened.document, known.quote, known.place)

    def left_at(self, article: Article) -> Quote | None:
        """The words at which the article was left; None for the beginning, or if unknown.

        Raises nothing.
        """
        try:
            known = self._state.place(article.fingerprint, article.path)
            if known is None and (record := self._moved_here(article)) is not None:
                known = record.place
        except ReaderError:
            return None  # told when the whole article is read and the place is looked up again
        return known.quote if known is not None and not _is_beginning(known.place) else None

    def _moved_here(self, article: Article) -> PlaceRecord | None:
        """The record of an article whose path and text are others now, found as bookmarks are."""
        if is_piped(article.path):
            return None
        records = self._state.named_alike(article.title, article.path.name, MOST_ALIKE)
        return next((record for record in records if self._is_on(record, article)), None)

    def _is_on(self, record: PlaceRecord, article: Article) -> bool:
        from reader.state.bookmark import ArticleRef, Bookmark

        ref = ArticleRef(record.fingerprint, path=str(record.path), title=record.title)
        mark = Bookmark(article=ref, place=record.place.place, quote=record.place.quote)
        home = self._homes().home(ref, (mark,))
        return home is not None and home.is_sure and home.path == article.path

    def save_place(
        self,
        opened: OpenedArticle,
        place: Place | None,
        progress: float,
        *,
        is_read: bool = False,
    ) -> None:
        """Remember where an article is left (None: the beginning) and the progress, 0 to 1.

        With `is_read` the article is flagged as read too.
        """
        from reader.document.anchors.quote import describe
        from reader.document.model import Place

        article = opened.article
        words = describe(opened.document, place) if place is not None else None
        now = self._clock()
        names = _names(article)
        self._state.save_place(*names, place or Place(), words, progress, now)
        if is_read:
            self._state.mark_read(*names, True, now)

    # -- time and history -----------------------------------------------------------------

    def add_time(self, article: Article, seconds: float) -> None:
        """Add to the time that an article was read."""
        self._state.add_time(*_names(article), seconds, self._clock())

    def record_open(self, article: Article) -> None:
        """Put an article into the history of those opened."""
        self._state.record_open(*_names(article), article.title, self._clock())

    def known_of(self, article: Article) -> ReadState | None:
        """What is kept of reading an article; None if it was never read."""
        return self._state.progress_of([(article.fingerprint, article.path)]).get(article.path)

    def history(self, limit: int) -> tuple[Visit, ...]:
        """The articles that were opened, the last one first, of this and other libraries."""
        openings = self._state.history(limit)
        states = self._state.progress_of((each.fingerprint, each.path) for each in openings)
        return tuple(Visit(each, states.get(each.path)) for each in openings)

    def begun(self, limit: int, among: Collection[Path] | None = None) -> tuple[Begun, ...]:
        """Articles of the library that were begun and are not read, at most `limit`, latest first.

        With `among` only those at one of these paths.
        """
        states = self._state.begun()

        def look(snapshot: IndexSnapshot) -> tuple[Begun, ...]:
            found: dict[int, Begun] = {}
            for state in states:
                id_ = self._catalog.resolve_in(snapshot, state.fingerprint, str(state.path))
                if id_ is not None and id_ not in found:
                    article = snapshot.article(id_)
                    if among is not None and article.path not in among:
                        continue
                    found[id_] = Begun(id_, article, state.progress, state.at)
                if len(found) == limit:
                    break
            return tuple(found.values())

        return self._session.index.view(look) if states and limit > 0 else ()


def _names(article: Article) -> tuple[str, Path]:
    """The fingerprint and the path under which the state of reading is recorded.

    What was piped in has the same two whenever it is piped in again.
    """
    path = article.path
    return article.fingerprint, Path(SHOWN, article.fingerprint) if is_piped(path) else path


def _is_beginning(place: Place) -> bool:
    """Whether a recorded place is the title card, above the first block."""
    return place.block == 0 and place.offset == 0
