"""Threads that work for one other."""

from __future__ import annotations

from threading import Event, Lock

import pytest

from reader.intake.fetching.worker_threads import WorkerThreads

SOON = 20.0


def test_no_more_than_the_most_work_at_once() -> None:
    going = Event()
    lock = Lock()
    now, most = [0], [0]

    def work(task: int) -> int:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        going.wait(SOON)
        with lock:
            now[0] -= 1
        return task * 2

    threads = WorkerThreads(work, 3)
    for task in range(3):
        assert threads.has_room
        threads.give(task)
    assert not threads.has_room
    assert threads.next_done(0) is None
    going.set()
    found = [threads.next_done(SOON) for _ in range(3)]
    assert sorted(filter(None, found)) == [(0, 0), (1, 2), (2, 4)]
    assert threads.running == 0
    assert most[0] <= 3
    threads.end()


def test_what_a_task_raises_is_raised_by_who_asks() -> None:
    def work(task: int) -> int:
        raise KeyError(task)

    threads = WorkerThreads(work, 1)
    threads.give(7)
    with pytest.raises(KeyError, match="7"):
        threads.next_done(SOON)
    assert threads.has_room
    threads.end()
