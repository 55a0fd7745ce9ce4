"""A question with the things that it is about, to be said yes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.commands import Scope, bindings, keymap_of
from reader.ui.common.key_hints import KeyHints


class ConfirmDialog(ModalScreen[bool]):
    """Asks whether something is to be done; all that it would be done to is listed."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.LINE))

    def __init__(self, question: str, lines: Sequence[str], *, verb: str) -> None:
        """`lines` are safe to show; `verb` is what saying yes does, in a word or more."""
        super().__init__()
        self._question = question
        self._lines = lines
        self._verb = verb

    def compose(self) -> ComposeResult:
        keys = keymap_of(self.app).hints(
            Scope.LINE, {"submit": self._verb, "cancel": "leaves them"}
        )
        with Vertical(id="confirm"):
            yield Static(Content(self._question), id="confirm-title")
            with VerticalScroll(id="confirm-lines"):
                yield Static(Content("\n".join(self._lines)))
            yield KeyHints(keys, id="confirm-keys")

    def on_mount(self) -> None:
        self.query_one("#confirm-lines").focus()

    def action_submit(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog leaves things as they are."""
        if event.widget is self:
            self.dismiss(False)
