"""The last row: where the reader is, what just happened, which keys help."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.text.elide import elide
from reader.text.safe import clean_line
from reader.text.width import cell_width
from reader.ui.command import Scope, commands, key_label

FILLED = "━"
EMPTY = "─"
MESSAGE_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where in an article the eye is."""

    section: str = ""
    progress: float = 0.0
    minutes_left: int = 0
    estimated: bool = False
    """Whether part of the article is not laid out yet."""

    def __str__(self) -> str:
        left = f" · {self.minutes_left} min left" if self.minutes_left else ""
        about = "~" if self.estimated else ""
        return f"{about}{self.progress:.0%}{left}"


class ProgressLine(Widget):
    """A thin line under the article, as long as what has been read."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"progress--done", "progress--rest", "progress--text"}

    whereabouts: reactive[Whereabouts | None] = reactive(None)

    def render_line(self, y: int) -> Strip:
        del y
        width = self.size.width
        base = self.rich_style
        here = self.whereabouts
        if here is None or width < 8:
            return Strip.blank(width, base)
        done_style = base + self.get_component_rich_style("progress--done", partial=True)
        rest_style = base + self.get_component_rich_style("progress--rest", partial=True)
        text_style = base + self.get_component_rich_style("progress--text", partial=True)
        figures = f" {here} "
        section, used = elide(here.section, max(0, width - len(figures) - 12))
        label = f" {section} " if section else ""
        line = max(0, width - len(figures) - (used + 2 if section else 0))
        done = round(line * here.progress)
        return Strip(
            [
                Segment(label, text_style),
                Segment(FILLED * done, done_style),
                Segment(EMPTY * (line - done), rest_style),
                Segment(figures, text_style),
            ],
            width,
        )


class StatusBar(Widget):
    """Hints for the pane in use on the right, a message on the left."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--key", "status--word", "status--message"}

    scope: reactive[Scope] = reactive(Scope.LIST)
    message: reactive[str] = reactive("")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._notices: deque[str] = deque()
        self._timer: Timer | None = None

    def tell(self, text: str) -> None:
        """A quiet message, gone after a while."""
        if text:
            self.message = clean_line(text)
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(MESSAGE_SECONDS, self.fade)

    def announce(self, notices: Iterable[str]) -> None:
        """What the owner has to know: one after the other, each for its time."""
        self._notices.extend(notice for notice in notices if notice)
        if self._notices and self._timer is None:
            self.tell(self._notices.popleft())

    def report(self, progress: str) -> None:
        """What is going on, until something else is; gives way to messages."""
        if self._timer is None:
            self.message = clean_line(progress)

    def fade(self) -> None:
        """The message has been read: the next notice, or nothing."""
        self._timer = None
        self.message = ""
        self.announce(())

    def render_line(self, y: int) -> Strip:
        del y
        width = self.size.width
        base = self.rich_style
        key_style = base + self.get_component_rich_style("status--key", partial=True)
        word_style = base + self.get_component_rich_style("status--word", partial=True)
        message_style = base + self.get_component_rich_style("status--message", partial=True)
        hints: list[Segment] = []
        message, used = elide(self.message, max(0, width - 2))
        room = width - 2 - (used + 2 if used else 0)
        for command in (*commands(self.scope), *commands(Scope.APP)):
            if not command.hint:
                continue
            key = key_label(command.keys[0])
            cells = cell_width(key) + len(command.hint) + 3
            if cells > room:
                break
            room -= cells
            hints += [Segment(f"{key} ", key_style), Segment(f"{command.hint}  ", word_style)]
        gap = width - 1 - used - sum(cell_width(s.text) for s in hints)
        return Strip(
            [
                Segment(" ", base),
                Segment(message, message_style),
                Segment(" " * max(0, gap), base),
                *hints,
            ],
            width,
        )
