"""The objects that take an article elsewhere, made when one of them is first asked for."""

from __future__ import annotations

from typing import Protocol

from reader.ui.main.around.editing import Editing, EditingFace
from reader.ui.main.around.own_commands import OwnCommands, OwnCommandsFace
from reader.ui.main.around.piping import Piping, PipingFace
from reader.ui.main.around.running import Runner
from reader.ui.main.around.saving import Saving, SavingFace


class AroundFace(EditingFace, SavingFace, PipingFace, OwnCommandsFace, Protocol):
    """The main screen."""


class Around:
    """Other programs and files."""

    def __init__(self, face: AroundFace) -> None:
        runner = Runner(face)
        self.editing = Editing(face)
        self.saving = Saving(face)
        self.piping = Piping(face, runner)
        self.own_commands = OwnCommands(face, runner)
