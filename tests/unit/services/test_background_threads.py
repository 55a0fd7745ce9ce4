from __future__ import annotations

import asyncio
import subprocess
import sys
from threading import Barrier, Event, Thread, current_thread

import pytest

from reader.services.background_threads import ShowingThreads


def test_what_is_done_is_told_and_so_is_what_goes_wrong() -> None:
    threads = ShowingThreads()
    assert threads.submit(divmod, 7, 2).result(30) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        threads.submit(divmod, 7, 0).result(30)


def test_as_many_things_are_done_at_once_as_there_may_be_threads() -> None:
    threads = ShowingThreads(3)
    for _ in range(3):
        together = Barrier(4)
        waiting = [threads.submit(together.wait) for _ in range(3)]
        together.wait(30)
        assert sorted(each.result(30) for each in waiting) != []


def test_what_has_no_thread_yet_waits_or_is_taken_back() -> None:
    threads = ShowingThreads(1)
    free, done = Event(), list[str]()
    first = threads.submit(free.wait)
    second = threads.submit(done.append, "second")
    third = threads.submit(done.append, "third")
    assert second.cancel()
    free.set()
    third.result(30)
    assert first.result(30)
    assert done == ["third"]


def test_after_the_end_nothing_begins() -> None:
    threads = ShowingThreads()
    threads.shutdown()
    with pytest.raises(RuntimeError):
        threads.submit(print)


def test_after_the_end_threads_end_as_soon_as_they_are_free() -> None:
    threads = ShowingThreads()
    together, free = Barrier(3), Event()

    def work(held: Event | None) -> Thread:
        together.wait(30)
        if held is not None:
            held.wait(30)
        return current_thread()

    idle, busy = threads.submit(work, None), threads.submit(work, free)
    together.wait(30)
    idle.result(30)
    threads.shutdown()
    idle.result().join(30)
    assert not idle.result().is_alive()
    assert not busy.done()
    free.set()
    busy.result(30).join(30)
    assert not busy.result().is_alive()


async def test_a_loop_takes_it_and_its_end_waits_for_nothing() -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ShowingThreads())
    never = Event()
    waiting = loop.run_in_executor(None, never.wait)
    assert await asyncio.to_thread(divmod, 7, 2) == (3, 1)
    await loop.shutdown_default_executor()
    assert not waiting.done()
    waiting.cancel()
    never.set()


def test_the_process_ends_while_a_thread_works() -> None:
    code = (
        "import asyncio, threading\n"
        "from reader.services.background_threads import ShowingThreads\n"
        "async def main():\n"
        "    loop = asyncio.get_running_loop()\n"
        "    loop.set_default_executor(ShowingThreads())\n"
        "    loop.run_in_executor(None, threading.Event().wait)\n"
        "    await asyncio.to_thread(print, 'began')\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert (done.stdout, done.stderr) == ("began\n", "")
