"""What cannot be done before the whole article, or a dialog, is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Waiting:
    """Keeps what was asked for too early, and says whether anything of the kind is left."""

    def __init__(self, is_complete: Callable[[], bool]) -> None:
        """`is_complete`: whether an article is shown, all of it."""
        self._is_complete = is_complete
        self._actions: list[Callable[[], None]] = []
        self.nothing_waits = asyncio.Event()
        """Set while nobody asked for anything that needs the whole of an article still to come."""
        self.no_dialog_due = asyncio.Event()
        """Set unless a dialog that was asked for has yet to be on the screen: keys are for it."""
        self.forget()

    @property
    def is_over(self) -> bool:
        """Whether nothing waits; for any thread."""
        return self.nothing_waits.is_set() and self.no_dialog_due.is_set()

    def when_complete(self, action: Callable[[], None]) -> None:
        """Do something that needs the places of the whole article; now, if it is there."""
        if self._is_complete():
            action()
        else:
            self._actions.append(action)
            self.nothing_waits.clear()

    def forget(self) -> None:
        """Another article takes the place of the one that was waited for."""
        self._actions.clear()
        self.nothing_waits.set()
        self.no_dialog_due.set()

    def article_completed(self) -> None:
        """Do all that waited, in the order in which it was asked for."""
        actions, self._actions = self._actions, []
        for action in actions:
            action()
        self.nothing_waits.set()
