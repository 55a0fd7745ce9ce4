"""All keys, from the registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from reader.ui.commands import Command, Scope, commands, key_label, quit_bindings, with_full_width

HEADINGS = {
    Scope.LIST: "In the list",
    Scope.ARTICLE: "In the article",
    Scope.SELECT: "While selecting",
    Scope.BOOKMARKS: "Among the bookmarks",
    Scope.SEARCH: "In the search box",
    Scope.FIND: "While finding in the article",
    Scope.APP: "Anywhere",
}
KEY_COLUMN = 18
OVERLAP = 2
"""Rows of the old page that stay on a new one."""
MOTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("rows(1)", ("j", "down")),
    ("rows(-1)", ("k", "up")),
    ("half_pages(1)", ("d", "ctrl+d")),
    ("half_pages(-1)", ("u", "ctrl+u")),
    ("pages(1)", ("space", "f", "pagedown")),
    ("pages(-1)", ("b", "pageup")),
    ("top", ("g", "home")),
    ("bottom", ("G", "end")),
    ("dismiss", ("escape", "q", "?", "f1", "enter", "h", "left")),
)


def help_text(scope: Scope) -> Content:
    """A heading, then a line for each command: its keys, what it does."""
    lines = [Content.styled(HEADINGS[scope], "bold $accent")]
    for _, members in groupby(commands(scope), key=lambda command: command.group):
        lines.append(Content(""))
        lines += [_line(command) for command in members]
    return Content("\n").join(lines)


def notices_text(notices: Iterable[str]) -> Content:
    """What the owner was told since the start, for who missed it."""
    lines = [Content.styled("Told since the start", "bold $accent"), Content("")]
    return Content("\n").join([*lines, *(Content(notice) for notice in notices)])


def _line(command: Command) -> Content:
    keys = "  ".join(key_label(key) for key in command.keys)
    pad = " " * max(1, KEY_COLUMN - cell_width(keys))
    return Content.assemble((keys, "bold"), pad, command.title)


class HelpScreen(ModalScreen[None]):
    """Every command that has keys, those of the pane in use first on the screen."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *quit_bindings(),
        *(
            Binding(key, action, show=False)
            for action, keys in MOTIONS
            for key in with_full_width(keys)
        ),
    ]

    def __init__(self, scope: Scope, notices: Sequence[str] = ()) -> None:
        super().__init__()
        self._scope = scope
        self._notices = notices

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            for scope in HEADINGS:
                yield Static(help_text(scope), id=f"help-{scope}", classes="help-part")
            if self._notices:
                yield Static(notices_text(self._notices), classes="help-part")

    def on_mount(self) -> None:
        self._page = self.query_one("#help", VerticalScroll)
        self.set_focus(self._page)
        self.call_after_refresh(self._show_scope)

    def _show_scope(self) -> None:
        part = self.query_one(f"#help-{self._scope}")
        self._page.scroll_to(y=part.virtual_region.y, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the page closes it."""
        if event.widget is self:
            self.dismiss(None)

    def action_rows(self, rows: int) -> None:
        self._page.scroll_relative(y=rows, animate=False)

    def action_half_pages(self, count: int) -> None:
        self.action_rows(count * max(1, self._page.size.height // 2))

    def action_pages(self, count: int) -> None:
        self.action_rows(count * max(1, self._page.size.height - OVERLAP))

    def action_top(self) -> None:
        self._page.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self._page.scroll_to(y=self._page.max_scroll_y, animate=False)
