"""Tasks that wait for the web, are asked of it by a few threads, and come back done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from reader.intake.fetching.fetch_task import FetchTask
from reader.intake.fetching.fetcher import FetchResult
from reader.intake.fetching.host_queue import HostQueue
from reader.intake.fetching.worker_threads import WorkerThreads
from reader.intake.incoming import IncomingArticle

THREADS: Final = 4
"""Addresses that are asked at once."""
_MOST_ARTICLES: Final = 32
"""Articles with their texts that wait for pictures; addresses may wait by the thousand."""


class FetchedTask(NamedTuple):
    """A task, and what came of it."""

    task: FetchTask
    result: FetchResult


class FetchQueue:
    """All methods are for the one thread that made it."""

    def __init__(self, fetch: Callable[[FetchTask], FetchResult]) -> None:
        """`fetch` is called in threads; what it raises, `done` raises."""
        self._waiting: HostQueue[FetchTask] = HostQueue()
        self._workers: WorkerThreads[tuple[str, FetchTask], FetchResult]
        self._workers = WorkerThreads(lambda taken: fetch(taken[1]), THREADS)
        self._articles = 0
        self.host = ""
        """The host that was asked last; data."""

    def __len__(self) -> int:
        """How many tasks are not done."""
        return len(self._waiting) + self._workers.running

    @property
    def is_full(self) -> bool:
        """Whether so much waits that nothing more should be put."""
        return self._articles >= _MOST_ARTICLES

    def put(self, task: FetchTask) -> None:
        self._articles += isinstance(task.wanted, IncomingArticle)
        self._waiting.put(_host(task.wanted.facts.url), task)
        self._give()

    def done(self, seconds: float) -> Iterator[FetchedTask]:
        """The tasks that are done; the first is waited for as long as this."""
        self._give()
        while (done := self._workers.next_done(seconds)) is not None:
            (host, task), result = done
            self._waiting.done(host)
            self._articles -= isinstance(task.wanted, IncomingArticle)
            self._give()
            yield FetchedTask(task, result)
            seconds = 0

    def end(self) -> None:
        """Ask for nothing more; nobody waits for what is being asked."""
        self._workers.end()

    def _give(self) -> None:
        while self._workers.has_room and (taken := self._waiting.take()) is not None:
            self._workers.give(taken)
            self.host = taken[0]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
