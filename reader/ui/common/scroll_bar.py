"""Scroll bars: a thumb half a cell thick, as light to draw as it looks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from reader.ui.common.drawn_widget import plain_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, ConsoleOptions, RenderResult
    from textual.geometry import Region

UPRIGHT, LEVEL = "▐", "▄"
"""The thumb of a vertical bar and of a horizontal one."""
BAR_COLORS = {
    "scrollbar": "reader-faint",
    "scrollbar-hover": "reader-muted",
    "scrollbar-active": "primary",
    "scrollbar-background": "transparent",
    "scrollbar-background-hover": "transparent",
    "scrollbar-background-active": "transparent",
    "scrollbar-corner-color": "transparent",
}
"""Textual's variables for bars: the theme's that take their place, or colours by name."""
MOST_DRAWN = 32
BEFORE, ON, AFTER = ({"@mouse.down": action} for action in ("scroll_up", "grab", "scroll_down"))
"""What a press of the mouse does before the thumb, on it and after it, as Textual has it."""


class Thumb(NamedTuple):
    """Cells of a bar, from the first to the one after the last; none where all is in view."""

    first: int
    end: int


def thumb_of(size: int, virtual_size: float, window_size: float, position: float) -> Thumb:
    """Where the thumb is in a bar of `size` cells; at either end only if the view is.

    `window_size` of `virtual_size` rows are in view, from `position` on.
    """
    rest = virtual_size - window_size
    if size <= 0 or window_size <= 0 or rest <= 0:
        return Thumb(0, 0)
    length = min(size, max(1, round(size * window_size / virtual_size)))
    room = size - length
    first = round(room * min(1.0, max(0.0, position / rest)))
    if room > 1 and 0 < position < rest:
        first = min(room - 1, max(1, first))
    return Thumb(first, first + length)


class SlimBar(ScrollBarRender):
    """Draws a bar in place of Textual's: set as the `renderer` of a `ScrollBar`."""

    @property
    def _style(self) -> Style:
        return Style.parse(self.style) if isinstance(self.style, str) else self.style

    def strips(self, size: int) -> Sequence[Strip]:
        """A vertical bar, row by row; those that look alike are one object."""
        thumb = thumb_of(size, self.virtual_size, self.window_size, self.position)
        return _upright(size, thumb, self.thickness, self._style)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        size = options.max_width
        if self.vertical:
            rows = self.strips(options.height or console.height)
            yield Segments([segment for row in rows for segment in row], new_lines=True)
            return
        thumb = thumb_of(size, self.virtual_size, self.window_size, self.position)
        row = [*_cells(size, thumb, LEVEL, " ", self._style), Segment.line()]
        yield Segments(row * (options.height or self.thickness))


@lru_cache(MOST_DRAWN)
def _upright(size: int, thumb: Thumb, thickness: int, style: Style) -> Sequence[Strip]:
    filled, blank = UPRIGHT.rjust(thickness), " " * thickness
    alike: dict[int, Strip] = {}
    cells = _cells(size, thumb, filled, blank, style)
    return [alike.setdefault(id(cell), Strip([cell], thickness)) for cell in cells]


def _cells(size: int, thumb: Thumb, filled: str, blank: str, style: Style) -> Sequence[Segment]:
    """The cells of a bar; only three of them differ."""
    before, on, after = (style + Style.from_meta(meta) for meta in (BEFORE, ON, AFTER))
    return [
        *[Segment(blank, before)] * thumb.first,
        *[Segment(filled, on)] * (thumb.end - thumb.first),
        *[Segment(blank, after)] * (size - thumb.end),
    ]


class SlimScrollBar(ScrollBar):
    """A vertical bar that is not drawn by Rich: so drawn, it took as long as the list beside it."""

    renderer = SlimBar

    def render_lines(self, crop: Region) -> list[Strip]:
        bar = self.render()
        if not isinstance(bar, SlimBar):
            return super().render_lines(crop)
        rows = bar.strips(self.size.height)
        return plain_lines(self, rows.__getitem__, crop)
