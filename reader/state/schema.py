"""The tables of `state.db`, and what it takes to open one.

One of a later version is used as far as it is understood: nothing in it is made or changed but
rows of the tables, and of these the columns, that are known here.

`article` has a row for each path that was read or marked; `opening` one for each time an article
was opened; `session` is what the app wants to find again at its next start, `last_session` how
each set of roots was left. `feed` is what servers said of feeds that articles were added from, and
`feed_entry` has a row for each entry that was.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.sqlite import connection as sqlite
from reader.sqlite.connection import (
    MEMORY,
    WRITING,
    make_tables,
    pragma,
    tables_version,
    transact,
    use_wal,
)
from reader.sqlite.files import make_private
from reader.sqlite.trouble import UNREADABLE

APPLICATION_ID = 0x72656164
"""`read`, in the header of the file: any other SQLite file is not ours to write into."""
VERSION = 3

PATIENCE = 0.25
"""Seconds. Others hold the lock for some milliseconds, or it is not worth waiting for them."""
_MOST_CHECKED = 8 * 2**20
"""Bytes, of some 10,000 articles: 30 ms."""
_WAIT_SECONDS = 0.02
"""Seconds, before the first frame, to wait for an instance that is just about to end."""

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
    at TEXT NOT NULL,
    seconds REAL NOT NULL DEFAULT 0
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
_SINCE_1 = """
CREATE TABLE last_session (
    roots TEXT PRIMARY KEY,
    layout TEXT NOT NULL,
    trail TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
"""
_SINCE_2 = """
CREATE TABLE feed (
    url TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE feed_entry (
    entry TEXT PRIMARY KEY,
    feed TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX feed_entry_feed ON feed_entry (feed, at);
"""
_FROM_1 = f"ALTER TABLE article ADD COLUMN seconds REAL NOT NULL DEFAULT 0; {_SINCE_1}"
_LAST_LAYOUT = "SELECT layout FROM last_session WHERE roots = ?"
_SESSION_VALUE = "SELECT value FROM session WHERE key = ?"
_LAST_BEGUN = """
    SELECT fingerprint, path FROM article
    WHERE read = 0 AND progress > 0 AND (block > 0 OR "offset" > 0) ORDER BY at DESC LIMIT ?
"""


class ForeignDatabaseError(Exception):
    """The file is a database that this version must not write; says why."""


def connect(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open the database, made if missing, ready to write; wait `patience` seconds for others.

    Raises OSError or one of `UNREADABLE` if that is impossible, ForeignDatabaseError if it is not
    ours.
    """
    make_private(path)

    def prepare(connection: sqlite3.Connection) -> None:
        transact(connection, _prepare, WRITING)
        _check(connection, path)
        _keep_wal(connection)

    return sqlite.connect(path, patience=patience, prepare=prepare)


def is_newer(connection: sqlite3.Connection) -> bool:
    """Whether a later version of the program made the tables: columns may be missing, or more."""
    with suppress(*UNREADABLE):
        return pragma(connection, "user_version") > VERSION
    return False


def last_layout(path: Path, roots: str) -> str:
    """How the last session on these roots was left, as it was saved; empty if that is unknown.

    For the start, before anything else is opened: it waits for hardly anybody and makes no file.
    """
    rows = _glance(path, _LAST_LAYOUT, roots)
    return str(rows[0][0]) if rows else ""


def session_value(path: Path, key: str) -> str:
    """A value that the app wants to find again, empty if there is none; for the start too."""
    rows = _glance(path, _SESSION_VALUE, key)
    return str(rows[0][0]) if rows else ""


def last_begun(path: Path, limit: int) -> tuple[tuple[str, Path], ...]:
    """Fingerprint and path of what was begun and is not read, the latest first; for the start."""
    rows = _glance(path, _LAST_BEGUN, limit)
    return tuple((str(fingerprint), Path(str(place))) for fingerprint, place in rows)


def _glance(path: Path, sql: str, value: object) -> list[tuple[Any, ...]]:
    """Rows of a database that nobody has opened yet; none where they cannot be had at once."""
    try:
        source = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(source, uri=True, timeout=_WAIT_SECONDS)
        try:
            return connection.execute(sql, (value,)).fetchall()
        finally:
            connection.close()
    except (OSError, *UNREADABLE):
        return []


def connect_memory() -> sqlite3.Connection:
    """A database in memory, with nothing in it."""
    return sqlite.connect(MEMORY, prepare=lambda new: transact(new, _prepare, WRITING))


def _keep_wal(connection: sqlite3.Connection) -> None:
    """Turn WAL on, once the file is known to be ours: that changes the file's header."""
    use_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    # The first look makes the companions: from now on they are known to be of this file.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise sqlite3.DatabaseError for damage that queries might not see, unless it takes long."""
    if path.stat().st_size <= _MOST_CHECKED:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in a new database, in a transaction, which proves that it can be written.

    Raises ForeignDatabaseError for one of others.
    """
    wanted = _wanted(connection)
    if wanted:
        make_tables(connection, wanted, application_id=APPLICATION_ID, user_version=VERSION)


def _wanted(connection: sqlite3.Connection) -> str:
    """The statements that make the tables what they are to be."""
    version = tables_version(connection)
    if version is None:
        return _TABLES + _SINCE_1 + _SINCE_2
    if pragma(connection, "application_id") != APPLICATION_ID:
        raise ForeignDatabaseError("is not a file of the reader")
    if version < 1:
        raise ForeignDatabaseError(f"is of version {version}")
    return {1: _FROM_1 + _SINCE_2, 2: _SINCE_2}.get(version, "")
