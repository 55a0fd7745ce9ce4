"""A dialog that asks for one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from reader.ui.commands import KeyHint, Scope, bindings, keymap_of
from reader.ui.common.key_hints import KeyHints
from reader.ui.common.line_fields import LineField


class LineDialog(ModalScreen[str | None]):
    """Asks for one line of text; None when given up."""

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.LINE))

    def __init__(
        self,
        title: str,
        text: str,
        *,
        hint: str,
        verb: str = "keep",
        on_draft: Callable[[str], None] | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        """`hint` stands where nothing is typed; `verb` is what taking it does, in a word or more.

        `suggester` completes what is typed.

        `on_draft` is given a text that was being changed when the reader ended.
        """
        super().__init__()
        self._title = title
        self._text = text
        self._hint = hint
        self._verb = verb
        self._on_draft = on_draft
        self._suggester = suggester
        self._field: Input | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="line"):
            yield Static(Content(self._title), id="picker-title")
            yield LineField(
                self._text,
                id="line-input",
                placeholder=self._hint,
                compact=True,
                suggester=self._suggester,
            )
            yield KeyHints(self._keys(), id="picker-keys")

    def _keys(self) -> list[KeyHint]:
        offered = {"submit": self._verb, "cancel": "leave it"}
        return keymap_of(self.app).hints(Scope.LINE, offered)

    def action_submit(self) -> None:
        self._answer(self.query_one(Input).value)

    def action_cancel(self) -> None:
        self._answer(None)

    def _answer(self, text: str | None) -> None:
        self._on_draft = None
        self.dismiss(text)

    def on_mount(self) -> None:
        self._field = self.query_one(Input)

    def keep_draft(self) -> None:
        on_draft, self._on_draft = self._on_draft, None
        typed = self._field.value if self._field is not None else ""
        if on_draft is not None and typed not in ("", self._text):
            on_draft(typed)

    def on_unmount(self) -> None:
        """Taken away, with the whole app perhaps, before somebody was done with it."""
        self.keep_draft()
