"""Opening an article: a part of it at once, the whole when it is read, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from reader.document.model import Document, Place
from reader.errors import ReaderError
from reader.library.open_article import OpenedArticle
from reader.services.prepare_article import ArticleTarget, PreparedArticle, corresponding
from reader.services.reading.reading_view import Reading
from reader.text.safe import clean_line
from reader.typeset.card import Card
from reader.ui.article.changes import ArticleChanges
from reader.ui.article.host import PaneHost
from reader.ui.article.steps import Steps

PAINTING_SECONDS = 0.25
"""How long the reading of an article waits, at most, for its first part to be painted."""

Prepare = Callable[[ArticleTarget, Callable[[], bool]], Generator[PreparedArticle, None, None]]
"""Yields parts of an article, then the whole; ends early once it is not wanted. For threads."""
PrepareEnd = Callable[[Path], PreparedArticle | None]
"""The last screens of a long article. For threads."""


class OpenerView(Protocol):
    """The page, as far as articles are put into it."""

    @property
    def at_start(self) -> bool: ...
    @property
    def place(self) -> Place: ...
    def show(self, reading: Reading) -> None: ...
    def grow(self, reading: Reading) -> bool: ...
    def replace(self, reading: Reading, place: Place | None) -> None: ...
    def go_to_end(self) -> None: ...


class ArticleOpener:
    """Shows one article at a time; the last one asked for wins."""

    def __init__(
        self,
        host: PaneHost,
        view: OpenerView,
        changes: ArticleChanges,
        prepare: Prepare,
        prepare_end: PrepareEnd,
    ) -> None:
        self._host = host
        self._view = view
        self._changes = changes
        self._prepare = prepare
        self._prepare_end = prepare_end
        self._request = 0
        self._wanted: ArticleTarget | None = None
        self._prepared: PreparedArticle | None = None
        self._shown_request = 0
        """The request that what is shown belongs to."""
        self.there = asyncio.Event()
        """Set unless an article that was asked for has yet to be shown."""
        self.there.set()
        self._preparing = 0
        """The request for which the worker was begun; 0 while there is none, or it is given up."""
        self.goes_back = False
        """Whether the next article to be previewed is shown at its last hit."""
        self._is_warm = False
        """Whether a worker imports, or has, what articles of other forms need."""

    @property
    def shown(self) -> OpenedArticle | None:
        """The article on the screen, or the part of it that is there so far."""
        return self._prepared.opened if self._prepared else None

    @property
    def is_current(self) -> bool:
        """Whether what is on the screen is what was asked for last."""
        return self._prepared is not None and self._shown_request == self._request

    # -- asking -------------------------------------------------------------------------

    def preview(self, path: Path, query: str, *, together: bool = False) -> None:
        """Show an article where it was left, or at the first hit, unless it is shown already.

        With `together`, here and below, at the first of those that stand together.
        """
        wanted = self._wanted
        backwards, self.goes_back = self.goes_back, False
        if wanted is None or wanted.path != path:
            self.open(ArticleTarget(path, query=query, backwards=backwards, together=together))
        elif wanted.query != query:
            if query:
                self.open(ArticleTarget(path, query=query, together=together))
            else:
                self.leave_search()

    def leave_search(self) -> None:
        """The search that led to the article is over: its hits go out, the article stays."""
        if self._wanted is not None and self._wanted.query:
            self._wanted = replace(self._wanted, query="")
            self._changes.search_cleared()

    def enter(self, path: Path, query: str, *, together: bool = False) -> None:
        """Show an article to be read; where it is shown already nothing moves."""
        if self._wanted is None or self._wanted.path != path:
            self.open(ArticleTarget(path, query=query, together=together))

    def open(self, target: ArticleTarget) -> None:
        """Show an article; a later call overtakes an earlier one.

        One is prepared at a time: while the cursor runs down the list, only the last one waits.
        """
        self._changes.article_left()
        self.there.clear()
        self._wanted = target
        self._request += 1
        if not self._preparing:
            self._preparing = self._request
            self._host.begin(partial(self._prepare_wanted, self._request), "open")

    def show_nothing(self, card: Card | None = None) -> None:
        """Leave the pane to a card without an article."""
        self._prepared = None
        self._wanted = None
        self._request += 1
        self.there.set()
        self._view.show(Reading(Document(()), card or Card()))
        self._changes.article_gone()

    def give_up(self) -> None:
        """Wait no longer for an article, whatever its worker waits for; another may be opened."""
        wanted = self._wanted
        if wanted is not None and not self.there.is_set():
            self._preparing = 0
            name = clean_line(wanted.path.name)
            self.show_nothing(Card(title=name, notices=("Given up before it was opened",)))

    def stop(self) -> None:
        """Nobody waits for an article any more, least of all the end of the program."""
        self._request += 1

    # -- preparing ----------------------------------------------------------------------

    async def _prepare_wanted(self, begun: int) -> None:
        """Show what is wanted; and again, until it is what was asked for last.

        `begun` is the request for which this worker was begun: one that was given up ends.
        """
        number = -1
        try:
            while self._preparing == begun and self._wanted and number != self._request:
                number, target = self._request, self._wanted
                failure = await self._show_parts(number, target)
                self._warm_up()
                if failure and number == self._request:
                    name, reason = clean_line(target.path.name), clean_line(failure)
                    self.show_nothing(Card(title=name, notices=(reason,)))
        finally:
            if self._preparing == begun:
                self._preparing = 0

    async def _show_parts(self, number: int, target: ArticleTarget) -> str:
        """Show an article as it is read; why that failed, or nothing."""

        def is_wanted() -> bool:
            return number == self._request

        try:
            # Closing ends the process that reads a large article.
            async with Steps(self._prepare(target, is_wanted)) as parts:
                while (prepared := await parts.next()) is not None and is_wanted():
                    await self._show_painted(prepared, number)
        except ReaderError as error:
            return str(error)
        return ""

    async def _show_painted(self, prepared: PreparedArticle, number: int) -> None:
        """Show what is there; of the first part, wait until it is on the screen.

        Reading and painting would both want the interpreter, and the screen comes first.
        """
        is_first = self._shown_request != number
        painted = asyncio.Event()
        self._host.after_refresh(painted.set)
        self._show(prepared, number)
        if is_first and not prepared.opened.complete:
            with suppress(TimeoutError):
                await asyncio.wait_for(painted.wait(), PAINTING_SECONDS)

    def _show(self, prepared: PreparedArticle, number: int) -> None:
        before = self._prepared
        if self._shown_request != number or before is None:
            self._shown_request = number
            self._prepared = prepared
            self._view.show(prepared.reading)
            self._changes.article_shown(prepared)
            self.there.set()
        elif not self._go_on(before, prepared):
            return
        if prepared.opened.complete:
            self._changes.article_completed(prepared)

    def _go_on(self, before: PreparedArticle, prepared: PreparedArticle) -> bool:
        """Put more of the article in the place of the part on the screen, which stays there.

        A longer beginning is of no use to one who is at the end.
        """
        if not self._view.grow(prepared.reading):
            if not prepared.opened.complete:
                return False
            self._view.replace(prepared.reading, self._same_place(before, prepared))
        self._prepared = prepared
        self._changes.article_grown()
        return True

    def _same_place(self, before: PreparedArticle, prepared: PreparedArticle) -> Place | None:
        """Where what is at the top of the screen now is in the whole article."""
        view = self._view
        if view.at_start or view.place == (before.reading.place or Place()):
            return prepared.reading.place
        return corresponding(before.opened.document, view.place, prepared.opened.document)

    # -- the end ------------------------------------------------------------------------

    def show_end(self) -> None:
        """Go where the article is not read yet: its last screens are read at once."""
        opened = self.shown
        if opened is not None and not opened.complete:
            self._host.begin(partial(self._show_end, self._request, opened.article.path), "end")

    async def _show_end(self, number: int, path: Path) -> None:
        try:
            prepared = await asyncio.to_thread(self._prepare_end, path)
        except ReaderError:
            return  # what reads all of it says so
        opened = self.shown
        is_late = number != self._request or opened is None or opened.complete
        if prepared is not None and not is_late:
            self._prepared = prepared
            self._view.replace(prepared.reading, None)
            self._view.go_to_end()

    # -- being quicker the next time ------------------------------------------------------

    def _warm_up(self) -> None:
        if not self._is_warm:
            self._is_warm = True
            self._host.begin(partial(asyncio.to_thread, _import_parsers), "warm")


def _import_parsers() -> None:
    from reader.document.pipeline import warm_up  # late, as all that converts

    warm_up()
