"""Files that are written for others: each has its name when it is whole and on the disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.state.durable.files import DiskFiles

_NEW_MODE = 0o600


def write_new(path: Path, data: bytes, *, mode: int = _NEW_MODE) -> None:
    """Write a file that is not there yet. Raises OSError, FileExistsError if it is."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "is there already", str(path))
    _write(path, data, mode, _give_new_name)


def write_over(path: Path, data: bytes) -> None:
    """Write a file, in the place of what is there; a link stays a link. Raises OSError."""
    target = path.resolve()
    snapshot = DiskFiles().read(target)
    if snapshot is not None and not snapshot.mode & 0o222:
        raise PermissionError(errno.EACCES, "it is write-protected", str(target))
    mode = snapshot.mode if snapshot is not None else _NEW_MODE
    _write(target, data, mode, DiskFiles().replace)


def _write(target: Path, data: bytes, mode: int, give_name: Callable[[Path, Path], None]) -> None:
    files = DiskFiles()
    handle, made = files.create(target.parent, f".{target.name[:100]}.", ".tmp")
    try:
        try:
            files.set_mode(handle, mode)
            files.write(handle, data)
            files.sync(handle)
        finally:
            files.close(handle)
        give_name(made, target)
    except BaseException:
        with suppress(OSError):
            files.remove(made)
        raise
    files.sync_folder(target.parent)


def _give_new_name(made: Path, target: Path) -> None:
    """Give a file a name that nothing has. Raises OSError, FileExistsError if something has it.

    A second name for it takes the place of nothing. Where there are none (FAT, some networks) the
    name is reserved by an empty file, which is left if we are killed just then.
    """
    files = DiskFiles()
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:
        files.reserve(target)
        try:
            files.replace(made, target)
        except BaseException:
            with suppress(OSError):
                files.remove(target)
            raise
    else:
        with suppress(OSError):  # a hidden file more
            files.remove(made)
