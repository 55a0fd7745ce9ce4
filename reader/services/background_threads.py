"""Threads for work that only shows something: the end of the app does not wait for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST: Final = min(32, (os.cpu_count() or 1) + 4)
"""Number of threads, the same as an event loop's own default executor has."""


class ShowingThreads(ThreadPoolExecutor):
    """An event loop's default executor; Textual's thread workers run in its threads.

    Python joins the threads of its own executors before it ends, however long they take; these
    are daemons and are not joined. Writes of the owner's files do not belong here: they go into
    a `Lane`, which has threads of its own.
    """

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most)
        self._most = most
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        """None ends the thread that takes it."""
        self._guard = Lock()
        self._started = 0
        self._free = 0
        """Threads that wait for a job, less the jobs that wait for a thread."""
        self._is_over = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn` in one of the threads; for any thread. Raises RuntimeError after `shutdown`."""
        future: Future[T] = Future()
        with self._guard:
            if self._is_over:
                raise RuntimeError("the app has ended")
            self._free -= 1
            starts = self._free < 0 and self._started < self._most
            if starts:
                self._started += 1
                self._free += 1
            number = self._started
        self._jobs.put((future, partial(fn, *args, **kwargs)))
        if starts:
            Thread(target=self._serve, name=f"showing {number}", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Start no more work; work that has started is not waited for, whatever `wait` says."""
        del wait, cancel_futures
        with self._guard:
            self._is_over = True
            for _ in range(self._started):
                self._jobs.put(None)

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, work = job
            if not self._is_over and future.set_running_or_notify_cancel():
                _carry_out(future, work)
            # A waiting thread must not keep alive what the last job worked on.
            del job, future, work
            with self._guard:
                self._free += 1


_Job = tuple[Future[Any], Callable[[], Any]]


def _carry_out(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - the caller gets it from the future
        future.set_exception(error)
    else:
        future.set_result(result)
