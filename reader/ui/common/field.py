"""A line that is typed into."""

from __future__ import annotations

from textual.widgets import Input

from reader.text.safe import inert_row


class Field(Input):
    """An input in which nothing acts on the terminal, wherever it comes from."""

    def validate_value(self, value: str) -> str:
        return inert_row(value)
