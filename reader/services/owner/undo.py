"""What can be taken back: the last changes of what the owner keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_UNDO = 50


class _Way(NamedTuple):
    take_back: Callable[[], str]
    look: Callable[[], object]
    is_own: bool


class Undoing:
    """A stack of ways back, each of which takes one change back and says so."""

    def __init__(self) -> None:
        self._ways: list[_Way] = []

    @property
    def is_own(self) -> bool:
        """Whether the last change was one of the owner's files."""
        last = self._ways[-1:]
        return all(way.is_own for way in last)

    def remember(
        self,
        way_back: Callable[[], str],
        look: Callable[[], object] = lambda: None,
        *,
        is_own: bool = True,
    ) -> None:
        """`look` gives what the way back changes, to tell whether it did before it failed.

        Not `is_own`: it is of places and flags.
        """
        self._ways.append(_Way(way_back, look, is_own))
        del self._ways[:-MOST_UNDO]

    def undo(self) -> str:
        """Take back the last change; what was done, in words, or empty if there is nothing.

        Raises ReaderError: if the disk refused, it is taken back in memory all the same; if
        nothing came of it, it can be tried again.
        """
        if not self._ways:
            return ""
        way = self._ways.pop()
        before = way.look()
        try:
            return way.take_back()
        except ReaderError:
            if way.look() == before:
                self._ways.append(way)
            raise
