"""What waits to be asked of hosts: of each host one thing at a time, the hosts in turn."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

_T = TypeVar("_T")


class HostQueue(Generic[_T]):
    """For one thread. Taking an item takes the same time however many wait."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[_T]] = {}
        self._idle: deque[str] = deque()
        """Hosts that have something waiting and are not being asked."""
        self._asked: set[str] = set()
        self._length = 0

    def __len__(self) -> int:
        """How many items wait."""
        return self._length

    def put(self, host: str, item: _T) -> None:
        if host not in self._waiting:
            self._waiting[host] = deque()
            if host not in self._asked:
                self._idle.append(host)
        self._waiting[host].append(item)
        self._length += 1

    def take(self) -> tuple[str, _T] | None:
        """The next item of a host that is not being asked, which then is; None if there is none."""
        if not self._idle:
            return None
        host = self._idle.popleft()
        waiting = self._waiting[host]
        item = waiting.popleft()
        self._length -= 1
        if not waiting:
            del self._waiting[host]
        self._asked.add(host)
        return host, item

    def done(self, host: str) -> None:
        """The host has answered."""
        self._asked.discard(host)
        if host in self._waiting:
            self._idle.append(host)
