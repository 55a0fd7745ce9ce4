"""Threads that write, each one thing after the other, whatever becomes of who asked for it."""

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
    """Does what it is given in the order in which it was given; for any thread.

    Textual cancels the workers of a widget or a screen that goes, and drops what no thread has
    begun by then. Nothing that was put here is taken back.
    """

    def __init__(self, name: str, *, outlives: bool = True) -> None:
        """`outlives`: the process does not end before all is done."""
        self._name = name
        self._outlives = outlives
        self._lock = Lock()
        self._waiting: deque[_Job] = deque()
        self._is_running = False
        self._last: Future[Any] | None = None

    @property
    def busy(self) -> bool:
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
        """Wait until all is done; False if that takes longer than `seconds`."""
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
        """Begin what is next; a thread for each, so that a fault in one ends no other."""
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
    """For a worker: to be cancelled it takes nothing with it, and a fault ends the app.

    No coroutine yet: a worker that is never begun would leave it behind.
    """
    return partial(_end, future)


async def _end(future: Future[None]) -> None:
    import asyncio

    await asyncio.wrap_future(future)
