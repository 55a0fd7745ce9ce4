"""Worker processes that read files for the index, on all cores.

A file that crashes its worker, or keeps it too long, becomes an article with an `error`; another
worker takes over. Workers end when whoever started them is gone, however it went.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from time import monotonic
from typing import Final

from reader.library.newness import looks_from
from reader.library.prepare import Prepared, unreadable
from reader.library.record import Signature, decode_path
from reader.library.refresh import prepare_file

SECONDS: Final = 30.0
"""For one file."""
_GRACE: Final = 10.0
_MEGABYTES: Final = 2048
_AHEAD: Final = 6
"""Files a worker is given at once: it never waits for the next, and a pipe holds their names."""
_BEAT: Final = 0.2
"""Seconds between two yields at most."""

Task = tuple[bytes, Signature]
Result = tuple[bytes, Prepared | None]


class _Worker:
    """A process and what it has been given."""

    def __init__(self, seconds: float) -> None:
        context = get_context("spawn")
        self.pipe, end = context.Pipe()
        self.tasks: deque[Task] = deque()
        self.since = monotonic()
        """When it began with the first of its tasks, or might have."""
        self._process: SpawnProcess = context.Process(
            target=_work, args=(end, seconds + _GRACE), daemon=True
        )
        self._process.start()
        end.close()

    def give(self, task: Task) -> None:
        if not self.tasks:
            self.since = monotonic()
        self.tasks.append(task)
        with suppress(OSError):  # it has died: seen when its answer is waited for
            self.pipe.send(task)

    def take(self) -> Prepared | None:
        """The answer to its first task. Raises EOFError or OSError if the worker has died."""
        prepared: Prepared | None = self.pipe.recv()
        self.tasks.popleft()
        self.since = monotonic()
        return prepared

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


class Pool:
    """A `refresh.Preparer`. `seconds` is how long one file may take."""

    def __init__(self, workers: int | None = None, *, seconds: float = SECONDS) -> None:
        self._count = workers or _cores()
        self._seconds = seconds
        self.loads = 0
        """Files read so far."""

    def __call__(
        self, due: Mapping[bytes, Signature], cancelled: Callable[[], bool]
    ) -> Iterator[Result | None]:
        """What looks newest comes first."""
        order = deque(sorted(due.items(), key=_looks, reverse=True))
        workers: list[_Worker] = []
        try:
            while not cancelled():
                count = min(self._count, len(order) + sum(bool(each.tasks) for each in workers))
                while len(workers) < count:
                    workers.append(_Worker(self._seconds))
                for worker in workers:
                    while order and len(worker.tasks) < _AHEAD:
                        worker.give(order.popleft())
                busy = [worker for worker in workers if worker.tasks]
                if not busy:
                    return
                ready = wait([worker.pipe for worker in busy], timeout=_BEAT)
                for worker in busy:
                    late = monotonic() - worker.since > self._seconds
                    if worker.pipe in ready:
                        result = self._result(worker, order)
                    elif late:
                        result = self._failed(worker, order, "takes too long to read")
                    else:
                        continue
                    if result[2]:
                        workers.remove(worker)
                        worker.end()
                    self.loads += 1
                    yield result[:2]
                if not ready:
                    yield None
        finally:
            for worker in workers:
                worker.end()

    def _result(self, worker: _Worker, order: deque[Task]) -> tuple[bytes, Prepared | None, bool]:
        """The answer, and whether the worker is done for."""
        try:
            path, _ = worker.tasks[0]
            return path, worker.take(), False
        except (EOFError, OSError):
            return self._failed(worker, order, "crashes whoever reads it")

    def _failed(
        self, worker: _Worker, order: deque[Task], reason: str
    ) -> tuple[bytes, Prepared | None, bool]:
        path, signature = worker.tasks.popleft()
        order.extendleft(reversed(worker.tasks))
        worker.tasks.clear()
        return path, unreadable(decode_path(path), reason, signature), True


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _looks(task: Task) -> tuple[str, bytes]:
    path, signature = task
    return looks_from(path, signature.mtime_ns), path


def _work(pipe: Connection, seconds: float) -> None:
    """Answers tasks until the other end is gone."""
    _limit_memory()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            path, signature = pipe.recv()
            _set_alarm(seconds)
            prepared = prepare_file(decode_path(path), signature)
            _set_alarm(0)
            pipe.send(prepared)


def _set_alarm(seconds: float) -> None:
    """The system then ends this process, even if there is nobody left to do so."""
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(ceil(seconds))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with suppress(ValueError, OSError):  # macOS refuses
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _MEGABYTES << 20
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
