"""What stands over the list and under it: what it shows, and how far the index has come."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.text.truncate import elide
from reader.text.width import cell_width, rule
from reader.ui.common.drawn_widget import Drawn
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

FILLED = "━"
EMPTY = "─"
PAD = 2
BETWEEN = " · "
MINUTE = 60
HOUR = 60 * MINUTE
INDEXING_LOOKS = {"done": Look("$primary"), "rest": Look("$reader-faint")}


class ListHead(Widget):
    """One quiet line: what is filtered and sorted, and how many are left.

    A click on a filter takes it away, one beside them asks what can be changed.
    """

    ALLOW_SELECT = False

    filters: reactive[tuple[str, ...]] = reactive(())
    """What the list is filtered by, in words that are safe to show."""
    order: reactive[tuple[str, ...]] = reactive(())
    """What else is out of the ordinary."""
    counted: reactive[str] = reactive("")

    @property
    def arranged(self) -> str:
        """All that is out of the ordinary."""
        return BETWEEN.join((*self.filters, *self.order))

    class Clicked(Message):
        """The reader wants to change what the list shows."""

    class FilterClicked(Message):
        """The reader wants one of the filters to go."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    def on_click(self, event: events.Click) -> None:
        event.stop()
        position = self._filter_at(event.x - PAD)
        self.post_message(self.Clicked() if position < 0 else self.FilterClicked(position))

    def _filter_at(self, x: int) -> int:
        """The position of the filter at a cell of the text; -1 for none."""
        for position, text in enumerate(self.filters):
            cells = cell_width(text)
            if 0 <= x < cells and x < self._room:
                return position
            x -= cells + cell_width(BETWEEN)
        return -1

    @property
    def _room(self) -> int:
        """Cells for what is out of the ordinary: how many there are is never what is cut."""
        counted = cell_width(BETWEEN + self.counted) if self.counted else 0
        return max(0, self.size.width - 2 * PAD - counted)

    def render_line(self, y: int) -> Strip:
        del y
        width, style = self.size.width, self.rich_style
        room = max(0, width - 2 * PAD)
        counted = BETWEEN + self.counted if self.arranged and self.counted else self.counted
        text, _ = elide(self.arranged, self._room)
        shown, _ = elide(f"{text}{counted}", room)
        lead = Segment(" " * PAD, style)
        return Strip([lead, Segment(shown, style)]).adjust_cell_length(width, style)


class Indexing(NamedTuple):
    """How far the index has come, in files."""

    done: int
    total: int | None
    """The number of files; None while they are still being looked for."""
    seconds_left: float | None = None

    def __str__(self) -> str:
        of = f" of {self.total:,}" if self.total is not None else ""
        return f"Indexing {self.done:,}{of}"

    @property
    def left(self) -> str:
        return "" if self.seconds_left is None else f" {_lasting(self.seconds_left)} left"


def _lasting(seconds: float) -> str:
    """Rounded up: a minute that has begun counts."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    minutes = -(-round(seconds) // MINUTE)
    if seconds < HOUR:
        return f"{minutes} min"
    return f"{minutes // MINUTE} h {minutes % MINUTE} min"


class IndexProgress(Drawn):
    """Says how far the index has come, over a line as long as what is done, and what is left."""

    ALLOW_SELECT = False

    progress: reactive[Indexing | None] = reactive(None)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = Looks(self, INDEXING_LOOKS)
        self.display = False

    def watch_progress(self, progress: Indexing | None) -> None:
        self.display = progress is not None

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        room = max(0, width - 2 * PAD)
        lead = Segment(" " * PAD, style)
        if self.progress is None:
            return Strip.blank(width, style)
        if y == 0:
            text, _ = elide(str(self.progress), room)
            return Strip([lead, Segment(text, style)]).adjust_cell_length(width, style)
        left, used = elide(self.progress.left, room)
        total, line = self.progress.total, room - used
        done = round(line * min(1.0, self.progress.done / total)) if total else 0
        return Strip(
            [
                lead,
                Segment(rule(FILLED, done), style + self.looks["done"]),
                Segment(rule(EMPTY, line - done), style + self.looks["rest"]),
                Segment(left, style),
            ]
        ).adjust_cell_length(width, style)
