"""All keys, as the owner has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.ui.commands import Scope, bindings, keymap_of, quit_bindings
from reader.ui.common.key_hints import KEY_STYLE, KeyHints
from reader.ui.common.line_fields import FilterField
from reader.ui.common.scroll_bar import SlimScrollBar
from reader.ui.dialogs.help_parts import HelpRow, filtered, help_parts, in_columns
from reader.ui.terminal.textual_internals import own_scroll_bar

if TYPE_CHECKING:
    from textual.scrollbar import ScrollBar

OVERLAP = 2
"""Rows of the old page that stay on a new one."""
TWO_COLUMNS = 120
"""Columns of a window from which there are two on the page."""
GAP = 4
"""Cells between the two, as the style sheet has it."""
LOW = 16
"""Rows of a window below which the page has no air and no line of keys."""
NO_MATCH = "Nothing matches"
NO_PROBLEM = "There are none."


def content_of(rows: Sequence[HelpRow]) -> Content:
    """Rows of a column as they are shown."""
    return Content("\n").join(
        Content.assemble((row.heading, "bold $reader-strong"), (row.keys, KEY_STYLE), row.said)
        for row in rows
    )


class HelpPage(VerticalScroll, inherit_bindings=False):
    """Scrolls by the keys of the screen alone."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        return own_scroll_bar(self, SlimScrollBar)


class HelpScreen(ModalScreen[None]):
    """Every command with its keys, those of the pane in use first; a filter finds some."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.HELP), *quit_bindings()]

    def __init__(
        self,
        scope: Scope,
        notices: Sequence[str] = (),
        problems: Sequence[str] = (),
        *,
        at_problems: bool = False,
    ) -> None:
        """`problems` are the mistakes in config.toml; `at_problems` begins with them."""
        super().__init__()
        self._scope = scope
        self._notices = notices
        self._problems = problems
        self._at_problems = at_problems
        self._columns = (Static(classes="help-column"), Static(classes="help-column"))

    def compose(self) -> ComposeResult:
        keymap = keymap_of(self.app)
        problems = self._problems or ([NO_PROBLEM] if self._at_problems else ())
        self._parts = help_parts(self._scope, keymap, self._notices, problems)
        with Vertical(id="help"):
            yield Static(Content("Keys"), id="help-title")
            yield FilterField(id="help-filter", placeholder="filter", compact=True)
            with HelpPage(id="help-page"), Horizontal(id="help-columns"):
                yield from self._columns
            hints = keymap.hints(Scope.HELP, {"filter": "filter", "close": "close"})
            yield KeyHints(hints, id="help-keys")

    def on_mount(self) -> None:
        self._page = self.query_one(HelpPage)
        self._field = self.query_one(FilterField)
        self._field.display = False
        self.set_focus(self._page)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < LOW, "-low")
        self.set_class(event.size.width >= TWO_COLUMNS, "-broad")
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        """Lay out what the filter lets through."""
        count = 2 if self.has_class("-broad") else 1
        room = self._page.scrollable_content_region.width
        width = (room - GAP * (count - 1)) // count
        parts = filtered(self._parts, self._field.value)
        columns = in_columns(parts, max(1, width), count) if parts else [[HelpRow(said=NO_MATCH)]]
        for number, column in enumerate(self._columns):
            column.display = number < len(columns)
            column.update(content_of(columns[number]) if column.display else "")

    def on_click(self, event: events.Click) -> None:
        """A click beside the page closes it."""
        if event.widget is self:
            self.dismiss(None)

    # -- filter -------------------------------------------------------------------------

    @on(Input.Changed, "#help-filter")
    def _filter(self) -> None:
        self._page.scroll_to(y=0, animate=False)
        self._fill()

    def action_filter(self) -> None:
        self._field.display = True
        self.set_focus(self._field)

    def action_take(self) -> None:
        self.set_focus(self._page)

    def action_to_list(self) -> None:
        self.set_focus(self._page)

    def action_clear(self) -> None:
        """Clear the filter; with nothing in it, close."""
        if self._field.value:
            self._field.value = ""
        else:
            self.dismiss(None)

    # -- moving -------------------------------------------------------------------------

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
