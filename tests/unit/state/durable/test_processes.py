"""Real processes: killed in the middle of a save, and many at once.

Run as a script, this file is the nursery: it imports the store once and forks its children, which
neither a test process with threads nor one Python start for each of hundreds of kills would allow.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import pytest

import reader
from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.contents import parse_contents
from reader.state.durable.files import DiskFiles

KILLS = 100
INSTANCES = 10
ADDED = 6
ROUNDS = 5
"""Rounds of ten instances each, all of which are killed."""
REMOVED = 3
"""Records that each instance removes: of its own additions, and of those before."""


def run_nursery(*arguments: str) -> str:
    root = str(Path(reader.__file__).parent.parent)
    result = subprocess.run(
        [sys.executable, "-W", "error", __file__, *arguments],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_killed_save_leaves_old_or_new(tmp_path: Path) -> None:
    report = run_nursery("kill", str(tmp_path), str(KILLS))
    assert report.split()[0] == str(KILLS)
    assert int(report.split()[1]) > KILLS, "the children saved something before they died"
    assert [path.name for path in tmp_path.glob("*damaged*")] == []
    store = BookmarkStore(tmp_path / "bookmarks.json")
    assert store.load().notices == ()
    store.add(Bookmark(ArticleRef(path="/last.md")))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_many_instances_at_once_lose_and_resurrect_nothing(tmp_path: Path) -> None:
    seed = BookmarkStore(tmp_path / "bookmarks.json")
    for instance in range(INSTANCES):
        for number in range(REMOVED):
            seed.add(mark(f"seed-{instance}-{number}"))
    run_nursery("together", str(tmp_path))
    expected = {
        f"own-{instance}-{number}"
        for instance in range(INSTANCES)
        for number in range(REMOVED, ADDED)
    }
    assert ids(tmp_path) == expected
    assert seed.reload_if_changed()
    assert {item.id for item in seed.all()} == expected


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_instances_killed_in_each_others_midst_lose_nothing_that_was_done(tmp_path: Path) -> None:
    report = run_nursery("killed-together", str(tmp_path), str(ROUNDS))
    assert int(report) > ROUNDS * INSTANCES, "they saved something before they died"
    assert [path.name for path in tmp_path.glob("*damaged*")] == []
    assert BookmarkStore(tmp_path / "bookmarks.json").load().notices == ()


class UnhurriedDisk(DiskFiles):
    """The disk, without an end to the wait for a lock.

    Ten instances that save without a pause may keep one of them from it for longer than the
    reader waits, on a busy machine; that it then says so is tested elsewhere.
    """

    @contextmanager
    def lock(self, path: Path, timeout: float) -> Iterator[None]:
        del timeout
        with super().lock(path, -1):
            yield


def unhurried_store(folder: Path) -> BookmarkStore:
    return BookmarkStore(folder / "bookmarks.json", files=UnhurriedDisk())


def mark(key: str) -> Bookmark:
    return Bookmark(ArticleRef(path=f"/{key}.md"), id=key)


def ids(folder: Path) -> set[str]:
    return set(parse_contents(BOOKMARKS, (folder / "bookmarks.json").read_bytes()).records)


def kill_children(folder: Path, kills: int) -> None:
    """Kill a saving child again and again; what it said was done has to be so."""
    chance = random.Random(7)  # noqa: S311 - only the moment of a kill
    serial = count()
    certain: set[str] = set()
    done = 0
    for _ in range(kills):
        instance = begin_saving(folder, next(serial) * 1_000, sorted(certain))
        heard = chance.randrange(5)
        for _ in range(heard):
            os.read(instance.readable, 1)
        select.select([], [], [], chance.random() * 0.02)
        kill(instance)
        said = heard + rest_of(instance)
        certain, in_flight = outcome(instance, said, certain)
        done += said
        found = ids(folder) if (folder / "bookmarks.json").exists() else set()
        assert found - {in_flight} == certain - {in_flight}
        certain = found
    sys.stdout.write(f"{kills} {done}\n")


def work_of(first: int, known: list[str]) -> Iterator[tuple[str, str]]:
    """What a child does, without end: three additions for two removals."""
    known = list(known)
    for number in count(first):
        key = f"k{number}"
        known.append(key)
        yield "add", key
        if number % 3:
            yield "remove", known.pop(0)


def save_for_ever(folder: Path, first: int, known: list[str], writable: int) -> None:
    try:
        store = unhurried_store(folder)
        store.load()
        for verb, key in work_of(first, known):
            if verb == "add":
                store.add(mark(key))
            else:
                store.remove(key)
            os.write(writable, b".")
    finally:
        sys.excepthook(*sys.exc_info())
        os._exit(1)


class Instance(NamedTuple):
    """A child that saves until it is killed, and the pipe on which it says what was done."""

    child: int
    readable: int
    first: int
    known: list[str]
    """Keys that it may remove."""


def kill_together(folder: Path, rounds: int) -> None:
    """Kill instances one after the other while the others go on; each has bookmarks of its own."""
    chance = random.Random(11)  # noqa: S311 - only the moment of a kill
    serial = count()
    certain: set[str] = set()
    done = 0
    for _ in range(rounds):
        instances = [begin_saving(folder, next(serial) * 1_000, []) for _ in range(INSTANCES)]
        for instance in instances:
            os.read(instance.readable, 1)
        for instance in chance.sample(instances, INSTANCES):
            select.select([], [], [], chance.random() * 0.03)
            kill(instance)
        in_flight: set[str] = set()
        for instance in instances:
            said = 1 + rest_of(instance)
            certain, key = outcome(instance, said, certain)
            in_flight.add(key)
            done += said
        found = ids(folder)
        assert found - in_flight == certain - in_flight
        certain = found
    sys.stdout.write(f"{done}\n")


def begin_saving(folder: Path, first: int, known: list[str]) -> Instance:
    readable, writable = os.pipe()
    child = os.fork()
    if not child:
        os.close(readable)
        save_for_ever(folder, first, known, writable)
    os.close(writable)
    return Instance(child, readable, first, known)


def kill(instance: Instance) -> None:
    os.kill(instance.child, signal.SIGKILL)
    _, status = os.waitpid(instance.child, 0)
    assert os.WIFSIGNALED(status), "the child failed by itself"


def rest_of(instance: Instance) -> int:
    """How much more a killed instance had said was done."""
    said = 0
    while data := os.read(instance.readable, 1 << 16):
        said += len(data)
    os.close(instance.readable)
    return said


def outcome(instance: Instance, said: int, before: set[str]) -> tuple[set[str], str]:
    """What there has to be after so much work, and the key of what may have been done besides."""
    operations = work_of(instance.first, instance.known)
    certain = set(before)
    for verb, key in islice(operations, said):
        (certain.add if verb == "add" else certain.discard)(key)
    return certain, next(operations)[1]


def work_together(folder: Path) -> None:
    """All instances load, wait for the same starting shot, and work on the one file."""
    waiting, shot = os.pipe()
    children = []
    for instance in range(INSTANCES):
        child = os.fork()
        if not child:
            os.close(shot)
            take_part(folder, instance, waiting)
        children.append(child)
    os.close(shot)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    assert statuses == [0] * INSTANCES


def take_part(folder: Path, instance: int, waiting: int) -> None:
    status = 1
    try:
        store = unhurried_store(folder)
        store.load()
        os.read(waiting, 1)
        for number in range(ADDED):
            store.add(mark(f"own-{instance}-{number}"))
            if number < REMOVED:
                store.remove(f"seed-{instance}-{number}")
                store.remove(f"own-{instance}-{number}")
        status = 0
    finally:
        if status:
            sys.excepthook(*sys.exc_info())
        os._exit(status)


if __name__ == "__main__":
    if sys.argv[1] == "kill":
        kill_children(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1] == "killed-together":
        kill_together(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        work_together(Path(sys.argv[2]))
