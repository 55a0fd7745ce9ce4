"""Whose turn it is: one request at a time to a host, a pause behind each, few hosts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import Final

from reader.intake.web.answer import WebError
from reader.intake.web.robots import RobotRules

MOST_AT_ONCE: Final = 4
"""Hosts that are asked at the same time."""


@dataclass(slots=True)
class HostTurn:
    """What is known of a host, read and changed by whoever has the lock of it."""

    lock: Lock = field(default_factory=Lock)
    """Held while it is asked; whoever holds it must not want that of another host."""
    asked_at: float | None = None
    """When it last answered, by the clock."""
    rules_lock: Lock = field(default_factory=Lock)
    """Held while its robots.txt is fetched; taken before any turn, never within one."""
    rules: dict[str, RobotRules | WebError] = field(default_factory=dict)
    """What it lets us ask for, or why that is not known, by origin."""


class HostTurns:
    """Gives turns; any thread may wait for one."""

    def __init__(self, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """`clock` and `sleep` are in seconds."""
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        self._hosts: dict[str, HostTurn] = {}
        self._places = BoundedSemaphore(MOST_AT_ONCE)

    def of(self, host: str) -> HostTurn:
        """What is known of a host."""
        with self._lock:
            return self._hosts.setdefault(host, HostTurn())

    @contextmanager
    def request(self, host: HostTurn, *, pause: float) -> Iterator[None]:
        """Wait until it is `pause` seconds since the host answered; what is in it is asked then.

        Only for whoever has its lock.
        """
        if host.asked_at is not None:
            wait = host.asked_at + pause - self._clock()
            if wait > 0:
                self._sleep(wait)
        with self._places:
            try:
                yield
            finally:
                host.asked_at = self._clock()
