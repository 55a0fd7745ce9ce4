"""The right pane: the article, the find bar under it, and the workers that feed them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Lock

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.opening import OpenedArticle
from reader.typeset.card import Card
from reader.ui.bookmark_keeping import Change
from reader.ui.keeping import Keeper
from reader.ui.place_keeping import READ_AT
from reader.ui.preparing import Prepared, Target
from reader.ui.screens.opening import OpeningPane
from reader.ui.session import Session
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.search_box import FindBar
from reader.ui.widgets.status_bar import ProgressLine, Whereabouts

SAVE_SECONDS = 2.0
RETRY_SECONDS = 10.0


class ReadingPane(OpeningPane):
    """Shows one article at a time and remembers where it was left."""

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

    def __init__(self, session: Session, keeper: Keeper, *, id: str | None = None) -> None:
        super().__init__(session, keeper, id=id)
        self._entered = False
        """Whether the article was gone into or scrolled: a mere preview leaves no trace."""
        self._saved: tuple[Place | None, bool] = (None, False)
        self._writing = Lock()

    def compose(self) -> ComposeResult:
        settings = self.session.settings
        yield ArticleView(measure=settings.measure, page_style=settings.page_style, id="article")
        yield ProgressLine(id="progress")
        yield FindBar(id="find")

    def on_mount(self) -> None:
        self.view = self.query_one(ArticleView)
        self.find_bar = self.query_one(FindBar)
        self.set_interval(SAVE_SECONDS, self.save_place)
        self.set_interval(RETRY_SECONDS, self.retry)

    def leave(self) -> None:
        self.save_place()

    def show_first(self, prepared: Prepared) -> None:
        self._entered = self.view.has_focus
        super().show_first(prepared)

    def show_complete(self, prepared: Prepared) -> None:
        self._saved = (prepared.reading.place, False)
        super().show_complete(prepared)

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
        self._entered = True

    def on_descendant_focus(self) -> None:
        self._entered = True

    def save_place(self) -> None:
        """Remember where the article was left, if that changed."""
        opened = self.shown
        if opened is None or not opened.complete:
            return
        if self.view.document is not opened.document:
            return
        if not self._entered or not self.view.laid_out:
            return
        state = (self.here(), self.view.progress >= READ_AT)
        if state == self._saved:
            return
        self._saved = state
        self.keep(partial(self._save_place, opened, state[0], self.view.progress))

    def _save_place(self, opened: OpenedArticle, place: Place | None, progress: float) -> str:
        self.keeper.places.save_place(opened, place, progress)
        return ""

    def reload(self) -> None:
        """Read the file again, at the place where the eye is, found again by its words."""
        opened = self.shown
        if opened is not None and opened.complete:
            work = partial(self._save_place, opened, self.here(), self.view.progress)
            self.keep(work, partial(self.open, Target(opened.article.path)))

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
            places = (
                tuple(self.keeper.bookmarks.places(opened).values()) if opened and told else None
            )
            self.post_message(self.Kept(told, notices, opened, places, then))

        self.run_worker(run, thread=True, group="keep")

    # -- bookmarks ----------------------------------------------------------------------

    def toggle_bookmark(self) -> None:
        """Bookmark what is selected, the current match, or the first line on the screen."""
        self.when_complete(self._toggle_bookmark)

    def _toggle_bookmark(self) -> None:
        opened = self.shown
        if opened is not None and opened.document.blocks:
            start, end = self.view.bookmark_range()
            self.keep(partial(self._toggle_place, opened, start, end))

    def toggle_article(self, article: Article) -> None:
        """Bookmark an article as such, or take that bookmark away."""
        self.keep(lambda: told_of(self.keeper.bookmarks.toggle_article(article)))

    def _toggle_place(self, opened: OpenedArticle, start: Place, end: Place) -> str:
        return told_of(self.keeper.bookmarks.toggle_place(opened, start, end))

    def show_bookmarks(self, opened: OpenedArticle | None, places: tuple[Place, ...]) -> None:
        """Draw the marks in the margin, if the article is still the one shown."""
        if opened is not None and opened is self.shown:
            self.view.set_bookmarks(places)

    def retry(self) -> None:
        """Write again what the disk refused, if anything."""
        if self.keeper.unsaved:
            self.keep(self.keeper.retry)


def told_of(change: Change) -> str:
    """A change of a bookmark, in words."""
    if change.after is None:
        return "Bookmark removed · U undoes"
    return "Bookmarked" if change.before is None else "Note kept"
