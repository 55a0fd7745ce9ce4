"""What widgets have in common that draw their own lines: looks, and the line under the mouse."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip

    from reader.ui.theme.rich_styles import Looks


def plain_lines(widget: Widget, line_at: Callable[[int], Strip], crop: Region) -> list[Strip]:
    """Lines of a widget that has nothing around them: for its `render_lines`.

    Textual goes through all that borders, padding, tints and hatches could be for each line; that
    is a third of what a list costs. What is for the terminal as a whole is applied here too.
    """
    _, ground = widget.background_colors
    filters = widget.get_line_filters()
    start, end = crop.column_span
    lines = [line_at(y) for y in crop.line_range]
    for each in filters:
        lines = [line.apply_filter(each, ground) for line in lines]
    if (start, end) != (0, widget.size.width):
        lines = [line.crop(start, end) for line in lines]
    return lines


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
