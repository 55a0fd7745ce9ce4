"""The objects that take an article elsewhere, made when one of them is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reader.ui.main.around.editing import Editing
from reader.ui.main.around.own_commands import OwnCommands
from reader.ui.main.around.piping import Piping
from reader.ui.main.around.running import Runner
from reader.ui.main.around.saving import Saving
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from reader.library.article import Article
    from reader.services.session import Session
    from reader.ui.article.pane import ReadingPane
    from reader.ui.commands import Keymap


class AroundFace(MainFace, Protocol):
    """The main screen: what all parts here ask of it."""

    @property
    def session(self) -> Session: ...
    @property
    def keymap(self) -> Keymap: ...
    @property
    def pane(self) -> ReadingPane: ...
    @property
    def article_in_use(self) -> Article | None: ...
    def get_selected_text(self) -> str | None: ...
    async def rest_for_others(self) -> None: ...
    def lend_terminal(self) -> AbstractContextManager[None]: ...


class Around:
    """Other programs and files."""

    def __init__(self, face: AroundFace) -> None:
        runner = Runner(face)
        self.editing = Editing(face)
        self.saving = Saving(face)
        self.piping = Piping(face, runner)
        self.own_commands = OwnCommands(face, runner)
