"""The last look at what goes to the terminal: at each row of a widget, before it is drawn."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from reader.text.safe import inert_row

if TYPE_CHECKING:
    from textual.color import Color


class Gate(LineFilter):
    """Takes out of text what would act on the terminal; the sequences around it are Textual's own.

    Nothing should be left for it: what comes from outside is made safe where it enters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.caught: deque[str] = deque(maxlen=20)
        """The last texts that nobody had made safe; for tests."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        del background
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [self._checked(segment) for segment in segments]

    def _checked(self, segment: Segment) -> Segment:
        text = inert_row(segment.text)
        if text == segment.text:
            return segment
        self.caught.append(segment.text)
        return Segment(text, segment.style, segment.control)
