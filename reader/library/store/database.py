"""The index in a SQLite file whose content may be lost at any time: it can be computed again.

Two instances may use it at once: WAL, a busy timeout, and transactions that do no other work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from reader.errors import ReaderError
from reader.sqlite.connection import (
    MEMORY,
    TEMPORARY,
    WRITING,
    be_patient,
    connect,
    make_tables,
    reading,
    tables_version,
    transact,
    use_wal,
)
from reader.sqlite.database import Database
from reader.sqlite.files import FileId, id_of, make_private, remove
from reader.sqlite.notices import Notices
from reader.sqlite.trouble import UNREADABLE, Trouble, reason_of, trouble_of

T = TypeVar("T")

_OPEN_SECONDS = 0.25
"""Seconds for opening: nothing is shown before, and in WAL no reader has to wait."""
_READ_SECONDS = 1.0
_WRITE_SECONDS = 3.0
"""Seconds for another reader's transaction; another program's may last for ever."""
_MOST_REMADE = 2
"""How often the file is made anew: two versions of the program would do so in turn."""
_KEYS = "foreign_keys = ON"
_FAST = "synchronous = OFF"
"""A kill leaves the file whole; what a power cut may damage is made anew."""
_IN_USE = "close other programs that use it, and try again"


class _StaleError(sqlite3.DatabaseError):
    """The file is of another version of the program."""


class IndexDatabase:
    """The index of `file`, or one in memory if that is None. For any thread."""

    def __init__(self, file: Path | None, *, schema: str, version: int) -> None:
        self._recovery = IndexRecovery(schema, version)
        self._database = Database(file, self._recovery)
        self._recovery.begin(self._database)

    @property
    def generation(self) -> int:
        """Rises when the content was lost: what was written before must be written again."""
        return self._recovery.generation

    @property
    def notices(self) -> tuple[str, ...]:
        """Problems, one line each, for people."""
        return self._recovery.notices.all

    @property
    def fault(self) -> str:
        """Why it is in memory, where it was not to be."""
        return self._recovery.fault

    @property
    def in_memory(self) -> bool:
        return self._database.memory is not None

    def when_lost(self, told: Callable[[], None] | None) -> None:
        """Have `told` called by whichever thread finds that the content was lost."""
        self._recovery.on_lost = told

    def read(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `operation` returns, seeing one state of the data throughout.

        It is called again where the data turn out to be damaged.
        """
        return self._database.run(operation, patience=_READ_SECONDS)

    def write(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `operation` returns; all of its changes happen or none. May call it again."""
        return self._database.run(operation, WRITING, patience=_WRITE_SECONDS)

    def reset(self) -> None:
        """Forget all content. Other instances find another file, which is empty.

        Raises ReaderError where the file cannot be deleted.
        """
        with self._database.lock:
            if not self._database.is_closed:
                self._recovery.reset(self._database)

    def shrink(self) -> None:
        """Give back what the file takes on the disk and holds nothing; as far as it is let."""
        with suppress(*UNREADABLE), self._database.borrowed() as connection:
            # A script, as `execute` ends at the first page.
            connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")

    def scrub(self) -> None:
        """Leave nothing in the file of what was deleted. Raises ReaderError if it is in use."""
        path = self._database.path
        if self.fault:
            raise ReaderError("is in use: nothing was deleted", path=path, hint=_IN_USE)
        try:
            self._database.scrub()
        except UNREADABLE as error:
            raise ReaderError("still holds what was deleted", path=path, hint=_IN_USE) from error

    def leave_file(self, reason: str) -> None:
        """Go on in memory, since another process found that nothing can be written."""
        with self._database.lock:
            if not self.in_memory and not self._database.is_closed:
                self._recovery.leave_file(self._database, reason)

    def close(self) -> None:
        """Close the database, from any thread; later calls raise ReaderError."""
        self._database.close()


class IndexRecovery:
    """A policy: whatever is wrong with an index, it is made anew.

    Where it cannot be written, or is locked, a copy in memory takes its place.
    """

    mends: tuple[type[Exception], ...] = UNREADABLE

    def __init__(self, schema: str, version: int) -> None:
        self.generation = 0
        self.notices = Notices()
        self.on_lost: Callable[[], None] | None = None
        self.fault = ""
        self._schema = schema
        self._version = version
        self._is_copy = False
        """Whether what is in memory was read from the file, damage and all."""
        self._remade = 0

    # -- what the database asks for -----------------------------------------------------------

    def connect(self, database: Database) -> sqlite3.Connection:
        return _connect(database.path)

    def follow(self, database: Database) -> None:
        """Open the file that is in the place of the one that was opened, or make another."""
        if database.memory is None and database.path and database.file.is_other:
            database.leave_file()
            self._open(database, database.path)
            self._lose()

    def mend(self, database: Database, error: Exception) -> None:
        is_wrong_use = isinstance(error, sqlite3.ProgrammingError)
        is_in_memory = database.memory is not None
        file = database.path
        if is_wrong_use or file is None or (is_in_memory and not self._is_copy):
            raise error
        if is_in_memory:
            self._go_to_memory(database, file, reason_of(error), copied=False)
        elif trouble_of(error, file) is not Trouble.DAMAGED:
            self._go_to_memory(database, file, reason_of(error), copied=True)
        else:
            database.drop()
            self._open(database, file, damaged=database.file.id)
            self._lose()

    # -- what its owner asks for --------------------------------------------------------------

    def begin(self, database: Database) -> None:
        if database.path is None:
            database.use_memory(self._open_memory())
        else:
            self._open(database, database.path)

    def reset(self, database: Database) -> None:
        """Reset as `IndexDatabase.reset` does; the caller holds the database's lock."""
        database.drop()
        self.generation += 1
        self.fault = ""
        try:
            if database.path is not None:
                remove(database.path)
        except OSError as error:
            raise ReaderError(
                f"the index cannot be emptied: {reason_of(error)}",
                path=database.path,
                hint="close other readers, or delete the file",
            ) from error
        finally:
            self.begin(database)

    def leave_file(self, database: Database, reason: str) -> None:
        if database.path is not None:
            self._go_to_memory(database, database.path, reason, copied=True)

    # -- the file -----------------------------------------------------------------------------

    def _lose(self) -> None:
        self.generation += 1
        if self.on_lost is not None:
            self.on_lost()

    def _open(self, database: Database, file: Path, damaged: FileId | None = None) -> None:
        """`damaged` says which file was found to be."""
        try:
            make_private(file)
            database.use(self._open_file(file, damaged))
        except (OSError, *UNREADABLE) as error:
            is_damaged = trouble_of(error) is Trouble.DAMAGED
            self._go_to_memory(database, file, reason_of(error), copied=not is_damaged)

    def _open_file(self, file: Path, damaged: FileId | None) -> sqlite3.Connection:
        """A connection to a file that is whole as far as can be seen, and of this version."""
        seen, is_stale = damaged or id_of(file), False
        if damaged is None:
            try:
                return _connect(file, self._make_sound)
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
            if id_of(file) == seen:
                remove(file)
                make_private(file)
                if not is_stale:
                    self.notices.add("The index was damaged and is made anew")
        return _connect(file, self._make_sound)

    def _make_sound(self, connection: sqlite3.Connection) -> None:
        """Make a file fit for use. Raises one of `UNREADABLE`: not writable, of another version."""
        if self._has_tables(connection):
            _prove_writable(connection)
        else:
            be_patient(connection, _WRITE_SECONDS)
            # Takes effect in a new file: `shrink` can give free pages back.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            use_wal(connection)
            self._make_tables(connection)

    def _has_tables(self, connection: sqlite3.Connection) -> bool:
        """Whether the tables are there. Raises _StaleError if they are of another version."""
        version = tables_version(connection)
        if version not in {None, self._version}:
            raise _StaleError
        return version is not None

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        make = partial(make_tables, script=self._schema, user_version=self._version)
        transact(connection, make, WRITING)

    # -- memory -------------------------------------------------------------------------------

    def _go_to_memory(self, database: Database, file: Path, reason: str, *, copied: bool) -> None:
        database.drop()
        copy = self._copy(file) if copied else None
        self._is_copy = copy is not None
        database.use_memory(copy or self._open_memory())
        self.fault = reason
        self.notices.add(f"The index is in memory for now: {reason}: {file}")
        if copy is None:
            self._lose()

    def _copy(self, file: Path) -> sqlite3.Connection | None:
        """A copy of the file in memory; None if it cannot be had at once."""
        copy = connect(TEMPORARY, pragmas=(_KEYS,))
        with suppress(*UNREADABLE):
            with reading(file) as source:
                source.backup(copy)
            if tables_version(copy) == self._version:
                return copy
        copy.close()
        return None

    def _open_memory(self) -> sqlite3.Connection:
        return connect(MEMORY, pragmas=(_KEYS,), prepare=self._make_tables)


def _connect(
    file: Path | None, prepare: Callable[[sqlite3.Connection], None] | None = None
) -> sqlite3.Connection:
    return connect(
        file or TEMPORARY, patience=_OPEN_SECONDS, pragmas=(_KEYS, _FAST), prepare=prepare
    )


def _prove_writable(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.Error where nothing can be written; another that writes is no obstacle."""
    be_patient(connection, 0)
    use_wal(connection)
    try:
        connection.execute(WRITING)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if trouble_of(error) is not Trouble.BUSY:
            raise
