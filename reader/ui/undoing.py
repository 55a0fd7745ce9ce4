"""What can be taken back: the last changes of what the owner keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_UNDO = 50


class Undoing:
    """A stack of ways back, each of which takes one change back and says so."""

    def __init__(self) -> None:
        self._ways: list[Callable[[], str]] = []

    def remember(self, way_back: Callable[[], str]) -> None:
        self._ways.append(way_back)
        del self._ways[:-MOST_UNDO]

    def undo(self) -> str:
        """Take back the last change; what was done, in words, or empty if there is nothing."""
        return self._ways.pop()() if self._ways else ""
