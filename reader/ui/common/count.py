"""Digits before a command repeat it, as in vi and less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.ui.commands import FULL_WIDTH_OFFSET, Scope, asked_by

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

MOST_COUNT = 9_999


class CountChanged(Message):
    """Another number is being typed; 0 when there is none."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class Count:
    """The number that a widget's keys are typing: good for the key after its last digit."""

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self._typed = 0
        self._ready = 0

    def typed(self, event: events.Key) -> bool:
        """Whether a key belongs to the number: a digit, or one that gives it up."""
        digit = _digit(event.character or "")
        if digit >= 0 and (self._typed or digit):
            self._type(min(MOST_COUNT, self._typed * 10 + digit))
            return True
        given_up = self._typed > 0 and bool(asked_by(event, Scope.COUNT, self._owner.app))
        self._ready = 0 if given_up else self._typed
        self._type(0)
        return given_up

    def _type(self, count: int) -> None:
        if count != self._typed:
            self._typed = count
            self._owner.post_message(CountChanged(count))

    @property
    def given(self) -> bool:
        """Whether the key that is being carried out had a number."""
        return self._ready > 0

    def take(self) -> int:
        """The number for the key that is being carried out, 1 if it had none."""
        count, self._ready = max(1, self._ready), 0
        return count


def _digit(character: str) -> int:
    """The value of a digit, plain or full-width; -1 for anything else."""
    if len(character) != 1:
        return -1
    code = ord(character)
    plain = code - FULL_WIDTH_OFFSET if code > FULL_WIDTH_OFFSET else code
    return plain - ord("0") if ord("0") <= plain <= ord("9") else -1
