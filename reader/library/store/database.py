"""A SQLite file whose content may be lost at any time, because it can be computed again.

Whatever is wrong with it, it is made anew; where it cannot be written, or is locked, a copy in
memory takes its place. Two instances may use it at once: WAL, a busy timeout, and transactions
that do no other work.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from reader.errors import ReaderError
from reader.sqlite_file import (
    UNREADABLE,
    WRITING,
    Trouble,
    be_patient,
    begin_reading,
    make_private,
    place_of,
    places_of_companions,
    reason_of,
    remove,
    remove_companions,
    scrub,
    transact,
    trouble_of,
)

T = TypeVar("T")

_OPEN_SECONDS = 0.25
"""Nothing is shown before it is open, and in WAL nobody who reads has to wait."""
_READ_SECONDS = 1.0
_WRITE_SECONDS = 3.0
"""For another reader's transaction; what another program does may last for ever."""
_MOST_REMADE = 2
"""How often the file is made anew: two versions of the program would do so in turn."""
_MOST_ATTEMPTS = 4
_CLOSE = "close other programs that use it, and try again"


class _StaleError(sqlite3.DatabaseError):
    """The file is of another version of the program."""


class Database:
    """Runs transactions, from any thread; each thread has a connection of its own meanwhile.

    `generation` rises when the content was lost: what was written before must be written again.
    `notices` say what went wrong, one line each, for people. `on_lost`, if set, is called by
    whichever thread found that the content was lost.
    """

    def __init__(self, file: Path | None, *, schema: str, version: int) -> None:
        self.generation = 0
        self.notices: tuple[str, ...] = ()
        self.on_lost: Callable[[], None] | None = None
        self.fault = ""
        """Why it is in memory, where it was not to be."""
        self._schema = schema
        self._version = version
        self._lock = threading.RLock()
        self._idle: list[sqlite3.Connection] = []
        self._memory: sqlite3.Connection | None = None
        self._is_copy = False
        """Whether what is in memory was read from the file, damage and all."""
        self._closed = False
        self._remade = 0
        self._turn = 0
        """Rises with every change of what the connections are to."""
        self._file = file
        self._place: tuple[int, int] | None = None
        """Which file it was that was opened: it may be deleted, and another made, at any time."""
        self._companions: Sequence[tuple[int, int] | None] = ()
        if file is None:
            self._memory = self._open_memory()
        else:
            self._open(file)

    @property
    def in_memory(self) -> bool:
        return self._memory is not None

    def read(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """What `operation` returns, seeing one state of the data throughout.

        It is called again where the data turn out to be damaged.
        """
        return self._attempt("BEGIN", operation)

    def write(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """What `operation` returns; all of its changes happen, or none. May be called again."""
        return self._attempt(WRITING, operation)

    def reset(self) -> None:
        """Forgets all content. Other instances find another file, which is empty.

        Raises ReaderError where the file cannot be deleted.
        """
        with self._lock:
            if self._closed:
                return
            self._drop_all()
            self.generation += 1
            self.fault = ""
            if self._file is None:
                self._memory = self._open_memory()
                return
            try:
                remove(self._file)
            except OSError as error:
                raise ReaderError(
                    f"the index cannot be emptied: {reason_of(error)}",
                    path=self._file,
                    hint="close other readers, or delete the file",
                ) from error
            finally:
                self._open(self._file)

    def shrink(self) -> None:
        """Gives back what the file takes on the disk and holds nothing; as far as it is let."""
        with suppress(*UNREADABLE), self._borrow() as connection:
            # A script, as `execute` ends at the first page.
            connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")

    def scrub(self) -> None:
        """Leaves nothing in the file of what was deleted. Raises ReaderError if it is in use."""
        is_clean = False
        if self.fault:
            raise ReaderError("is in use: nothing was deleted", path=self._file, hint=_CLOSE)
        with suppress(*UNREADABLE), self._borrow() as connection:
            is_clean = scrub(connection)
        if not is_clean:
            raise ReaderError("still holds what was deleted", path=self._file, hint=_CLOSE)

    def leave_file(self, reason: str) -> None:
        """Goes on in memory, since another process found that nothing can be written."""
        with self._lock:
            if self._memory is None and not self._closed:
                self._continue_in_memory(reason, copied=True)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._drop_all()

    def _attempt(self, begin: str, operation: Callable[[sqlite3.Connection], T]) -> T:
        for _ in range(_MOST_ATTEMPTS):
            turn = self._turn
            try:
                return self._transact(begin, operation)
            except sqlite3.ProgrammingError:
                raise
            except UNREADABLE as error:
                self._recover(error, turn)
        return self._transact(begin, operation)

    def _transact(self, begin: str, operation: Callable[[sqlite3.Connection], T]) -> T:
        with self._borrow() as connection:
            be_patient(connection, _WRITE_SECONDS if begin == WRITING else _READ_SECONDS)
            return transact(connection, operation, begin)

    @contextmanager
    def _borrow(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._closed:
                raise ReaderError("the index is closed", path=self._file)
            if self._memory is None and self._file and place_of(self._file) != self._place:
                self._drop_all()
                remove_companions(self._file, self._companions)
                self._open(self._file)
                self._lose()
            if self._memory is not None:
                yield self._memory
                return
            turn = self._turn
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = _connect(self._file)
        try:
            yield connection
        finally:
            with self._lock:
                if self._closed or turn != self._turn:
                    connection.close()
                else:
                    self._idle.append(connection)

    def _recover(self, error: BaseException, turn: int) -> None:
        """Makes another attempt worth while, or raises what there is no help for."""
        with self._lock:
            if turn != self._turn:
                return  # another thread came first
            if self._file is None or self._closed or (self._memory and not self._is_copy):
                raise error
            if self._memory is not None:
                self._continue_in_memory(reason_of(error), copied=False)
            elif trouble_of(error, self._file) is not Trouble.DAMAGED:
                self._continue_in_memory(reason_of(error), copied=True)
            else:
                seen = self._place
                self._drop_all()
                self._open(self._file, damaged=seen)
                self._lose()

    def _lose(self) -> None:
        self.generation += 1
        if self.on_lost is not None:
            self.on_lost()

    def _open(self, file: Path, *, damaged: tuple[int, int] | None = None) -> None:
        """`damaged` says which file was found to be."""
        try:
            make_private(file)
            self._idle.append(self._open_file(file, damaged))
            self._place = place_of(file)
            self._companions = places_of_companions(file)
        except (OSError, *UNREADABLE) as error:
            is_damaged = trouble_of(error) is Trouble.DAMAGED
            self._continue_in_memory(reason_of(error), copied=not is_damaged)

    def _open_file(self, file: Path, damaged: tuple[int, int] | None) -> sqlite3.Connection:
        """A connection to a file that is whole as far as can be seen, and of this version."""
        seen, is_stale = damaged or place_of(file), False
        if damaged is None:
            try:
                return self._open_sound(file)
            except UNREADABLE as error:
                if trouble_of(error, file) is not Trouble.DAMAGED:
                    raise
                is_stale = isinstance(error, _StaleError)
        if self._remade == _MOST_REMADE:
            raise sqlite3.DatabaseError("it is damaged again and again")
        self._remade += 1
        # One instance at a time, and whoever comes second finds the new file.
        from filelock import FileLock  # late: hardly ever needed; its Timeout is an OSError

        with FileLock(f"{file}.lock", timeout=_OPEN_SECONDS, mode=0o600):
            if place_of(file) == seen:
                remove(file)
                make_private(file)
                if not is_stale:
                    self._note("The index was damaged and is made anew")
        return self._open_sound(file)

    def _open_sound(self, file: Path) -> sqlite3.Connection:
        connection = _connect(file)
        try:
            if self._has_tables(connection):
                _prove_writable(connection)
            else:
                be_patient(connection, _WRITE_SECONDS)
                # Takes effect in a new file: `shrink` can give free pages back.
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
                _set_wal(connection)
                self._create(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _has_tables(self, connection: sqlite3.Connection) -> bool:
        """Raises _StaleError if they are of another version."""
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables and version != self._version:
            raise _StaleError
        return bool(tables)

    def _drop_all(self) -> None:
        """Connections that are lent are closed when they come back."""
        self._turn += 1
        for connection in self._idle:
            connection.close()
        self._idle.clear()
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def _continue_in_memory(self, reason: str, *, copied: bool) -> None:
        self._drop_all()
        copy = self._copy() if copied else None
        self._is_copy = copy is not None
        self._memory = copy or self._open_memory()
        self.fault = reason
        self._note(f"The index is in memory for now: {reason}: {self._file}")
        if copy is None:
            self._lose()

    def _copy(self) -> sqlite3.Connection | None:
        """What the file holds, if it can be had at once; None if not."""
        if self._file is None:
            return None
        # Not `:memory:`: what is large SQLite keeps in a temporary file, which has no name.
        copy = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        try:
            source = sqlite3.connect(
                f"{self._file.absolute().as_uri()}?mode=ro", uri=True, timeout=0
            )
            try:
                begin_reading(source)
                source.backup(copy)
            finally:
                source.close()
            if int(copy.execute("PRAGMA user_version").fetchone()[0]) == self._version:
                copy.execute("PRAGMA foreign_keys = ON")
                return copy
        except UNREADABLE:
            pass
        copy.close()
        return None

    def _open_memory(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        self._create(connection)
        return connection

    def _create(self, connection: sqlite3.Connection) -> None:
        def work(connection: sqlite3.Connection) -> None:
            for statement in self._schema.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {self._version}")

        transact(connection, work, WRITING)

    def _note(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices = (*self.notices, notice)


def _connect(file: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(
        file or "", timeout=_OPEN_SECONDS, check_same_thread=False, isolation_level=None
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # A kill leaves it whole; what a power cut may damage is made anew.
        connection.execute("PRAGMA synchronous = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_wal(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Two instances may change the mode at once; SQLite does not wait there.
        if trouble_of(error) is not Trouble.BUSY:
            raise


def _prove_writable(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.Error where nothing can be written; another that writes is no obstacle."""
    be_patient(connection, 0)
    _set_wal(connection)
    try:
        connection.execute(WRITING)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if trouble_of(error) is not Trouble.BUSY:
            raise
