"""The tables of `state.db`, and what it takes to open one.

`article` has a row for each path that was read or marked; `opening` one for each time an article
was opened; `session` is what the app wants to find again at its next start.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

APPLICATION_ID = 0x72656164
"""`read`, in the header of the file: any other SQLite file is not ours to write into."""
VERSION = 1

_BUSY_MS = 5_000

_TABLES = """
CREATE TABLE article (
    path TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    block INTEGER,
    "offset" INTEGER,
    exact TEXT,
    prefix TEXT,
    suffix TEXT,
    progress REAL NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX article_fingerprint ON article (fingerprint);
CREATE TABLE opening (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    title TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE session (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class ForeignDatabaseError(Exception):
    """The file is a database that this version must not write; says why."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database, made if missing, ready to write.

    Raises OSError or sqlite3.Error if that is impossible, ForeignDatabaseError if it is not ours.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "not a regular file")
    finally:
        os.close(handle)
    connection = _connection(str(path))
    try:
        _prepare(connection)
        _use_wal(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_memory(path: Path) -> sqlite3.Connection:
    """A database in memory, with what the file at `path` holds if that can be read."""
    connection = _connection(":memory:")
    try:
        source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            source.backup(connection)
        finally:
            source.close()
        _prepare(connection)
    except (sqlite3.Error, ForeignDatabaseError):
        connection.close()
        connection = _connection(":memory:")
        _prepare(connection)
    return connection


def _connection(name: str) -> sqlite3.Connection:
    # One connection for all threads, which take turns under the owner's lock.
    connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Only once the file is known to be ours, since it changes the file's header."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Another instance is at work in it, and the journal it uses will do.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    connection.execute("PRAGMA synchronous = NORMAL")


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in a new database, and prove that it can be written."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_new(connection):
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _is_new(connection: sqlite3.Connection) -> bool:
    """Whether the database has no tables yet. Raises ForeignDatabaseError for those of others."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if not tables:
        return True
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    if identity != APPLICATION_ID:
        raise ForeignDatabaseError("it is no file of the reader")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        raise ForeignDatabaseError(f"it is of version {version}")
    return False
