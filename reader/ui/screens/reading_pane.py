"""The right pane: the article, the find bar under it, and the workers that feed them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from reader.document.model import Document, Place
from reader.errors import ReaderError
from reader.library.opening import OpenedArticle
from reader.text.safe import clean_line
from reader.typeset.card import Card
from reader.ui.keeping import READ_AT, Change, Keeper
from reader.ui.preparing import Prepared, Target, prepare
from reader.ui.session import Session
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.reading import Reading
from reader.ui.widgets.search_box import FindBar
from reader.ui.widgets.status_bar import ProgressLine, Whereabouts

if TYPE_CHECKING:
    from reader.document.find import Match

SAVE_SECONDS = 2.0
RETRY_SECONDS = 10.0


class ReadingPane(Vertical):
    """Shows one article at a time and remembers where it was left."""

    class Told(Message):
        """Something for the reader to know."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Kept(Message):
        """Bookmarks or places changed; what to tell of it may be empty."""

        def __init__(
            self,
            told: str,
            notices: tuple[str, ...],
            opened: OpenedArticle | None,
            places: tuple[Place, ...] | None,
            then: Callable[[], None] | None,
        ) -> None:
            super().__init__()
            self.told = told
            self.notices = notices
            self.opened = opened
            """The article that was shown, and where its bookmarks are now, if they changed."""
            self.places = places
            self.then = then

    class ArticlePrepared(Message):
        """A worker has made an article ready, for request `number`."""

        def __init__(self, number: int, prepared: Prepared) -> None:
            super().__init__()
            self.number = number
            self.prepared = prepared

    class ArticleFailed(Message):
        """The file of request `number` cannot be read."""

        def __init__(self, number: int, target: Target, reason: str) -> None:
            super().__init__()
            self.number = number
            self.target = target
            self.reason = reason

    class Found(Message):
        """The matches of the find bar's query in `document`."""

        def __init__(self, document: Document, query: str, matches: tuple[Match, ...]) -> None:
            super().__init__()
            self.document = document
            self.query = query
            self.matches = matches

    def __init__(self, session: Session, keeper: Keeper, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session
        self.keeper = keeper
        self._request = 0
        self._wanted: Target | None = None
        self._prepared: Prepared | None = None
        self._preparing = 0
        """Number of the request that a worker is busy with, 0 for none."""
        self._entered = False
        """Whether the article was gone into or scrolled: a mere preview leaves no trace."""
        self._saved: tuple[Place | None, bool] = (None, False)
        self._find_origin: Place | None = None
        self._writing = Lock()

    def compose(self) -> ComposeResult:
        yield ArticleView(measure=self.session.settings.measure, id="article")
        yield ProgressLine(id="progress")
        yield FindBar(id="find")

    def on_mount(self) -> None:
        self.view = self.query_one(ArticleView)
        self.find_bar = self.query_one(FindBar)
        self.set_interval(SAVE_SECONDS, self.save_place)
        self.set_interval(RETRY_SECONDS, self.retry)

    @property
    def shown(self) -> OpenedArticle | None:
        """The article on the screen."""
        return self._prepared.opened if self._prepared else None

    # -- opening ------------------------------------------------------------------------

    def preview(self, path: Path, query: str) -> None:
        """Show an article where it was left, or at the first hit, unless it is shown already."""
        wanted = self._wanted
        if wanted is None or wanted.path != path:
            self.open(Target(path, query=query))
        elif wanted.query != query:
            if query:
                self.open(Target(path, query=query))
            else:
                self._wanted = replace(wanted, query="")
                self.view.clear_matches()

    def enter(self, path: Path, query: str) -> None:
        """Show an article to be read; where it is shown already nothing moves."""
        if self._wanted is None or self._wanted.path != path:
            self.open(Target(path, query=query))

    def open(self, target: Target) -> None:
        """Show an article; a later call overtakes an earlier one.

        One is prepared at a time: while the cursor runs down the list, only the last one waits.
        """
        self.save_place()
        self._wanted = target
        self._request += 1
        if not self._preparing:
            self._start_preparing()

    def _start_preparing(self) -> None:
        if self._wanted is not None:
            self._preparing = self._request
            work = partial(self._prepare, self._request, self._wanted)
            self.run_worker(work, thread=True, group="open")

    def _is_current(self, number: int) -> bool:
        """Whether an answer is the one that is waited for; if not, prepare what is."""
        self._preparing = 0
        if number == self._request:
            return True
        self._start_preparing()
        return False

    def _prepare(self, number: int, target: Target) -> None:
        try:
            prepared = prepare(self.session, self.keeper, target)
        except ReaderError as error:
            self.post_message(self.ArticleFailed(number, target, str(error)))
        else:
            self.post_message(self.ArticlePrepared(number, prepared))

    @on(ArticlePrepared)
    def _article_prepared(self, message: ArticlePrepared) -> None:
        message.stop()
        if not self._is_current(message.number):
            return
        prepared = message.prepared
        self._prepared = prepared
        self._saved = (prepared.reading.place, False)
        self._entered = self.view.has_focus
        self.view.show(prepared.reading)
        self.view.set_bookmarks(prepared.bookmarks)
        target = prepared.target
        if prepared.matches:
            at_first = not (target.place or target.bookmark or target.fragment)
            self.view.set_matches(prepared.matches, start=Place() if at_first else None)
        if prepared.notice:
            self.post_message(self.Told(prepared.notice))

    @on(ArticleFailed)
    def _article_failed(self, message: ArticleFailed) -> None:
        message.stop()
        if self._is_current(message.number):
            name = message.target.path.name
            self.show_nothing(Card(title=clean_line(name), notices=(clean_line(message.reason),)))

    def show_nothing(self, card: Card | None = None) -> None:
        """Leave the pane to a card without an article."""
        self._prepared = None
        self._wanted = None
        self._request += 1
        self.view.show(Reading(Document(()), card or Card()))
        self.query_one(ProgressLine).whereabouts = None

    # -- where the eye is ---------------------------------------------------------------

    def here(self) -> Place | None:
        """The place at the top of the screen; None is the title card."""
        return None if self.view.at_start else self.view.place

    @on(ArticleView.Moved)
    def _moved(self, message: ArticleView.Moved) -> None:
        message.stop()
        opened = self.shown
        if opened is None:
            return
        progress = message.progress
        self.query_one(ProgressLine).whereabouts = Whereabouts(
            self.view.section,
            progress,
            round(opened.article.minutes * (1 - progress)),
            estimated=not self.view.exact,
        )

    @on(ArticleView.Scrolled)
    def _scrolled(self, message: ArticleView.Scrolled) -> None:
        message.stop()
        self._entered = True

    def on_descendant_focus(self) -> None:
        self._entered = True

    def save_place(self, *, now: bool = False) -> None:
        """Remember where the article was left, if that changed; `now` waits for the disk."""
        opened = self.shown
        if opened is None or self.view.document is not opened.document:
            return
        if not self._entered or not self.view.laid_out:
            return
        state = (self.here(), self.view.progress >= READ_AT)
        if state == self._saved:
            return
        self._saved = state
        work = partial(self._save_place, opened, state[0], self.view.progress)
        if now:
            work()
        else:
            self.keep(work)

    def _save_place(self, opened: OpenedArticle, place: Place | None, progress: float) -> str:
        self.keeper.save_place(opened, place, progress)
        return ""

    def keep(self, work: Callable[[], str], then: Callable[[], None] | None = None) -> None:
        """Run something that writes, one at a time; tell what it says, or why it failed.

        `then` is called in the app's own turn, once the disk has it or has refused it.
        """
        opened = self.shown

        def run() -> None:
            with self._writing:
                try:
                    told = work()
                except ReaderError as error:
                    # The advice first: the path in an error may be longer than the row.
                    lead = "Kept in memory, to be tried again: " if self.keeper.unsaved else ""
                    told = f"{lead}{error}"
                notices = self.keeper.take_notices()
            places = tuple(self.keeper.places(opened).values()) if opened and told else None
            self.post_message(self.Kept(told, notices, opened, places, then))

        self.run_worker(run, thread=True, group="keep")

    # -- bookmarks ----------------------------------------------------------------------

    def toggle_bookmark(self) -> None:
        """Bookmark what is selected, the current match, or the first line on the screen."""
        opened = self.shown
        if opened is not None and opened.document.blocks:
            start, end = self.view.bookmark_range()
            self.keep(partial(self._toggle_place, opened, start, end))

    def _toggle_place(self, opened: OpenedArticle, start: Place, end: Place) -> str:
        return told_of(self.keeper.toggle_place(opened, start, end))

    def show_bookmarks(self, opened: OpenedArticle | None, places: tuple[Place, ...]) -> None:
        """Draw the marks in the margin, if the article is still the one shown."""
        if opened is not None and opened is self.shown:
            self.view.set_bookmarks(places)

    def retry(self) -> None:
        """Write again what the disk refused, if anything."""
        if self.keeper.unsaved:
            self.keep(self.keeper.retry)

    # -- finding ------------------------------------------------------------------------

    def open_find(self) -> None:
        self._find_origin = self.view.place
        self.find_bar.open()

    @on(FindBar.QueryChanged)
    def _find_changed(self, message: FindBar.QueryChanged) -> None:
        message.stop()
        document = self.view.document
        if document is not None:
            work = partial(self._find, document, message.query)
            self.run_worker(work, thread=True, group="find", exclusive=True)

    def _find(self, document: Document, query: str) -> None:
        from reader.document.find import find  # late: nobody finds in the first frame

        worker = get_current_worker()
        matches = find(document, query)
        if not worker.is_cancelled:
            self.post_message(self.Found(document, query, matches))

    @on(Found)
    def _found(self, message: Found) -> None:
        message.stop()
        wanted = self.find_bar.display and message.query == self.find_bar.query_text
        if wanted and message.document is self.view.document:
            self.view.set_matches(message.matches, start=self._find_origin)

    @on(FindBar.StepAsked)
    def _find_step(self, message: FindBar.StepAsked) -> None:
        message.stop()
        self.view.step_match(message.step)

    @on(FindBar.Closed)
    def _find_closed(self, message: FindBar.Closed) -> None:
        message.stop()
        if not message.keep:
            self.view.clear_matches()
        if message.focus:
            self.view.focus()

    @on(ArticleView.MatchChanged)
    def _match_changed(self, message: ArticleView.MatchChanged) -> None:
        message.stop()
        self.find_bar.show_count(message.index, message.total)
        if message.total and not self.find_bar.display:
            self.post_message(self.Told(f"match {message.index + 1} of {message.total}"))


def told_of(change: Change) -> str:
    """A change of a bookmark, in words."""
    if change.after is None:
        return "Bookmark removed · U undoes"
    return "Bookmarked" if change.before is None else "Note kept"
