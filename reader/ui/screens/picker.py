"""A dialog to pick one of many lines: outline, links, bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.text.fold import fold
from reader.ui.command import with_full_width


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a picker; both texts are data, shown as they are."""

    key: str
    """Unique in the picker; what the dialog returns."""
    text: str
    detail: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Picked:
    """What the reader chose: `verb` is `open`, or `delete` or `note` where those are offered."""

    key: str
    verb: str = "open"


class Picker(ModalScreen[Picked | None]):
    """Shows choices, filters them as you type after `/`, returns the one picked or None."""

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Close", show=False),
        *(Binding(key, "down", show=False) for key in with_full_width(("j",))),
        *(Binding(key, "up", show=False) for key in with_full_width(("k",))),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
        *(Binding(key, "filter", show=False) for key in with_full_width(("/",))),
        *(Binding(key, "delete", show=False) for key in ("d", "delete", "ｄ")),
        *(Binding(key, "note", show=False) for key in with_full_width(("e",))),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        empty: str,
        start: int = 0,
        editable: bool = False,
        on_delete: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = list(choices)
        self._empty = empty
        self._start = start
        self._editable = editable
        self._on_delete = on_delete

    def compose(self) -> ComposeResult:
        keys = "enter open · / filter · esc close"
        if self._on_delete is not None:
            keys = "enter open · d delete · / filter · esc close"
        if self._editable:
            keys = keys.replace("d delete", "e note · d delete")
        with Vertical(id="picker"):
            yield Static(Content(self._title), id="picker-title")
            yield Input(id="picker-filter", placeholder="filter", compact=True)
            yield OptionList(id="picker-list", markup=False)
            yield Static(Content(keys), id="picker-keys")

    def on_mount(self) -> None:
        self.query_one("#picker-filter", Input).display = False
        self._fill(self._choices)
        options = self.query_one(OptionList)
        if self._choices:
            options.highlighted = max(0, min(self._start, len(self._choices) - 1))
        options.focus()

    def _fill(self, choices: Sequence[Choice]) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._prompt(choice), id=choice.key) for choice in choices])
        if not choices:
            options.add_option(Option(Content(self._empty), disabled=True))
        elif options.highlighted is None:
            options.highlighted = 0

    def _prompt(self, choice: Choice) -> Content:
        text = Content("  " * choice.indent + choice.text)
        if not choice.detail:
            return text
        detail = Content.styled("  " * choice.indent + choice.detail, "$reader-muted")
        return Content("\n").join([text, detail])

    @on(Input.Changed, "#picker-filter")
    def _filter(self, event: Input.Changed) -> None:
        self._fill(self._filtered_choices(event.value))

    def _filtered_choices(self, query: str) -> list[Choice]:
        wanted = fold(query.strip())
        return [c for c in self._choices if wanted in fold(f"{c.text} {c.detail}")]

    @on(Input.Submitted, "#picker-filter")
    def _filtered(self) -> None:
        options = self.query_one(OptionList)
        options.focus()
        options.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.dismiss(Picked(event.option.id))

    def on_key(self, event: events.Key) -> None:
        """From the filter, the arrows go on to the list."""
        if event.key in {"down", "up"} and isinstance(self.focused, Input):
            event.stop()
            self.query_one(OptionList).focus()

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog closes it."""
        if event.widget is self:
            self.dismiss(None)

    def action_cancel(self) -> None:
        field = self.query_one("#picker-filter", Input)
        if field.display and field.has_focus and field.value:
            field.value = ""
            return
        self.dismiss(None)

    def action_filter(self) -> None:
        field = self.query_one("#picker-filter", Input)
        field.display = True
        field.focus()

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_first(self) -> None:
        self.query_one(OptionList).action_first()

    def action_last(self) -> None:
        self.query_one(OptionList).action_last()

    def _highlighted_key(self) -> str | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return options.get_option_at_index(options.highlighted).id

    def action_delete(self) -> None:
        key = self._highlighted_key()
        if self._on_delete is None or key is None:
            return
        self._on_delete(key)
        position = self.query_one(OptionList).highlighted or 0
        self._choices = [choice for choice in self._choices if choice.key != key]
        left = self._filtered_choices(self.query_one("#picker-filter", Input).value)
        self._fill(left)
        if left:
            self.query_one(OptionList).highlighted = min(position, len(left) - 1)

    def action_note(self) -> None:
        key = self._highlighted_key()
        if self._editable and key is not None:
            self.dismiss(Picked(key, "note"))


class NoteDialog(ModalScreen[str | None]):
    """Asks for one line of text; None when given up."""

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close", show=False)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(id="note"):
            yield Static(Content(self._title), id="picker-title")
            yield Input(self._text, id="note-input", placeholder="a note", compact=True)
            yield Static(Content("enter keep · esc leave as it was"), id="picker-keys")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        self.dismiss(None)
