"""A child process that is started before it is asked for, and ended where nobody asks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Timer
from typing import Final

from reader.process.child import Child

IDLE_SECONDS: Final = 60.0
"""How long a child that nobody asks for is kept."""


class Spare:
    """At most one child that waits for its request, its imports done. For any thread."""

    def __init__(self, start: Callable[[], Child], idle_seconds: float = IDLE_SECONDS) -> None:
        """`start` raises OSError where no process can be had."""
        self._start = start
        self._idle_seconds = idle_seconds
        self._child: Child | None = None
        self._timer: Timer | None = None
        self._lock = Lock()

    def take(self) -> Child:
        """The child that waits, or a new one; whoever takes it ends it. Raises OSError."""
        child = self._taken()
        if child is not None:
            if child.is_running:
                return child
            child.end()
        return self._start()

    def prepare(self) -> None:
        """Have one wait, from now on for its time; where none can be had there is none."""
        with self._lock:
            if self._child is None:
                with suppress(OSError):
                    self._child = self._start()
            self._stop_timer()
            self._timer = Timer(self._idle_seconds, self.end)
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """End the one that waits."""
        child = self._taken()
        if child is not None:
            child.end()

    def _taken(self) -> Child | None:
        with self._lock:
            child, self._child = self._child, None
            self._stop_timer()
        return child

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
