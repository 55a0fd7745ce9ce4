"""Gives the article, or what is selected, to a command that the owner types."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.desktop.own_command import typed_command
from reader.services.owner import search_history
from reader.services.reading.article_copy import CopyKind, given_text
from reader.services.reading.whole_article import whole
from reader.ui.dialogs.form_dialog import FormAnswer, FormDialog, LineForm
from reader.ui.main.around.running import Job, Runner
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.open_article import OpenedArticle
    from reader.services.session import Session
    from reader.ui.article.pane import ReadingPane

SELECTION = "selection"


class PipingFace(MainFace, Protocol):
    """The main screen."""

    @property
    def session(self) -> Session: ...
    @property
    def pane(self) -> ReadingPane: ...
    def get_selected_text(self) -> str | None: ...


class Piping:
    """Asks for a command, runs it, and keeps it for the next time."""

    def __init__(self, face: PipingFace, runner: Runner) -> None:
        self._face = face
        self._runner = runner

    def begin(self) -> None:
        """Ask; what is selected is given, if anything is."""
        opened = self._face.pane.shown
        if opened is None:
            self._face.tell("No article to give to a command")
            return
        selected = self._face.get_selected_text() or ""
        kinds = [CopyKind.MARKDOWN.value, CopyKind.TEXT.value]
        form = LineForm(
            title="Give the selection to a command"
            if selected
            else "Give the article to a command",
            hint="wc -w",
            verb="run",
            label="command",
            kind_label="input",
            kinds=[SELECTION, *kinds] if selected else kinds,
            earlier=self._earlier,
        )
        asked = partial(self._typed, opened, selected, form.kinds)
        self._face.push(FormDialog(form), asked)

    def _earlier(self) -> tuple[str, ...]:
        """The commands that were typed before; none if they cannot be read: a convenience."""
        try:
            return search_history.load(self._face.session.state, search_history.PIPES)
        except ReaderError:
            return ()

    def _typed(
        self,
        opened: OpenedArticle,
        selected: str,
        kinds: Sequence[str],
        answer: FormAnswer | None,
    ) -> None:
        if answer is None:
            return
        line, kind = answer.line, kinds[answer.kind]

        def given() -> bytes:
            if kind == SELECTION:
                text = selected.rstrip("\n") + "\n"
            else:
                text = given_text(whole(self._face.session, opened), CopyKind(kind))
            return text.encode("utf-8", "replace")

        self._runner.run(Job(title=line, command=partial(typed_command, line), given=given))
        self._face.begin(partial(self._remember, line), "pipes kept", exclusive=False)

    async def _remember(self, line: str) -> None:
        state = self._face.session.state
        try:
            await asyncio.to_thread(search_history.remember, state, line, search_history.PIPES)
        except ReaderError as error:
            self._face.tell(f"The command could not be remembered: {error.what}")
