"""Hosts are asked in turn, each for one thing at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.intake.fetching.host_queue import HostQueue


def test_one_thing_at_a_time_of_each_host() -> None:
    queue: HostQueue[int] = HostQueue()
    for number, host in enumerate("aaab"):
        queue.put(host, number)
    assert [queue.take(), queue.take(), queue.take()] == [("a", 0), ("b", 3), None]
    assert len(queue) == 2
    queue.done("b")
    assert queue.take() is None
    queue.done("a")
    queue.put("c", 4)
    assert [queue.take(), queue.take()] == [("a", 1), ("c", 4)]


@given(st.lists(st.sampled_from("abc"), max_size=30), st.integers(1, 4))
def test_all_is_asked_in_order_and_no_host_twice_at_once(hosts: list[str], most: int) -> None:
    queue: HostQueue[int] = HostQueue()
    for number, host in enumerate(hosts):
        queue.put(host, number)
    running: list[tuple[str, int]] = []
    seen: list[tuple[str, int]] = []
    while len(queue) or running:
        while len(running) < most and (taken := queue.take()):
            running.append(taken)
        assert len({host for host, _ in running}) == len(running)
        done = running.pop()
        seen.append(done)
        queue.done(done[0])
    for host in set(hosts):
        numbers = [number for asked, number in seen if asked == host]
        assert numbers == [number for number, each in enumerate(hosts) if each == host]
