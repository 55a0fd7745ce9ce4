"""The tables of the index, and how an article becomes rows and comes back from them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from reader.library.article import Article, ArticleDate, LengthUnit
from reader.library.order import moment
from reader.text.fold import fold

# Paths are BLOBs, as the file system has them: not every name is UTF-8, and bytes order so that
# all under a folder is one range. `folded` is apart from `body`: a search reads the one, a
# snippet the other.
SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    title TEXT NOT NULL, author TEXT NOT NULL, source TEXT NOT NULL,
    instant TEXT NOT NULL, iso TEXT NOT NULL, tags TEXT NOT NULL,
    url TEXT NOT NULL, summary TEXT NOT NULL, language TEXT NOT NULL, cover TEXT NOT NULL,
    length INTEGER NOT NULL, unit TEXT NOT NULL, minutes INTEGER NOT NULL,
    encoding TEXT NOT NULL, fingerprint TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, error TEXT NOT NULL,
    ctime_ns INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS folded (
    id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    path BLOB NOT NULL UNIQUE,
    moment INTEGER, day TEXT NOT NULL, language TEXT NOT NULL, cover INTEGER NOT NULL,
    title TEXT NOT NULL, author TEXT NOT NULL, source TEXT NOT NULL, tags TEXT NOT NULL,
    text BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS body (
    id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    text TEXT NOT NULL
)
"""
_INSERT_ARTICLE = """
INSERT INTO article (
    path, title, author, source, instant, iso, tags, url, summary, language, cover, length, unit,
    minutes, encoding, fingerprint, size, mtime_ns, error, ctime_ns
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_FOLDED = "INSERT INTO folded VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT_ARTICLE = """
SELECT path, title, author, source, instant, iso, tags, url, summary, language, cover, length,
    unit, minutes, encoding, fingerprint, size, mtime_ns, error
FROM article
"""
_SELECT_FOLDED = "SELECT * FROM folded"
_SELECT_SIGNATURE = """
SELECT path, size, mtime_ns, CASE error WHEN '' THEN NULL ELSE ctime_ns END FROM article
"""
_BY_ID = " WHERE id = ?"
_UNDER_FOLDER = " WHERE path > ? AND path < ? ORDER BY path"
_UNITS = {unit.value: unit for unit in LengthUnit}
_SEPARATOR = ord(os.sep)
_JOINT = "\n"

Fold = Callable[[str], str]
"""One character to one, so that a place in the folded text is a place in the text."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the index keeps of one file."""

    article: Article
    text: str = ""
    """Plain text of the body; in the index safe to show, its lines joined by single `\\n`."""
    ctime_ns: int = 0
    """Of the file's last change in any way, its permissions included."""


class Entry(NamedTuple):
    """What a query is held against. All but the path is folded."""

    id: int
    path: bytes
    moment: int | None
    """Of publication: microseconds since 1970 UTC."""
    day: str
    """`YYYY-MM-DD`, or empty."""
    language: str
    cover: int
    title: str
    author: str
    source: str
    tags: str
    """Joined by `\\n`."""
    text: bytes
    """UTF-8, white space as single spaces."""


class Signature(NamedTuple):
    """Tells a file that is as it was from a changed one."""

    size: int
    mtime_ns: int
    ctime_ns: int

    def agrees_with(self, stored: tuple[int, int, int | None] | None) -> bool:
        """The stored ctime is None where the file could be read: only a chmod mends others."""
        if stored is None:
            return False
        size, mtime_ns, ctime_ns = stored
        return (size, mtime_ns) == self[:2] and ctime_ns in {None, self.ctime_ns}


def encode(text: str) -> bytes:
    """As `Entry.text` has it. In UTF-8 no character is found within or across others."""
    return text.encode("utf-8", "surrogatepass")


def encode_path(path: Path) -> bytes:
    return os.fsencode(path)


def decode_path(path: bytes) -> Path:
    return Path(os.fsdecode(path))


def entry_of(article: Article, text: str = "", *, id_: int = 0, fold: Fold = fold) -> Entry:
    """`text` must be as the index keeps it: see `Content.text`."""
    return Entry(
        id_,
        encode_path(article.path),
        moment(article.date),
        article.date.day if article.date else "",
        fold(article.language),
        int(bool(article.cover)),
        fold(article.title),
        fold(article.author),
        fold(article.source),
        _JOINT.join(map(fold, article.tags)),
        encode(fold(text.replace("\n", " "))),
    )


def insert(connection: sqlite3.Connection, content: Content, fold: Fold) -> None:
    """Stores one file in place of what was known of its path."""
    article = content.article
    path = encode_path(article.path)
    date = article.date
    connection.execute("DELETE FROM article WHERE path = ?", (path,))
    id_ = connection.execute(
        _INSERT_ARTICLE,
        (
            path,
            article.title,
            article.author,
            article.source,
            date.instant.isoformat() if date else "",
            date.iso if date else "",
            _JOINT.join(article.tags),
            article.url,
            article.summary,
            article.language,
            article.cover,
            article.length,
            article.unit.value,
            article.minutes,
            article.encoding,
            article.fingerprint,
            article.size,
            article.mtime_ns,
            article.error,
            content.ctime_ns,
        ),
    ).lastrowid
    entry = entry_of(article, content.text, id_=id_ or 0, fold=fold)
    connection.execute(_INSERT_FOLDED, entry)
    connection.execute("INSERT INTO body VALUES (?, ?)", (id_, content.text))


def delete(connection: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    connection.executemany("DELETE FROM article WHERE path = ?", ((path,) for path in paths))


class Snapshot:
    """One state of the index, while a transaction lasts. Roots must not be under one another."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def articles(self, roots: Sequence[Path]) -> list[Article]:
        """In the order of the roots, then by path."""
        folders = _Folders()
        return [_article(row, folders.path(row[0])) for row in self._under(roots, _SELECT_ARTICLE)]

    def entries(self, roots: Sequence[Path]) -> Iterator[Entry]:
        return map(Entry._make, self._under(roots, _SELECT_FOLDED))

    def signatures(self, roots: Sequence[Path]) -> dict[bytes, tuple[int, int, int | None]]:
        """By path, as `Signature.agrees_with` takes them."""
        rows = self._under(roots, _SELECT_SIGNATURE)
        return {path: (size, mtime_ns, ctime_ns) for path, size, mtime_ns, ctime_ns in rows}

    def article(self, id_: int) -> Article:
        row = self._connection.execute(_SELECT_ARTICLE + _BY_ID, (id_,)).fetchone()
        return _article(row, decode_path(row[0]))

    def text(self, id_: int) -> str:
        found = self._connection.execute("SELECT text FROM body WHERE id = ?", (id_,)).fetchone()
        return str(found[0])

    def folded(self, id_: int) -> bytes:
        found = self._connection.execute("SELECT text FROM folded WHERE id = ?", (id_,)).fetchone()
        return bytes(found[0])

    def find(self, path: Path) -> int | None:
        """The id of a file that the index knows."""
        found = self._connection.execute(
            "SELECT id FROM article WHERE path = ?", (encode_path(path),)
        ).fetchone()
        return None if found is None else int(found[0])

    def _under(self, roots: Sequence[Path], select: str) -> Iterator[tuple[Any, ...]]:
        # Statements for each root: in one for all, thousands of them (`reader *.md`) would be
        # too many terms, and an OR would sort whole rows.
        for root in roots:
            path = encode_path(root)
            folder = path.rstrip(bytes([_SEPARATOR]))
            first, last = folder + bytes([_SEPARATOR]), folder + bytes([_SEPARATOR + 1])
            yield from self._connection.execute(select + " WHERE path = ?", (path,))
            yield from self._connection.execute(select + _UNDER_FOLDER, (first, last))


class _Folders:
    """Makes paths in half the time that `Path` takes, from those of their folders."""

    def __init__(self) -> None:
        self._known: dict[bytes, Path] = {}

    def path(self, encoded: bytes) -> Path:
        folder, _, name = encoded.rpartition(bytes([_SEPARATOR]))
        known = self._known.get(folder)
        if known is None:
            known = self._known[folder] = decode_path(folder or encoded[:1])
        return known / os.fsdecode(name)


def _article(row: tuple[Any, ...], path: Path) -> Article:
    # Positional and in one call: ten thousand of these are made at every start.
    instant, tags = row[4], row[6]
    return Article(
        path,
        row[1],
        row[2],
        row[3],
        ArticleDate(datetime.fromisoformat(instant), row[5]) if instant else None,
        tuple(tags.split(_JOINT)) if tags else (),
        row[7],
        row[8],
        row[9],
        row[10],
        row[11],
        _UNITS.get(row[12], LengthUnit.WORDS),
        row[13],
        row[14],
        row[15],
        row[16],
        row[17],
        row[18],
    )
