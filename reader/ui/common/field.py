"""A line that is typed into."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from reader.text.safe import inert_row

SUBMIT = "submit"


class Field(Input, inherit_bindings=False):
    """An input in which nothing acts on the terminal, wherever it comes from.

    Its keys edit the line. Others, such as enter, are those of a scope that a subclass binds: on
    the field itself, so that they come before those that edit, and in order with what is pasted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in Input.BINDINGS
        if not (isinstance(binding, Binding) and binding.action == SUBMIT)
    ]

    def validate_value(self, value: str) -> str:
        return inert_row(value)
