"""Faults at every call of a save, on the disk and on a modelled one that can lose its power."""

from __future__ import annotations

import errno
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.errors import ReaderError
from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.contents import parse_contents
from reader.state.durable.files import DiskFiles, FileLayer
from tests.unit.state.durable.disks import ERRORS, Crash, Fault, FaultyFiles, MemoryDisk

START = datetime(2026, 1, 1, tzinfo=UTC)


def mark(name: str, note: str = "") -> Bookmark:
    return Bookmark(ArticleRef(path=f"/{name}.md"), id=name, note=note)


def on_disk(path: Path) -> dict[str, str]:
    """Ids and notes in the file, which has to be whole."""
    return {
        key: item.note for key, item in parse_contents(BOOKMARKS, path.read_bytes()).records.items()
    }


def in_memory(store: BookmarkStore) -> dict[str, str]:
    return {item.id: item.note for item in store.all()}


def temporary_files(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.suffix == ".tmp"]


OPERATIONS: dict[str, Callable[[BookmarkStore], Bookmark]] = {
    "add": lambda store: store.add(mark("new", "new")),
    "update": lambda store: store.update(mark("old", "changed")),
    "remove": lambda store: store.remove("old"),
}
OLD = {"old": "old", "other": ""}
RESULTS = {
    "add": {**OLD, "new": "new"},
    "update": {"old": "changed", "other": ""},
    "remove": {"other": ""},
}


def prepared(folder: Path, clock: Callable[[], datetime]) -> tuple[BookmarkStore, FaultyFiles]:
    """A store with two bookmarks on disk, its first save behind it or not."""
    seed = BookmarkStore(folder / "bookmarks.json", clock)
    seed.add(mark("old", "old"))
    seed.add(mark("other"))
    files = FaultyFiles(DiskFiles())
    store = BookmarkStore(folder / "bookmarks.json", clock, files=files)
    store.load()
    return store, files


def number_of_calls(folder: Path, clock: Callable[[], datetime], operation: str) -> int:
    folder.mkdir()
    store, files = prepared(folder, clock)
    files.calls.clear()
    OPERATIONS[operation](store)
    assert {"lock", "read", "create", "write", "sync", "replace", "sync_folder"} <= set(files.calls)
    return len(files.calls)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_error_at_any_call_leaves_old_or_new_and_loses_nothing(
    operation: str, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    calls = number_of_calls(tmp_path / "count", clock, operation)
    for call in range(1, calls + 1):
        folder = tmp_path / str(call)
        folder.mkdir()
        store, files = prepared(folder, clock)
        code = ERRORS[call % len(ERRORS)]
        files.arm(call, OSError(code, "injected"))
        new = RESULTS[operation]
        try:
            OPERATIONS[operation](store)
        except ReaderError:
            assert store.unsaved
            assert on_disk(store.path) in (OLD, new)
        else:
            assert not store.unsaved
            assert on_disk(store.path) == new
        assert in_memory(store) == new
        assert on_disk(folder / "bookmarks.json.bak") in (OLD, new)
        store.save()
        assert not store.unsaved
        assert on_disk(store.path) == on_disk(folder / "bookmarks.json.bak") == new
        files.disarm()
        # One that could not be taken away at once is, at the latest, by the next instance.
        BookmarkStore(store.path, clock).add(mark("later"))
        assert temporary_files(folder) == []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_crash_at_any_call_leaves_old_or_new(
    operation: str, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    calls = number_of_calls(tmp_path / "count", clock, operation)
    outcomes = []
    for call in range(1, calls + 1):
        folder = tmp_path / str(call)
        folder.mkdir()
        store, files = prepared(folder, clock)
        files.arm(call, None)
        with pytest.raises(Crash):
            OPERATIONS[operation](store)
        outcomes.append(on_disk(store.path))
        fresh = BookmarkStore(store.path, clock)
        assert fresh.load().notices == ()
        assert in_memory(fresh) == outcomes[-1]
        fresh.add(mark("later"))
        assert on_disk(store.path) == {**outcomes[-1], "later": ""}
        assert temporary_files(folder) == []
    published = outcomes.index(RESULTS[operation])
    assert all(outcome == OLD for outcome in outcomes[:published])
    assert all(outcome == RESULTS[operation] for outcome in outcomes[published:])


@pytest.mark.parametrize("crashes", [True, False])
def test_a_fault_while_a_blank_file_is_replaced_loses_nothing(
    crashes: bool, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    for call in itertools.count(1):
        folder = tmp_path / str(call)
        folder.mkdir()
        _, files = prepared(folder, clock)
        path = folder / "bookmarks.json"
        path.write_bytes(b"\0" * 100)
        store = BookmarkStore(path, clock, files=files)
        files.arm(call, None if crashes else OSError(errno.EIO, "injected"))
        try:
            store.load()
            store.add(mark("new"))
        except (Crash, ReaderError):
            assert files.calls
        files.disarm()
        fresh = BookmarkStore(path, clock)
        fresh.load()
        assert in_memory(fresh) in (OLD, {**OLD, "new": ""})
        fresh.add(mark("later"))
        assert {**OLD, "later": ""}.items() <= on_disk(path).items()
        if len(files.calls) < call:
            assert in_memory(store) == {**OLD, "new": ""}
            return


@dataclass
class Known:
    """What has to come out for one bookmark: lines of its note, None if it was removed.

    A line is given up by an instance that saw it and wrote another note, and in no other way.
    """

    lines: frozenset[str] | None
    certain: bool = True
    """False when the time of a deletion and that of a change never saved cannot be told apart,
    or when the process died before it had answered."""
    by: int | None = None
    """The instance that has changed it last; None: by hand."""

    def is_met(self, note: str | None) -> bool:
        if self.lines is None or note is None:
            return self.lines is None and note is None
        return self.lines <= lines_of(note)


def lines_of(note: str) -> frozenset[str]:
    return frozenset(line for line in note.split("\n") if line)


NO_LINES: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Removal:
    """What an instance can take back: the bookmark as it saw it, and what was known of it."""

    bookmark: Bookmark
    before: Known


WHICH = st.integers(0, 1)
PICK = st.integers(0, 2)
"""Among the first few, so that both instances often change the same one."""
FAULT = st.none() | st.tuples(st.integers(1, 20), st.sampled_from([*ERRORS, None]))


class Instances(RuleBasedStateMachine):
    """Two instances on one disk: what was acknowledged stays, what was deleted stays away."""

    def __init__(self) -> None:
        super().__init__()
        self.path = Path("/nowhere/bookmarks.json")
        self.disk = MemoryDisk()
        self.ticks = itertools.count()
        self.serial = itertools.count()
        self.model: dict[str, Known] = {}
        self.pending: list[set[str]] = [set(), set()]
        """Keys of what each instance could not save yet."""
        self.saying: list[set[str]] = [set(), set()]
        """Lines that each could not save yet."""
        self.removed: list[list[Removal]] = [[], []]
        self.files: list[FaultyFiles] = []
        self.stores: list[BookmarkStore] = []
        for _ in range(2):
            self.files.append(FaultyFiles(self.disk))
            self.stores.append(self.opened(self.files[-1]))

    def clock(self) -> datetime:
        return START + timedelta(seconds=next(self.ticks))

    def opened(self, files: FileLayer) -> BookmarkStore:
        store = BookmarkStore(self.path, self.clock, files=files)
        assert store.load().notices == ()
        return store

    def restart(self, which: int) -> None:
        """What that instance had not saved is gone with it, and so is its lock."""
        self.disk.locked -= self.files[which].held
        for key in self.pending[which]:
            self.model[key].certain = False
        self.pending[which].clear()
        self.saying[which].clear()
        self.removed[which].clear()
        self.files[which] = FaultyFiles(self.disk)
        self.stores[which] = self.opened(self.files[which])

    def is_contested(self, which: int, key: str) -> bool:
        """Whether the other instance holds a version of it that it could not save yet."""
        return key in self.pending[1 - which] and self.stores[1 - which].get(key) is not None

    def change(
        self,
        which: int,
        key: str,
        known: Known,
        fault: Fault,
        work: Callable[[], Bookmark],
        said: str = "",
        *,
        is_new: bool = True,
    ) -> None:
        """Do it, with a fault in its way, and note what has to be true from now on.

        `said` are words of the bookmark; if they are new they show, whatever is on disk.
        """
        self.model[key] = known
        self.pending[which].add(key)
        self.saying[which] |= lines_of(said)
        self.files[which].plan(fault)
        try:
            work()
        except ReaderError:
            assert self.stores[which].unsaved
        except Crash:
            self.restart(which)
            return
        else:
            self.pending[which].clear()
            self.saying[which].clear()
            assert not self.stores[which].unsaved
            saved = in_memory(self.opened(self.disk)).get(key)
            assert saved == in_memory(self.stores[which]).get(key)
            on_their_way = self.saying[1 - which]
            if known.lines is None:
                assert saved is None
            elif known.certain:
                assert replace(known, lines=known.lines - on_their_way).is_met(saved)
        finally:
            self.files[which].disarm()
        shown = in_memory(self.stores[which]).get(key)
        if known.certain or known.lines is None:
            assert (shown is None) == (known.lines is None)
        if is_new:
            assert lines_of(said) <= lines_of(shown or "")

    @rule(which=WHICH, fault=FAULT)
    def add(self, which: int, fault: Fault) -> None:
        key = f"b{next(self.serial)}"
        known = Known(NO_LINES, by=which)
        self.change(which, key, known, fault, lambda: self.stores[which].add(mark(key)))

    @rule(which=WHICH, pick=PICK, fault=FAULT)
    def update(self, which: int, pick: int, fault: Fault) -> None:
        store = self.stores[which]
        if marks := store.all():
            chosen, note = marks[pick % len(marks)], f"note {next(self.serial)}"
            before = self.model[chosen.id]
            left = (
                (before.lines or NO_LINES) - lines_of(chosen.note) if before.certain else NO_LINES
            )
            changed, known = replace(chosen, note=note), Known(left | {note}, by=which)
            self.change(which, chosen.id, known, fault, lambda: store.update(changed), note)

    @rule(which=WHICH, pick=PICK, fault=FAULT)
    def remove(self, which: int, pick: int, fault: Fault) -> None:
        store = self.stores[which]
        if marks := store.all():
            chosen = marks[pick % len(marks)]
            before, contested = self.model[chosen.id], self.is_contested(which, chosen.id)
            certain = before.certain and not contested
            self.removed[which].append(Removal(chosen, replace(before, certain=certain)))
            # A removal that is not saved yet, or never was, leaves what it took away.
            there = in_memory(self.opened(self.disk)).get(chosen.id, "")
            unseen = ((before.lines or NO_LINES) | lines_of(there)) - lines_of(chosen.note)
            if unseen:
                # Words that this instance has not seen keep it, unless it is gone by other hands.
                known = Known(unseen, certain=False, by=which)
            else:
                known = Known(None, certain=not contested, by=which)
            self.change(which, chosen.id, known, fault, lambda: store.remove(chosen.id))

    @rule(which=WHICH, fault=FAULT)
    def restore(self, which: int, fault: Fault) -> None:
        """What came back by itself stays; else all is as it was before, unseen changes too."""
        if not self.removed[which]:
            return
        store, removal = self.stores[which], self.removed[which].pop()
        chosen = removal.bookmark
        if store.get(chosen.id) is not None:
            return
        known = self.model[chosen.id]
        if known.lines is None:
            # What another one removed, before or after, may never have been seen here.
            before = removal.before
            is_told = known.certain and known.by == which and before.lines is not None
            known = before if is_told else Known(lines_of(chosen.note), certain=False)
        certain = known.certain and not self.is_contested(which, chosen.id)
        known = replace(known, certain=certain, by=which)
        work = partial(store.restore, chosen)
        self.change(which, chosen.id, known, fault, work, chosen.note, is_new=False)

    @rule(which=WHICH, fault=FAULT)
    def reload(self, which: int, fault: Fault) -> None:
        self.files[which].plan(fault)
        try:
            self.stores[which].reload_if_changed()
        except ReaderError:
            return
        except Crash:
            self.restart(which)
        finally:
            self.files[which].disarm()

    @rule(renames_arrived=st.booleans())
    def cut_power(self, renames_arrived: bool) -> None:
        self.disk.cut_power(renames_arrived=renames_arrived)
        for which in range(2):
            self.restart(which)

    @precondition(lambda self: self.path in self.disk.names_now)
    @rule()
    def edit_by_hand(self) -> None:
        document = json.loads(self.disk.names_now[self.path].data)
        key = f"h{next(self.serial)}"
        document["bookmarks"].append({"id": key, "article": {"path": f"/{key}"}, "colour": "red"})
        self.disk.put(self.path, json.dumps(document).encode())
        self.model[key] = Known(NO_LINES)

    @invariant()
    def the_file_is_whole(self) -> None:
        for path in (self.path, self.path.with_name("bookmarks.json.bak")):
            if path in self.disk.names_now:
                parse_contents(BOOKMARKS, self.disk.names_now[path].data)
        assert not any("damaged" in path.name for path in self.disk.names_now)

    def teardown(self) -> None:
        for store in self.stores:
            store.save()
        for store in self.stores:
            store.reload_if_changed()
        result = in_memory(self.opened(self.disk))
        for store in self.stores:
            assert in_memory(store) == result
            assert not store.unsaved
        for key, known in self.model.items():
            if known.certain:
                assert known.is_met(result.get(key)), key
        for item in self.opened(self.disk).all():
            assert item.id[0] != "h" or item.extra == {"colour": "red"}


TestInstances = Instances.TestCase
TestInstances.settings = settings(
    max_examples=80,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
