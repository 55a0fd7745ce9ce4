"""Faults at every call of a save, on the disk and on a modelled one that can lose its power."""

from __future__ import annotations

import errno
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.errors import ReaderError
from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark
from reader.state.bookmarks import BookmarkStore
from reader.state.durable.contents import parse_contents
from reader.state.durable.files import DiskFiles, FileLayer, Signature, Snapshot

START = datetime(2026, 1, 1, tzinfo=UTC)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


Fault = tuple[int, int | None] | None
"""The number of a call from 1, and the error it gives; None: the process dies there."""


class Crash(BaseException):
    """The process is gone: nothing of it runs any more."""


class FaultyFiles:
    """A file layer whose n-th call fails once, or is never reached because the process died."""

    def __init__(self, files: FileLayer) -> None:
        self._files = files
        self._step = 0
        self._fail_at = 0
        self._fault: OSError | None = None
        self.calls: list[str] = []
        self.dead = False

    def arm(self, call: int, fault: OSError | None) -> None:
        """From now on the `call`-th call (from 1) fails; without a fault the process dies."""
        self._step, self._fail_at, self._fault = 0, call, fault
        self.calls.clear()

    def plan(self, fault: Fault) -> None:
        if fault is not None:
            call, code = fault
            self.arm(call, None if code is None else OSError(code, "injected"))

    def disarm(self) -> None:
        self._fail_at = 0

    def _call(self, name: str) -> None:
        self.calls.append(name)
        self._step += 1
        if self.dead:
            raise Crash
        if self._step == self._fail_at:
            self.dead = self._fault is None
            raise self._fault or Crash

    def make_folder(self, folder: Path) -> None:
        self._call("make_folder")
        self._files.make_folder(folder)

    def names(self, folder: Path) -> list[str]:
        self._call("names")
        return self._files.names(folder)

    def is_own(self, folder: Path) -> bool:
        self._call("is_own")
        return self._files.is_own(folder)

    def lock(self, path: Path, timeout: float) -> AbstractContextManager[None]:
        self._call("lock")
        return self._files.lock(path, timeout)

    def signature(self, path: Path) -> Signature | None:
        self._call("signature")
        return self._files.signature(path)

    def read(self, path: Path) -> Snapshot | None:
        self._call("read")
        return self._files.read(path)

    def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
        self._call("create")
        return self._files.create(folder, prefix, suffix)

    def write(self, handle: int, data: bytes) -> None:
        try:
            self._call("write")
        except BaseException:
            self._files.write(handle, data[: len(data) // 2])
            raise
        self._files.write(handle, data)

    def set_mode(self, handle: int, mode: int) -> None:
        self._call("set_mode")
        self._files.set_mode(handle, mode)

    def sync(self, handle: int) -> Signature:
        self._call("sync")
        return self._files.sync(handle)

    def close(self, handle: int) -> None:
        self._files.close(handle)
        self._call("close")

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace")
        self._files.replace(source, target)

    def reserve(self, path: Path) -> None:
        self._call("reserve")
        self._files.reserve(path)

    def remove(self, path: Path) -> None:
        self._call("remove")
        self._files.remove(path)

    def sync_folder(self, folder: Path) -> None:
        self._call("sync_folder")
        self._files.sync_folder(folder)


@dataclass
class Inode:
    number: int
    data: bytes = b""
    synced: bytes = b""
    """What a power cut leaves of the contents."""
    mtime: int = 0


@dataclass
class MemoryDisk:
    """One folder of a disk that keeps for certain only what was synced."""

    names_now: dict[Path, Inode] = field(default_factory=dict)
    names_synced: dict[Path, Inode] = field(default_factory=dict)
    handles: dict[int, Inode] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    is_locked: bool = False

    def cut_power(self, *, renames_arrived: bool) -> None:
        """Lose what was not synced; the renames may have reached the disk all the same."""
        names = self.names_now if renames_arrived else self.names_synced
        self.names_now = dict(names)
        self.names_synced = dict(names)
        for inode in names.values():
            inode.data = inode.synced
        self.handles.clear()

    def put(self, path: Path, data: bytes) -> None:
        """What an editor does: another file in place of the old one."""
        inode = Inode(next(self.numbers), data, data, next(self.numbers))
        self.names_now[path] = self.names_synced[path] = inode

    def make_folder(self, folder: Path) -> None: ...

    def names(self, folder: Path) -> list[str]:
        return [path.name for path in self.names_now if path.parent == folder]

    def is_own(self, folder: Path) -> bool:
        return folder == folder

    @contextmanager
    def lock(self, path: Path, timeout: float) -> Iterator[None]:
        assert not self.is_locked, f"{path} is held already, {timeout} s would not help"
        self.is_locked = True
        yield
        self.is_locked = False

    def signature(self, path: Path) -> Signature | None:
        snapshot = self.read(path)
        return snapshot.signature if snapshot else None

    def read(self, path: Path) -> Snapshot | None:
        inode = self.names_now.get(path)
        return Snapshot(inode.data, self._signature(inode), 0o600) if inode else None

    def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
        handle = next(self.numbers)
        path = folder / f"{prefix}{handle:08}{suffix}"
        self.names_now[path] = self.handles[handle] = Inode(handle)
        return handle, path

    def write(self, handle: int, data: bytes) -> None:
        self.handles[handle].data += data
        self.handles[handle].mtime = next(self.numbers)

    def set_mode(self, handle: int, mode: int) -> None: ...

    def sync(self, handle: int) -> Signature:
        inode = self.handles[handle]
        inode.synced = inode.data
        return self._signature(inode)

    def close(self, handle: int) -> None:
        self.handles.pop(handle, None)

    def replace(self, source: Path, target: Path) -> None:
        self.names_now[target] = self.names_now.pop(source)

    def reserve(self, path: Path) -> None:
        if path in self.names_now:
            raise FileExistsError
        self.names_now[path] = Inode(next(self.numbers))

    def remove(self, path: Path) -> None:
        self.names_now.pop(path, None)

    def sync_folder(self, folder: Path) -> None:
        self.names_synced = {
            path: inode for path, inode in self.names_now.items() if path.parent == folder
        }

    def _signature(self, inode: Inode) -> Signature:
        return Signature(inode.number, len(inode.data), inode.mtime)


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
        self.disk.is_locked = False
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
    ) -> None:
        """Do it, with a fault in its way, and note what has to be true from now on.

        `said` is what shows whether or not what is on disk could be read.
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
            unseen = (before.lines or NO_LINES) - lines_of(chosen.note)
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
        self.change(which, chosen.id, known, fault, lambda: store.restore(chosen), chosen.note)

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
