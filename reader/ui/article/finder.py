"""Finding in the article that is shown: the bar, the worker, and what was found last."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from reader.document.model import Document, Place
from reader.text.safe import clean_line
from reader.ui.article.widgets.view import ArticleView
from reader.ui.common.search_box import FindBar

if TYPE_CHECKING:
    from reader.document.ranges.find import Match


class FindingPane(Vertical):
    """What a pane with an ArticleView as `view` and a FindBar as `find_bar` finds."""

    view: ArticleView
    find_bar: FindBar

    class Told(Message):
        """Something for the reader to know."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Found(Message):
        """The matches of `query` in `document`; `step` is where `n` or `N` wanted to go.

        None if nobody wants to go anywhere: there is more of the article to find in.
        """

        def __init__(
            self, document: Document, query: str, matches: tuple[Match, ...], step: int | None
        ) -> None:
            super().__init__()
            self.document = document
            self.query = query
            self.matches = matches
            self.step = step

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._find_origin: Place | None = None
        self._finding = ""
        """What is to be lit, empty for nothing: a later answer than this is late."""
        self.is_finding = False
        """Whether somebody waits to be taken to a match."""
        self._last = ""
        """What was found last, for `n`."""
        self._last_terms = False
        """Whether that is a query of the library, with terms, rather than plain text."""

    def remember_query(self, query: str) -> None:
        """The hits of a library query are lit: `n` finds them again."""
        self._last, self._last_terms = query, True
        self._finding = query

    def open_find(self) -> None:
        self._find_origin = self.view.place
        self.find_bar.open()

    def find_again(self, step: int) -> None:
        """Find what was found last, `step` matches on from here; ask if nothing ever was."""
        if self._last:
            self._find_origin = None
            self._start_finding(self._last, terms=self._last_terms, step=step)
        else:
            self.open_find()

    def find_anew(self) -> None:
        """There is more of the article: light what is lit in all of it."""
        if self._finding:
            self._start_finding(self._finding, terms=self._last_terms, step=None)

    def _start_finding(self, query: str, *, terms: bool, step: int | None) -> None:
        document = self.view.document
        if document is not None:
            self._finding = query
            self.is_finding |= step is not None
            work = partial(self._find, document, query, terms, step)
            self.run_worker(work, thread=True, group="find", exclusive=True)

    @on(FindBar.QueryChanged)
    def _find_changed(self, message: FindBar.QueryChanged) -> None:
        message.stop()
        if message.query.strip():
            self._last, self._last_terms = message.query, False
            self.view.goes_on = False
        self._start_finding(message.query, terms=False, step=0)

    def _find(self, document: Document, query: str, terms: bool, step: int | None) -> None:
        from reader.document.ranges.find import find  # late: nobody finds in the first frame
        from reader.services.prepare_article import matches_of

        worker = get_current_worker()
        matches = matches_of(document, query) if terms else find(document, query)
        if not worker.is_cancelled:
            self.post_message(self.Found(document, query, matches, step))

    @on(Found)
    def _found(self, message: Found) -> None:
        message.stop()
        if message.query != self._finding or message.document is not self.view.document:
            return
        self.is_finding = False
        if message.step is None:
            self.view.renew_matches(message.matches)
            return
        if message.step:
            self.view.set_matches(message.matches, step=message.step)
        else:
            self.view.set_matches(message.matches, start=self._find_origin)
        if message.step and not message.matches and self.view.goes_on:
            # Found by its title or a label only.
            self.view.ask_for_result(message.step)
        elif message.query.strip() and not message.matches and not self.find_bar.display:
            self.post_message(self.Told(f"Not found: {clean_line(message.query)}"))

    @on(FindBar.StepAsked)
    def _find_step(self, message: FindBar.StepAsked) -> None:
        message.stop()
        if self.view.has_matches:
            self.view.step_match(message.step)

    @on(FindBar.Closed)
    def _find_closed(self, message: FindBar.Closed) -> None:
        message.stop()
        if not message.keep:
            self._finding = ""
            self.view.clear_matches()
            self.view.take_caret_back()
        if message.focus:
            self.screen.set_focus(self.view)

    @on(ArticleView.MatchChanged)
    def _match_changed(self, message: ArticleView.MatchChanged) -> None:
        self.find_bar.show_count(message.index, message.total)
