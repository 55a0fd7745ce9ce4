"""Rows out of a `state.db` that is damaged, locked or of another version: what is understood of it.

Of a damaged file a copy is worked on, in which the header and the tables' definitions are put
right; then every table is read row by row, from both ends up to where it cannot be read.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from math import isfinite
from pathlib import Path
from typing import Any, Final, NamedTuple

from reader.sqlite.connection import reading
from reader.sqlite.trouble import UNREADABLE
from reader.state.schema import connect, connect_memory

_Check = Callable[[object], bool]


class SalvagedRow(NamedTuple):
    """A row of one of the tables."""

    table: str
    columns: tuple[str, ...]
    values: tuple[Any, ...]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_path(value: object) -> bool:
    return isinstance(value, str) and value != "" and "\0" not in value


def _is_number(value: object) -> bool:
    return isinstance(value, int) and value >= 0


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_number_or_none(value: object) -> bool:
    return value is None or _is_number(value)


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= 1


def _is_duration(value: object) -> bool:
    return isinstance(value, int | float) and isfinite(value) and value >= 0


_TABLES: Final[Mapping[str, Mapping[str, _Check]]] = {
    "article": {
        "path": _is_path,
        "fingerprint": _is_text,
        "block": _is_number_or_none,
        "offset": _is_number_or_none,
        "exact": _is_text_or_none,
        "prefix": _is_text_or_none,
        "suffix": _is_text_or_none,
        "progress": _is_share,
        "read": _is_number,
        "at": _is_text,
        "seconds": _is_duration,
    },
    "opening": {
        "id": _is_number,
        "path": _is_path,
        "fingerprint": _is_text,
        "title": _is_text,
        "at": _is_text,
    },
    "session": {"key": _is_text, "value": _is_text},
    "last_session": {"roots": _is_text, "layout": _is_text, "trail": _is_text, "at": _is_text},
    "feed": {"url": _is_text, "etag": _is_text, "last_modified": _is_text, "at": _is_text},
    "feed_entry": {"entry": _is_text, "feed": _is_text, "at": _is_text},
}
"""Checks of each column's values; the first column is the key."""
_HEADER: Final = {
    0: b"SQLite format 3\0",
    20: b"\0\x40\x20\x20",  # reserved bytes; the fractions of a page, which are always these
    44: b"\0\0\0\4",  # the format of the schema
    56: b"\0\0\0\1",  # UTF-8
}
"""Header bytes that this program's databases share: https://sqlite.org/fileformat.html."""
_PAGE_SIZE: Final = slice(16, 18)
_JOURNAL: Final = slice(18, 20)
_PAGES: Final = slice(28, 32)
_WAL: Final = b"\2\2"
_PAGE: Final = 4096
_INDEX_PAGES: Final = (b"\2", b"\n")
"""How a page of a table without rowids begins."""
_LENGTH: Final = 100
"""Bytes of the header."""


def rows_of_locked(path: Path) -> list[SalvagedRow]:
    """The rows of a file that others use; waits for nobody.

    Where a lock keeps readers out the file is read all the same, as it was before what is in the
    making.
    """
    for option in ("mode=ro", "mode=ro&immutable=1"):
        with suppress(OSError, *UNREADABLE), reading(path, option) as source:
            return rows_of(source)
    return []


def rows_of_damaged(path: Path) -> list[SalvagedRow]:
    """Rows that can be read of a damaged file, which stays as it is."""
    with suppress(OSError, *UNREADABLE), tempfile.TemporaryDirectory(prefix="reader-") as folder:
        copy = Path(folder) / "state.db"
        shutil.copyfile(path, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}-wal", f"{copy}-wal")
        _mend_header(copy)
        with suppress(*UNREADABLE):
            _mend_schema(copy)
        return _rows_in(copy) or _rows_without_schema(copy)
    return []


def _rows_in(copy: Path) -> list[SalvagedRow]:
    with suppress(*UNREADABLE), closing(_connect_leniently(copy)) as source:
        return rows_of(source)
    return []


def _rows_without_schema(copy: Path) -> list[SalvagedRow]:
    """Rows where the first page is lost, which says where tables are: the places of a new file."""
    if not _is_ours(copy):
        return []
    new = copy.with_name("new.db")
    connect(new).close()
    with new.open("rb") as source, copy.open("r+b") as target:
        target.write(source.read(_PAGE))
    _mend_header(copy)
    return _rows_in(copy)


def _is_ours(copy: Path) -> bool:
    """Whether the second page is what it always is: one of the table of articles."""
    with copy.open("rb") as file:
        file.seek(_PAGE)
        return file.read(1) in _INDEX_PAGES


def rows_of(source: sqlite3.Connection) -> list[SalvagedRow]:
    """Rows that can be understood."""
    found = []
    for table, checks in _TABLES.items():
        columns = [name for name in checks if name in _columns(source, table)]
        if not columns or columns[0] != next(iter(checks)):
            continue
        tests = [checks[name] for name in columns]
        found += [
            SalvagedRow(table, tuple(columns), values)
            for values in _values(source, table, columns)
            if all(test(value) for test, value in zip(tests, values, strict=True))
        ]
    return found


def put_rows(connection: sqlite3.Connection, rows: Sequence[SalvagedRow]) -> None:
    """Store those whose key is not there."""
    for table, columns, values in rows:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        connection.execute(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - known names
            values,
        )


def _columns(source: sqlite3.Connection, table: str) -> list[str]:
    with suppress(*UNREADABLE):
        return [str(row[1]) for row in source.execute(f"PRAGMA table_info({table})")]
    return []


def _values(
    source: sqlite3.Connection, table: str, columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Values from the first row to the damage, then from the last row back to it."""
    names = ", ".join(f'"{name}"' for name in columns)
    reached: object = None
    source.text_factory = _decode
    try:
        for order in ("ASC", "DESC"):
            select = f'SELECT {names} FROM {table} ORDER BY "{columns[0]}" {order}'  # noqa: S608 - known names
            with suppress(*UNREADABLE):
                for row in source.execute(select):
                    if order == "DESC" and row[0] == reached:
                        return
                    reached = row[0] if order == "ASC" else reached
                    yield row
                return
    finally:
        source.text_factory = str


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _connect_leniently(path: Path) -> sqlite3.Connection:
    """A connection that passes over definitions which cannot be understood."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def _mend_header(path: Path) -> None:
    with path.open("r+b") as file:
        header = bytearray(file.read(_LENGTH))
        if len(header) < _LENGTH:
            return
        for offset, known in _HEADER.items():
            header[offset : offset + len(known)] = known
        size = int.from_bytes(header[_PAGE_SIZE], "big")
        if size < 512 or size.bit_count() != 1:
            size = _PAGE
            header[_PAGE_SIZE] = size.to_bytes(2, "big")
        if not set(header[_JOURNAL]) <= {1, 2}:
            header[_JOURNAL] = _WAL
        header[_PAGES] = (path.stat().st_size // size).to_bytes(4, "big")
        header[92:96] = header[24:28]  # the number of pages holds for this state of the file
        file.seek(0)
        file.write(header)


def _mend_schema(path: Path) -> None:
    """Define the known tables anew where they cannot be used; they are told by name or by turn."""
    with closing(connect_memory()) as new:
        wanted = new.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    with closing(_connect_leniently(path)) as damaged:
        usable = {table for table, checks in _TABLES.items() if _is_usable(damaged, table, checks)}
        rows = damaged.execute(
            "SELECT rowid, CAST(name AS BLOB) FROM sqlite_schema ORDER BY rowid"
        ).fetchall()
        found = {bytes(name or b"").decode("utf-8", "replace"): id_ for id_, name in rows}
        names = [name for _, name, _, _ in wanted]
        if found.keys().isdisjoint(names):
            return  # it is somebody else's
        unnamed = iter([id_ for name, id_ in found.items() if name not in names])
        damaged.execute("BEGIN")
        for kind, name, table, sql in wanted:
            id_ = found.get(name) or next(unnamed, None)
            if name not in usable and id_ is not None:
                damaged.execute(
                    "UPDATE sqlite_schema SET type = ?, name = ?, tbl_name = ?, sql = ?"
                    " WHERE rowid = ?",
                    (kind, name, table, sql, id_),
                )
        damaged.execute("COMMIT")


def _is_usable(source: sqlite3.Connection, table: str, checks: Mapping[str, _Check]) -> bool:
    columns = set(_columns(source, table))
    return bool(columns) and (columns >= checks.keys() or columns | {"seconds"} >= checks.keys())
