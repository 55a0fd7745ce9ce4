"""Lanes for writing: jobs of one lane run one after the other, and none is ever cancelled."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


T = TypeVar("T")


class _Job(NamedTuple):
    work: Callable[[], Any]
    done: Future[Any]


class Lane:
    """A queue of jobs that run in order, one at a time. Any thread may use it.

    Textual cancels the workers of a widget or a screen that is removed, and drops those that no
    thread has started by then. A job that was put here runs in any case.
    """

    def __init__(self, name: str, *, outlives: bool = True) -> None:
        """`outlives`: the process does not end before all jobs are done."""
        self._name = name
        self._outlives = outlives
        self._lock = Lock()
        self._waiting: deque[_Job] = deque()
        self._is_running = False
        self._last: Future[Any] | None = None

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._is_running

    def put(self, work: Callable[[], T]) -> Future[T]:
        """Have `work` done after all that was put before; the future ends as it does."""
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()  # so that nobody can cancel it
        with self._lock:
            self._last = done
            self._waiting.append(_Job(work, done))
            begins = not self._is_running
            self._is_running = True
        if begins:
            self._go_on()
        return done

    async def rest(self, seconds: float | None = None) -> bool:
        """Wait until all jobs are done; False if that takes longer than `seconds`."""
        import asyncio

        end = None if seconds is None else asyncio.get_running_loop().time() + seconds
        while (last := self._last) is not None and not last.done():
            left = None if end is None else max(0.0, end - asyncio.get_running_loop().time())
            finished, rest = await asyncio.wait({asyncio.wrap_future(last)}, timeout=left)
            for waiting in rest:
                waiting.cancel()
            if not finished:
                return False
        return True

    def _go_on(self) -> None:
        """Start the next job in a thread of its own: a failed job must not stop those after it."""
        with self._lock:
            job = self._waiting.popleft() if self._waiting else None
            self._is_running = job is not None
        if job is not None:
            daemon = not self._outlives
            Thread(target=self._do, args=(job,), name=self._name, daemon=daemon).start()

    def _do(self, job: _Job) -> None:
        try:
            result = job.work()
        except BaseException as error:
            job.done.set_exception(error)
            raise
        else:
            job.done.set_result(result)
        finally:
            self._go_on()


def ended(future: Future[None]) -> Callable[[], Awaitable[None]]:
    """Work for a Textual worker that waits for `future`: its failure is the worker's failure.

    Cancelling the worker does not cancel the job. The result is a function, not a coroutine: a
    worker that is never started would leave a coroutine that nobody awaits.
    """
    return partial(_end, future)


async def _end(future: Future[None]) -> None:
    import asyncio

    await asyncio.wrap_future(future)
