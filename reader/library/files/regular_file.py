"""Regular files, opened and read without ever waiting for a pipe or a device."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reader.errors import ReaderError

LIMIT = 32 * 1024 * 1024
"""Bytes of a file that are read; the longest article seen in the wild has 3.7 MB."""

_CHUNK = 1024 * 1024
_IS_LINK = (errno.ELOOP, errno.EMLINK)
"""Errors of opening a link where links are not followed; FreeBSD gives the second."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """The first bytes of a regular file, and what the file system says of it."""

    data: bytes
    """Empty where only members of an archive are read."""
    size: int
    """Bytes of the whole file."""
    mtime_ns: int

    @property
    def truncated(self) -> bool:
        return self.size > len(self.data)


def read_file(path: Path, *, limit: int = LIMIT) -> FileContent:
    """Read at most `limit` bytes of a regular file; never waits for a pipe or a device.

    Raises:
        ReaderError: There is no such file, it is no regular file, or it may not be read.
    """
    with opened(path) as file:
        return read_opened(file, limit)


def read_opened(file: BinaryIO, limit: int = LIMIT) -> FileContent:
    """Read at most `limit` bytes from where an `opened` file is; of no bytes the rest is known."""
    status = os.fstat(file.fileno())
    return FileContent(_read(file.fileno(), limit), status.st_size, status.st_mtime_ns)


def read_bytes(path: Path, *, limit: int = LIMIT) -> bytes:
    """The first `limit` bytes of a regular file; see `read_file` for the errors."""
    return read_file(path, limit=limit).data


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file, open to be read, without a buffer; it is closed behind.

    Raises ReaderError as `read_file` does, also for what reading it raises inside.
    """
    try:
        descriptor = _open(path)
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            os.close(descriptor)
            raise ReaderError(_irregular(mode), path=path)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            yield file
    except FileNotFoundError:
        raise ReaderError("no such file", path=path, hint="was it moved or deleted?") from None
    except PermissionError:
        raise ReaderError("permission denied", path=path, hint="check who may read it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise ReaderError(f"cannot be read: {reason.lower()}", path=path) from error


def _open(path: Path) -> int:
    # The path's own links are followed, because its owner named it; a link that is put in its
    # place between these two calls is not. Only of a link the real path is looked for: that asks
    # about each folder above, of which there may be a thousand.
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    if hasattr(os, "O_NOFOLLOW"):
        try:
            return os.open(path, flags)
        except OSError as error:
            if error.errno not in _IS_LINK:
                raise
    return os.open(os.path.realpath(path), flags)


def _read(descriptor: int, limit: int) -> bytes:
    chunks: list[bytes] = []
    missing = limit
    while missing > 0 and (chunk := os.read(descriptor, min(missing, _CHUNK))):
        chunks.append(chunk)
        missing -= len(chunk)
    return b"".join(chunks)


def _irregular(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "is a folder, not a file"
    if stat.S_ISFIFO(mode):
        return "is a named pipe, not a file"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "is a device, not a file"
    return "is no regular file"
