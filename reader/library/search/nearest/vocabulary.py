"""The words of the full-text index, and how many articles have each."""

from __future__ import annotations

import sqlite3
from typing import Final

_TABLE: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, token, row)"
)
"""A view of tokens and of the rows that have each (SQLite, FTS5, section 7); takes no room."""
_LAST: Final = "\U0010ffff"


class Vocabulary:
    """The tokens of the index, while a snapshot of it lasts. Words are search forms."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}
        connection.execute(_TABLE)

    def frequency(self, word: str) -> int:
        """How many articles have the word; of a short one, a word that begins so."""
        if word not in self._known:
            row = self._connection.execute(
                "SELECT doc FROM temp.vocabulary WHERE term = ?", (word,)
            ).fetchone()
            self._known[word] = 0 if row is None else int(row[0])
        return self._known[word]

    def beginning(self, prefix: str, most: int) -> list[tuple[str, int]]:
        """The first `most` words that begin so, each with the number of its articles."""
        return self._connection.execute(
            "SELECT term, doc FROM temp.vocabulary WHERE term >= ? AND term < ? LIMIT ?",
            (prefix, prefix + _LAST, most),
        ).fetchall()
