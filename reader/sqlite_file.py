"""What the reader's databases have in common: private files, and what an error means for one."""

from __future__ import annotations

import os
import sqlite3
import stat
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

WRITING: Final = "BEGIN IMMEDIATE"
"""A transaction that no other writer comes into."""
COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database."""
UNREADABLE: Final = (
    sqlite3.DatabaseError,
    sqlite3.InterfaceError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    MemoryError,
    zlib.error,
)
"""All that using a damaged database may raise: values of another type, out of range, not decodable.
SQLite's own messages quote the damage, and are then no UTF-8 either."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_UNWRITABLE = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOLFS,
    }
)
_WRITE_VERSION = 18
"""Where it stands: 1 with a journal, 2 with WAL."""
_PRIVATE = 0o600
_OF_OTHERS = 0o077


class Trouble(Enum):
    """What is wrong with a database."""

    BUSY = auto()
    """Another program holds a lock."""
    UNWRITABLE = auto()
    """The system refuses."""
    DAMAGED = auto()
    """What is in it makes no sense."""


def trouble_of(error: BaseException, file: Path | None = None) -> Trouble:
    """What an error of `UNREADABLE`, or an OSError, means: with what is in the file, if it may."""
    code = primary_code(error)
    if code == sqlite3.SQLITE_READONLY and file is not None and _is_of_the_future(file):
        return Trouble.DAMAGED
    if code in _BUSY or isinstance(error, TimeoutError):
        return Trouble.BUSY
    if code in _UNWRITABLE or isinstance(error, OSError):
        return Trouble.UNWRITABLE
    return Trouble.DAMAGED


def _is_of_the_future(file: Path) -> bool:
    """Whether the header forbids to write, as no SQLite that there is has made it do."""
    try:
        with file.open("rb") as opened:
            return opened.read(_WRITE_VERSION + 1)[_WRITE_VERSION] > 2
    except (OSError, IndexError):
        return False


def primary_code(error: BaseException) -> int:
    """SQLite's result code; 0 of errors that are not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def reason_of(error: BaseException) -> str:
    """In words, for people."""
    if trouble_of(error) is Trouble.BUSY:
        return "another program uses it"
    if isinstance(error, UnicodeDecodeError):
        return "a text in it is no UTF-8"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def place_of(file: Path) -> tuple[int, int] | None:
    """Which file it is: another one may be put in its place. None if there is none."""
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
    stale = places_of_companions(file)
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
    """Where SQLite keeps what belongs to the database, whether it is there or not."""
    return [file.with_name(file.name + suffix) for suffix in COMPANIONS]


def places_of_companions(file: Path) -> list[tuple[int, int] | None]:
    """Which files they are now."""
    return list(map(place_of, companions(file)))


def remove_companions(file: Path, places: Sequence[tuple[int, int] | None]) -> None:
    """Delete those that are still these: SQLite would take them for the new database's own."""
    for companion, place in zip(companions(file), places, strict=False):
        if place is not None and place_of(companion) == place:
            with suppress(OSError):
                companion.unlink(missing_ok=True)


def remove(file: Path) -> None:
    """Delete the database with all that belongs to it. Raises OSError."""
    for each in (file, *companions(file)):
        each.unlink(missing_ok=True)


def be_patient(connection: sqlite3.Connection, seconds: float) -> None:
    """Have it wait so long, all in all, for a lock that another program holds."""
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def transact(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], how: str
) -> T:
    """What `work` returns: all of it is done, or nothing. `how` is BEGIN, or BEGIN IMMEDIATE."""
    connection.execute(how)
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def scrub(connection: sqlite3.Connection) -> bool:
    """Leave nothing in the file of what was deleted; False if another program kept part of it.

    Raises one of `UNREADABLE`.
    """
    connection.execute("VACUUM")
    (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def begin_reading(connection: sqlite3.Connection) -> None:
    """From now on it sees one state, which may be copied: `backup` would wait for locks for ever.

    Raises sqlite3.Error.
    """
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
