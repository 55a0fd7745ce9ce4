"""What a terminal answers to who asks it how wide it draws."""

from __future__ import annotations

from textual.message import Message


class WidthTold(Message):
    """The terminal said how many cells an East Asian Ambiguous character has."""

    def __init__(self, cells: int) -> None:
        super().__init__()
        self.cells = cells
