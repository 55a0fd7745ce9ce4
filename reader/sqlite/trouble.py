"""The meaning of an error for the database that it came from."""

from __future__ import annotations

import sqlite3
import zlib
from enum import Enum, auto
from pathlib import Path
from typing import Final

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
"""Errors that using a damaged database may raise: values of another type, out of range, not
decodable. SQLite's own messages quote the damage, and are then no UTF-8 either."""

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
"""Offset in the header of the byte that says who may write: 1 with a journal, 2 with WAL."""


class Trouble(Enum):
    """The kind of fault that a database has."""

    BUSY = auto()
    """Another program holds a lock."""
    UNWRITABLE = auto()
    """The system refuses."""
    DAMAGED = auto()
    """The contents make no sense."""


def trouble_of(error: BaseException, file: Path | None = None) -> Trouble:
    """The trouble that an error of `UNREADABLE` or an OSError means, by the file if possible."""
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
    """The reason of an error in words, for people."""
    if trouble_of(error) is Trouble.BUSY:
        return "another program uses it"
    if isinstance(error, UnicodeDecodeError):
        return "a text in it is no UTF-8"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
