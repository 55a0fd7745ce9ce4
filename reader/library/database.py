"""A SQLite file whose content may be lost at any time, because it can be computed again.

It is made anew when it is damaged, old or newer than this program, and replaced by one in
memory when its folder cannot be written. Two instances may use it at once: WAL, a busy timeout,
and transactions that do no other work.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from reader.errors import ReaderError

T = TypeVar("T")

_BUSY_SECONDS = 10.0
_MENDABLE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""SQLITE_ERROR: another version of the program has just given the file other tables."""


class Database:
    """Runs transactions, from any thread; each thread has a connection of its own meanwhile.

    `generation` rises when the content was lost: what was written before must be written again.
    `notices` say what went wrong, one line each, for people.
    """

    def __init__(self, file: Path | None, *, schema: str, version: int) -> None:
        self.generation = 0
        self.notices: tuple[str, ...] = ()
        self._schema = schema
        self._version = version
        self._lock = threading.RLock()
        self._idle: list[sqlite3.Connection] = []
        self._memory: sqlite3.Connection | None = None
        self._closed = False
        self._is_mended = False
        self._file = file
        self._place: tuple[int, int] | None = None
        """Which file it was that was opened: it may be deleted, and another made, at any time."""
        if file is None:
            self._memory = self._open_memory()
        else:
            self._open(file)

    @property
    def in_memory(self) -> bool:
        return self._memory is not None

    def read(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """What `operation` returns, seeing one state of the data throughout."""
        return self._attempt("BEGIN", operation)

    def write(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """What `operation` returns; all of its changes happen, or none."""
        return self._attempt("BEGIN IMMEDIATE", operation)

    def reset(self) -> None:
        """Forgets all content. Other instances find the tables empty.

        Raises ReaderError if they do not let go of the file.
        """
        with self._lock:
            self.generation += 1
            try:
                with self._borrow() as connection:
                    _empty(connection)
                    self._create(connection)
            except sqlite3.OperationalError as error:
                raise ReaderError(
                    f"the index cannot be emptied: {error}",
                    path=self._file,
                    hint="close other readers, or delete the file",
                ) from error

    def shrink(self) -> None:
        """Gives back what the file takes on the disk and holds nothing; as far as it is let."""
        with suppress(sqlite3.OperationalError), self._borrow() as connection:
            # A script, as `execute` ends at the first page.
            connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._drop_idle()
            if self._memory is not None:
                self._memory.close()

    def _attempt(self, begin: str, operation: Callable[[sqlite3.Connection], T]) -> T:
        # Twice at most: mended once, then in memory, where nothing of this kind can happen.
        for _ in range(2):
            generation = self.generation
            try:
                return self._transact(begin, operation)
            except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
                raise
            except sqlite3.DatabaseError as error:
                if self._closed or self.in_memory:
                    raise
                self._recover(error, generation)
        return self._transact(begin, operation)

    def _transact(self, begin: str, operation: Callable[[sqlite3.Connection], T]) -> T:
        with self._borrow() as connection:
            connection.execute(begin)
            try:
                result = operation(connection)
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            return result

    @contextmanager
    def _borrow(self) -> Iterator[sqlite3.Connection]:
        if self._memory is not None:
            with self._lock:
                yield self._memory
            return
        with self._lock:
            if self._closed or self._file is None:
                raise sqlite3.ProgrammingError("the index is closed")
            if _place_of(self._file) != self._place:
                self.generation += 1
                self._drop_idle()
                self._open(self._file)
            if self._memory is not None:
                yield self._memory
                return
            generation = self.generation
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._connect(self._file)
        try:
            yield connection
        finally:
            with self._lock:
                if self._closed or generation != self.generation:
                    connection.close()
                else:
                    self._idle.append(connection)

    def _recover(self, error: sqlite3.DatabaseError, generation: int) -> None:
        with self._lock:
            if generation != self.generation or self._file is None:
                return  # another thread came first
            self._drop_idle()
            if self._is_mended or _code(error) not in _MENDABLE:
                self._continue_in_memory(error)
                return
            self._is_mended = True
            self.generation += 1
            self._open(self._file, suspect=True)

    def _open(self, file: Path, *, suspect: bool = False) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._idle.append(self._open_file(file, suspect=suspect))
            self._place = _place_of(file)
        except (OSError, sqlite3.Error) as error:
            self._continue_in_memory(error)

    def _drop_idle(self) -> None:
        for connection in self._idle:
            connection.close()
        self._idle.clear()

    def _continue_in_memory(self, error: Exception) -> None:
        self.generation += 1
        self._note(f"{self._file}: the index cannot be kept ({error}); it is in memory for now")
        self._memory = self._open_memory()

    def _open_memory(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        self._create(connection)
        return connection

    def _connect(self, file: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(
            file, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            # A kill leaves it whole; what a power cut may damage is made anew.
            connection.execute("PRAGMA synchronous = OFF")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _open_file(self, file: Path, *, suspect: bool = False) -> sqlite3.Connection:
        """A connection to a file that is whole, of this version, and writable."""
        try:
            return self._open_sound(file, suspect=suspect)
        except sqlite3.DatabaseError as error:
            if _code(error) not in _MENDABLE:
                raise
        # Not even SQLite can mend it in place. One instance at a time, and whoever comes second
        # finds the new file.
        from filelock import FileLock  # late: hardly ever needed; its Timeout is an OSError

        with FileLock(f"{file}.lock", timeout=_BUSY_SECONDS):
            try:
                return self._open_sound(file, suspect=suspect)
            except sqlite3.DatabaseError as error:
                if _code(error) not in _MENDABLE:
                    raise
            for suffix in ("", "-wal", "-shm", "-journal"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)
            self._note(f"{file}: the index was damaged and is made anew")
            return self._open_sound(file, suspect=False)

    def _open_sound(self, file: Path, *, suspect: bool) -> sqlite3.Connection:
        connection = self._connect(file)
        try:
            self._set_wal(connection)
            empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if suspect and not _is_whole(connection):
                self._note(f"{file}: the index was damaged and is made anew")
                _empty(connection)
            elif self._version_of(connection) != self._version and not empty:
                _empty(connection)
            if self._version_of(connection) != self._version:
                self._create(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _set_wal(self, connection: sqlite3.Connection) -> None:
        """Takes a write lock once, so that a file that cannot be written is known at once."""
        try:
            # Takes effect in a new file: `shrink` can give free pages back.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # Two instances may change the mode at once; SQLite does not wait there.
            if _code(error) != sqlite3.SQLITE_BUSY:
                raise
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")

    def _version_of(self, connection: sqlite3.Connection) -> int:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])

    def _create(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in self._schema.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {self._version}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _note(self, notice: str) -> None:
        self.notices = (*self.notices, notice)


def _place_of(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def _code(error: sqlite3.Error) -> int:
    """The primary result code; errors of Python's own module have none."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)) & 0xFF


def _is_whole(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _empty(connection: sqlite3.Connection) -> None:
    """Forgets all tables, in place: another instance may have the file open.

    The tables' pages may be damaged, so nothing of them is read; VACUUM then drops the pages.
    """
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("DELETE FROM sqlite_master")
        connection.execute("PRAGMA user_version = 0")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA writable_schema = RESET")
    connection.execute("VACUUM")
