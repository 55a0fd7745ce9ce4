"""The end of the reader: what is not yet written is, and for places only a moment is waited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from reader.ui.common.draft import Drafting
from reader.ui.common.status_bar import StatusBar

if TYPE_CHECKING:
    from textual.app import App

    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session
    from reader.ui.article.pane import ReadingPane

SAVING_SECONDS = 0.5
"""How long the end waits for what is being saved without saying so."""
READING_SECONDS = 10.0
"""How long it waits for the rest of an article that a bookmark is to be on."""
DIALOG_SECONDS = 15.0
"""How long it waits for a dialog that was typed for: a save comes first, and may wait ten."""
PLACES_SECONDS = 1.5
"""How long it waits, in all, for reading places: they are a convenience."""


class LeavingFace(Protocol):
    """The main screen."""

    @property
    def app(self) -> App[object]: ...
    @property
    def session(self) -> Session: ...
    @property
    def keeper(self) -> Keeper: ...
    @property
    def ready(self) -> bool: ...
    @property
    def pane(self) -> ReadingPane: ...
    @property
    def keys_rest(self) -> Callable[[], Awaitable[None]]: ...
    def keep_all(self) -> None: ...
    async def end_additions(self) -> None: ...


class Leaving:
    """Ends the app, once: who asks again while it is being saved wants no less to be kept."""

    def __init__(self, face: LeavingFace) -> None:
        self._face = face
        self.has_begun = False
        self.is_left = False
        """Whether all that was to be asked or typed was, for good."""

    async def rest(self) -> None:
        """Wait a moment for what is being written: a stopped process lets no lock go."""
        await self._face.keeper.own_lane.rest(PLACES_SECONDS)
        await self._face.keeper.place_lane.rest(SAVING_SECONDS)

    async def leave(self) -> None:
        """Write what is not yet written, wait for it, and end."""
        if self.has_begun:
            return
        self.has_begun = True
        began = monotonic()
        face = self._face
        face.session.hurry()
        if face.ready:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._take_keys(), DIALOG_SECONDS)
            self.is_left = True
            await self._keep_drafts()
            await self._finish_reading()
            face.keep_all()
            face.pane.retry()
        await face.end_additions()
        await self._save(began)
        face.app.exit()

    async def _take_keys(self) -> None:
        """Let what was typed for a dialog that is on its way come there."""
        no_dialog_due = self._face.pane.waiting.no_dialog_due
        if not no_dialog_due.is_set():
            await no_dialog_due.wait()
            await self._face.keys_rest()

    async def _keep_drafts(self) -> None:
        """What stands in dialogs that are open, as if somebody had been done with them."""
        app = self._face.app
        for screen in app.screen_stack:
            if isinstance(screen, Drafting):
                screen.keep_draft()
        while isinstance(app.screen, Drafting):
            await app.pop_screen()

    async def _finish_reading(self) -> None:
        """Wait for the rest of an article, if a bookmark that was asked for waits for it."""
        nothing_waits = self._face.pane.waiting.nothing_waits
        for seconds in (SAVING_SECONDS, READING_SECONDS):
            try:
                await asyncio.wait_for(nothing_waits.wait(), seconds)
            except TimeoutError:
                self._insist(
                    "Reading the rest of the article: then it is kept, and the reader ends"
                )
            else:
                return

    async def _save(self, began: float) -> None:
        """Wait for what the owner made, however long that takes; for places until they are due."""
        keeper = self._face.keeper
        if not await keeper.own_lane.rest(SAVING_SECONDS):
            unsaved = keeper.unsaved_names if keeper.is_open else ()
            names = " and ".join(unsaved) or "what you kept"
            self._insist(f"Saving… the reader ends as soon as {names} can be written")
            await keeper.own_lane.rest()
        await keeper.place_lane.rest(max(0.0, PLACES_SECONDS - (monotonic() - began)))

    def _insist(self, told: str) -> None:
        """Say why it takes so long, on the screen that can be seen."""
        for status in self._face.app.screen.query(StatusBar):
            status.insist(told)
