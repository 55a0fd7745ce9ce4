"""A row of colours by their names, one of them chosen."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.ui.commands import Scope, Target, bindings
from reader.ui.common.drawn_widget import Drawn
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

COLOR_LOOKS = {
    "chosen": Look("bold $reader-strong", in_16_colors="bold reverse"),
    "other": Look("$foreground"),
    "away": Look("$reader-muted"),
}


class ColorRow(Drawn, can_focus=True):
    """Brackets stand around the one that is chosen: `[yellow]  green   blue`.

    Digits choose by position, as digits repeat commands elsewhere: no command of the table, which
    would have to know how many colours there are.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.COLOR),
        *bindings(Scope.EDIT, Target.SCREEN),
    ]

    chosen: reactive[str] = reactive("", init=False)

    class Changed(Message):
        """Another colour is chosen."""

        def __init__(self, color: str) -> None:
            super().__init__()
            self.color = color

    def __init__(self, colors: tuple[str, ...], chosen: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._colors = colors
        self.looks = Looks(self, COLOR_LOOKS)
        self.set_reactive(ColorRow.chosen, chosen)

    def watch_chosen(self, color: str) -> None:
        self.post_message(self.Changed(color))

    def action_previous(self) -> None:
        self.step(-1)

    def action_next(self) -> None:
        self.step(1)

    def step(self, step: int) -> None:
        """Choose another colour, so many further on."""
        at = self._colors.index(self.chosen) if self.chosen in self._colors else 0
        self.chosen = self._colors[(at + step) % len(self._colors)]

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the colour that stands there."""
        digit = event.character or ""
        if digit.isdecimal() and 1 <= int(digit) <= len(self._colors):
            event.stop()
            self.chosen = self._colors[int(digit) - 1]

    def on_click(self, event: events.Click) -> None:
        left = 0
        for color in self._colors:
            right = left + len(color) + 2
            if left <= event.x < right:
                self.chosen = color
            left = right + 1

    def render_line(self, y: int) -> Strip:
        del y
        base, width = self.rich_style, self.size.width
        segments: list[Segment] = []
        for color in self._colors:
            is_chosen = color == self.chosen
            look = "chosen" if is_chosen else "other" if self.has_focus else "away"
            text = f"[{color}]" if is_chosen else f" {color} "
            segments += [Segment(text, base + self.looks[look]), Segment(" ", base)]
        return Strip(segments).adjust_cell_length(width, base)
