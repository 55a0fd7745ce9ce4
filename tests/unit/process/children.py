"""What children do in tests: functions of a module that imports nothing of the tests' own."""

from __future__ import annotations

import json
import os
import sys
from threading import Event

from reader.process.child import Child, allow_cpu, end_with_parent


def tell_environment() -> None:
    told = {"path": sys.path, "environment": dict(os.environ), "flags": list(sys.flags)}
    told["modules"] = list(sys.modules)
    told["encoding"] = sys.getfilesystemencoding()
    print(json.dumps(told), flush=True)


def echo() -> None:
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def wait() -> None:
    Event().wait()


def work() -> None:
    while True:
        pass


def work_a_little_twice() -> None:
    """As a child does that is given more to do."""
    for _ in range(2):
        allow_cpu(30)
        sum(range(100_000))
        allow_cpu(0)
    print("done", flush=True)


def fill_memory() -> None:
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def raise_memory_error() -> None:
    raise MemoryError


def shout() -> None:
    while True:
        print("x" * 99)


def work_till_the_parent_ends() -> None:
    end_with_parent()
    print("begun", flush=True)
    work()


def have_a_child() -> None:
    """Tell the id of a process of its own, which would work for ever."""
    child = Child(work_till_the_parent_ends)
    child.stdout.readline()
    print(child.pid, flush=True)
    wait()
