"""The files of a database: private, and told apart from others that are put in their place."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database."""

_PRIVATE = 0o600
_OF_OTHERS = 0o077

FileId = tuple[int, int]
"""Device and number of a file: another file with its name has another."""


class OpenedFile:
    """Which file was opened: it may be deleted, and another made in its place, at any time."""

    def __init__(self, path: Path | None) -> None:
        """`path` is None of a database that has no file."""
        self._path = path
        self.id: FileId | None = None
        """The file that was opened last; None if there was none."""
        self._companions: Sequence[FileId | None] = ()

    def note(self) -> None:
        """Remember the file that is there now, and its companions."""
        if self._path is not None:
            self.id = id_of(self._path)
            self._companions = ids_of_companions(self._path)

    @property
    def is_other(self) -> bool:
        """Whether another file is there now, or none."""
        return self._path is not None and id_of(self._path) != self.id

    def remove_stale_companions(self) -> None:
        """Delete what belonged to the file that was opened. Its connections must be closed."""
        if self._path is not None:
            remove_companions(self._path, self._companions)


def id_of(file: Path) -> FileId | None:
    """Which file it is; None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def make_private(file: Path) -> None:
    """Make the file, empty, if it is missing; either way only its owner may read it.

    A folder that is made is private too. Raises OSError, also if it is no regular file.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stale = ids_of_companions(file)
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE))
    except FileExistsError:
        _tighten(file)
        return
    remove_companions(file, stale)  # of a file that was deleted while it was in use


def _tighten(file: Path) -> None:
    # Not opened: to close it would release the locks that this process has on it.
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:  # a link to a file that is missing
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, _PRIVATE))
        return
    if not stat.S_ISREG(mode):
        raise OSError(None, "not a regular file")
    if mode & _OF_OTHERS:
        for each in (file, *companions(file)):
            with suppress(OSError):  # another owner's, or gone by now
                each.chmod(_PRIVATE)


def companions(file: Path) -> list[Path]:
    """Paths where SQLite keeps what belongs to the database, whether they exist or not."""
    return [file.with_name(file.name + suffix) for suffix in COMPANIONS]


def ids_of_companions(file: Path) -> list[FileId | None]:
    """Which files they are now."""
    return list(map(id_of, companions(file)))


def remove_companions(file: Path, ids: Sequence[FileId | None]) -> None:
    """Delete those that are still these: SQLite would take them for the new database's own."""
    for companion, known in zip(companions(file), ids, strict=False):
        if known is not None and id_of(companion) == known:
            with suppress(OSError):
                companion.unlink(missing_ok=True)


def remove(file: Path) -> None:
    """Delete the database with all that belongs to it. Raises OSError."""
    for each in (file, *companions(file)):
        each.unlink(missing_ok=True)
