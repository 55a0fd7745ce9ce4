"""A row of words, one of them chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.text.truncate import elide
from reader.text.width import cell_width
from reader.ui.common.drawn_widget import Drawn
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

CHOICE_LOOKS = {
    "chosen": Look("bold $reader-strong", in_16_colors="bold reverse"),
    "other": Look("$foreground"),
    "away": Look("$reader-muted"),
}
CHIP = "  "
"""What stands before a word that is shown in its colour."""


NO_CHIPS: Mapping[str, Look] = MappingProxyType({})


class ChoiceRow(Drawn, can_focus=True):
    """Brackets stand around the one that is chosen: `[yellow]  green   blue`.

    Where they do not fit beside each other, only that one is shown, and its number. Digits choose
    by position, as digits repeat commands elsewhere: no command of the table, which would have to
    know how many words there are. Which keys step through them is for the subclass.
    """

    ALLOW_SELECT = False

    chosen: reactive[int] = reactive(0, init=False)
    """The position of the word."""

    class Changed(Message):
        """Another word is chosen."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word

    def __init__(
        self,
        words: Sequence[str],
        chosen: int = 0,
        *,
        chips: Mapping[str, Look] = NO_CHIPS,
        id: str | None = None,
    ) -> None:
        """`words` are safe to show, one line each; there is at least one.

        `chips` are the colours of the words that have one, in which two cells stand before them.
        """
        super().__init__(id=id)
        self._words = tuple(words)
        self._chips = chips
        self.looks = Looks(self, {**CHOICE_LOOKS, **chips})
        self.set_reactive(ChoiceRow.chosen, chosen)

    @property
    def word(self) -> str:
        return self._words[self.chosen]

    def watch_chosen(self) -> None:
        self.post_message(self.Changed(self.word))

    def action_previous(self) -> None:
        self.step(-1)

    def action_next(self) -> None:
        self.step(1)

    def step(self, step: int) -> None:
        """Choose another word, so many further on."""
        self.chosen = (self.chosen + step) % len(self._words)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the word that stands there."""
        digit = event.character or ""
        if digit.isdecimal() and 1 <= int(digit) <= len(self._words):
            event.stop()
            self.chosen = int(digit) - 1

    @property
    def _fits(self) -> bool:
        return sum(self._cells(word) + 1 for word in self._words) - 1 <= self.size.width

    def _cells(self, word: str) -> int:
        """Cells of a word with its chip and its brackets."""
        return cell_width(word) + 2 + (len(CHIP) if word in self._chips else 0)

    def on_click(self, event: events.Click) -> None:
        if not self._fits:
            self.step(1)
            return
        left = 0
        for position, word in enumerate(self._words):
            right = left + self._cells(word)
            if left <= event.x < right:
                self.chosen = position
            left = right + 1

    def render_line(self, y: int) -> Strip:
        del y
        base, width = self.rich_style, self.size.width
        if not self._fits:
            number = f" {self.chosen + 1} of {len(self._words)}"
            word = elide(self.word, max(0, width - len(number) - 2))[0]
            shown = [Segment(f"[{word}]", base + self.looks["chosen"])]
            shown.append(Segment(number, base + self.looks["away"]))
            return Strip(shown).adjust_cell_length(width, base)
        segments: list[Segment] = []
        for position, word in enumerate(self._words):
            is_chosen = position == self.chosen
            look = "chosen" if is_chosen else "other" if self.has_focus else "away"
            text = f"[{word}]" if is_chosen else f" {word} "
            if word in self._chips:
                segments.append(Segment(CHIP, base + self.looks[word]))
            segments += [Segment(text, base + self.looks[look]), Segment(" ", base)]
        return Strip(segments).adjust_cell_length(width, base)
