"""Articles that are added while somebody reads: asked for, brought in, and told of.

Imported when somebody first asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from reader.errors import ReaderError
from reader.services.adding import AddingReport, Wish, added, folders_of, is_address
from reader.services.owner.keeper import in_words
from reader.services.write_lane import Lane, ended
from reader.ui.article.messages import OwnKept
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from textual.message import Message

    from reader.services.session import Session
    from reader.ui.commands import Keymap
    from reader.ui.dialogs.picker import Picked

SHOWN_SECONDS = 1.0
"""How often, at most, the list is told of what was added so far."""
STOP_SECONDS = 1.5
"""How long the end waits for what is being written: it is whole then, or not there."""


class AdditionsFace(MainFace, Protocol):
    """The main screen."""

    @property
    def session(self) -> Session: ...
    @property
    def keymap(self) -> Keymap: ...
    @property
    def copied(self) -> str: ...
    @property
    def is_scanned(self) -> bool: ...
    def announce(self, notices: Iterable[str]) -> None: ...
    def show_going_on(self, text: str) -> None: ...
    def take_in(self, paths: frozenset[Path]) -> None: ...
    def jump_to_article(self, path: Path) -> None: ...
    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool: ...
    def post_message(self, message: Message) -> bool: ...


class Additions:
    """One wish after the other is carried out in a thread; keys wait for none of them."""

    def __init__(self, face: AdditionsFace) -> None:
        self._face = face
        self._lane = Lane("adding", outlives=False)
        self._stops = 0
        """How often all that was wished for was given up."""
        self._waiting = 0
        """Wishes that are not carried out yet."""
        self._shown = ""
        """What is going on, as it was shown last; the thread's."""
        self._last: Path | None = None
        """What was added last, or was there already."""
        self._failed = ""
        """What was typed last, if nothing came of it: it may be mended and tried again."""

    # -- what is asked for ------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for articles; while some are being added, whether they still are to be."""
        if self._waiting:
            self._ask_meanwhile()
        else:
            self._ask()

    def _ask(self) -> None:
        from reader.ui.dialogs.add_dialog import AddDialog

        copied = self._face.copied.strip()
        offered = self._failed or (copied if is_address(copied) else "")
        folders = folders_of(self._face.session)
        is_elsewhere = folders[0] not in self._face.session.roots
        dialog = AddDialog(folders, offered, names_folder=is_elsewhere)
        self._face.push(dialog, self._asked)

    def _ask_meanwhile(self) -> None:
        from reader.ui.dialogs.choice import Choice
        from reader.ui.dialogs.picker import Picker

        choices = [
            Choice("more", "Add something else, after that"),
            Choice("stop", "Stop: what was added so far stays"),
        ]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None and chosen.key == "stop":
                self.stop()
            elif chosen is not None:
                self._ask()

        title = "Articles are being added"
        self._face.push(Picker(title, choices, empty="", verb="choose"), picked)

    def _asked(self, wish: Wish | None) -> None:
        if wish is not None:
            self._waiting += 1
            self._face.show_going_on("Adding")
            future = self._lane.put(partial(self._carry_out, wish, self._stops))
            # A fault in it ends the app, as any other does.
            self._face.begin(ended(future), "adding", exclusive=False)

    def open_last(self) -> None:
        """Read what was added last, or turned out to be there already."""
        if self._last is None:
            self._face.tell("Nothing was added yet")
        else:
            self._face.jump_to_article(self._last)

    # -- the end ----------------------------------------------------------------------------

    def stop(self) -> None:
        """Give up all that is being added, or is still to be."""
        self._stops += 1

    async def end(self) -> None:
        """Stop, and wait a moment for what is being written."""
        self.stop()
        await self._lane.rest(STOP_SECONDS)

    # -- in the thread ----------------------------------------------------------------------

    def _carry_out(self, wish: Wish, stops: int) -> None:
        def is_wanted() -> bool:
            return self._stops == stops

        report = AddingReport()
        try:
            if is_wanted():
                self._add(wish, report, is_wanted)
        except ReaderError as error:
            report.notices = (f"Not added: {in_words(error)}", *report.notices)
            report.failed += 1
        kept = self._face.session.bookmarks.take_notices() if report.highlights else ()
        self._face.call_later(self._told, wish, report, is_wanted(), kept)

    def _add(self, wish: Wish, report: AddingReport, is_wanted: Callable[[], bool]) -> None:
        face = self._face
        results = added(
            face.session,
            wish,
            told=self._show,
            wanted=is_wanted,
            is_scanned=lambda: face.is_scanned,
        )
        fresh: set[Path] = set()
        shown_at = -SHOWN_SECONDS
        with closing(results):
            for result in results:
                count = report.added
                report.take(result)
                if report.added > count and result.path is not None:
                    fresh.add(result.path)
                if fresh and monotonic() - shown_at > SHOWN_SECONDS:
                    face.take_in(frozenset(fresh))
                    fresh.clear()
                    shown_at = monotonic()
        if fresh:
            face.take_in(frozenset(fresh))

    def _show(self, text: str) -> None:
        if text != self._shown:
            self._shown = text
            self._face.call_later(self._face.show_going_on, text)

    # -- what is told -----------------------------------------------------------------------

    def _told(
        self, wish: Wish, report: AddingReport, is_whole: bool, kept: tuple[str, ...]
    ) -> None:
        face = self._face
        self._failed = wish.what if report.failed and report.failed == report.entries else ""
        if report.last is not None:
            self._last = report.last
        self._waiting -= 1
        if not self._waiting:
            face.show_going_on("")
        told = report.told
        if not is_whole:
            told = f"Stopped: {told}" if report.entries else "Stopped: nothing was added"
        if report.last is not None:
            told = face.keymap.hinted(told, "app.open_added", "reads it")
        face.tell(told)
        face.announce(report.notices)
        if report.highlights:
            face.post_message(OwnKept("", kept))
