"""A list of lines to choose from, drawn only where somebody looks: thousands open at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from reader.text.truncate import elide
from reader.text.width import cell_width
from reader.ui.commands import Scope, Target, bindings
from reader.ui.common.cursor_list import CursorList
from reader.ui.common.key_hints import HINT_LOOKS, hinted_pieces
from reader.ui.common.row_map import EvenRows
from reader.ui.dialogs.choice import Choice, Choices
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

PLAIN = Style()
PAD, RIGHT = 1, 2
"""Cells before the text, and after it: there the scroll bar lies."""
STEP = 2
"""Cells that a level of indent takes."""
LEAST_TEXT = 8
"""Cells that indents leave for the text."""
CHOICE_LOOKS = {
    "detail": Look("$reader-muted"),
    "key": HINT_LOOKS["key"],
    "message": Look("$reader-muted"),
    "cursor": Look(
        "bold $reader-strong on $input-selection-background", in_16_colors="bold reverse"
    ),
    "cursor-away": Look("on $panel", in_16_colors="bold"),
    "hover": Look("on $reader-code"),
}
_SAMPLE = 64
"""Entries that tell whether entries have a second row."""


class ChoiceList(CursorList, can_focus=True):
    """Shows some of its choices and keeps a cursor among them."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.PICKER, Target.WIDGET))

    class Chosen(Message):
        """The reader chose an entry."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(
        self,
        choices: Choices,
        *,
        message: str = "",
        note_look: str = "detail",
        id: str | None = None,
    ) -> None:
        detailed = any(choices[at].detail for at in range(min(len(choices), _SAMPLE)))
        self.rows_of_entry = 2 if detailed else 1
        super().__init__(EvenRows(len(choices), self.rows_of_entry), counts=False, id=id)
        self._choices = choices
        self._shown: Sequence[int] = range(len(choices))
        self._message = message
        self._note_look = note_look
        self.looks = Looks(self, CHOICE_LOOKS)
        self.put_cursor(0 if len(choices) else -1)

    # -- what is shown ------------------------------------------------------------------

    @property
    def total_rows(self) -> int:
        """Rows of all that is shown; at least one, for the message."""
        return max(1, self.row_map.height)

    @property
    def current(self) -> int:
        """Position of the choice under the cursor among all of them, -1 if there is none."""
        return self._shown[self.cursor] if 0 <= self.cursor < len(self._shown) else -1

    def show(self, shown: Sequence[int], *, cursor: int = 0, message: str = "") -> None:
        """Show the choices at these positions; `message` stands there if they are none."""
        self._shown = shown
        self._message = message
        self.row_map = EvenRows(len(shown), self.rows_of_entry)
        self.put_cursor(max(-1, min(cursor, len(shown) - 1)))
        self.hovered = -1
        self.resized()
        self.refresh()

    # -- choosing -----------------------------------------------------------------------

    def clicked(self, button: int, *, again: bool) -> None:
        del button, again
        self.action_choose()

    def action_choose(self) -> None:
        # Made in this widget's own turn, the message reaches the screen whoever asked
        self.call_next(self._post_chosen)

    def _post_chosen(self) -> None:
        if self.current >= 0:
            self.post_message(self.Chosen(self._choices[self.current]))

    # -- drawing ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        entry, line = divmod(round(self.scroll_y) + y, self.rows_of_entry)
        if not self._shown and entry == line == 0:
            return self._told(width, base)
        if entry >= len(self._shown):
            return Strip.blank(width, base)
        self.rows_drawn += 1
        choice = self._choices[self._shown[entry]]
        faint = base + self.looks["detail"]
        noted = base + self.looks[self._note_look]
        if entry == self.cursor:
            base = faint = noted = base + self.looks["cursor" if self.has_focus else "cursor-away"]
        elif entry == self.hovered:
            over = self.looks["hover"]
            base, faint, noted = base + over, faint + over, noted + over
        if line:
            return self._row(choice.detail, choice.indent, width, faint)
        return self._row(choice.text, choice.indent, width, base, choice.note, noted)

    def _told(self, width: int, base: Style) -> Strip:
        """What stands there in the place of choices."""
        shown, _ = elide(self._message, max(0, width - PAD - RIGHT))
        segments = [Segment(" " * PAD, base)]
        for text, is_key in hinted_pieces(self._message, shown):
            segments.append(Segment(text, base + self.looks["key" if is_key else "message"]))
        return Strip(segments).adjust_cell_length(width, base)

    def _row(
        self,
        text: str,
        indent: int,
        width: int,
        style: Style,
        note: str = "",
        faint: Style = PLAIN,
    ) -> Strip:
        room = max(0, width - PAD - RIGHT)
        left = PAD + min(indent * STEP, max(0, room - LEAST_TEXT))
        right = cell_width(note) + PAD if note else 0
        if width - RIGHT - left - right < LEAST_TEXT:
            note, right = "", 0
        shown, cells = elide(text, max(0, width - RIGHT - left - right))
        gap = " " * max(0, width - left - cells - (right - PAD + RIGHT if note else 0))
        segments = [Segment(f"{' ' * left}{shown}{gap}", style)]
        if note:
            segments.append(Segment(f"{note}{' ' * RIGHT}", faint))
        return Strip(segments).adjust_cell_length(width, style)
