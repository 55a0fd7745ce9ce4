"""The file that the state is in: losing it loses convenience only, so that it stops nobody.

A damaged or foreign file is moved aside, and what can be read of it is put into a new one. Where
nothing can be written, or another program holds the lock, everything works in memory, until the
file can be had again: what was written meanwhile is then written there too. Each is a notice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from reader.errors import ReaderError
from reader.sqlite.connection import WRITING, transact
from reader.sqlite.database import Database
from reader.sqlite.files import companions, id_of
from reader.sqlite.notices import Notices
from reader.sqlite.trouble import UNREADABLE, Trouble, primary_code, reason_of, trouble_of
from reader.state.durable.files import DiskFiles, move_aside
from reader.state.salvage import SalvagedRow, put_rows, rows_of, rows_of_damaged, rows_of_locked
from reader.state.schema import (
    PATIENCE,
    ForeignDatabaseError,
    connect,
    connect_memory,
    is_newer,
)

RETRY = timedelta(seconds=30)
"""How often, at most, a file that could not be had is tried again."""
_LOST = "kept for this session only: nothing can be written to"
_CLOSE = "close other programs that use it, and try again"
_NOT_UNDERSTOOD = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT})
"""Errors that tables of a later version may answer with."""
_MENDS = (OSError, ForeignDatabaseError, *UNREADABLE)

_T = TypeVar("_T")


class StateFile:
    """Transactions on the file at `path`. Opened by its first use, for any thread.

    Every method may raise ReaderError.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self._recovery = StateRecovery(path, clock or (lambda: datetime.now(UTC)))
        self._database = Database(path, self._recovery)

    @property
    def in_memory(self) -> bool:
        """Whether nothing can be written to disk: changes may be forgotten at the end."""
        with self._database.lock:
            return self._database.memory is not None

    def run(self, work: Callable[[sqlite3.Connection], _T], begin: str) -> _T:
        """Do `work` in one transaction, on whatever database can be had.

        It may be done again, on another state of the data.
        """
        with self._database.lock:
            try:
                result = self._database.run(work, begin, patience=PATIENCE)
            except _MENDS as error:
                raise _unusable(error, self.path) from error
            if self.in_memory and begin == WRITING:
                self._recovery.unwritten.append(work)
            return result

    def scrub(self) -> None:
        """Leave nothing in the file of what was deleted."""
        with self._database.lock:
            if self.in_memory:
                self._recovery.unwritten.clear()
                raise ReaderError("is in use: nothing was deleted", path=self.path, hint=_CLOSE)
            try:
                self._database.scrub()
            except UNREADABLE as error:
                raise _unusable(error, self.path) from error

    def take_notices(self) -> tuple[str, ...]:
        """Problems with the file, one line each, handed out once. Not yet safe to show."""
        with self._database.lock:
            return self._recovery.notices.take()

    def close(self) -> None:
        """Close the file, from any thread; later calls raise ReaderError."""
        with self._database.lock:
            if not self._database.is_closed:
                self._recovery.end(self._database)
            self._database.close()


class StateRecovery:
    """Saves what can be read of a damaged file, and what is written while none can be had."""

    mends: tuple[type[Exception], ...] = _MENDS

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.notices = Notices()
        self.unwritten: list[Callable[[sqlite3.Connection], object]] = []
        """Changes made in memory, to be made again in the file."""
        self._path = path
        self._clock = clock
        self._tried: datetime | None = None
        """The time at which the file was last found unusable."""
        self._is_mended = False

    # -- what the database asks for -----------------------------------------------------------

    def connect(self, database: Database) -> sqlite3.Connection:
        database.file.note()  # if it cannot be opened, this was the one
        connection = connect(self._path)
        database.file.note()
        return connection

    def follow(self, database: Database) -> None:
        """Go back to a file that can be had again, or on to the one in its place."""
        if database.memory is not None:
            now = self._clock()
            if self._tried is None or not timedelta() <= now - self._tried < RETRY:
                self._tried = now
                if self._return_to_file(database):
                    self.notices.add("Reading places are on disk again")
        elif database.idle is not None:
            if id_of(self._path) is None:
                self._put_back(database, rows_of(database.idle))
            elif database.file.is_other:
                database.leave_file()

    def mend(self, database: Database, error: Exception) -> None:
        if isinstance(error, ForeignDatabaseError):
            self._begin_anew(database, "set-aside", str(error))
        elif getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
            database.drop()
        elif database.memory is not None:
            raise _unusable(error, self._path) from error
        elif trouble_of(error) is Trouble.BUSY:
            self._go_to_memory(database, "in memory until another program lets go of", "")
        elif trouble_of(error, self._path) is not Trouble.DAMAGED or self._is_mended:
            self._go_to_memory(database, _LOST, reason_of(error))
        elif database.idle and is_newer(database.idle) and primary_code(error) in _NOT_UNDERSTOOD:
            reason = f"a later version of the reader made it: {reason_of(error)}"
            self._go_to_memory(database, _LOST, reason)
        else:
            self._begin_anew(database, "damaged", f"was damaged ({reason_of(error)})")

    def end(self, database: Database) -> None:
        """Try the file a last time, if something is to be written there."""
        if self.unwritten:
            self._return_to_file(database)

    # -- a file that is damaged or not ours ---------------------------------------------------

    def _begin_anew(self, database: Database, label: str, what: str) -> None:
        self._is_mended = True
        is_replaced = database.file.id is not None and database.file.is_other
        database.drop()
        if is_replaced:
            return  # another instance was quicker
        try:
            aside = self._move_aside(label)
            database.use(connect(self._path))
        except _MENDS as error:
            self._go_to_memory(database, _LOST, f"it {what}; {reason_of(error)}")
            return
        news = "Reading places begin anew"
        with suppress(*UNREADABLE):
            if database.idle and (rows := rows_of_damaged(aside)):
                transact(database.idle, partial(put_rows, rows=rows), WRITING)
                news = "Reading places were saved as far as they can be read"
        self.notices.add(f"{news}: {self._path.name} {what} and is kept as {aside}")

    def _move_aside(self, label: str) -> Path:
        """Move the file and its companions aside; return where to. Raises OSError."""
        aside = move_aside(DiskFiles(), self._path, label, self._clock())
        for companion in companions(self._path):
            if companion.exists():
                ending = companion.name.removeprefix(self._path.name)
                companion.replace(aside.with_name(aside.name + ending))
        return aside

    # -- a file that cannot be had ------------------------------------------------------------

    def _go_to_memory(self, database: Database, news: str, reason: str) -> None:
        self._use_memory(database, rows_of_locked(self._path))
        because = f" ({reason})" if reason else ""
        self.notices.add(f"Reading places are {news} {self._path}{because}")

    def _use_memory(self, database: Database, rows: Sequence[SalvagedRow]) -> None:
        memory = connect_memory()
        database.use_memory(memory)
        self._tried = self._clock()
        transact(memory, partial(put_rows, rows=rows), WRITING)

    def _put_back(self, database: Database, rows: Sequence[SalvagedRow]) -> None:
        """Make the file that was deleted anew, with what it held: it was open still."""
        self._use_memory(database, rows)
        self.unwritten = [partial(put_rows, rows=rows)]
        if self._return_to_file(database):
            self.notices.add(f"Reading places were put back: {self._path} had been deleted")

    def _return_to_file(self, database: Database) -> bool:
        """Write there what was written in memory, if that can be done without waiting."""

        def work(connection: sqlite3.Connection) -> None:
            for each in self.unwritten:
                each(connection)

        try:
            connection = connect(self._path, patience=0)
        except _MENDS:
            return False
        try:
            transact(connection, work, WRITING)
        except UNREADABLE:
            connection.close()
            return False
        self.unwritten = []
        database.use(connection)
        return True


def _unusable(error: Exception, path: Path) -> ReaderError:
    return ReaderError(f"cannot be used: {reason_of(error)}", path=path)
