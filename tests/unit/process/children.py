"""What children do in tests: functions of a module that imports nothing of the tests' own."""

from __future__ import annotations

import json
import os
import sys
from threading import Event

from reader.process.channel import to_parent
from reader.process.child import Child, allow_cpu, end_with_parent


def tell_environment() -> None:
    told = {"path": sys.path, "environment": dict(os.environ), "flags": list(sys.flags)}
    told["modules"] = list(sys.modules)
    told["encoding"] = sys.getfilesystemencoding()
    to_parent().send(json.dumps(told).encode())


def echo() -> None:
    parent = to_parent()
    for message in parent:
        parent.send(message)
    parent.end()


def fail() -> None:
    parent = to_parent()
    parent.send(b"begun")
    parent.fail("it cannot go on \udc80")


def end_early() -> None:
    to_parent().send(b"begun")
    sys.exit(3)


def talk_nonsense() -> None:
    print("no message at all", flush=True)
    wait()


def wait() -> None:
    Event().wait()


def work() -> None:
    while True:
        pass


def work_a_little_twice() -> None:
    """Work a little, twice, as a child does that is given more to do."""
    for _ in range(2):
        allow_cpu(30)
        sum(range(100_000))
        allow_cpu(0)
    to_parent().send(b"done")


def fill_memory() -> None:
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def raise_memory_error() -> None:
    raise MemoryError


def shout() -> None:
    while True:
        to_parent().send(b"x" * 100)


def work_till_the_parent_ends() -> None:
    end_with_parent()
    to_parent().send(b"begun")
    work()


def have_a_child() -> None:
    """Tell the id of a process of its own, which would work for ever."""
    child = Child(work_till_the_parent_ends, most=10)
    child.channel.receive()
    to_parent().send(b"%d" % child.pid)
    wait()
