"""A dialog that asks for one line and a kind: a file and its format, a command and its input."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.ui.commands import KeyHint, Scope, Target, bindings, keymap_of, quit_bindings
from reader.ui.common.choice_row import ChoiceRow
from reader.ui.common.field import Field
from reader.ui.common.key_hints import KeyHints


class FormField(Field):
    """The line of the dialog."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.FORM, Target.SCREEN))


class FormRow(ChoiceRow):
    """The row of kinds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.CHOICE),
        *bindings(Scope.FORM, Target.SCREEN),
    ]


class FormAnswer(NamedTuple):
    """What was typed, and the position of the kind."""

    line: str
    kind: int


class LineCompletion(NamedTuple):
    """A line as far as it is certain, and what it may go on with."""

    line: str
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LineForm:
    """What a dialog asks for. Texts are data, shown as they are."""

    title: str
    line: str = ""
    hint: str = ""
    """Shown where nothing is typed."""
    verb: str = "take"
    """What taking it does, in a word."""
    label: str
    """What the line is."""
    kind_label: str
    kinds: Sequence[str]
    kind: int = 0
    earlier: Callable[[], Sequence[str]] | None = None
    """Lines that were typed before, the last one first; for a thread."""
    with_kind: Callable[[str, int], str] = lambda line, _: line
    """The line once another kind was chosen."""
    kind_of: Callable[[str], int | None] = lambda _: None
    """The kind that a line names itself, if it names any."""
    complete: Callable[[str], LineCompletion] | None = None
    """Completes the line; for a thread. None where nothing can be completed."""


class FormDialog(ModalScreen[FormAnswer | None]):
    """Asks for a line and a kind; None when given up."""

    CSS_PATH = "form_dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.FORM, Target.SCREEN),
        *quit_bindings(),
    ]

    def __init__(self, form: LineForm) -> None:
        super().__init__()
        self._form = form
        self._earlier: Sequence[str] = ()
        self._at = -1
        """Which of the earlier lines is in the field; -1 for what was typed."""
        self._typed = form.line
        self._field = FormField(form.line, id="form-line", placeholder=form.hint, compact=True)
        self._row = FormRow(tuple(form.kinds), form.kind, id="form-kind")
        self._offered = Static("", id="form-offered")
        self._foot = KeyHints([], id="form-keys")
        self._offered_for = ""
        """The line that the names shown are for."""

    def compose(self) -> ComposeResult:
        form = self._form
        with Vertical(id="form"):
            yield Static(Content(form.title), id="form-title")
            with Horizontal(classes="form-row"):
                yield Static(Content(form.label), classes="form-label")
                yield self._field
            with Horizontal(classes="form-row"):
                yield Static(Content(form.kind_label), classes="form-label")
                yield self._row
            yield self._offered
            yield self._foot

    def _keys(self) -> list[KeyHint]:
        offered = {
            "submit": self._form.verb,
            "complete": "complete" if self._form.complete is not None else "",
            "next_kind": self._form.kind_label,
            "earlier": "earlier" if self._earlier else "",
            "cancel": "leave it",
        }
        return keymap_of(self.app).hints(Scope.FORM, offered)

    def on_mount(self) -> None:
        self._offered.display = False
        self.set_focus(self._field)
        self._show_keys()
        if self._form.earlier is not None:
            self.run_worker(self._load_earlier(self._form.earlier), group="earlier")

    def _show_keys(self) -> None:
        self._foot.hints = self._keys()
        self._foot.refresh(layout=True)

    async def _load_earlier(self, load: Callable[[], Sequence[str]]) -> None:
        self._earlier = await asyncio.to_thread(load)
        self._show_keys()

    # -- line and kind ------------------------------------------------------------------

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value != self._offered_for:
            self._offered.display = False
        kind = self._form.kind_of(message.value)
        if kind is not None:
            self._row.chosen = kind

    @on(ChoiceRow.Changed)
    def _kind_chosen(self, message: ChoiceRow.Changed) -> None:
        message.stop()
        if self._form.kind_of(self._field.value) != self._row.chosen:
            self._put(self._form.with_kind(self._field.value, self._row.chosen))

    def _put(self, line: str) -> None:
        if line != self._field.value:
            self._field.value = line
            self._field.cursor_position = len(line)

    async def _complete(self, complete: Callable[[str], LineCompletion]) -> None:
        line = self._field.value
        found = await asyncio.to_thread(complete, line)
        if self._field.value != line:
            return
        self._offered_for = found.line
        self._offered.update(Content("  ".join(found.offered)))
        self._offered.display = bool(found.offered)
        self._put(found.line)

    # -- commands -----------------------------------------------------------------------

    def action_complete(self) -> None:
        complete = self._form.complete
        if complete is None or self.focused is not self._field:
            self.focus_next()
            return
        self.run_worker(self._complete(complete), group="complete", exclusive=True)

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_earlier(self) -> None:
        self._walk(1)

    def action_later(self) -> None:
        self._walk(-1)

    def _walk(self, step: int) -> None:
        earlier = self._earlier
        if not earlier or self.focused is not self._field:
            _ = self.focus_previous() if step > 0 else self.focus_next()
            return
        if self._at < 0:
            self._typed = self._field.value
        self._at = max(-1, min(len(earlier) - 1, self._at + step))
        self._put(earlier[self._at] if self._at >= 0 else self._typed)

    def action_next_kind(self) -> None:
        self._row.step(1)

    def action_submit(self) -> None:
        """Nothing typed is nothing asked for."""
        if self.is_current:
            line = self._field.value.strip()
            self.dismiss(FormAnswer(line, self._row.chosen) if line else None)

    def action_cancel(self) -> None:
        self.dismiss(None)
