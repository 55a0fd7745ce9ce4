"""Where articles were left, and which were read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.document.model import Place
    from reader.document.quote import Quote
    from reader.library.article import Article
    from reader.library.opening import OpenedArticle
    from reader.state.places import StateDatabase
    from reader.ui.session import Session
    from reader.ui.undoing import Undoing

READ_AT = 0.98
"""An article whose end was on the screen counts as read; the blank rows after it do not."""


class PlaceKeeper:
    """Remembers places and flags; writes to disk: for workers. Methods may raise ReaderError."""

    def __init__(self, session: Session, undoing: Undoing) -> None:
        self._session = session
        self._clock = session.clock
        self._undoing = undoing

    @property
    def _state(self) -> StateDatabase:
        return self._session.state

    def set_read(self, articles: Sequence[Article], read: bool) -> None:
        """Flag articles as read, or as not read."""
        self._state.mark_each_read(_names(articles), read, self._clock())
        self._undoing.remember(partial(self._unflag, tuple(articles), not read))

    def _unflag(self, articles: Sequence[Article], read: bool) -> str:
        self._state.mark_each_read(_names(articles), read, self._clock())
        many = f"{len(articles):,} articles are" if len(articles) > 1 else "The article is"
        return f"{many} {'read' if read else 'unread'} again"

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
