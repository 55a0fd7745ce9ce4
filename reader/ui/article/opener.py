"""Opening an article: a part of it at once, the whole when it is read, one worker at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

from textual import on
from textual.message import Message

from reader.document.model import Document, Place
from reader.document.ranges.find import Match
from reader.errors import ReaderError
from reader.library.open_article import OpenedArticle
from reader.services.owner.keeper import Keeper
from reader.services.prepare_article import Prepared, Target, corresponding, prepare, prepare_end
from reader.services.reading_view import Reading
from reader.services.session import Session
from reader.text.safe import clean_line
from reader.typeset.card import Card
from reader.ui.article.finder import FindingPane
from reader.ui.article.widgets.view import ArticleView

PAINTING_SECONDS = 0.25
"""How long the reading of an article waits, at most, for its first part to be painted."""


class OpeningPane(FindingPane):
    """Shows one article at a time; the last one asked for wins."""

    class PartPrepared(Message):
        """A worker has a part of an article, or all of it, for request `number`."""

        def __init__(self, number: int, prepared: Prepared) -> None:
            super().__init__()
            self.number = number
            self.prepared = prepared

    class EndPrepared(PartPrepared):
        """A worker has the last screens of the article that is being read in."""

    class PreparingEnded(Message):
        """The worker is free; `failure` says why it has no article to show, if so."""

        def __init__(self, number: int, target: Target, failure: str) -> None:
            super().__init__()
            self.number = number
            self.target = target
            self.failure = failure

    def __init__(self, session: Session, keeper: Keeper, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session
        self.keeper = keeper
        self._request = 0
        self._wanted: Target | None = None
        self._prepared: Prepared | None = None
        self._shown = 0
        """The request that what is shown belongs to."""
        self.there = asyncio.Event()
        """Set unless an article that was asked for has yet to be shown."""
        self.there.set()
        self._preparing = 0
        """The request that a worker prepares; 0 while it is free, or given up."""
        self._when_complete: list[Callable[[], None]] = []
        self.nothing_waits = asyncio.Event()
        """Set while nobody asked for anything that needs the whole of an article still to come."""
        self.nothing_waits.set()
        self.no_dialog_due = asyncio.Event()
        """Set unless a dialog that was asked for has yet to be on the screen: keys are for it."""
        self.no_dialog_due.set()
        self.goes_back = False
        """Whether the next article to be previewed is shown at its last hit."""
        self._painted = Event()
        """Set when the first part of an article is on the screen."""
        self._warm = False
        """Whether a worker imports, or has, what articles of other forms need."""

    @property
    def shown(self) -> OpenedArticle | None:
        """The article on the screen, or the part of it that is there so far."""
        return self._prepared.opened if self._prepared else None

    def leave(self) -> None:
        """Another article is about to take the place of the one on the screen."""

    def show_first(self, prepared: Prepared) -> None:
        """Show an article of which nothing was shown yet."""
        self._prepared = prepared
        self._forget_waiting()
        self.view.show(prepared.reading)
        target = prepared.target
        self.view.goes_on = bool(target.query)
        if target.query:
            self.remember_query(target.query)
        if prepared.matches:
            self._light(prepared.matches, target)

    def _light(self, matches: Sequence[Match], target: Target) -> None:
        if target.backwards:
            self.view.set_matches(matches, start=Place(matches[-1].block + 1), step=-1)
        else:
            at_first = not (target.place or target.bookmark or target.fragment)
            self.view.set_matches(matches, start=Place() if at_first else None)

    def show_complete(self, prepared: Prepared) -> None:
        """The whole article has come."""
        if prepared.notice:
            self.post_message(self.Told(prepared.notice))
        waiting, self._when_complete = self._when_complete, []
        for action in waiting:
            action()
        self.nothing_waits.set()

    def _forget_waiting(self) -> None:
        self._when_complete.clear()
        self.nothing_waits.set()
        self.no_dialog_due.set()

    def when_complete(self, action: Callable[[], None]) -> None:
        """Do something that needs the places of the whole article; now, if it is there."""
        opened = self.shown
        if opened is not None and opened.complete:
            action()
        else:
            self._when_complete.append(action)
            self.nothing_waits.clear()

    # -- asking -------------------------------------------------------------------------

    def preview(self, path: Path, query: str) -> None:
        """Show an article where it was left, or at the first hit, unless it is shown already."""
        wanted = self._wanted
        backwards, self.goes_back = self.goes_back, False
        if wanted is None or wanted.path != path:
            self.open(Target(path, query=query, backwards=backwards))
        elif wanted.query != query:
            if query:
                self.open(Target(path, query=query))
            else:
                self._wanted = replace(wanted, query="")
                self.view.goes_on = False
                self.view.clear_matches()

    def enter(self, path: Path, query: str) -> None:
        """Show an article to be read; where it is shown already nothing moves."""
        if self._wanted is None or self._wanted.path != path:
            self.open(Target(path, query=query))

    def open(self, target: Target) -> None:
        """Show an article; a later call overtakes an earlier one.

        One is prepared at a time: while the cursor runs down the list, only the last one waits.
        """
        self.leave()
        self.there.clear()
        self._wanted = target
        self._request += 1
        if not self._preparing:
            self._start_preparing()

    def show_nothing(self, card: Card | None = None) -> None:
        """Leave the pane to a card without an article."""
        self._prepared = None
        self._wanted = None
        self._request += 1
        self._forget_waiting()
        self.there.set()
        self.view.show(Reading(Document(()), card or Card()))

    def give_up(self) -> None:
        """Wait no longer for an article, whatever its worker waits for; another may be opened."""
        wanted = self._wanted
        if wanted is not None and not self.there.is_set():
            self._preparing = 0
            name = clean_line(wanted.path.name)
            self.show_nothing(Card(title=name, notices=("Given up before it was opened",)))

    def on_unmount(self) -> None:
        """Nobody waits for an article any more, least of all the end of the program."""
        self._request += 1

    # -- preparing ----------------------------------------------------------------------

    def _start_preparing(self) -> None:
        self._preparing = self._request if self._wanted is not None else 0
        if self._wanted is not None:
            work = partial(self._prepare, self._request, self._wanted)
            self.run_worker(work, thread=True, group="open")

    def _prepare(self, number: int, target: Target) -> None:
        failure = ""

        def wanted() -> bool:
            return number == self._request

        try:
            # Closing ends the process that reads a large article.
            with closing(prepare(self.session, self.keeper, target, wanted)) as parts:
                for prepared in parts:
                    self._painted.clear()
                    self.post_message(self.PartPrepared(number, prepared))
                    if not prepared.opened.complete:
                        # Both would want the interpreter, and the screen comes first.
                        self._painted.wait(PAINTING_SECONDS)
        except ReaderError as error:
            failure = str(error)
        self.post_message(self.PreparingEnded(number, target, failure))

    @on(PreparingEnded)
    def _preparing_ended(self, message: PreparingEnded) -> None:
        message.stop()
        if message.number != self._preparing:
            return
        self._preparing = 0
        if not self._warm:
            self._warm = True
            self.run_worker(_warm_up, thread=True, group="warm")
        if message.number != self._request:
            self._start_preparing()
        elif message.failure:
            name = message.target.path.name
            self.show_nothing(Card(title=clean_line(name), notices=(clean_line(message.failure),)))

    @on(PartPrepared)
    def _part_prepared(self, message: PartPrepared) -> None:
        message.stop()
        if message.number != self._request:
            self._painted.set()
            return
        self.call_after_refresh(self._painted.set)
        prepared, before = message.prepared, self._prepared
        if self._shown != message.number or before is None:
            self._shown = message.number
            self.show_first(prepared)
            self.there.set()
        elif not self._go_on(before, prepared):
            return
        if prepared.opened.complete:
            self.show_complete(prepared)

    def _go_on(self, before: Prepared, prepared: Prepared) -> bool:
        """Put more of the article in the place of the part on the screen, which stays there.

        A longer beginning is of no use to one who is at the end.
        """
        if not self.view.grow(prepared.reading):
            if not prepared.opened.complete:
                return False
            self.view.replace(prepared.reading, self._same_place(before, prepared))
        self._prepared = prepared
        self.find_anew()
        return True

    def _same_place(self, before: Prepared, prepared: Prepared) -> Place | None:
        """Where what is at the top of the screen now is in the whole article."""
        view = self.view
        if view.at_start or view.place == (before.reading.place or Place()):
            return prepared.reading.place
        return corresponding(before.opened.document, view.place, prepared.opened.document)

    # -- the end ------------------------------------------------------------------------

    @on(ArticleView.EndWanted)
    def _end_wanted(self, message: ArticleView.EndWanted) -> None:
        """The reader wants to be where the article is not read yet."""
        message.stop()
        opened = self.shown
        if opened is not None and not opened.complete:
            work = partial(self._prepare_end, self._request, opened.article.path)
            self.run_worker(work, thread=True, group="end", exclusive=True)

    def _prepare_end(self, number: int, path: Path) -> None:
        try:
            prepared = prepare_end(self.session, self.keeper, path)
        except ReaderError:
            return  # what reads all of it says so
        if prepared is not None:
            self.post_message(self.EndPrepared(number, prepared))

    @on(EndPrepared)
    def _end_prepared(self, message: EndPrepared) -> None:
        message.stop()
        opened = self.shown
        if message.number == self._request and opened is not None and not opened.complete:
            self._prepared = message.prepared
            self.view.replace(message.prepared.reading, None)
            self.view.go_to_end()


def _warm_up() -> None:
    from reader.document.pipeline import warm_up  # late, as all that converts

    warm_up()
