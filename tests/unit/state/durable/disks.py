"""Disks that fail, and one in memory that can lose its power."""

from __future__ import annotations

import errno
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reader.state.durable.files import FileLayer, WrittenFile, WrittenSignature

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
        self.held: set[Path] = set()
        """Locks, which end with the process."""
        self.dead = False

    def arm(self, call: int, fault: OSError | None) -> None:
        """Let the `call`-th call from now on (from 1) fail; without a fault the process dies."""
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

    @contextmanager
    def lock(self, path: Path, timeout: float) -> Iterator[None]:
        self._call("lock")
        with self._files.lock(path, timeout):
            self.held.add(path)
            yield
        self.held.discard(path)

    def signature(self, path: Path) -> WrittenSignature | None:
        self._call("signature")
        return self._files.signature(path)

    def read(self, path: Path) -> WrittenFile | None:
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

    def sync(self, handle: int) -> WrittenSignature:
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
    locked: set[Path] = field(default_factory=set)

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
        """Nobody lets go while somebody waits, in a test where one thing happens at a time."""
        if path in self.locked:
            raise TimeoutError(timeout)
        self.locked.add(path)
        try:
            yield
        finally:
            self.locked.discard(path)

    def signature(self, path: Path) -> WrittenSignature | None:
        snapshot = self.read(path)
        return snapshot.signature if snapshot else None

    def read(self, path: Path) -> WrittenFile | None:
        inode = self.names_now.get(path)
        return WrittenFile(inode.data, self._signature(inode), 0o600) if inode else None

    def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
        handle = next(self.numbers)
        path = folder / f"{prefix}{handle:08}{suffix}"
        self.names_now[path] = self.handles[handle] = Inode(handle)
        return handle, path

    def write(self, handle: int, data: bytes) -> None:
        self.handles[handle].data += data
        self.handles[handle].mtime = next(self.numbers)

    def set_mode(self, handle: int, mode: int) -> None: ...

    def sync(self, handle: int) -> WrittenSignature:
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

    def _signature(self, inode: Inode) -> WrittenSignature:
        return WrittenSignature(inode.number, len(inode.data), inode.mtime)
