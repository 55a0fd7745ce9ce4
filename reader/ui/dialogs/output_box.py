"""A box with the output of a program, as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from reader.text.linebreak.wrap import wrap
from reader.ui.commands import Scope, Target, bindings, keymap_of, quit_bindings
from reader.ui.common.scroll_bar import SlimScrollBar
from reader.ui.terminal.textual_internals import own_scroll_bar
from reader.ui.window_sizes import LOW

if TYPE_CHECKING:
    from textual.scrollbar import ScrollBar

TAB = 8
LONGEST = 4096
"""Characters of a line that are set together: what is added to a line sets it anew."""
OVERLAP = 2
"""Rows of the old page that stay on a new one."""


class OutputText(ScrollView, can_focus=True, inherit_bindings=False):
    """Text in lines as wide as the box; more may be added under it."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.OUTPUT))

    def __init__(self, ambiguous: int = 1, *, id: str | None = None) -> None:
        """`ambiguous`: cells that the terminal gives to characters of no certain width."""
        super().__init__(id=id)
        self._ambiguous = ambiguous
        self._parts: list[str] = []
        self._lines: list[str] = [""]
        """Lines, and pieces of very long ones."""
        self._rows: list[str] = []
        self._first = 0
        """The first row of the last line, which may go on."""
        self._width = 0

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        return own_scroll_bar(self, SlimScrollBar)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, text: str) -> None:
        """Put more under what there is; it holds no control characters but newlines, tabs."""
        self._parts.append(text)
        first, *others = text.split("\n")
        begun = len(self._lines) - 1
        self._lines[begun:] = _cut(self._lines[begun] + first)
        for line in others:
            self._lines += _cut(line)
        self._set_from(begun)

    def _set_from(self, begun: int) -> None:
        """Set lines anew from the one on that was the last."""
        del self._rows[self._first :]
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        for line in self._lines[begun:]:
            self._first = len(self._rows)
            shown = line.expandtabs(TAB)
            if shown.isascii() and len(shown) <= width:  # most lines of most programs
                self._rows.append(shown)
            else:
                rows = wrap(shown, width, ambiguous=self._ambiguous)
                self._rows += (shown[start:end] for start, end in rows)
        self._width = width
        rows_shown = len(self._rows) - (not self._lines[-1])
        self.virtual_size = Size(width, max(1, rows_shown))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        del event
        if self.scrollable_content_region.width != self._width:
            self._first = 0
            self._set_from(0)

    def render_line(self, y: int) -> Strip:
        row = round(self.scroll_y) + y
        text = self._rows[row] if row < len(self._rows) else ""
        style = self.rich_style
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    # -- commands -----------------------------------------------------------------------

    def _scroll(self, rows: int) -> None:
        self.scroll_relative(y=rows, animate=False)

    def action_line_down(self) -> None:
        self._scroll(1)

    def action_line_up(self) -> None:
        self._scroll(-1)

    def action_half_page_down(self) -> None:
        self._scroll(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        self._scroll(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        self._scroll(max(1, self.size.height - OVERLAP))

    def action_page_up(self) -> None:
        self._scroll(-max(1, self.size.height - OVERLAP))

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False)


def _cut(line: str) -> list[str]:
    return [line[at : at + LONGEST] for at in range(0, len(line), LONGEST)] or [""]


class OutputBox(ModalScreen[None]):
    """Shows what a program writes; who closes it wants no more of it."""

    CSS_PATH = "output_box.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.OUTPUT, Target.SCREEN),
        *quit_bindings(),
    ]

    def __init__(self, title: str, state: str, ambiguous: int = 1) -> None:
        """`title` and `state`, such as that the program runs, are data, shown as they are."""
        super().__init__()
        self._title = title
        self._state = state
        self._output = OutputText(ambiguous, id="output-text")
        self._foot = Static("", id="output-keys")

    def compose(self) -> ComposeResult:
        with Vertical(id="output"):
            yield Static(Content(self._title), id="output-title")
            yield self._output
            yield self._foot

    def on_mount(self) -> None:
        self.set_focus(self._output)
        self._show_foot()

    def add(self, text: str) -> None:
        """Show more of the output, which is safe to show."""
        self._output.add(text)

    def show_state(self, state: str) -> None:
        """Show what became of the program."""
        self._state = state
        if self.is_attached:
            self._show_foot()

    def _show_foot(self) -> None:
        hints = keymap_of(self.app).hints(Scope.OUTPUT, {"copy": "copy", "close": "close"})
        self._foot.update(Content(f"{self._state} · {hints}"))

    @property
    def text(self) -> str:
        """All that was shown so far."""
        return self._output.text

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < LOW, "-low")

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)

    def action_copy(self) -> None:
        text = self._output.text
        self.app.copy_to_clipboard(text)
        self.show_state(f"Copied {len(text):,} characters")

    def action_close(self) -> None:
        self.dismiss(None)
