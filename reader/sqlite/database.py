"""Transactions on a database file whose trouble stops nobody: a policy says what is done about it.

The file is opened, watched and closed here, and here work is attempted again. The policy knows
what the content is worth: what is damaged is made anew, or saved row by row.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from reader.errors import ReaderError
from reader.sqlite.connection import be_patient, scrub, transact
from reader.sqlite.files import OpenedFile

T = TypeVar("T")

Work = Callable[[sqlite3.Connection], T]

_MOST_ATTEMPTS = 4
_CLOSE = "close other programs that use it, and try again"


class Recovery(Protocol):
    """The owner's policy for trouble with a database. Called under the database's lock."""

    mends: tuple[type[Exception], ...]
    """Errors that `mend` knows what to do about; all others are raised at once."""

    def connect(self, database: Database) -> sqlite3.Connection:
        """Another connection to the file. May raise one of `mends`."""

    def follow(self, database: Database) -> None:
        """See to it, before each use, that the database is of the file that is there now."""

    def mend(self, database: Database, error: Exception) -> None:
        """Make another attempt worth while, or raise what there is no help for."""


class Database:
    """Runs transactions from any thread; each thread has a connection of its own meanwhile.

    While it is in memory threads take turns at the one connection. Closes every connection that
    it has made or was given. `path` is None if it is in memory for good.
    """

    def __init__(self, path: Path | None, recovery: Recovery) -> None:
        self.path = path
        self.file = OpenedFile(path)
        self.lock = threading.RLock()
        """Held while it is decided what to use; who holds it is not disturbed by other threads."""
        self._recovery = recovery
        self._idle: list[sqlite3.Connection] = []
        self._memory: sqlite3.Connection | None = None
        self._turn = 0
        """Rises with every change of what the connections are to."""
        self._closed = False

    # -- use ----------------------------------------------------------------------------------

    def run(self, work: Work[T], begin: str = "BEGIN", *, patience: float) -> T:
        """Return what `work` returns, in one transaction; may call it again, on another state.

        `patience` is how many seconds it waits for another program's lock. Raises ReaderError once
        it is closed, and what the recovery could not mend.
        """
        for _ in range(_MOST_ATTEMPTS):
            turn = self._turn
            try:
                return self._transact(work, begin, patience)
            except self._recovery.mends as error:
                self._mend(error, turn)
        return self._transact(work, begin, patience)

    def scrub(self) -> None:
        """Leave nothing in the file of what was deleted.

        Raises ReaderError if another program keeps part of it, or one of `UNREADABLE`.
        """
        with self.borrowed() as connection:
            is_clean = scrub(connection)
        if not is_clean:
            raise ReaderError("still holds what was deleted", path=self.path, hint=_CLOSE)

    @contextmanager
    def borrowed(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread uses meanwhile. Raises ReaderError when closed."""
        with self.lock:
            if self._closed:
                raise ReaderError("the database is closed", path=self.path)
            self._recovery.follow(self)
            if self._memory is not None:
                yield self._memory
                return
            turn = self._turn
            connection = self._idle.pop() if self._idle else self._recovery.connect(self)
        try:
            yield connection
        finally:
            with self.lock:
                if self._closed or turn != self._turn:
                    connection.close()
                else:
                    self._idle.append(connection)

    def close(self) -> None:
        """Close the database, from any thread; later calls raise ReaderError."""
        with self.lock:
            self._closed = True
            self.drop()

    # -- what recovery does, under the lock ---------------------------------------------------

    @property
    def is_closed(self) -> bool:
        return self._closed

    @property
    def memory(self) -> sqlite3.Connection | None:
        """The connection that stands for the file; None while the file itself is used."""
        return self._memory

    @property
    def idle(self) -> sqlite3.Connection | None:
        """A connection to the file that nobody uses, for a look; None if there is none."""
        return self._idle[-1] if self._idle else None

    def drop(self) -> None:
        """Close all connections; those that are lent are closed when they come back."""
        self._turn += 1
        for connection in self._idle:
            connection.close()
        self._idle.clear()
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def use(self, connection: sqlite3.Connection) -> None:
        """Use the file from now on, to which this is a connection."""
        self.drop()
        self._idle.append(connection)
        self.file.note()

    def use_memory(self, connection: sqlite3.Connection) -> None:
        """Use a database in memory from now on, to which this is the one connection."""
        self.drop()
        self._memory = connection

    def leave_file(self) -> None:
        """Another file is in the place of the one that was opened, which is of no use any more."""
        self.drop()
        self.file.remove_stale_companions()

    # -- attempts -----------------------------------------------------------------------------

    def _transact(self, work: Work[T], begin: str, patience: float) -> T:
        with self.borrowed() as connection:
            be_patient(connection, patience)
            return transact(connection, work, begin)

    def _mend(self, error: Exception, turn: int) -> None:
        with self.lock:
            if self._closed:
                raise error
            if turn == self._turn:  # else another thread came first
                self._recovery.mend(self, error)
