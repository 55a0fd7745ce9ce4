"""Connections to a database: how they are opened, how long they wait, how they transact."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, TypeVar

from reader.sqlite.trouble import Trouble, trouble_of

T = TypeVar("T")

MEMORY: Final = ":memory:"
TEMPORARY: Final = ""
"""Large content is kept in a temporary file that has no name."""
WRITING: Final = "BEGIN IMMEDIATE"
"""A transaction that no other writer comes into."""


def connect(
    database: Path | str,
    *,
    patience: float = 0.0,
    pragmas: Sequence[str] = (),
    prepare: Callable[[sqlite3.Connection], object] | None = None,
) -> sqlite3.Connection:
    """A connection for any thread, outside transactions; whoever calls has to close it.

    `patience` is how many seconds it waits for a lock. Raises sqlite3.Error, and what `prepare`
    does, which the connection is given before anybody else has it.
    """
    connection = sqlite3.connect(
        database, timeout=patience, check_same_thread=False, isolation_level=None
    )
    try:
        for each in pragmas:
            connection.execute(f"PRAGMA {each}")
        if prepare is not None:
            prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def reading(file: Path, option: str = "mode=ro") -> Iterator[sqlite3.Connection]:
    """A state of a file that is only read; waits for nobody, closed at the end.

    The transaction has begun, as `backup` would wait for locks for ever. Raises sqlite3.Error.
    """
    source = sqlite3.connect(f"{file.absolute().as_uri()}?{option}", uri=True, timeout=0)
    with closing(source):
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield source


def be_patient(connection: sqlite3.Connection, seconds: float) -> None:
    """Have it wait so long, all in all, for a lock that another program holds."""
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def use_wal(connection: sqlite3.Connection) -> None:
    """Keep changes in a WAL, which changes the file's header; as they are kept, if it is busy."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Two instances may change the mode at once; SQLite does not wait there.
        if trouble_of(error) is not Trouble.BUSY:
            raise


def transact(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], how: str
) -> T:
    """Return what `work` returns: all of it is done or nothing. `how`: BEGIN or BEGIN IMMEDIATE."""
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


def tables_version(connection: sqlite3.Connection) -> int | None:
    """The version that its tables are of; None if it has none."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return int(pragma(connection, "user_version")) if tables else None


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """The value of one that is a number."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def make_tables(connection: sqlite3.Connection, script: str, **pragmas: int) -> None:
    """Run the statements of a script, none of which has a `;` in it, and set pragmas.

    Begins no transaction: as part of one, all of it happens or nothing.
    """
    for statement in script.split(";"):
        connection.execute(statement)
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name} = {value}")
