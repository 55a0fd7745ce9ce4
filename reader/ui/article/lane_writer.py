"""What the owner does in the reading pane, written in lanes that nothing cancels."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial

from reader.errors import ReaderError
from reader.library.open_article import OpenedArticle
from reader.services.owner.bookmark_places import ArticleMarks
from reader.services.owner.bookmarks import BookmarkKeeper
from reader.services.owner.keeper import Keeper, WriteOutcome
from reader.services.write_lane import Lane, ended
from reader.ui.article.host import PaneHost
from reader.ui.article.messages import OwnKept


def marks_in(bookmarks: BookmarkKeeper, opened: OpenedArticle | None) -> ArticleMarks | None:
    """What is marked in an article, for threads; None of a part: it has places of its own.

    Raises ReaderError.
    """
    if opened is None or not opened.complete:
        return None
    return bookmarks.marks(opened)


class LaneWriter:
    """Has things written, each behind what was asked for before, and says what came of it.

    The lanes themselves tell it: who asked, and the worker that waits, may be gone by then.
    """

    def __init__(self, host: PaneHost, keeper: Keeper) -> None:
        self._host = host
        self._keeper = keeper

    def keep(self, work: Callable[[], str], then: Callable[[], None] | None = None) -> None:
        """Have bookmarks or searches changed; tell what it says, or why it failed.

        `then` is called in the app's own turn, once the disk has it or has refused it.
        """
        self._change(self._keeper.own_lane, partial(self._keeper.keep_own, work), then)

    def undo(self) -> None:
        """Take back the last change, whichever it was."""
        self._change(*self._keeper.way_back(), None)

    def retry(self) -> None:
        """Write again what the disk refused, if anything."""
        if self._keeper.is_open:  # else it would wait for that, and the end for it
            self.keep_unasked(self._keeper.retry)

    def keep_unasked(self, work: Callable[[], str]) -> None:
        """Have bookmarks or searches written though nobody did anything that can be taken back."""

        def run() -> None:
            outcome = self._keeper.keep_own(work)
            if outcome != WriteOutcome():
                self._host.post_message(OwnKept(*outcome, changed=False))

        self._await(self._keeper.own_lane.put(run))

    def note_place(self, work: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        """Have something written that nobody asked for, and that bookmarks do not wait for."""

        def run() -> None:
            outcome = self._keeper.keep_quietly(work)
            self._host.post_message(OwnKept(*outcome, then=then, changed=False))

        self._await(self._keeper.place_lane.put(run))

    def note(self, work: Callable[[], None]) -> None:
        """Have something written that nobody waits for, or misses if it cannot be written."""

        def run() -> None:
            with suppress(ReaderError):
                work()

        self._await(self._keeper.place_lane.put(run))

    def look_at_places(self) -> None:
        """Tell what went wrong with the places meanwhile."""

        def run() -> None:
            notices = self._keeper.take_place_notices()
            if notices:
                self._host.post_message(OwnKept("", notices, changed=False))

        # A busy lane waits for the database, and has its own to tell in the end.
        if not self._keeper.place_lane.busy:
            self._await(self._keeper.place_lane.put(run))

    def _change(
        self, lane: Lane, keep: Callable[[], WriteOutcome], then: Callable[[], None] | None
    ) -> None:
        opened = self._host.shown

        def run() -> None:
            told, notices = keep()
            marks = None
            if told:
                with suppress(ReaderError):  # the library may be closed by now: a lane outlives it
                    marks = marks_in(self._keeper.bookmarks, opened)
            kept = OwnKept(told, notices, opened, marks, then, changed=bool(told))
            self._host.post_message(kept)

        self._await(self._keeper.change(lane, run))

    def _await(self, future: Future[None]) -> None:
        """Have a fault in what was put in a lane end the app, as any other does."""
        self._host.begin(ended(future), "keep", exclusive=False)
