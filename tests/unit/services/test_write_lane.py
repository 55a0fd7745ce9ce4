"""What is put in a lane is done, in its order, whatever becomes of who put it there."""

from __future__ import annotations

import asyncio
import threading

import pytest

from reader.services.write_lane import Lane, ended

PATIENCE = 30.0


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


def test_all_is_done_in_the_order_in_which_it_was_put(gate: threading.Event) -> None:
    lane, done = Lane("test"), []
    lane.put(lambda: done.append(gate.wait(PATIENCE)))
    last = [lane.put(lambda number=number: done.append(number)) for number in range(50)][-1]  # type: ignore[misc]  # bound at once
    assert lane.busy
    gate.set()
    last.result(PATIENCE)
    assert done == [True, *range(50)]


def test_what_was_done_comes_back_with_its_future() -> None:
    assert Lane("test").put(lambda: "done").result(PATIENCE) == "done"


def test_a_fault_in_one_is_told_and_ends_no_other(
    gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    lane, done = Lane("test"), []

    def fail() -> None:
        gate.wait(PATIENCE)
        raise ZeroDivisionError

    failing, other = lane.put(fail), lane.put(lambda: done.append(1))
    gate.set()
    other.result(PATIENCE)
    assert isinstance(failing.exception(PATIENCE), ZeroDivisionError)
    assert done == [1]
    for thread in threading.enumerate():
        if thread.name == "test":
            thread.join(PATIENCE)  # its fault is to come while somebody is there to hear of it


def test_nobody_cancels_what_was_put(gate: threading.Event) -> None:
    lane, done = Lane("test"), []
    lane.put(lambda: done.append(gate.wait(PATIENCE)))
    waiting = lane.put(lambda: done.append(True))

    async def awaited() -> None:
        await ended(waiting)()

    async def give_up() -> None:
        task = asyncio.create_task(awaited())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert not waiting.cancel()
    asyncio.run(give_up())
    gate.set()
    waiting.result(PATIENCE)
    assert done == [True, True]


def test_one_waits_until_all_is_done_or_for_some_time(gate: threading.Event) -> None:
    lane, held = Lane("test"), []

    async def rest() -> None:
        assert await lane.rest()
        lane.put(lambda: held.append(gate.wait(PATIENCE)))
        assert not await lane.rest(0)
        gate.set()
        assert await lane.rest()
        assert await lane.rest(0)

    asyncio.run(rest())
    assert held == [True]


def test_in_the_end_nobody_waits_for_a_lane_that_is_no_matter() -> None:
    lane, threads = Lane("test", outlives=False), []
    lane.put(lambda: threads.append(threading.current_thread())).result(PATIENCE)
    Lane("test").put(lambda: threads.append(threading.current_thread())).result(PATIENCE)
    assert [thread.daemon for thread in threads] == [True, False]
