"""Lines to choose from, for who offers some: the list that shows them is imported later."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Choice(NamedTuple):
    """A line to choose; both texts are data, shown as they are."""

    key: str
    """Unique in the list."""
    text: str
    detail: str = ""
    indent: int = 0
    note: str = ""
    """A note on the right of the text, where there is room."""
    sought: str = ""
    """What a filter looks through besides text and detail."""


class Choices(Protocol):
    """Choices by position; they may be made when they are asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, position: int, /) -> Choice: ...
