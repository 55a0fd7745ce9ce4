"""A database of which losing it loses convenience only: whatever is wrong with it stops nobody.

A damaged or foreign file is moved aside, and what can be read of it is put into a new one. Where
nothing can be written, or another program holds the lock, everything works in memory, until the
file can be had again: what was written meanwhile is then written there too. Each is a notice.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from reader.errors import ReaderError
from reader.sqlite_file import (
    UNREADABLE,
    WRITING,
    Trouble,
    be_patient,
    companions,
    place_of,
    places_of_companions,
    primary_code,
    reason_of,
    remove_companions,
    scrub,
    transact,
    trouble_of,
)
from reader.state.durable.files import DiskFiles, move_aside
from reader.state.salvage import Row, put_rows, rows_of, rows_of_damaged, rows_of_locked
from reader.state.schema import (
    PATIENCE,
    ForeignDatabaseError,
    connect,
    connect_memory,
    is_newer,
)

RETRY = timedelta(seconds=30)
"""How often, at most, a file that could not be had is tried again."""
_ATTEMPTS = 3
_LOST = "kept for this session only: nothing can be written to"
_CLOSE = "close other programs that use it, and try again"
_NOT_UNDERSTOOD = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT})
"""What the tables of a later version may answer."""
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
        self._place: tuple[int, int] | None = None
        """Which file it was that was opened: it may be deleted, or replaced, at any time."""
        self._companions: Sequence[tuple[int, int] | None] = ()
        self._in_memory = False
        self._unwritten: list[Callable[[sqlite3.Connection], object]] = []
        """What was done in memory, to be done again in the file."""
        self._tried: datetime | None = None
        """When the file could not be had the last time."""
        self._is_mended = False
        self._closed = False
        self._notices: list[str] = []
        self._told: set[str] = set()

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
        """Nothing can be written to disk: what is learnt now may be forgotten at the end."""
        with self._lock:
            return self._in_memory

    def close(self) -> None:
        """Any thread may; what is called afterwards raises ReaderError."""
        with self._lock:
            if self._unwritten and not self._closed:
                self._return_to_file()
            self._closed = True
            self._drop()

    def take_notices(self) -> tuple[str, ...]:
        """What went wrong with the file, one line each, handed out once. Not yet safe to show."""
        with self._lock:
            notices = tuple(self._notices)
            self._notices.clear()
            return notices

    def _write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do `work` in one transaction that no other writer comes into.

        It may be done again, on another state of the data.
        """
        return self._run(work, WRITING)

    def _run(self, work: Callable[[sqlite3.Connection], _T], begin: str = "BEGIN") -> _T:
        """Do `work` in one transaction, on whatever database can be had."""
        with self._lock:
            if self._closed:
                raise ReaderError("is closed", path=self.path)
            self._follow_file()
            result = self._attempt(work, begin)
            if self._in_memory and begin == WRITING:
                self._unwritten.append(work)
            return result

    def _attempt(self, work: Callable[[sqlite3.Connection], _T], begin: str) -> _T:
        for _ in range(_ATTEMPTS):
            try:
                return self._transact(work, begin)
            except ForeignDatabaseError as error:
                self._begin_anew("set-aside", str(error))
            except (OSError, *UNREADABLE) as error:
                self._mend(error)
        try:
            return self._transact(work, begin)
        except (OSError, ForeignDatabaseError, *UNREADABLE) as error:
            raise self._unusable(error) from error

    def _transact(self, work: Callable[[sqlite3.Connection], _T], begin: str) -> _T:
        connection = self._connection
        if connection is None:
            self._place = place_of(self.path)
            connection = connect(self.path)
            self._use(connection)
        return transact(connection, work, begin)

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._place = place_of(self.path)
        self._companions = places_of_companions(self.path)

    def _mend(self, error: Exception) -> None:
        """Make another attempt worth while, or raise ReaderError."""
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
            self._drop()
        elif self._in_memory:
            raise self._unusable(error) from error
        elif trouble_of(error) is Trouble.BUSY:
            self._go_to_memory("in memory until another program lets go of", "")
        elif trouble_of(error, self.path) is not Trouble.DAMAGED or self._is_mended:
            self._go_to_memory(_LOST, reason_of(error))
        elif self._connection and is_newer(self._connection) and _is_of_tables(error):
            self._go_to_memory(_LOST, f"a later version of the reader made it: {reason_of(error)}")
        else:
            self._begin_anew("damaged", f"was damaged ({reason_of(error)})")

    def _unusable(self, error: Exception) -> ReaderError:
        return ReaderError(f"cannot be used: {reason_of(error)}", path=self.path)

    def _scrub(self) -> None:
        """Leave nothing in the file of what was deleted."""
        with self._lock:
            connection = self._connection
            if connection is None or self._in_memory:
                self._unwritten.clear()
                raise ReaderError("is in use: nothing was deleted", path=self.path, hint=_CLOSE)
            try:
                is_clean = scrub(connection)
            except UNREADABLE as error:
                raise self._unusable(error) from error
            if not is_clean:
                raise ReaderError("still holds what was deleted", path=self.path, hint=_CLOSE)

    # -- a file that is damaged or not ours ---------------------------------------------------

    def _begin_anew(self, label: str, what: str) -> None:
        self._is_mended = True
        if self._place is not None and place_of(self.path) != self._place:
            self._drop()  # another instance was quicker
            return
        self._drop()
        try:
            aside = move_aside(DiskFiles(), self.path, label, self._clock())
            for companion in companions(self.path):
                if companion.exists():
                    ending = companion.name.removeprefix(self.path.name)
                    companion.replace(aside.with_name(aside.name + ending))
            self._use(connect(self.path))
        except (OSError, ForeignDatabaseError, *UNREADABLE) as error:
            self._go_to_memory(_LOST, f"it {what}; {reason_of(error)}")
            return
        news = "Reading places begin anew"
        with suppress(*UNREADABLE):
            if self._connection and (rows := rows_of_damaged(aside)):
                transact(self._connection, partial(put_rows, rows=rows), WRITING)
                news = "Reading places were saved as far as they can be read"
        self._notices.append(f"{news}: {self.path.name} {what} and is kept as {aside}")

    # -- a file that cannot be had ------------------------------------------------------------

    def _go_to_memory(self, news: str, reason: str) -> None:
        self._use_memory(rows_of_locked(self.path))
        because = f" ({reason})" if reason else ""
        self._tell_once(f"Reading places are {news} {self.path}{because}")

    def _use_memory(self, rows: Sequence[Row]) -> None:
        self._drop()
        self._connection = connect_memory()
        self._in_memory = True
        self._tried = self._clock()
        transact(self._connection, partial(put_rows, rows=rows), WRITING)

    def _follow_file(self) -> None:
        """Go back to a file that can be had again, or on to the one in its place."""
        if self._in_memory:
            now = self._clock()
            if self._tried is None or not timedelta() <= now - self._tried < RETRY:
                self._tried = now
                if self._return_to_file():
                    self._tell_once("Reading places are on disk again")
        elif self._connection is not None:
            place = place_of(self.path)
            if place is None:
                self._put_back(self._connection)
            elif place != self._place:
                stale = self._companions
                self._drop()
                remove_companions(self.path, stale)

    def _put_back(self, deleted: sqlite3.Connection) -> None:
        """Make the file that was deleted anew, with what it held: it is open still."""
        rows = rows_of(deleted)
        self._use_memory(rows)
        self._unwritten = [partial(put_rows, rows=rows)]
        if self._return_to_file():
            self._tell_once(f"Reading places were put back: {self.path} had been deleted")

    def _return_to_file(self) -> bool:
        """Write there what was written in memory, if that can be done without waiting."""

        def work(connection: sqlite3.Connection) -> None:
            for each in self._unwritten:
                each(connection)

        try:
            connection = connect(self.path, patience=0)
        except (OSError, ForeignDatabaseError, *UNREADABLE):
            return False
        try:
            transact(connection, work, WRITING)
            be_patient(connection, PATIENCE)
        except UNREADABLE:
            connection.close()
            return False
        self._drop()
        self._use(connection)
        return True

    def _tell_once(self, notice: str) -> None:
        if notice not in self._told:
            self._told.add(notice)
            self._notices.append(notice)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._place = None
        self._companions = ()
        self._in_memory = False
        self._unwritten = []


def _is_of_tables(error: Exception) -> bool:
    return primary_code(error) in _NOT_UNDERSTOOD


def stored(text: str) -> str:
    """SQLite takes no lone surrogates (undecodable bytes of a path): private characters do."""
    return _SURROGATE.sub(lambda found: chr(ord(found[0]) + _TO_STAND_IN), text)


def original(text: str) -> str:
    return _STAND_IN.sub(lambda found: chr(ord(found[0]) - _TO_STAND_IN), text)
