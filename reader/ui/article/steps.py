"""Slow generators, taken step by step by the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from threading import Lock
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")


class Steps(Generic[T]):
    """Runs each step of a generator in a thread, one at a time; closes it at the end.

    The generator goes no further than it is asked to. A cancelled task does not wait for the step
    that is under way: the generator is closed when that step is done.
    """

    def __init__(self, generator: Generator[T, None, None]) -> None:
        self._generator = generator
        self._lock = Lock()

    async def __aenter__(self) -> Steps[T]:
        return self

    async def next(self) -> T | None:
        """What the generator yields next; None at its end. Raises what the generator raises."""
        return await asyncio.to_thread(self._step)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        closed = asyncio.get_running_loop().run_in_executor(None, self._close)
        if error is None:
            await closed

    def _step(self) -> T | None:
        with self._lock:
            return next(self._generator, None)

    def _close(self) -> None:
        with self._lock:
            self._generator.close()
