"""The last row: where the reader is, what just happened, which keys help."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer

from reader.library.article import reading_time
from reader.text.safe import clean_line
from reader.text.truncate import elide, elide_middle
from reader.text.width import cell_width, rule
from reader.ui.commands import Command, Keymap, Scope, commands, keymap_of
from reader.ui.common.drawn_widget import Drawn
from reader.ui.common.key_hints import HINT_LOOKS, hinted_pieces
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

FILLED = "━"
EMPTY = "─"
LEAST_LINE = 8
"""Cells of a column under which there is no line."""
MESSAGE_SECONDS = 6.0
LASTING_HINTS = ("help", "back_or_quit", "menu", "close", "leave", "escape", "copy", "clear")
"""Hints that a narrow row keeps the longest."""

PROGRESS_LOOKS = {
    "done": Look("$primary"),
    "rest": Look("$reader-faint"),
    "text": Look("$reader-muted"),
}
STATUS_LOOKS = {
    **HINT_LOOKS,
    "message": Look("$foreground"),
    "standing": Look("$reader-muted"),
    "mode": Look("bold $accent"),
    "count": Look("bold $accent", in_16_colors="bold reverse $accent"),
}


class Whereabouts(NamedTuple):
    """Where in an article the eye is."""

    section: str = ""
    progress: float = 0.0
    minutes: int = 0
    """Minutes that the whole article takes."""
    estimated: bool = False
    """Whether part of the article is not laid out, or not even read in."""

    @property
    def minutes_left(self) -> int:
        """Minutes for what is below the screen; one that has begun counts until the end."""
        rest = self.minutes * (1 - self.progress)
        return max(round(rest), 1 if rest > 0 else 0)

    def __str__(self) -> str:
        left = f" · {reading_time(self.minutes_left)} left" if self.minutes_left else ""
        about = "~" if self.estimated else ""
        return f"{about}{self.progress:.0%}{left}"


class TextColumn(NamedTuple):
    """Where the text of an article stands, in cells from the left of its pane."""

    left: int = 0
    width: int = 0


class ProgressLine(Drawn):
    """A thin line under the text of the article and as wide, filled as far as it was read."""

    ALLOW_SELECT = False

    whereabouts: reactive[Whereabouts | None] = reactive(None)
    column: reactive[TextColumn] = reactive(TextColumn())

    class Clicked(Message):
        """The mouse asks for a place on the line."""

        def __init__(self, percent: int) -> None:
            super().__init__()
            self.percent = percent
            """Hundredths of the article."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = Looks(self, PROGRESS_LOOKS)
        self._line = range(0)
        """Columns that the line itself has, without the words beside it."""

    def on_click(self, event: events.Click) -> None:
        event.stop()
        at = event.get_content_offset(self)
        if at is not None and at.x in self._line:
            share = (at.x - self._line.start) / max(1, len(self._line) - 1)
            self.post_message(self.Clicked(round(share * 100)))

    def render_line(self, y: int) -> Strip:
        del y
        base, here = self.rich_style, self.whereabouts
        left, width = self.column
        if here is None or width < LEAST_LINE:
            return Strip.blank(self.size.width, base)
        done_style = base + self.looks["done"]
        rest_style = base + self.looks["rest"]
        text_style = base + self.looks["text"]
        figures = f" {here} "
        beside = cell_width(figures.rstrip())
        section, used = elide(here.section, max(0, width - beside - 13))
        label = f"{section} " if section else ""
        figures = figures.rstrip()
        before = used + 1 if section else 0
        line = max(0, width - beside - before)
        self._line = range(left + before, left + before + line)
        done = round(line * here.progress)
        return Strip(
            [
                Segment(" " * left, base),
                Segment(label, text_style),
                Segment(rule(FILLED, done), done_style),
                Segment(rule(EMPTY, line - done), rest_style),
                Segment(figures, text_style),
            ]
        ).adjust_cell_length(self.size.width, base)


class StatusBar(Drawn):
    """The status line: events or the place on the left, keys of the pane in use on the right.

    Of what there is to say on the left, the first of these: a question; a message, for its time; a
    notice, until a key is pressed after its time; what stands; what is going on.
    """

    ALLOW_SELECT = False

    scope: reactive[Scope] = reactive(Scope.LIST)
    typing: reactive[Scope | None] = reactive(None)
    """The scope of the box that is typed into, if any is."""
    question: reactive[str] = reactive("")
    """What the next key may answer."""
    message: reactive[str] = reactive("")
    standing: reactive[str] = reactive("")
    """What holds for now: the current match, the focused link, how many were found."""
    keeps_end: reactive[bool] = reactive(default=False)
    """Whether what stands is an address: where it is too long, its middle is left out."""
    going_on: reactive[str] = reactive("")
    count: reactive[int] = reactive(0)
    """The number that is being typed, 0 for none."""
    selected: reactive[int] = reactive(-1)
    """Characters that are selected by keys; -1 out of select mode."""
    dragged: reactive[int] = reactive(0)
    """Characters of the article that the mouse has selected, 0 for none."""
    is_inner: reactive[bool] = reactive(False)
    """Whether the way out leads one step back, rather than to the end of the reader."""

    class HintClicked(Message):
        """The mouse asks for what a hint names."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = Looks(self, STATUS_LOOKS)
        self._notices: deque[str] = deque()
        self._timer: Timer | None = None
        self._is_notice = False
        self._seen = False
        """Whether a notice has had its time, so that the next key takes it away."""

    def tell(self, text: str) -> None:
        """A quiet message, gone after a while; a notice that it takes the place of comes again."""
        if text:
            if self._is_notice and self.message and not self._seen:
                self._notices.appendleft(self.message)
            self._is_notice = False
            self._show(text)

    def insist(self, text: str) -> None:
        """A message that stays until another takes its place."""
        self.tell(text)
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _show(self, text: str) -> None:
        clean = clean_line(text)
        self.message = text if clean == text else clean
        self._seen = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(MESSAGE_SECONDS, self.expire)

    def announce(self, notices: Iterable[str]) -> None:
        """What the owner has to know: one after the other, each until it was seen."""
        self._notices.extend(notice for notice in notices if notice)
        if self._notices and not self.message:
            self._is_notice = True
            self._show(self._notices.popleft())

    def report(self, progress: str) -> None:
        """What is going on, until something else is; gives way to everything."""
        self.going_on = clean_line(progress)

    def expire(self) -> None:
        """The time of what is told is over: a notice waits for a key of somebody who sees it."""
        self._timer = None
        if not self._is_notice:
            self.fade()
        elif self.app.screen is self.screen:
            self._seen = True
        else:
            self._show(self.message)

    def uncovered(self) -> None:
        """Another screen lay over the bar: a notice has its time anew."""
        if self._is_notice and self.message:
            self._show(self.message)

    def key_pressed(self) -> None:
        """Somebody is there: what has had its time was seen."""
        if self._seen:
            self.fade()

    def fade(self) -> None:
        """The message has been read: the next notice, or nothing."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._seen = False
        self.message = ""
        self.announce(())

    def watch_question(self) -> None:
        self._mark_telling()

    def watch_message(self) -> None:
        self._mark_telling()

    def watch_count(self) -> None:
        self._mark_telling()

    def watch_selected(self) -> None:
        self._mark_telling()

    def watch_dragged(self) -> None:
        self._mark_telling()

    @property
    def selecting(self) -> bool:
        return self.selected >= 0

    @property
    def has_dragged(self) -> bool:
        """Whether the keys are those for what the mouse has selected."""
        is_read = self.scope is Scope.ARTICLE and self.typing is None
        return self.dragged > 0 and is_read and not self.selecting

    def _mark_telling(self) -> None:
        """Zen shows the bar for as long as it has something to tell."""
        self.set_class(
            bool(self.question or self.message or self.count or self.selecting or self.has_dragged),
            "-telling",
        )

    def render_line(self, y: int) -> Strip:
        del y
        width = self.size.width
        base = self.rich_style
        told = self.question or self.message
        name = "message" if told else "standing"
        text = told or self.standing or self.going_on
        typed = f"{self.count} " if self.count else ""
        mode = f"SELECT {self.selected:,} " if self.selecting else ""
        if self.has_dragged:
            mode = f"{self.dragged:,} selected "
        fixed = len(mode) + len(typed)
        held = [command for command in self._hinted() if command.verb in LASTING_HINTS]
        if told:  # the way back stays: where one pane is shown nothing else tells of the other
            held = [command for command in held if self.is_inner and command.inner_hint]
        lasting = sum(map(self._hint_cells, held))
        cut = elide_middle if self.keeps_end and text == self.standing else elide
        left, used = cut(text, max(0, width - 4 - fixed - lasting))
        room = width - 2 - fixed - (used + 2 if used else 0)
        hints = self._hints(room)
        gap = width - 1 - used - fixed - sum(cell_width(s.text) for s in hints)
        return Strip(
            [
                Segment(" ", base),
                Segment(mode, base + self.looks["mode"]),
                *(
                    Segment(piece, base + self.looks["key" if is_key else name])
                    for piece, is_key in hinted_pieces(text, left)
                    if piece
                ),
                Segment(" " * max(0, gap), base),
                Segment(typed, base + self.looks["count"]),
                *hints,
            ],
            width,
        )

    def _hints(self, room: int) -> list[Segment]:
        """The keys that fit; those of the way out and of help are the last to go."""
        shown: list[Command] = []
        offered = self._offered()
        for command in offered:
            cells = self._hint_cells(command)
            if cells > room:
                break
            room -= cells
            shown.append(command)
        key_style = self.rich_style + self.looks["key"]
        word_style = self.rich_style + self.looks["word"]
        segments: list[Segment] = []
        for command in self._commands():
            if command in shown:
                meta = Style.from_meta({"hint": command.id})
                segments.append(Segment(f"{self._keymap.label(command)} ", key_style + meta))
                segments.append(Segment(f"{self._word(command)}  ", word_style + meta))
        return segments

    def on_click(self, event: events.Click) -> None:
        hint = event.style.meta.get("hint")
        for command in self._commands():
            if command.id == hint:
                event.stop()
                self.post_message(self.HintClicked(command))
                return

    def _commands(self) -> tuple[Command, ...]:
        """Commands of the pane's keys: the list of bookmarks is on a screen of its own."""
        if self.selecting:
            return commands(Scope.SELECT)
        if self.typing is not None:
            return commands(self.typing)
        if self.has_dragged:
            return tuple(c for c in commands(self.scope) if c.selection_hint)
        anywhere = () if self.scope is Scope.BOOKMARKS else commands(Scope.APP)
        return (*commands(self.scope), *anywhere)

    @property
    def _keymap(self) -> Keymap:
        return keymap_of(self.app)

    def _hinted(self) -> list[Command]:
        """Commands that have a hint, and a key to put before it."""
        return [c for c in self._commands() if self._word(c) and self._keymap.keys(c)]

    def _word(self, command: Command) -> str:
        """What a hint says of a command, empty if it has none."""
        if self.has_dragged:
            return command.selection_hint
        return (self.is_inner and command.inner_hint) or command.hint

    def _offered(self) -> list[Command]:
        """Commands with a hint: the way back first, then the other lasting ones."""
        return sorted(
            self._hinted(),
            key=lambda c: (not (self.is_inner and c.inner_hint), c.verb not in LASTING_HINTS),
        )

    def _hint_cells(self, command: Command) -> int:
        return cell_width(self._keymap.label(command)) + cell_width(self._word(command)) + 3
