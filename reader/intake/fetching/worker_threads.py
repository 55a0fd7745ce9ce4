"""A few threads that do slow work, and hand back what came of it to whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


class WorkerThreads(Generic[_Task, _Done]):
    """Threads that nobody waits for at the end: what they are doing then is of no use to anybody.

    All methods are for the one thread that made it.
    """

    def __init__(self, work: Callable[[_Task], _Done], most: int) -> None:
        """`work` is called in the threads, `most` of which are started when they are needed.

        What it raises is raised by `next_done`.
        """
        self._work = work
        self._most = most
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._done: SimpleQueue[tuple[_Task, _Done | BaseException]] = SimpleQueue()
        self._threads = 0
        self.running = 0
        """Tasks that were given and not yet handed back."""

    @property
    def has_room(self) -> bool:
        """Whether a task would be begun at once."""
        return self.running < self._most

    def give(self, task: _Task) -> None:
        self.running += 1
        self._tasks.put(task)
        if self.running > self._threads:
            self._threads += 1
            Thread(target=self._run, daemon=True, name=f"intake-{self._threads}").start()

    def next_done(self, seconds: float) -> tuple[_Task, _Done] | None:
        """A task that is done, and what came of it; None if none is within this time."""
        try:
            task, result = self._done.get(timeout=seconds) if seconds else self._done.get_nowait()
        except Empty:
            return None
        self.running -= 1
        if isinstance(result, BaseException):
            raise result
        return task, result

    def end(self) -> None:
        """Begin nothing more; threads end when their task is done."""
        for _ in range(self._threads):
            self._tasks.put(None)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                result: _Done | BaseException = self._work(task)
            except BaseException as error:  # noqa: BLE001 - raised where somebody can see it
                result = error
            self._done.put((task, result))
