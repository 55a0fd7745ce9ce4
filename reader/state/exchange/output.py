"""Files that are written for others: each has its name when it is whole and on the disk."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path

from reader.state.durable.files import DiskFiles

_NEW_MODE = 0o600


def write_new(path: Path, data: bytes, *, mode: int = _NEW_MODE) -> None:
    """Write a file that is not there yet. Raises OSError, FileExistsError if it is."""
    files = DiskFiles()
    files.reserve(path)
    try:
        _write(path, data, mode)
    except BaseException:
        with suppress(OSError):
            files.remove(path)
        raise


def write_over(path: Path, data: bytes) -> None:
    """Write a file, in the place of what is there; a link stays a link. Raises OSError."""
    target = path.resolve()
    snapshot = DiskFiles().read(target)
    if snapshot is not None and not snapshot.mode & 0o222:
        raise PermissionError(errno.EACCES, "it is write-protected", str(target))
    _write(target, data, snapshot.mode if snapshot is not None else _NEW_MODE)


def _write(target: Path, data: bytes, mode: int) -> None:
    files = DiskFiles()
    handle, made = files.create(target.parent, f".{target.name[:100]}.", ".tmp")
    try:
        try:
            files.set_mode(handle, mode)
            files.write(handle, data)
            files.sync(handle)
        finally:
            files.close(handle)
        files.replace(made, target)
    except BaseException:
        with suppress(OSError):
            files.remove(made)
        raise
    files.sync_folder(target.parent)
