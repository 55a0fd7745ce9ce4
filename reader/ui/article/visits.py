"""What is remembered of the reading of an article: that it was opened, how long, how far."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.library.open_article import Extent
from reader.services.owner.reading_places import READ_AT
from reader.services.owner.reading_time import Attention
from reader.services.reading.jump_trail import Stop
from reader.ui.article.messages import ReadingBegun

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from reader.document.model import Place
    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle
    from reader.state.bookmark import ArticleRef
    from reader.ui.article.host import PaneHost

TIME_SECONDS = 10.0
"""Reading time is written when so much has come together, or the article is left."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What of an article is on the screen."""

    opened: OpenedArticle
    place: Place | None
    """The place at the top of the screen; None is the title card."""
    link: int
    """Index of the link that has the focus, -1 for none."""
    progress: float
    """0 to 1."""
    is_whole: bool
    """Whether it is the article, all of it, in rows."""
    is_current: bool
    """Whether it is the article that was asked for last."""
    has_focus: bool
    is_led: bool = False
    """Whether a jump or a match has led there, to a footnote say, rather than reading."""


class Places(Protocol):
    """Where reading is remembered; for the lanes."""

    def record_open(self, article: Article) -> None: ...
    def add_time(self, article: Article, seconds: float) -> None: ...
    def save_place(
        self,
        opened: OpenedArticle,
        place: Place | None,
        progress: float,
        *,
        is_read: bool = False,
    ) -> None: ...


class BookmarkNames(Protocol):
    """What bookmarks call their articles."""

    def outdated_names(self, article: Article) -> Mapping[ArticleRef, ArticleRef] | None: ...
    def renew_names(self, path: Path, outdated: Mapping[ArticleRef, ArticleRef]) -> None: ...


class Notes(Protocol):
    """Has things written that nobody asked for."""

    def note(self, work: Callable[[], None]) -> None: ...
    def note_place(
        self, work: Callable[[], None], then: Callable[[], None] | None = None
    ) -> None: ...
    def keep_unasked(self, work: Callable[[], str]) -> None: ...


class VisitLog:
    """Tells a visit from a glance: a mere preview leaves no trace."""

    def __init__(
        self,
        host: PaneHost,
        look: Callable[[], Sight | None],
        notes: Notes,
        places: Places,
        names: BookmarkNames,
        clock: Callable[[], datetime],
    ) -> None:
        """`look` says what is on the screen; None without an article."""
        self._host = host
        self._look = look
        self._notes = notes
        self._places = places
        self._names = names
        self._attention = Attention(clock)
        self._is_awaited = False
        """Whether the article was gone into before there was anything of it to see."""
        self._is_entered = False
        """Whether the article was gone into or scrolled."""
        self._is_chosen = False
        """Whether it was gone into by somebody who had seen it, not on the way to another."""
        self._is_recorded = False
        """Whether the history has it."""
        self._is_named = False
        """Whether it was looked at whether its bookmarks call it by the names that it has now."""
        self._saved: tuple[Place | None, bool] = (None, False)
        """The place, and whether the end was seen, as they were saved last."""
        self.left: Stop | None = None
        """The place at which the article that was read before was left."""

    # -- what becomes of the article ----------------------------------------------------

    def article_left(self) -> None:
        """Another article is about to take the place of the one on the screen."""
        self.save(is_last=True)
        self.left = self.last_stop
        self._is_awaited = False

    def article_shown(self) -> None:
        """A visit begins, at once where the focus is in the article already."""
        was_awaited, self._is_awaited = self._is_awaited, False
        self._is_entered = self._is_chosen = self._is_recorded = self._is_named = False
        self._attention.begin()
        sight = self._look()
        if sight is not None and sight.has_focus:
            self.enter(chosen=was_awaited)

    def article_completed(self, place: Place | None) -> None:
        """All of the article is there, at the place where it was left the last time."""
        self._saved = (place, False)
        self.see_end()

    # -- what the reader does -----------------------------------------------------------

    def enter(self, *, chosen: bool = False) -> bool:
        """Somebody goes into the article, or moves in it; False if it is not there yet."""
        sight = self._look()
        if sight is None or not sight.is_current:
            self._is_awaited = True
            return False
        self._is_chosen |= chosen
        self._attention.touch()
        if not self._is_entered:
            self._is_entered = True
            self._host.post_message(ReadingBegun(sight.opened))
        self.see_end()
        return True

    def touched(self) -> None:
        """A key was pressed by somebody who reads."""
        if self._is_entered:
            self._attention.touch()

    def pause(self) -> None:
        """Nobody reads for the time being."""
        self._attention.pause()

    def see_end(self) -> None:
        """See whether the end of the article is on the screen."""
        sight = self._look() if self._is_entered else None
        if sight is not None:
            at_end = sight.is_whole and sight.progress >= READ_AT
            self._attention.end_shown(at_end and not sight.is_led)

    @property
    def last_stop(self) -> Stop | None:
        """Where the reader is in the article; else where the one that was read before was left."""
        sight = self._look()
        if sight is None or not self._is_entered or not self._is_visit:
            return self.left
        return Stop(sight.opened.article.path, sight.place, sight.link)

    @property
    def _is_visit(self) -> bool:
        return self._is_chosen or self._attention.is_paid

    # -- what is written ----------------------------------------------------------------

    def save(self, *, is_last: bool = False) -> None:
        """Remember where the article is left, if that changed, and how long it was read.

        The last time of a visit also what is too little to be written otherwise.
        """
        sight = self._look()
        if sight is None or not self._is_entered:
            return
        self._save_visit(sight.opened, is_last=is_last)
        if not sight.is_whole:
            return
        self.see_end()
        before, state = self._saved, (sight.place, self._attention.has_seen_end)
        if state == before:
            return
        self._saved = state
        # Once: who says afterwards that it is not read means it.
        is_read = state[1] and not before[1]
        self._notes.note_place(partial(self._save_place, sight, is_read=is_read))

    def save_then(self, then: Callable[[], None]) -> None:
        """Remember the place whatever was saved before, then go on; nothing of a part."""
        sight = self._look()
        if sight is not None and sight.opened.extent is not Extent.ARTICLE:
            then()
        elif sight is not None and sight.opened.complete:
            self._notes.note_place(partial(self._save_place, sight, is_read=False), then)

    def _save_place(self, sight: Sight, *, is_read: bool) -> None:
        self._places.save_place(sight.opened, sight.place, sight.progress, is_read=is_read)

    def _save_visit(self, opened: OpenedArticle, *, is_last: bool) -> None:
        article = opened.article
        if not self._is_recorded and self._is_visit:
            self._is_recorded = True
            self._notes.note(partial(self._places.record_open, article))
        if self._is_recorded and opened.complete and not (is_last or self._is_named):
            self._is_named = True
            self._host.begin(partial(self._look_at_names, opened), "names", exclusive=False)
        seconds = self._attention.take(0.0 if is_last else TIME_SECONDS)
        if seconds:
            self._notes.note(partial(self._places.add_time, article, seconds))

    async def _look_at_names(self, opened: OpenedArticle) -> None:
        """Have bookmarks call the article by the names that it has now."""
        article = opened.article
        with suppress(ReaderError):  # nobody asked for it, and the next visit asks again
            outdated = await asyncio.to_thread(self._names.outdated_names, article)
            if outdated is None and self._host.shown is opened:
                self._is_named = False  # it is not known yet: the next save asks again
            if outdated:
                self._notes.keep_unasked(partial(self._renew_names, article.path, outdated))

    def _renew_names(self, path: Path, outdated: Mapping[ArticleRef, ArticleRef]) -> str:
        self._names.renew_names(path, outdated)
        return ""
