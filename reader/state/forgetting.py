"""Deletion for good of an article's history, its reading places, or both."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from reader.sqlite.files import COMPANIONS, remove
from reader.state.schema import APPLICATION_ID
from reader.state.stored_text import stored

_SEPARATOR: Final = os.sep
_AFTER: Final = chr(ord(os.sep) + 1)
_IDENTITY: Final = slice(68, 72)
"""Bytes of a database's header: the application's id."""


class NamedFiles(NamedTuple):
    """Files, or folders with all that is in them, and the texts that these hold."""

    paths: Sequence[Path]
    fingerprints: Collection[str] = ()

    def has(self, path: str) -> bool:
        """Whether it is one of them, or in one of them."""
        return any(
            path == name or path.startswith(name.rstrip(_SEPARATOR) + _SEPARATOR)
            for name in map(str, self.paths)
        )


class Forgotten(NamedTuple):
    """How much there was."""

    openings: int = 0
    sessions: int = 0
    """How sessions were left, and the way that led there."""
    places: int = 0
    """Articles with a reading place, a read flag, or the time that they were read for."""


def delete(
    db: sqlite3.Connection,
    of: NamedFiles | None,
    *,
    history: bool,
    places: bool,
    keys: Sequence[str],
) -> Forgotten:
    """Delete history (with what is kept under `keys`), places, or both; None: of everything."""
    db.execute("PRAGMA secure_delete = ON")
    texts = _texts(db, of) if of else ()
    openings = _delete(db, "opening", of, texts) if history else 0
    articles = _delete(db, "article", of, texts) if places else 0
    sessions = _delete_sessions(db, of) if history else 0
    if history and of is None:
        db.executemany("DELETE FROM session WHERE key = ?", [(key,) for key in keys])
    return Forgotten(openings, sessions, articles)


def remove_damaged_copies(path: Path) -> int:
    """Delete databases of ours that were set aside beside `path`; how many there were."""
    count = 0
    for label in ("damaged", "set-aside"):
        for copy in path.parent.glob(f"{path.name}.{label}-*Z*"):
            if not copy.name.endswith(COMPANIONS) and (label == "damaged" or _is_ours(copy)):
                remove(copy)
                count += 1
    return count


def _is_ours(copy: Path) -> bool:
    with copy.open("rb") as file:
        return file.read(_IDENTITY.stop)[_IDENTITY] == APPLICATION_ID.to_bytes(4, "big")


def _texts(db: sqlite3.Connection, of: NamedFiles) -> Collection[str]:
    """Fingerprints of all that was at these paths."""
    condition, values = _at(of)
    rows = db.execute(
        f"SELECT fingerprint FROM article WHERE {condition}"  # noqa: S608 - marks only
        f" UNION SELECT fingerprint FROM opening WHERE {condition}",
        (*values, *values),
    )
    return {*of.fingerprints, *(text for (text,) in rows)} - {""}


def _at(of: NamedFiles) -> tuple[str, list[str]]:
    """A condition for the path, with its values."""
    values: list[str] = []
    for path in of.paths:
        name = stored(str(path))
        folder = name.rstrip(_SEPARATOR)
        values += (name, folder + _SEPARATOR, folder + _AFTER)
    one = "path = ? OR (path >= ? AND path < ?)"
    return " OR ".join([one] * len(of.paths)), values


def _delete(
    db: sqlite3.Connection, table: str, of: NamedFiles | None, texts: Collection[str]
) -> int:
    if of is None:
        return db.execute(f"DELETE FROM {table}").rowcount  # noqa: S608 - a known name
    condition, values = _at(of)
    return db.execute(
        f"DELETE FROM {table} WHERE {condition}"  # noqa: S608 - a known name, marks
        " OR fingerprint IN (SELECT value FROM json_each(?))",
        (*values, json.dumps(sorted(texts))),
    ).rowcount


def _delete_sessions(db: sqlite3.Connection, of: NamedFiles | None) -> int:
    rows = db.execute("SELECT roots, layout, trail FROM last_session").fetchall()
    gone = [row[0] for row in rows if of is None or any(_names(text, of) for text in row)]
    db.executemany("DELETE FROM last_session WHERE roots = ?", [(roots,) for roots in gone])
    return len(gone)


def _names(text: str, of: NamedFiles) -> bool:
    """Whether JSON has one of the paths in it; what is no JSON may have."""
    try:
        waiting = [json.loads(text or "null")]
    except (ValueError, RecursionError):
        return True
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and of.has(value):
            return True
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return False
