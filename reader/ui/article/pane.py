"""The right pane: the article, the find bar under it, and the workers that feed them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.open_article import OpenedArticle
from reader.services.jump_trail import Stop
from reader.services.owner.keeper import Keeper
from reader.services.owner.reading_places import READ_AT
from reader.services.owner.reading_time import Attention
from reader.services.prepare_article import Prepared, Target
from reader.services.session import Session
from reader.state.bookmark import ArticleRef
from reader.typeset.card import Card
from reader.ui.article.marks import KeepingPane
from reader.ui.article.widgets.view import ArticleView
from reader.ui.common.search_box import FindBar
from reader.ui.common.status_bar import ProgressLine, Whereabouts

SAVE_SECONDS = 2.0
TIME_SECONDS = 10.0
"""Reading time is written when so much has come together, or the article is left."""


class ReadingPane(KeepingPane):
    """Shows one article at a time and remembers where it was left."""

    def __init__(self, session: Session, keeper: Keeper, *, id: str | None = None) -> None:
        super().__init__(session, keeper, id=id)
        self._entered = False
        """Whether the article was gone into or scrolled: a mere preview leaves no trace."""
        self._chosen = False
        """Whether it was gone into by somebody who had seen it, not on the way to another."""
        self._awaited = -1
        """The request that was gone into before there was anything of it to see."""
        self._recorded = False
        """Whether the history has it."""
        self._named = False
        """Whether it was looked at whether its bookmarks call it by the names that it has now."""
        self._attention = Attention(session.clock)
        self.left: Stop | None = None
        """Where the article that was read before was left."""
        self._saved: tuple[Place | None, bool] = (None, False)

    class Entered(Message):
        """Somebody begins to read the article."""

        def __init__(self, opened: OpenedArticle) -> None:
            super().__init__()
            self.opened = opened

    class NamesOutdated(Message):
        """Bookmarks call the article that is read by names that it had before."""

        def __init__(self, path: Path, outdated: Mapping[ArticleRef, ArticleRef]) -> None:
            super().__init__()
            self.path = path
            self.outdated = outdated

    def compose(self) -> ComposeResult:
        settings = self.session.settings
        yield ArticleView(measure=settings.measure, page_style=settings.page_style, id="article")
        yield ProgressLine(id="progress")
        yield FindBar(id="find")

    def on_mount(self) -> None:
        self.view = self.query_one(ArticleView)
        self.find_bar = self.query_one(FindBar)
        self.set_interval(SAVE_SECONDS, self.save_place)

    def leave(self) -> None:
        self.save_place(all_time=True)
        self.left = self.last_stop

    def show_first(self, prepared: Prepared) -> None:
        self._entered = self._chosen = self._recorded = self._named = False
        self._attention.begin()
        super().show_first(prepared)
        if self.view.has_focus:
            self._enter(chosen=self._awaited == self._shown)

    def show_complete(self, prepared: Prepared) -> None:
        self._saved = (prepared.reading.place, False)
        super().show_complete(prepared)
        self._look()

    def show_nothing(self, card: Card | None = None) -> None:
        super().show_nothing(card)
        self.query_one(ProgressLine).whereabouts = None

    # -- where the eye is ---------------------------------------------------------------

    def here(self) -> Place | None:
        """The place at the top of the screen; None is the title card."""
        from_middle = self.shown is not None and self.shown.before
        return None if self.view.at_start or from_middle else self.view.place

    @on(ArticleView.Moved)
    def _moved(self, message: ArticleView.Moved) -> None:
        message.stop()
        opened = self.shown
        if opened is None:
            return
        self._look()
        progress = message.progress
        self.query_one(ProgressLine).whereabouts = Whereabouts(
            self.view.section,
            progress,
            opened.article.minutes,
            estimated=not self.view.exact,
        )

    @on(ArticleView.Scrolled)
    def _scrolled(self, message: ArticleView.Scrolled) -> None:
        message.stop()
        self._enter()

    def on_descendant_focus(self) -> None:
        self._enter(chosen=True)

    def on_descendant_blur(self) -> None:
        self._attention.pause()

    def touched(self) -> None:
        """A key was pressed by somebody who reads."""
        if self._entered:
            self._attention.touch()

    def pause(self) -> None:
        """Nobody reads for the time being."""
        self._attention.pause()

    def _enter(self, *, chosen: bool = False) -> None:
        opened = self.shown
        if opened is None or self._shown != self._request:
            self._awaited = self._request
            return
        self._chosen |= chosen
        self._attention.touch()
        if not self._entered:
            self._entered = True
            self.post_message(self.Entered(opened))
        self.tell_of_marks()
        self._look()

    @property
    def last_stop(self) -> Stop | None:
        """Where the reader is in the article; else where the one that was read before was left."""
        opened = self.shown
        if opened is None or not self._entered or not (self._chosen or self._attention.is_paid):
            return self.left
        return Stop(opened.article.path, self.here(), self.view.focused_link)

    # -- what is remembered of it -------------------------------------------------------

    @property
    def _is_whole(self) -> bool:
        """Whether what is on the screen is the article, all of it, in rows."""
        opened = self.shown
        is_shown = opened is not None and self.view.document is opened.document
        return is_shown and opened is not None and opened.complete and self.view.laid_out

    def _look(self) -> None:
        """See whether the end of the article is on the screen."""
        if self._entered:
            self._attention.end_shown(self._is_whole and self.view.progress >= READ_AT)

    def save_place(self, *, all_time: bool = False) -> None:
        """Remember where the article was left, if that changed; that, and how long, it was read."""
        opened = self.shown
        if opened is None or not self._entered:
            return
        self._save_visit(opened, is_last=all_time)
        if not self._is_whole:
            return
        self._look()
        before, state = self._saved, (self.here(), self._attention.has_seen_end)
        if state == before:
            return
        self._saved = state
        # Once: who says afterwards that it is not read means it.
        is_read = state[1] and not before[1]
        self.note_place(partial(self._save_place, opened, state[0], self.view.progress, is_read))

    def _save_visit(self, opened: OpenedArticle, *, is_last: bool) -> None:
        """Remember the visit; the last time of a visit also what is too little to be written."""
        article, places = opened.article, self.keeper.places
        if not self._recorded and (self._chosen or self._attention.is_paid):
            self._recorded = True
            self._note(partial(places.record_open, article))
        if self._recorded and opened.complete and not (is_last or self._named):
            self._named = True
            self.run_worker(partial(self._look_at_names, article), thread=True, group="names")
        seconds = self._attention.take(0.0 if is_last else TIME_SECONDS)
        if seconds:
            self._note(partial(places.add_time, article, seconds))

    def _look_at_names(self, article: Article) -> None:
        with suppress(ReaderError):  # nobody asked for it, and the next visit asks again
            outdated = self.keeper.bookmarks.outdated_names(article)
            if outdated is None:
                self._named = False
            if outdated:
                self.post_message(self.NamesOutdated(article.path, outdated))

    @on(NamesOutdated)
    def _names_outdated(self, message: NamesOutdated) -> None:
        message.stop()
        self.keep_unasked(partial(self._renew_names, message))

    def _renew_names(self, message: NamesOutdated) -> str:
        self.keeper.bookmarks.renew_names(message.path, message.outdated)
        return ""

    def _note(self, work: Callable[[], None]) -> None:
        """Write what nobody waits for, and nobody misses if it cannot be written."""

        def run() -> None:
            with suppress(ReaderError):
                work()

        self.await_lane(self.keeper.place_lane.put(run))

    def _save_place(
        self, opened: OpenedArticle, place: Place | None, progress: float, is_read: bool
    ) -> None:
        self.keeper.places.save_place(opened, place, progress, is_read=is_read)

    def reload(self) -> None:
        """Read the file again, at the place where the eye is, found again by its words."""
        opened = self.shown
        if opened is not None and opened.complete:
            work = partial(self._save_place, opened, self.here(), self.view.progress, False)
            self.note_place(work, partial(self.open, Target(opened.article.path)))
