"""A few lines that can be chosen, above the list: saved searches, completions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.text.truncate import elide
from reader.text.width import cell_width
from reader.ui.common.drawn_widget import Hovering
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

PAD = 2
"""Cells on either side of the text."""
LEAST_TEXT = 8
PANEL_LOOKS = {
    "note": Look("$reader-muted"),
    "cursor": Look(
        "bold $reader-strong on $input-selection-background", in_16_colors="reverse $foreground"
    ),
    "in-cursor": Look("", in_16_colors="$foreground"),
    "kept": Look("bold $accent"),
    "hover": Look("on $reader-code"),
}


class PanelLine(NamedTuple):
    """A line to choose; its texts are data, shown as they are."""

    key: str
    text: str
    note: str = ""
    """A note on the right, where there is room."""


class RowPanel(Hovering):
    """Is as high as its lines, and not there without any. Never has the focus."""

    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(-1)
    """Which of the lines is about to be chosen, -1 for none."""

    class Chosen(Message):
        """The reader wants a line."""

        def __init__(self, panel: RowPanel, line: PanelLine) -> None:
            super().__init__()
            self.panel = panel
            self.line = line

        @property
        def control(self) -> RowPanel:
            return self.panel

    def __init__(self, *, most: int, cursor: str = "cursor", id: str | None = None) -> None:
        """`most` lines are shown; `cursor` is how the current one looks."""
        super().__init__(id=id)
        self.looks = Looks(self, PANEL_LOOKS)
        self._cursor_look = cursor
        self._most = most
        self.lines: tuple[PanelLine, ...] = ()

    def show(self, lines: Sequence[PanelLine], *, cursor: int = -1) -> None:
        shown = tuple(lines[: self._most])
        if shown == self.lines and cursor == self.cursor:
            return
        is_moving = len(shown) != len(self.lines)
        self.lines = shown
        self.cursor = min(cursor, len(shown) - 1)
        self.hovered = -1
        self.set_class(bool(shown), "-filled")
        self.styles.height = max(1, len(shown))
        self.refresh()
        if is_moving and isinstance(self.parent, Widget):
            # Textual does not paint what moves where it was asked for a region before it laid out.
            self.parent.refresh()

    @property
    def current(self) -> PanelLine | None:
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    def move(self, step: int) -> bool:
        """Move the cursor; False at either end."""
        target = self.cursor + step
        if not 0 <= target < len(self.lines):
            return False
        self.cursor = target
        return True

    def on_click(self, event: events.Click) -> None:
        entry = self.entry_at(event.y)
        if entry >= 0:
            event.stop()
            self.post_message(self.Chosen(self, self.lines[entry]))

    def entry_at(self, y: int) -> int:
        return y if 0 <= y < len(self.lines) else -1

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        if not 0 <= y < len(self.lines):
            return Strip.blank(width, style)
        if y == self.cursor:
            style += self.looks[self._cursor_look]
        elif y == self.hovered:
            style += self.looks["hover"]
        line = self.lines[y]
        room = max(0, width - 2 * PAD)
        note = line.note if cell_width(line.note) + 1 + LEAST_TEXT <= room else ""
        used = cell_width(note)
        text, cells = elide(line.text, room - (used + 1 if note else 0))
        gap = " " * max(0, room - cells - used)
        faint = style + self.looks["note"]
        if y == self.cursor and self._cursor_look == "cursor":
            faint += self.looks["in-cursor"]
        return Strip(
            [
                Segment(" " * PAD, style),
                Segment(text, style),
                Segment(gap, style),
                Segment(note, faint),
                Segment(" " * PAD, style),
            ]
        ).adjust_cell_length(width, style)
