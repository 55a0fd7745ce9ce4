"""A dialog that asks for one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class LineDialog(ModalScreen[str | None]):
    """Asks for one line of text; None when given up."""

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close", show=False)]

    def __init__(self, title: str, text: str, *, hint: str, verb: str = "keep") -> None:
        """`hint` stands where nothing is typed; `verb` is what enter does, in a word or more."""
        super().__init__()
        self._title = title
        self._text = text
        self._hint = hint
        self._verb = verb

    def compose(self) -> ComposeResult:
        with Vertical(id="line"):
            yield Static(Content(self._title), id="picker-title")
            yield Input(self._text, id="line-input", placeholder=self._hint, compact=True)
            yield Static(Content(f"enter {self._verb} · esc leave it"), id="picker-keys")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        self.dismiss(None)
