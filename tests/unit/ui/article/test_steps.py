"""A generator goes step by step, in threads, and is closed whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import suppress
from threading import Event, current_thread, main_thread

import pytest

from reader.ui.article.steps import Steps

PATIENCE = 60.0


class Counted:
    """Yields numbers; notes how far it went and that it was closed."""

    def __init__(self, most: int, held: Event | None = None) -> None:
        self._most = most
        self._held = held
        self.steps = 0
        self.entered = Event()
        self.closed = Event()

    def __call__(self) -> Generator[int, None, None]:
        try:
            for number in range(self._most):
                assert current_thread() is not main_thread()
                self.entered.set()
                if self._held is not None:
                    assert self._held.wait(PATIENCE)
                self.steps += 1
                yield number
        finally:
            self.closed.set()


async def test_it_goes_no_further_than_it_is_asked_to() -> None:
    counted = Counted(5)
    async with Steps(counted()) as steps:
        assert [await steps.next(), await steps.next()] == [0, 1]
        assert counted.steps == 2
    assert counted.closed.is_set()


async def test_none_comes_at_its_end() -> None:
    async with Steps(Counted(1)()) as steps:
        assert [await steps.next() for _ in range(3)] == [0, None, None]


async def test_what_it_raises_comes_through() -> None:
    def failing() -> Generator[int, None, None]:
        yield 1
        raise ZeroDivisionError

    async with Steps(failing()) as steps:
        await steps.next()
        with pytest.raises(ZeroDivisionError):
            await steps.next()


async def test_who_is_cancelled_waits_for_no_step_and_it_is_closed_behind_it() -> None:
    held = Event()
    counted = Counted(2, held)

    async def walk() -> None:
        async with Steps(counted()) as steps:
            await steps.next()

    task = asyncio.create_task(walk())
    try:
        await asyncio.to_thread(counted.entered.wait, PATIENCE)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert task.cancelled()
        assert not counted.closed.is_set()
    finally:
        held.set()
    assert await asyncio.to_thread(counted.closed.wait, PATIENCE)
    assert counted.steps == 1
