"""The list of settings: a title and a value each, changed where the cursor is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from reader.settings import Settings
from reader.text.truncate import elide
from reader.ui.commands import Scope, Target, bindings
from reader.ui.common.cursor_list import CursorList
from reader.ui.common.row_map import EvenRows
from reader.ui.dialogs.settings.rows import SettingRow, default_of
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

PAD = 2
TITLE_CELLS = 16
BACK, ON = "‹", "›"
SETTING_LOOKS = {
    "default": Look("$reader-muted"),
    "chosen": Look("bold $foreground"),
    "arrow": Look("bold $accent"),
    "cursor": Look(
        "bold $reader-strong on $input-selection-background", in_16_colors="bold reverse"
    ),
    "hover": Look("on $reader-code"),
}


class SettingList(CursorList, can_focus=True):
    """Shows what holds; what is not as by default stands out. Keys and clicks ask for changes."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.SETTINGS, Target.WIDGET))

    class Changed(Message):
        """The reader wants a value `step` further on, or with 0 the default."""

        def __init__(self, row: SettingRow, step: int) -> None:
            super().__init__()
            self.row = row
            self.step = step

    class Chosen(Message):
        """The reader pressed enter on a setting."""

        def __init__(self, row: SettingRow) -> None:
            super().__init__()
            self.row = row

    class Moved(Message):
        """The cursor is on another setting."""

    def __init__(
        self, rows: Sequence[SettingRow], shown: Callable[[], Settings], *, id: str | None = None
    ) -> None:
        """`shown` gives what holds now."""
        super().__init__(EvenRows(len(rows), 1), counts=False, id=id)
        self._rows = rows
        self._shown = shown
        self.looks = Looks(self, SETTING_LOOKS)
        self.put_cursor(0)

    @property
    def current(self) -> SettingRow:
        return self._rows[self.cursor]

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self.post_message(self.Moved())

    def _ask(self, step: int) -> None:
        # Made in this widget's own turn, the message reaches the screen whoever asked
        self.call_next(lambda: self.post_message(self.Changed(self.current, step)))

    def action_previous(self) -> None:
        self._ask(-1)

    def action_next(self) -> None:
        self._ask(1)

    def action_reset(self) -> None:
        self._ask(0)

    def action_choose(self) -> None:
        self.call_next(lambda: self.post_message(self.Chosen(self.current)))

    def on_click(self, event: events.Click) -> None:
        """A click on a value goes on to the next one, on its left end back; on a title, there."""
        entry = self.entry_at(event.y)
        if not 0 <= entry < len(self._rows):
            return
        self.cursor = entry
        if event.x >= PAD + TITLE_CELLS:
            self._ask(-1 if event.x < PAD + TITLE_CELLS + 2 else 1)

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        entry = self.entry_at(y)
        if not 0 <= entry < len(self._rows):
            return Strip.blank(width, base)
        row, settings = self._rows[entry], self._shown()
        is_default = getattr(settings, row.key) == default_of(row.key)
        under = base
        if entry == self.cursor:
            under += self.looks["cursor"]
        elif entry == self.hovered:
            under += self.looks["hover"]
        value = under if entry == self.cursor else under + self.looks["default"]
        if not is_default:
            value = under + self.looks["chosen"] if entry != self.cursor else under
        arrow = under + self.looks["arrow"] if entry != self.cursor else under
        title, cells = elide(row.title, min(TITLE_CELLS - 1, max(0, width - PAD)))
        label, used = elide(row.label(settings), max(0, width - PAD - TITLE_CELLS - 4))
        back, on = (BACK, ON) if entry == self.cursor else (" ", " ")
        return Strip(
            [
                Segment(" " * PAD + title + " " * (TITLE_CELLS - cells), under),
                Segment(f"{back} ", arrow),
                Segment(label, value),
                Segment(f" {on}", arrow),
                Segment(" " * max(0, width - PAD - TITLE_CELLS - 4 - used), under),
            ]
        ).adjust_cell_length(width, under)
