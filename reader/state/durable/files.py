"""The system calls behind a durable save, as an object, so that a test can make each one fail."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from reader.errors import ReaderError

MAX_BYTES = 256 * 1024 * 1024
"""More than this is no state of ours, and would not fit in memory beside the articles."""

_POLL_SECONDS = 0.01
"""A save takes about as long; filelock's own 0.05 would leave the lock idle between ours."""
_MAX_ASIDE = 10_000

_LOCKS_UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP})
_FOLDER_SYNC_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})

_HINTS = {
    errno.ENOSPC: "the disk is full: free some space",
    errno.EDQUOT: "your disk quota is used up: free some space",
    errno.EACCES: "check the permissions of the file and its folder",
    errno.EPERM: "check the permissions of the file and its folder",
    errno.EROFS: "the folder is read-only: choose another with --bookmarks",
    errno.EISDIR: "name a file, not a folder",
    errno.ENOTDIR: "a part of this path is a file, not a folder",
    errno.ELOOP: "the symbolic links lead in a circle",
    errno.EIO: "the disk reports an error: copy your data away",
}


def explain(error: OSError, path: Path, doing: str) -> ReaderError:
    """An error that tells the owner what to do; `doing` completes "cannot be …"."""
    reason = error.strerror or type(error).__name__
    hint = _HINTS.get(error.errno or 0, "")
    return ReaderError(f"cannot be {doing}: {reason}", path=path, hint=hint)


@dataclass(frozen=True, slots=True)
class WrittenSignature:
    """Tells one state of a file from another without reading it."""

    inode: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> WrittenSignature:
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """The bytes of a file and the signature it had when they were read."""

    data: bytes
    signature: WrittenSignature
    mode: int
    """Permission bits."""


class FileLayer(Protocol):
    """Every call may raise OSError; `lock` may raise TimeoutError."""

    def make_folder(self, folder: Path) -> None: ...
    def names(self, folder: Path) -> list[str]: ...
    def is_own(self, folder: Path) -> bool: ...
    def lock(self, path: Path, timeout: float) -> AbstractContextManager[None]: ...
    def signature(self, path: Path) -> WrittenSignature | None: ...
    def read(self, path: Path) -> WrittenFile | None: ...
    def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]: ...
    def write(self, handle: int, data: bytes) -> None: ...
    def set_mode(self, handle: int, mode: int) -> None: ...
    def sync(self, handle: int) -> WrittenSignature: ...
    def close(self, handle: int) -> None: ...
    def replace(self, source: Path, target: Path) -> None: ...
    def reserve(self, path: Path) -> None: ...
    def remove(self, path: Path) -> None: ...
    def sync_folder(self, folder: Path) -> None: ...


class DiskFiles:
    """The file layer that writes to the disk."""

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def names(self, folder: Path) -> list[str]:
        return [entry.name for entry in folder.iterdir()]

    def is_own(self, folder: Path) -> bool:
        """Whether this user or root made it: in the temporary folder anybody may make one."""
        if not hasattr(os, "geteuid"):
            return True
        return folder.lstat().st_uid in (os.geteuid(), 0)

    @contextmanager
    def lock(self, path: Path, timeout: float) -> Iterator[None]:
        """Hold the lock file at `path`; TimeoutError after `timeout` seconds."""
        import filelock  # late: 100 ms, and only a save needs it

        lock: filelock.BaseFileLock = filelock.FileLock(
            path, timeout=timeout, thread_local=False, poll_interval=_POLL_SECONDS
        )
        try:
            lock.acquire()
        except OSError as error:
            if error.errno not in _LOCKS_UNSUPPORTED:
                raise
            lock = filelock.SoftFileLock(
                f"{path}.soft", timeout=timeout, thread_local=False, poll_interval=_POLL_SECONDS
            )
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def signature(self, path: Path) -> WrittenSignature | None:
        """The file's signature; None if there is no such file."""
        try:
            return WrittenSignature.of(path.stat())
        except FileNotFoundError:
            return None

    def read(self, path: Path) -> WrittenFile | None:
        """The file's bytes; None if there is no such file. Refuses a device, a pipe and a giant."""
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(path, flags)
        except FileNotFoundError:
            return None
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "not a regular file")
            if status.st_size > MAX_BYTES:
                raise OSError(errno.EFBIG, f"larger than {MAX_BYTES // 2**20} MB")
            return WrittenFile(
                stream.read(), WrittenSignature.of(status), stat.S_IMODE(status.st_mode)
            )

    def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
        """A new file of mode 0600 with a name of its own, open for writing."""
        handle, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=suffix)
        return handle, Path(name)

    def write(self, handle: int, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def set_mode(self, handle: int, mode: int) -> None:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, mode)

    def sync(self, handle: int) -> WrittenSignature:
        """Put the contents on the disk; the signature is what a rename keeps."""
        os.fsync(handle)
        return WrittenSignature.of(os.fstat(handle))

    def close(self, handle: int) -> None:
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def reserve(self, path: Path) -> None:
        """Make an empty file; FileExistsError if the name is taken."""
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Put a rename on the disk, where the system can sync a folder at all."""
        if not hasattr(os, "O_DIRECTORY"):
            return
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except PermissionError:
            return
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _FOLDER_SYNC_UNSUPPORTED:
                raise
        finally:
            os.close(handle)


def move_aside(files: FileLayer, path: Path, label: str, moment: datetime) -> Path:
    """Rename a file to `NAME.LABEL-TIME`, a name that nothing has; the name is returned.

    Raises OSError. The name is reserved first, since a rename takes the place of what it finds.
    """
    stem = f"{path.name}.{label}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for number in range(1, _MAX_ASIDE):
        aside = path.with_name(stem if number == 1 else f"{stem}-{number}")
        try:
            files.reserve(aside)
        except FileExistsError:
            continue
        try:
            files.replace(path, aside)
        except OSError:
            with suppress(OSError):
                files.remove(aside)
            raise
        return aside
    raise FileExistsError(errno.EEXIST, "too many copies were moved aside already", str(path))
