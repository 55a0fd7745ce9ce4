"""The last changes of the owner's data, and how each is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_UNDO = 50
"""Changes that can be undone; older ones are dropped."""


class Undoable(str):
    """What was done, in words, of which the owner should know that it can be undone.

    The words do not say how: keys are known to whoever shows them.
    """

    __slots__ = ()


class _Way(NamedTuple):
    take_back: Callable[[], str]
    look: Callable[[], object]
    is_own: bool


class Undoing:
    """A stack of ways back; each undoes one change and says so."""

    def __init__(self) -> None:
        self._ways: list[_Way] = []

    @property
    def is_own(self) -> bool:
        """Whether the last change was one of the owner's files; true if there is none."""
        last = self._ways[-1:]
        return all(way.is_own for way in last)

    def remember(
        self,
        way_back: Callable[[], str],
        look: Callable[[], object] = lambda: None,
        *,
        is_own: bool = True,
    ) -> None:
        """Put a way back on the stack; it returns what it did, in words, or raises ReaderError.

        `look` returns the data that the way back changes, which tells whether one that failed had
        an effect. `is_own` is false for changes of places and flags.
        """
        self._ways.append(_Way(way_back, look, is_own))
        del self._ways[:-MOST_UNDO]

    def undo(self) -> str:
        """Undo the last change; what was done, in words, empty if there is nothing to undo.

        Raises ReaderError if the disk refuses: the change is undone in memory then; if it is not
        even that, it can be tried again.
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
