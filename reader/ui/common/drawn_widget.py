"""What widgets have in common that draw their own lines: looks, and the line under the mouse."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events

    from reader.ui.theme.rich_styles import Looks


class Drawn(Widget):
    """Draws in looks, which are made anew when the theme changes."""

    looks: Looks

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.looks.clear()


class Hovering(Drawn):
    """Has entries, and knows which one the mouse is on.

    Textual takes the style sheet of the first base only: a scroll view is to stand before this.
    """

    hovered: reactive[int] = reactive(-1, init=False)
    """-1 where it is on none."""

    @abstractmethod
    def entry_at(self, y: int) -> int:
        """The entry on a line of the screen; -1 if there is none."""

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self.entry_at(event.y)

    def on_leave(self, event: events.Leave) -> None:
        del event
        self.hovered = -1
