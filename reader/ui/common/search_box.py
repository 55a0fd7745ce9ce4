"""Inputs of one line: the sidebar's search box and the article's find bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from reader.ui.commands import Scope, bindings_of, commands
from reader.ui.common.field import SUBMIT, Field
from reader.ui.terminal.textual_internals import update_scrollbars

if TYPE_CHECKING:
    from collections.abc import Callable


class SearchBox(Field):
    """Searches as you type; keys that mean more than the text are for whoever has the box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for command in commands(Scope.SEARCH)
        for binding in bindings_of(
            command, "" if command.verb == SUBMIT else f"press('{command.verb}')"
        )
    ]

    # As any input's; but the box is as large whatever is in it: nothing is laid out anew for a key.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    before_paint: Callable[[], None] | None = None
    """Called when the text has become another, before it is painted and before anybody is told."""

    class Pressed(Message):
        """A key that is no text: down, up, escape, tab, save; right at the end of the text."""

        def __init__(self, box: SearchBox, key: str) -> None:
            super().__init__()
            self.box = box
            self.key = key

        @property
        def control(self) -> SearchBox:
            return self.box

    def watch_value(self) -> None:
        if self.before_paint is not None:
            self.before_paint()

    def watch_virtual_size(self, size: Size) -> None:
        update_scrollbars(self, size)

    def action_press(self, key: str) -> None:
        self.post_message(self.Pressed(self, key))

    def action_cursor_right(self, select: bool = False) -> None:
        if self.cursor_position == len(self.value) and self.selection.is_empty and not select:
            self.action_press("right")
        else:
            super().action_cursor_right(select)


class FindField(Field):
    """What is to be found in the article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for command in commands(Scope.FIND)
        for binding in bindings_of(command, f"press('{command.verb}')")
    ]

    class Pressed(Message):
        """A key that is no text; `verb` is what it asks for."""

        def __init__(self, verb: str) -> None:
            super().__init__()
            self.verb = verb

    def action_press(self, verb: str) -> None:
        self.post_message(self.Pressed(verb))


class FindBar(Horizontal):
    """Find in the article: the input and how many matches there are."""

    class QueryChanged(Message):
        """Another text is to be found; empty clears."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Closed(Message):
        """The bar is done with: `keep` leaves the matches lit, `focus` goes to the article."""

        def __init__(self, *, keep: bool, focus: bool) -> None:
            super().__init__()
            self.keep = keep
            self.focus = focus

    class StepAsked(Message):
        """Go to the next (1) or previous (-1) match."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def compose(self) -> ComposeResult:
        yield Static("/", id="find-prompt", markup=False)
        yield FindField(id="find-input", placeholder="find in this article", compact=True)
        yield Static("", id="find-count", markup=False)

    @property
    def query_text(self) -> str:
        return self.query_one("#find-input", Input).value

    def open(self) -> None:
        """Show the bar with its last text selected."""
        self.display = True
        field = self.query_one("#find-input", Input)
        self.screen.set_focus(field)
        field.select_all()
        if field.value:
            self.post_message(self.QueryChanged(field.value))

    def show_count(self, index: int, total: int) -> None:
        text = f"{index + 1} of {total}" if total else ("no match" if self.query_text else "")
        self.query_one("#find-count", Static).update(text)

    @on(Input.Changed, "#find-input")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.QueryChanged(event.value))

    @on(FindField.Pressed)
    def _pressed(self, message: FindField.Pressed) -> None:
        message.stop()
        match message.verb:
            case "next":
                self.post_message(self.StepAsked(1))
            case "previous":
                self.post_message(self.StepAsked(-1))
            case "submit":
                self._close(keep=True, focus=True)
            case _:
                self._close(keep=False, focus=True)

    def _close(self, *, keep: bool, focus: bool) -> None:
        if self.display:
            self.display = False
            self.post_message(self.Closed(keep=keep, focus=focus))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A click elsewhere leaves the bar; what is lit stays."""
        del event
        # The terminal's own window losing the focus is no wish to leave the bar.
        if self.app.app_focus:
            self._close(keep=True, focus=False)
