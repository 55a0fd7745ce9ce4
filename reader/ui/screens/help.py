"""All keys, from the registry."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.text.width import cell_width
from reader.ui.command import Command, Scope, commands, key_label

HEADINGS = {
    Scope.LIST: "In the list",
    Scope.ARTICLE: "In the article",
    Scope.APP: "Anywhere",
}
KEY_COLUMN = 18


def help_text(scope: Scope) -> Content:
    """A heading, then a line for each command: its keys, what it does."""
    lines = [Content.styled(HEADINGS[scope], "bold $accent")]
    for _, members in groupby(commands(scope), key=lambda command: command.group):
        lines.append(Content(""))
        lines += [_line(command) for command in members]
    return Content("\n").join(lines)


def _line(command: Command) -> Content:
    keys = "  ".join(key_label(key) for key in command.keys)
    pad = " " * max(1, KEY_COLUMN - cell_width(keys))
    return Content.assemble((keys, "bold"), pad, command.title)


class HelpScreen(ModalScreen[None]):
    """Every command that has keys. Any of the closing keys goes back."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space", "scroll(10)", show=False),
        Binding("b", "scroll(-10)", show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            for scope in (Scope.LIST, Scope.ARTICLE, Scope.APP):
                yield Static(help_text(scope), classes="help-part")

    def on_mount(self) -> None:
        self.query_one("#help").focus()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        self.query_one("#help", VerticalScroll).scroll_relative(y=rows, animate=False)
