"""Which entries of feeds were added, so that one whose article was deleted does not come again.

In `state.db`, beside reading places: losing it costs no more than that entries come again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from reader.sqlite.connection import WRITING
from reader.state.database import StateFile
from reader.state.durable.record import timestamp
from reader.state.stored_text import original, stored

_MOST_ENTRIES = 20_000
"""Entries of one feed that are remembered, the latest: most feeds have some dozens at a time."""


class FeedAnswer(NamedTuple):
    """What a server said of a feed when all that was in it had been added; empty: nothing."""

    etag: str = ""
    last_modified: str = ""


class FeedMemory:
    """For any thread; every method may raise ReaderError. Opened by its first use."""

    def __init__(self, path: Path) -> None:
        """`path` is that of `state.db`."""
        self._file = StateFile(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    def take_notices(self) -> tuple[str, ...]:
        """Problems with the file, one line each, handed out once. Not yet safe to show."""
        return self._file.take_notices()

    def answer(self, feed: str) -> FeedAnswer:
        """What is remembered of the feed at an address."""

        def work(db: sqlite3.Connection) -> FeedAnswer:
            row = db.execute(
                "SELECT etag, last_modified FROM feed WHERE url = ?", (stored(feed),)
            ).fetchone()
            return FeedAnswer(*map(original, row)) if row else FeedAnswer()

        return self._file.run(work, "BEGIN")

    def remember_answer(self, feed: str, answer: FeedAnswer, at: datetime) -> None:
        """Ask next time only for what has changed since this answer."""
        values = (stored(feed), stored(answer.etag), stored(answer.last_modified), timestamp(at))

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT INTO feed (url, etag, last_modified, at) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (url) DO UPDATE SET etag = ?2, last_modified = ?3, at = ?4",
                values,
            )

        self._file.run(work, WRITING)

    def known(self, feed: str, entries: Collection[str]) -> frozenset[str]:
        """The ids, of those given, whose entries were added."""
        by_key = {_key(feed, entry): entry for entry in entries}

        def work(db: sqlite3.Connection) -> frozenset[str]:
            rows = db.execute(
                "SELECT entry FROM feed_entry WHERE entry IN (SELECT value FROM json_each(?))",
                (json.dumps(list(by_key)),),
            )
            return frozenset(by_key[key] for (key,) in rows if key in by_key)

        return self._file.run(work, "BEGIN")

    def remember(self, feed: str, entries: Iterable[str], at: datetime) -> None:
        """The entries were added, or are known."""
        name = stored(feed)
        rows = [(_key(feed, entry), name, timestamp(at)) for entry in entries]

        def work(db: sqlite3.Connection) -> None:
            db.executemany(
                "INSERT INTO feed_entry (entry, feed, at) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (entry) DO UPDATE SET at = ?3",
                rows,
            )
            db.execute(
                "DELETE FROM feed_entry WHERE feed = ?1 AND entry NOT IN (SELECT entry"
                " FROM feed_entry WHERE feed = ?1 ORDER BY at DESC, entry LIMIT ?2)",
                (name, _MOST_ENTRIES),
            )

        self._file.run(work, WRITING)


def _key(feed: str, entry: str) -> str:
    """One text for an entry of a feed, however long its id is."""
    told = json.dumps([feed, entry]).encode()
    return hashlib.blake2b(told, digest_size=16).hexdigest()
