"""Reading places, read flags, history and the last session, in `state.db`.

Losing the file loses convenience only, so whatever is wrong with it is a notice and never keeps
anyone from reading: a damaged or foreign file is moved aside, and where nothing can be written
everything works in memory.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from reader.document.model import Place
from reader.document.quote import Quote
from reader.errors import ReaderError
from reader.state.bookmark import instant, timestamp
from reader.state.files import DiskFiles, explain, move_aside
from reader.state.schema import ForeignDatabaseError, connect, connect_memory

_MAX_OPENINGS = 10_000
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNWRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_STAND_IN = re.compile("[\U0010d800-\U0010dfff]")
_TO_STAND_IN = 0x100000

_T = TypeVar("_T")

_BEST = """
    SELECT block, "offset", exact, prefix, suffix, progress, read, at FROM article
    WHERE path = :path OR (fingerprint = :fingerprint AND :fingerprint <> '')
    ORDER BY fingerprint = :fingerprint DESC, path = :path DESC, at DESC LIMIT 1
"""
"""The article under its path; under another path with the same text (it was moved); under its
path with another text (it was scraped again)."""
_COLUMNS = ("block", "offset", "exact", "prefix", "suffix", "progress", "read", "at")
_BLANK: Mapping[str, object] = {**dict.fromkeys(_COLUMNS), "progress": 0.0, "read": 0}
_WRITE = """
    INSERT OR REPLACE INTO article
        (path, fingerprint, block, "offset", exact, prefix, suffix, progress, read, at)
    VALUES (:path, :fingerprint, :block, :offset, :exact, :prefix, :suffix, :progress, :read, :at)
"""
_STATES = "SELECT path, fingerprint, progress, read, at FROM article ORDER BY at"
_STATES_OF = """
    SELECT path, fingerprint, progress, read, at FROM article
    WHERE path IN (SELECT value FROM json_each(:paths))
       OR fingerprint IN (SELECT value FROM json_each(:fingerprints))
    ORDER BY at
"""


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where someone stopped reading."""

    place: Place
    quote: Quote | None
    progress: float
    """0 to 1."""
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadState:
    """What is known of the reading of one article."""

    path: Path
    fingerprint: str
    progress: float
    """0 to 1."""
    read: bool
    at: datetime
    """Of the last change."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An article was opened."""

    path: Path
    fingerprint: str
    title: str
    at: datetime


class StateDatabase:
    """For any thread. Opened by its first use; every method may raise ReaderError.

    An article is named by the fingerprint of its content (may be empty) and its path: either
    may have changed since.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self._clock = clock or (lambda: datetime.now(UTC))
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._in_memory = False
        self._closed = False
        self._notices: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def in_memory(self) -> bool:
        """Nothing can be written to disk: what is learnt now is forgotten at the end."""
        with self._lock:
            return self._in_memory

    def close(self) -> None:
        """Any thread may; what is called afterwards raises ReaderError."""
        with self._lock:
            self._closed = True
            self._drop()

    def take_notices(self) -> tuple[str, ...]:
        """What went wrong with the file, one line each, handed out once. Not yet safe to show."""
        with self._lock:
            notices = tuple(self._notices)
            self._notices.clear()
            return notices

    def place(self, fingerprint: str, path: Path) -> ReadingPlace | None:
        row = self._best(fingerprint, path)
        if row is None or row[0] is None:
            return None
        block, offset, exact, prefix, suffix, progress, _, at = row
        quote = None
        if exact is not None:
            quote = Quote(_original(exact), _original(prefix), _original(suffix))
        return ReadingPlace(Place(block, offset), quote, progress, instant(at))

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
            exact=_stored(quote.exact) if quote else None,
            prefix=_stored(quote.prefix) if quote else None,
            suffix=_stored(quote.suffix) if quote else None,
            progress=min(1.0, max(0.0, progress)),
        )

    def mark_read(self, fingerprint: str, path: Path, read: bool, at: datetime) -> None:
        self._change_article(fingerprint, path, at, read=int(read))

    def mark_each_read(
        self, articles: Iterable[tuple[str, Path]], read: bool, at: datetime
    ) -> None:
        """The same for many (fingerprint, path), all or none."""
        keys = [_key(fingerprint, path) for fingerprint, path in articles]

        def work(db: sqlite3.Connection) -> None:
            for key in keys:
                self._write_article(db, key, at, {"read": int(read)})

        self._run(work, "BEGIN IMMEDIATE")

    def is_read(self, fingerprint: str, path: Path) -> bool:
        row = self._best(fingerprint, path)
        return bool(row and row[_COLUMNS.index("read")])

    def progress_of(self, articles: Iterable[tuple[str, Path]]) -> Mapping[Path, ReadState]:
        """What is known of these (fingerprint, path), in one query; by the path asked for."""
        asked = [(fingerprint, path) for fingerprint, path in articles]
        names = {
            "paths": json.dumps([_stored(str(path)) for _, path in asked]),
            "fingerprints": json.dumps([fingerprint for fingerprint, _ in asked if fingerprint]),
        }
        states = self._states(_STATES_OF, names)
        by_path = {state.path: state for state in states}
        by_text = {state.fingerprint: state for state in states}
        found: dict[Path, ReadState] = {}
        for fingerprint, path in asked:
            here = by_path.get(path)
            same_text = by_text.get(fingerprint) if fingerprint else None
            best = here if here and here.fingerprint == fingerprint else same_text or here
            if best:
                found[path] = best
        return found

    def read_states(self) -> tuple[ReadState, ...]:
        """All that is known, the latest last."""
        return self._states(_STATES, {})

    def record_open(self, fingerprint: str, path: Path, title: str, at: datetime) -> None:
        row = (_stored(str(path)), fingerprint, _stored(title), timestamp(at))

        def work(db: sqlite3.Connection) -> None:
            cursor = db.execute(
                "INSERT INTO opening (path, fingerprint, title, at) VALUES (?, ?, ?, ?)", row
            )
            oldest = (cursor.lastrowid or 0) - _MAX_OPENINGS
            db.execute("DELETE FROM opening WHERE id <= ?", (oldest,))

        self._run(work, "BEGIN IMMEDIATE")

    def history(self, limit: int = 100) -> tuple[Opening, ...]:
        """Articles opened, each once, the last one first."""
        sql = (
            "SELECT path, fingerprint, title, at FROM opening"
            " WHERE id IN (SELECT max(id) FROM opening GROUP BY path) ORDER BY id DESC LIMIT ?"
        )
        rows = self._run(lambda db: db.execute(sql, (limit,)).fetchall())
        return tuple(
            Opening(Path(_original(path)), fingerprint, _original(title), instant(at))
            for path, fingerprint, title, at in rows
        )

    def get_session(self, key: str) -> str | None:
        sql = "SELECT value FROM session WHERE key = ?"
        row = self._run(lambda db: db.execute(sql, (key,)).fetchone())
        return _original(row[0]) if row else None

    def set_session(self, key: str, value: str) -> None:
        sql = "INSERT OR REPLACE INTO session (key, value) VALUES (?, ?)"
        self._run(lambda db: db.execute(sql, (key, _stored(value))).close(), "BEGIN IMMEDIATE")

    def _best(self, fingerprint: str, path: Path) -> tuple[Any, ...] | None:
        """The values of `_COLUMNS` in the row that is the article's, if there is one."""
        key = _key(fingerprint, path)
        row: tuple[Any, ...] | None = self._run(lambda db: db.execute(_BEST, key).fetchone())
        return row

    def _states(self, sql: str, names: Mapping[str, str]) -> tuple[ReadState, ...]:
        rows = self._run(lambda db: db.execute(sql, names).fetchall())
        return tuple(
            ReadState(Path(_original(path)), fingerprint, progress, bool(read), instant(at))
            for path, fingerprint, progress, read, at in rows
        )

    def _change_article(self, fingerprint: str, path: Path, at: datetime, **values: object) -> None:
        """Set columns of the article's row; one at a new path begins as what it was before."""
        key = _key(fingerprint, path)
        self._run(lambda db: self._write_article(db, key, at, values), "BEGIN IMMEDIATE")

    def _write_article(
        self, db: sqlite3.Connection, key: dict[str, str], at: datetime, values: dict[str, object]
    ) -> None:
        row = db.execute(_BEST, key).fetchone()
        before = dict(zip(_COLUMNS, row, strict=True)) if row else _BLANK
        db.execute(_WRITE, {**before, **key, **values, "at": timestamp(at)})

    def _run(self, work: Callable[[sqlite3.Connection], _T], begin: str = "BEGIN") -> _T:
        """Do `work` in one transaction, on whatever database can be had."""
        with self._lock:
            try:
                return self._transact(work, begin)
            except ForeignDatabaseError as error:
                self._begin_anew("set-aside", str(error))
            except OSError as error:
                self._go_to_memory(error.strerror or str(error))
            except sqlite3.Error as error:
                self._mend(error)
            try:
                return self._transact(work, begin)
            except (OSError, sqlite3.Error, ForeignDatabaseError) as error:
                raise ReaderError(f"cannot be used: {error}", path=self.path) from error

    def _transact(self, work: Callable[[sqlite3.Connection], _T], begin: str) -> _T:
        if self._closed:
            raise ReaderError("is closed", path=self.path)
        if self._connection is None:
            self._connection = connect(self.path)
        connection = self._connection
        connection.execute(begin)
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    def _mend(self, error: sqlite3.Error) -> None:
        """Make a second attempt worth while, or raise ReaderError."""
        extended = getattr(error, "sqlite_errorcode", 0)
        code = extended & 0xFF
        if extended == sqlite3.SQLITE_READONLY_DBMOVED:
            self._drop()
        elif code in _DAMAGED:
            self._begin_anew("damaged", str(error))
        elif code in _UNWRITABLE:
            self._go_to_memory(str(error))
        else:
            raise ReaderError(f"cannot be used: {error}", path=self.path) from error

    def _begin_anew(self, label: str, reason: str) -> None:
        self._drop()
        try:
            aside = move_aside(DiskFiles(), self.path, label, self._clock())
            for suffix in ("-wal", "-shm"):
                companion = self.path.with_name(self.path.name + suffix)
                if companion.exists():
                    companion.replace(aside.with_name(aside.name + suffix))
            self._connection = connect(self.path)
        except (OSError, sqlite3.Error, ForeignDatabaseError) as error:
            told = explain(error, self.path, "moved") if isinstance(error, OSError) else error
            self._go_to_memory(f"{reason}; {told}")
            return
        self._notices.append(
            f"{self.path}: cannot be used ({reason}); it is kept as {aside}, and reading places "
            "begin anew"
        )

    def _go_to_memory(self, reason: str) -> None:
        self._drop()
        self._connection = connect_memory(self.path)
        self._in_memory = True
        self._notices.append(
            f"{self.path}: cannot be written ({reason}); reading places are kept until the end "
            "of this session only"
        )

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _key(fingerprint: str, path: Path) -> dict[str, str]:
    return {"fingerprint": fingerprint, "path": _stored(str(path))}


def _stored(text: str) -> str:
    """SQLite takes no lone surrogates (undecodable bytes of a path): private characters do."""
    return _SURROGATE.sub(lambda found: chr(ord(found[0]) + _TO_STAND_IN), text)


def _original(text: str) -> str:
    return _STAND_IN.sub(lambda found: chr(ord(found[0]) - _TO_STAND_IN), text)
