"""Reading places, read flags, reading time, history and the last session, in `state.db`."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.sqlite.connection import WRITING
from reader.state.database import StateFile
from reader.state.durable.record import instant, timestamp
from reader.state.forgetting import Forgotten, NamedFiles, delete
from reader.state.stored_text import original, stored

_T = TypeVar("_T")

_MAX_OPENINGS = 10_000
_MAX_SESSIONS = 50

_COLUMNS = ("block", "offset", "exact", "prefix", "suffix", "progress", "read", "seconds", "at")
_BEST = """
    SELECT block, "offset", exact, prefix, suffix, progress, read, seconds, at FROM article
    WHERE path = :path OR (fingerprint = :fingerprint AND :fingerprint <> '')
    ORDER BY fingerprint = :fingerprint DESC, at DESC, path = :path DESC LIMIT 1
"""
"""The same text, wherever it was read last: files that hold one text are one article. Else what
was at the path: it was scraped again."""
_BLANK: Mapping[str, object] = {
    **dict.fromkeys(_COLUMNS),
    "progress": 0.0,
    "read": 0,
    "seconds": 0.0,
}
_WRITE = """
    INSERT INTO article
        (path, fingerprint, block, "offset", exact, prefix, suffix, progress, read, seconds, at)
    VALUES (:path, :fingerprint, :block, :offset, :exact, :prefix, :suffix, :progress, :read,
        :seconds, :at)
    ON CONFLICT (path) DO UPDATE SET
        fingerprint = :fingerprint, block = :block, "offset" = :offset, exact = :exact,
        prefix = :prefix, suffix = :suffix, progress = :progress, read = :read, seconds = :seconds,
        at = :at
"""
"""Columns that a later version has stay as they are."""
_WRITE_COPIES = """
    UPDATE article SET block = :block, "offset" = :offset, exact = :exact, prefix = :prefix,
        suffix = :suffix, progress = :progress, read = :read, seconds = :seconds, at = :at
    WHERE fingerprint = :fingerprint AND fingerprint <> '' AND path <> :path
"""
_NAMED_ALIKE = """
    SELECT block, "offset", exact, prefix, suffix, progress, read, seconds, at, path, fingerprint,
        coalesce((SELECT title FROM opening WHERE opening.path = article.path
            ORDER BY id DESC LIMIT 1), '')
    FROM article
    WHERE exact <> '' AND (substr(path, -length(:tail)) = :tail
        OR path IN (SELECT path FROM opening WHERE title = :title AND title <> ''))
    ORDER BY at DESC LIMIT :most
"""
_COPY = """
    INSERT OR IGNORE INTO article
        (path, fingerprint, block, "offset", exact, prefix, suffix, progress, read, seconds, at)
    SELECT :path, :fingerprint, block, "offset", exact, prefix, suffix, progress, read, seconds, at
    FROM article WHERE path = :former
"""
_STATE = "path, fingerprint, progress, read, at, seconds"
_STATES = f"SELECT {_STATE} FROM article ORDER BY at"  # noqa: S608 - a constant
_STATES_OF = f"""
    SELECT {_STATE} FROM article
    WHERE path IN (SELECT value FROM json_each(:paths))
       OR fingerprint IN (SELECT value FROM json_each(:fingerprints))
    ORDER BY at
"""  # noqa: S608 - a constant
_BEGUN = f"""
    SELECT {_STATE} FROM article
    WHERE read = 0 AND progress > 0 AND (block > 0 OR "offset" > 0) ORDER BY at DESC
"""  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """The place where reading stopped."""

    place: Place
    quote: Quote | None
    progress: float
    """0 to 1."""
    at: datetime


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A reading place with the names under which it was recorded; an empty one is unknown."""

    path: Path
    fingerprint: str
    title: str
    """The title of the article when it was opened last."""
    place: ReadingPlace


@dataclass(frozen=True, slots=True)
class ReadState:
    """The state of reading of one article."""

    path: Path
    fingerprint: str
    progress: float
    """0 to 1."""
    read: bool
    at: datetime
    """Time of the last change."""
    seconds: float = 0.0
    """Seconds of reading, all in all."""


@dataclass(frozen=True, slots=True)
class Former:
    """The read flag of one path before it was changed, and when that was."""

    path: Path
    is_new: bool
    """Whether nothing was known of the path."""
    read: bool
    at: datetime | None
    changed: datetime


@dataclass(frozen=True, slots=True)
class PastOpening:
    """An article was opened."""

    path: Path
    fingerprint: str
    title: str
    at: datetime


class StateDatabase:
    """Reading places, flags and history. For any thread; every method may raise ReaderError.

    An article is named by the fingerprint of its content (may be empty) and its path: either
    may have changed since. Files with one fingerprint share what is known of them.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] | None = None) -> None:
        """`clock` tells when a file that could not be had is tried again."""
        self.path = path
        self._file = StateFile(path, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def in_memory(self) -> bool:
        """Whether nothing can be written to disk: changes may be forgotten at the end."""
        return self._file.in_memory

    def take_notices(self) -> tuple[str, ...]:
        """Problems with the file, one line each, handed out once. Not yet safe to show."""
        return self._file.take_notices()

    def close(self) -> None:
        """Close the file, from any thread; later calls raise ReaderError."""
        self._file.close()

    def _run(self, work: Callable[[sqlite3.Connection], _T], begin: str = "BEGIN") -> _T:
        return self._file.run(work, begin)

    def _write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do `work` in one transaction that no other writer comes into."""
        return self._run(work, WRITING)

    # -- places ---------------------------------------------------------------------------

    def place(self, fingerprint: str, path: Path) -> ReadingPlace | None:
        key = _key(fingerprint, path)

        def work(db: sqlite3.Connection) -> ReadingPlace | None:
            row = db.execute(_BEST, key).fetchone()
            return None if row is None or None in row[:2] else _place(row)

        return self._run(work)

    def save_place(
        self,
        fingerprint: str,
        path: Path,
        place: Place,
        quote: Quote | None,
        progress: float,
        at: datetime,
    ) -> None:
        """Remember where reading stopped. `progress` is brought between 0 and 1."""
        self._change_article(
            fingerprint,
            path,
            at,
            block=place.block,
            offset=place.offset,
            exact=stored(quote.exact) if quote else None,
            prefix=stored(quote.prefix) if quote else None,
            suffix=stored(quote.suffix) if quote else None,
            progress=min(1.0, max(0.0, progress)),
        )

    def named_alike(self, title: str, name: str, most: int) -> tuple[PlaceRecord, ...]:
        """Places, with their words, of articles that had this title or file name; latest first."""
        names = {"title": stored(title), "tail": stored(os.sep + name), "most": most}

        def work(db: sqlite3.Connection) -> tuple[PlaceRecord, ...]:
            return tuple(
                PlaceRecord(_path(path), _text(fingerprint), original(title), _place(row))
                for *row, path, fingerprint, title in db.execute(_NAMED_ALIKE, names)
            )

        return self._run(work)

    def copy(self, former: Path, fingerprint: str, path: Path) -> None:
        """Record what is known of one path for another as well, of which nothing is known yet."""
        key = {**_key(fingerprint, path), "former": stored(str(former))}
        self._write(lambda db: db.execute(_COPY, key).close())

    def add_time(self, fingerprint: str, path: Path, seconds: float, at: datetime) -> None:
        """Add seconds of reading to those that are known."""
        key = _key(fingerprint, path)

        def work(db: sqlite3.Connection) -> None:
            row = db.execute(_BEST, key).fetchone()
            known = row[_COLUMNS.index("seconds")] if row else 0.0
            _write_article(db, key, at, {"seconds": known + max(0.0, seconds)})

        self._write(work)

    # -- read flags -----------------------------------------------------------------------

    def mark_read(self, fingerprint: str, path: Path, read: bool, at: datetime) -> None:
        self._change_article(fingerprint, path, at, read=int(read))

    def mark_each_read(
        self, articles: Iterable[tuple[str, Path]], read: bool, at: datetime
    ) -> tuple[Former, ...]:
        """Mark many (fingerprint, path), all or none; returns what they were, to be restored."""
        keys = [_key(fingerprint, path) for fingerprint, path in articles]

        def work(db: sqlite3.Connection) -> tuple[Former, ...]:
            former: dict[str, Former] = {}
            for key in keys:
                for each in _former(db, key, at):
                    former.setdefault(str(each.path), each)
            for key in keys:
                _write_article(db, key, at, {"read": int(read)})
            return tuple(former.values())

        return self._write(work)

    def restore_flags(self, former: Iterable[Former]) -> None:
        """Take a change of flags back, with its times; what was read since stays as it is."""

        def work(db: sqlite3.Connection) -> None:
            for each in former:
                key = (stored(str(each.path)), timestamp(each.changed))
                if each.is_new:
                    db.execute("DELETE FROM article WHERE path = ? AND at = ?", key)
                if each.at is not None:
                    db.execute(
                        "UPDATE article SET at = ? WHERE path = ? AND at = ?",
                        (timestamp(each.at), *key),
                    )
                db.execute("UPDATE article SET read = ? WHERE path = ?", (int(each.read), key[0]))

        self._write(work)

    def is_read(self, fingerprint: str, path: Path) -> bool:
        key = _key(fingerprint, path)

        def work(db: sqlite3.Connection) -> bool:
            row = db.execute(_BEST, key).fetchone()
            return bool(row and row[_COLUMNS.index("read")])

        return self._run(work)

    # -- what is known of many ------------------------------------------------------------

    def progress_of(self, articles: Iterable[tuple[str, Path]]) -> Mapping[Path, ReadState]:
        """Progress of these (fingerprint, path), in one query; by the path asked for."""
        asked = [(fingerprint, path) for fingerprint, path in articles]
        names = {
            "paths": json.dumps([stored(str(path)) for _, path in asked]),
            "fingerprints": json.dumps([fingerprint for fingerprint, _ in asked if fingerprint]),
        }
        states = self._states(_STATES_OF, names)
        by_path = {state.path: state for state in states}
        by_text = {state.fingerprint: state for state in states if state.fingerprint}
        found = {path: by_text.get(fingerprint) or by_path.get(path) for fingerprint, path in asked}
        return {path: state for path, state in found.items() if state is not None}

    def read_states(self) -> tuple[ReadState, ...]:
        """States of all articles that are known, the latest last."""
        return self._states(_STATES, {})

    def begun(self) -> tuple[ReadState, ...]:
        """Articles that were begun and are not read, the latest first, each text once."""
        seen: set[str] = set()
        states = []
        for state in self._states(_BEGUN, {}):
            if not state.fingerprint or state.fingerprint not in seen:
                seen.add(state.fingerprint)
                states.append(state)
        return tuple(states)

    # -- history --------------------------------------------------------------------------

    def record_open(self, fingerprint: str, path: Path, title: str, at: datetime) -> None:
        row = (stored(str(path)), fingerprint, stored(title), timestamp(at))

        def work(db: sqlite3.Connection) -> None:
            cursor = db.execute(
                "INSERT INTO opening (path, fingerprint, title, at) VALUES (?, ?, ?, ?)", row
            )
            oldest = (cursor.lastrowid or 0) - _MAX_OPENINGS
            db.execute("DELETE FROM opening WHERE id <= ?", (oldest,))

        self._write(work)

    def history(self, limit: int = 100) -> tuple[PastOpening, ...]:
        """Articles opened, each once though it was moved or changed, the last one first."""
        sql = "SELECT path, fingerprint, title, at FROM opening ORDER BY id DESC"

        def work(db: sqlite3.Connection) -> tuple[PastOpening, ...]:
            found: list[PastOpening] = []
            seen: set[str] = set()
            for path, fingerprint, title, at in db.execute(sql):
                names = {name for name in (path, fingerprint) if name}
                if not names & seen:
                    found.append(
                        PastOpening(_path(path), _text(fingerprint), original(title), instant(at))
                    )
                seen |= names
                if len(found) >= limit:
                    break
            return tuple(found)

        return self._run(work)

    # -- sessions -------------------------------------------------------------------------

    def get_session(self, key: str) -> str | None:
        return self._value("SELECT value FROM session WHERE key = ?", key)

    def set_session(self, key: str, value: str) -> None:
        sql = (
            "INSERT INTO session (key, value) VALUES (?1, ?2)"
            " ON CONFLICT (key) DO UPDATE SET value = ?2"
        )
        self._write(lambda db: db.execute(sql, (key, stored(value))).close())

    def trail(self, roots: str) -> str:
        """The stops of the last session on these roots, as they were saved; empty if none were."""
        return self._value("SELECT trail FROM last_session WHERE roots = ?", stored(roots)) or ""

    def save_session(self, roots: str, layout: str, trail: str, at: datetime) -> None:
        """Remember how the session on these roots was left; of many roots, those used last."""
        values = (stored(roots), stored(layout), stored(trail), timestamp(at))

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT INTO last_session (roots, layout, trail, at) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (roots) DO UPDATE SET layout = ?2, trail = ?3, at = ?4",
                values,
            )
            db.execute(
                "DELETE FROM last_session WHERE roots NOT IN"
                " (SELECT roots FROM last_session ORDER BY at DESC LIMIT ?) AND roots <> ?",
                (_MAX_SESSIONS, values[0]),
            )

        self._write(work)

    # -- forgetting -----------------------------------------------------------------------

    def forget(
        self, of: NamedFiles | None = None, *, history: bool, places: bool, keys: Sequence[str] = ()
    ) -> Forgotten:
        """Delete history (with the session's values of `keys`), places, or both, for good.

        Of everything, or of what is named: files that hold one text are one article, so that with
        one of them the others are forgotten. Nothing stays in the file where it was.
        """
        work = partial(delete, of=of, history=history, places=places, keys=keys)
        forgotten = self._write(work)
        self._file.scrub()
        return forgotten

    # -- rows -----------------------------------------------------------------------------

    def _value(self, sql: str, key: str) -> str | None:
        def work(db: sqlite3.Connection) -> str | None:
            row = db.execute(sql, (key,)).fetchone()
            return original(row[0]) if row else None

        return self._run(work)

    def _states(self, sql: str, names: Mapping[str, str]) -> tuple[ReadState, ...]:
        return self._run(lambda db: tuple(map(_state, db.execute(sql, names))))

    def _change_article(self, fingerprint: str, path: Path, at: datetime, **values: object) -> None:
        """Set columns of the article's row; one at a new path begins as what it was before."""
        key = _key(fingerprint, path)
        self._write(lambda db: _write_article(db, key, at, values))


def _write_article(
    db: sqlite3.Connection, key: dict[str, str], at: datetime, values: dict[str, object]
) -> None:
    row = db.execute(_BEST, key).fetchone()
    before = dict(zip(_COLUMNS, row, strict=True)) if row else _BLANK
    after = {**before, **key, **values, "at": timestamp(at)}
    db.execute(_WRITE, after)
    db.execute(_WRITE_COPIES, after)


def _former(db: sqlite3.Connection, key: dict[str, str], changed: datetime) -> Iterator[Former]:
    """The flags of all rows that a change of the article will touch, and of the one it makes."""
    rows = db.execute(
        "SELECT path, read, at FROM article"
        " WHERE path = :path OR (fingerprint = :fingerprint AND :fingerprint <> '')",
        key,
    ).fetchall()
    for path, read, at in rows:
        yield Former(Path(original(path)), False, bool(read), instant(at), changed)
    if key["path"] not in [path for path, _, _ in rows]:
        best = db.execute(_BEST, key).fetchone()
        read = bool(best and best[_COLUMNS.index("read")])
        yield Former(Path(original(key["path"])), True, read, None, changed)


# What is stored may be damaged: what makes these raise is seen to by the database.


def _place(row: Sequence[Any]) -> ReadingPlace:
    """A place from the values of `_COLUMNS`."""
    block, offset, exact, prefix, suffix, progress, _, _, at = row
    quote = None
    if None not in (exact, prefix, suffix):
        quote = Quote(original(exact), original(prefix), original(suffix))
    return ReadingPlace(
        Place(_number(block), _number(offset)), quote, _share(progress), instant(at)
    )


def _state(row: Sequence[Any]) -> ReadState:
    """A state from the values of `_STATE`."""
    path, fingerprint, progress, read, at, seconds = row
    return ReadState(
        _path(path), _text(fingerprint), _share(progress), bool(read), instant(at), float(seconds)
    )


def _path(value: str) -> Path:
    if "\0" in value:
        raise ValueError("a stored path is not one")
    return Path(original(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a stored text is not one")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError("a stored number is not one")
    return value


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError("a stored share is not one")
    return float(value)


def _key(fingerprint: str, path: Path) -> dict[str, str]:
    return {"fingerprint": fingerprint, "path": stored(str(path))}
