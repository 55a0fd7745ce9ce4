"""All keys, as the owner has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.text.width import cell_width
from reader.ui.commands import (
    HEADINGS,
    Command,
    Keymap,
    Scope,
    bindings,
    keymap_of,
    quit_bindings,
)
from reader.ui.dialogs.query_syntax import syntax_text

UNBOUND = "no key"
KEY_COLUMN = 18
OVERLAP = 2
"""Rows of the old page that stay on a new one."""


def help_text(scope: Scope, keymap: Keymap) -> Content:
    """A heading, then a line for each command: its keys, what it does."""
    lines = [Content.styled(HEADINGS[scope], "bold $accent")]
    for _, members in groupby(keymap.commands(scope), key=lambda command: command.group):
        lines.append(Content(""))
        lines += [_line(command, keymap) for command in members]
    return Content("\n").join(lines)


def notices_text(notices: Iterable[str]) -> Content:
    """What the owner was told since the start, for who missed it."""
    lines = [Content.styled("Told since the start", "bold $accent"), Content("")]
    return Content("\n").join([*lines, *(Content(notice) for notice in notices)])


def _line(command: Command, keymap: Keymap) -> Content:
    keys = keymap.labels(command)
    pad = " " * max(1, KEY_COLUMN - cell_width(keys or UNBOUND))
    return Content.assemble((keys, "bold") if keys else UNBOUND, pad, command.title)


class HelpPage(VerticalScroll, inherit_bindings=False):
    """Scrolls by the keys of the screen alone."""


class HelpScreen(ModalScreen[None]):
    """Every command with its keys, those of the pane in use first on the screen."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.HELP), *quit_bindings()]

    def __init__(self, scope: Scope, notices: Sequence[str] = ()) -> None:
        super().__init__()
        self._scope = scope
        self._notices = notices

    def compose(self) -> ComposeResult:
        with HelpPage(id="help"):
            keymap = keymap_of(self.app)
            for scope in HEADINGS:
                if not keymap.commands(scope):
                    continue  # the owner has none of their own
                if scope is Scope.SEARCH:
                    yield Static(syntax_text(), id="help-syntax", classes="help-part")
                yield Static(help_text(scope, keymap), id=f"help-{scope}", classes="help-part")
            if self._notices:
                yield Static(notices_text(self._notices), classes="help-part")

    def on_mount(self) -> None:
        self._page = self.query_one(HelpPage)
        self.set_focus(self._page)
        self.call_after_refresh(self._show_scope)

    def _show_scope(self) -> None:
        name = "syntax" if self._scope is Scope.SEARCH else self._scope
        part = self.query_one(f"#help-{name}")
        self._page.scroll_to(y=part.virtual_region.y, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the page closes it."""
        if event.widget is self:
            self.dismiss(None)

    def _scroll(self, rows: int) -> None:
        self._page.scroll_relative(y=rows, animate=False)

    def _half_page(self) -> int:
        return max(1, self._page.size.height // 2)

    def _whole_page(self) -> int:
        return max(1, self._page.size.height - OVERLAP)

    def action_line_down(self) -> None:
        self._scroll(1)

    def action_line_up(self) -> None:
        self._scroll(-1)

    def action_half_page_down(self) -> None:
        self._scroll(self._half_page())

    def action_half_page_up(self) -> None:
        self._scroll(-self._half_page())

    def action_page_down(self) -> None:
        self._scroll(self._whole_page())

    def action_page_up(self) -> None:
        self._scroll(-self._whole_page())

    def action_top(self) -> None:
        self._page.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self._page.scroll_to(y=self._page.max_scroll_y, animate=False)

    def action_close(self) -> None:
        self.dismiss(None)
