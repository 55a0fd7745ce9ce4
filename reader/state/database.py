"""A database of which losing it loses convenience only: whatever is wrong with it stops nobody.

A damaged or foreign file is moved aside, and where nothing can be written everything works in
memory; either is a notice.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from reader.errors import ReaderError
from reader.state.durable.files import DiskFiles, explain, move_aside
from reader.state.schema import ForeignDatabaseError, connect, connect_memory

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNWRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_STAND_IN = re.compile("[\U0010d800-\U0010dfff]")
_TO_STAND_IN = 0x100000

_T = TypeVar("_T")


class Database:
    """For any thread. Opened by its first use; every method may raise ReaderError."""

    def __init__(self, path: Path, clock: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self._clock = clock or (lambda: datetime.now(UTC))
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._in_memory = False
        self._closed = False
        self._notices: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def in_memory(self) -> bool:
        """Nothing can be written to disk: what is learnt now is forgotten at the end."""
        with self._lock:
            return self._in_memory

    def close(self) -> None:
        """Any thread may; what is called afterwards raises ReaderError."""
        with self._lock:
            self._closed = True
            self._drop()

    def take_notices(self) -> tuple[str, ...]:
        """What went wrong with the file, one line each, handed out once. Not yet safe to show."""
        with self._lock:
            notices = tuple(self._notices)
            self._notices.clear()
            return notices

    def _write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do `work` in one transaction that no other writer comes into."""
        return self._run(work, "BEGIN IMMEDIATE")

    def _run(self, work: Callable[[sqlite3.Connection], _T], begin: str = "BEGIN") -> _T:
        """Do `work` in one transaction, on whatever database can be had."""
        with self._lock:
            try:
                return self._transact(work, begin)
            except ForeignDatabaseError as error:
                self._begin_anew("set-aside", str(error))
            except OSError as error:
                self._go_to_memory(error.strerror or str(error))
            except sqlite3.Error as error:
                self._mend(error)
            try:
                return self._transact(work, begin)
            except (OSError, sqlite3.Error, ForeignDatabaseError) as error:
                raise ReaderError(f"cannot be used: {error}", path=self.path) from error

    def _transact(self, work: Callable[[sqlite3.Connection], _T], begin: str) -> _T:
        if self._closed:
            raise ReaderError("is closed", path=self.path)
        if self._connection is None:
            self._connection = connect(self.path)
        connection = self._connection
        connection.execute(begin)
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    def _mend(self, error: sqlite3.Error) -> None:
        """Make a second attempt worth while, or raise ReaderError."""
        extended = getattr(error, "sqlite_errorcode", 0)
        code = extended & 0xFF
        if extended == sqlite3.SQLITE_READONLY_DBMOVED:
            self._drop()
        elif code in _DAMAGED:
            self._begin_anew("damaged", str(error))
        elif code in _UNWRITABLE:
            self._go_to_memory(str(error))
        else:
            raise ReaderError(f"cannot be used: {error}", path=self.path) from error

    def _begin_anew(self, label: str, reason: str) -> None:
        self._drop()
        try:
            aside = move_aside(DiskFiles(), self.path, label, self._clock())
            for suffix in ("-wal", "-shm"):
                companion = self.path.with_name(self.path.name + suffix)
                if companion.exists():
                    companion.replace(aside.with_name(aside.name + suffix))
            self._connection = connect(self.path)
        except (OSError, sqlite3.Error, ForeignDatabaseError) as error:
            told = explain(error, self.path, "moved") if isinstance(error, OSError) else error
            self._go_to_memory(f"{reason}; {told}")
            return
        self._notices.append(
            f"{self.path}: cannot be used ({reason}); it is kept as {aside}, and reading places "
            "begin anew"
        )

    def _go_to_memory(self, reason: str) -> None:
        self._drop()
        self._connection = connect_memory(self.path)
        self._in_memory = True
        self._notices.append(
            f"{self.path}: cannot be written ({reason}); reading places are kept until the end "
            "of this session only"
        )

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def stored(text: str) -> str:
    """SQLite takes no lone surrogates (undecodable bytes of a path): private characters do."""
    return _SURROGATE.sub(lambda found: chr(ord(found[0]) + _TO_STAND_IN), text)


def original(text: str) -> str:
    return _STAND_IN.sub(lambda found: chr(ord(found[0]) - _TO_STAND_IN), text)
