"""How articles become rows of the index. Everything here runs inside a write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from reader.library.article import Article
from reader.library.sort_keys import moment
from reader.library.store import ids
from reader.library.store.article_row import INSERT, PARKED, checksum_of, encode_path, stored
from reader.library.store.reads import IndexSnapshot, decompress
from reader.library.store.row import PreparedFile
from reader.library.store.simhash import (
    ALIKE,
    SHARED,
    STRANGE,
    Likeness,
    compare,
    distance,
    share,
    simhash,
)
from reader.library.store.tokens import document_tokens

MOST_REMOVALS: Final = 10_000
"""Ids that are gone are remembered for those who keep a list in memory."""
_DELETE_TOKENS: Final = "INSERT INTO token (token, rowid, tokens) VALUES ('delete', ?, ?)"
_ALIKE: Final = """
    SELECT id, simhash, work, title_hash, fingerprint, url, length FROM article
        WHERE title_hash = ? AND title_hash <> 0
    UNION SELECT id, simhash, work, title_hash, fingerprint, url, length FROM article
        WHERE url <> '' AND url = ?
    UNION SELECT id, simhash, work, title_hash, fingerprint, url, length FROM article
        WHERE fingerprint <> '' AND fingerprint = ?
    LIMIT 500
"""
_MERGE: Final = "INSERT INTO token (token, rank) VALUES ('merge', ?)"
_MERGED_PAGES: Final = 1000
"""Pages of 4 KB that are merged in one transaction: 0.1 s."""
_COMPLEMENT: Final = bytes(range(0xFF, -1, -1))
_PURGED: Final = 1000
_COMPARED: Final = 3
"""Texts that one is compared with, a millisecond each."""


def merge_tokens(connection: sqlite3.Connection, *, first: bool) -> bool:
    """Brings the parts of the full-text index nearer to one; whether there may be more to do.

    https://sqlite.org/fts5.html#the_merge_command: negative at `first`, for parts of any size.
    """
    before = connection.total_changes
    connection.execute(_MERGE, (-_MERGED_PAGES if first else _MERGED_PAGES,))
    return connection.total_changes - before >= 2


def forget(connection: sqlite3.Connection, roots: Sequence[Path]) -> int:
    """Deletes all at or under the roots, and what is parked; of how many files."""
    connection.execute("PRAGMA secure_delete = ON")
    writer = IndexWriter(connection)
    known = sorted(IndexSnapshot(connection).signatures(roots))
    writer.park(known)
    while writer.purge(_PURGED):
        pass
    writer.finish()
    # The full-text index only notes what is deleted, until its parts are made one.
    connection.execute("INSERT INTO token (token) VALUES ('optimize')")
    return len(known)


class IndexWriter:
    """Changes the index within one transaction; `finish` must be its last call.

    `planned` are ids for new articles, by path; see `identity.plan`.
    """

    def __init__(
        self, connection: sqlite3.Connection, planned: Mapping[bytes, int] | None = None
    ) -> None:
        self._connection = connection
        self._snapshot = IndexSnapshot(connection)
        self._ids = ids.Allocator(connection, self._move, planned)
        self._revision = self._snapshot.revision + 1
        self._changed = False
        # Tokens go in by ascending id: FTS5 writes out all it holds whenever an id goes back.
        self._tokens: dict[int, str] = {}
        self._stale: dict[int, str] = {}

    def put_all(self, articles: Iterable[PreparedFile]) -> None:
        """Stores them in place of what was known of their paths, or of files moved there."""
        for prepared in sorted(articles, key=_turn):
            self._put(prepared)

    def park(self, paths: Iterable[bytes]) -> None:
        """Hides articles whose files are gone, until `purge` or until they are found elsewhere."""
        for path in paths:
            row = self._connection.execute(
                "SELECT id FROM article WHERE path = ?", (path,)
            ).fetchone()
            if row is None:
                continue
            for (earlier,) in self._connection.execute(
                "SELECT id FROM article WHERE path = ?", (PARKED + path,)
            ).fetchall():
                self._delete(earlier)
            self._connection.execute(
                "UPDATE article SET path = ?, revision = ? WHERE id = ?",
                (PARKED + path, self._revision, row[0]),
            )
            self._note_removal(row[0])

    def purge(self, limit: int) -> int:
        """Drops up to so many parked articles; how many there were."""
        rows = self._connection.execute(
            "SELECT id FROM article WHERE path < x'01' LIMIT ?", (limit,)
        ).fetchall()
        for (id_,) in rows:
            self._delete(id_)
        return len(rows)

    def finish(self) -> None:
        self._connection.executemany(_DELETE_TOKENS, sorted(self._stale.items()))
        self._connection.executemany(
            "INSERT INTO token (rowid, tokens) VALUES (?, ?)", sorted(self._tokens.items())
        )
        if not self._changed:
            return
        self._connection.execute("UPDATE revision SET current = ?", (self._revision,))
        forgotten = self._connection.execute(
            "SELECT revision FROM removal ORDER BY revision DESC LIMIT 1 OFFSET ?",
            (MOST_REMOVALS,),
        ).fetchone()
        if forgotten:
            self._connection.execute("DELETE FROM removal WHERE revision <= ?", forgotten)
            self._connection.execute("UPDATE revision SET forgotten = ?", forgotten)

    def _put(self, prepared: PreparedFile) -> None:
        self._changed = True
        article = prepared.article
        path = encode_path(article.path)
        known = self._connection.execute(
            "SELECT id, added FROM article WHERE path = ?", (path,)
        ).fetchone()
        added = article.mtime_ns
        if known is None:
            known = self._moved(article)
            added = known[1] if known else added
        if known is None:
            self._insert(prepared, self._ids.allocate(article.date, path), added)
            return
        id_ = known[0]
        before = self._snapshot.stored(id_)
        if self._only_moved(before, prepared, id_):
            self._connection.execute(
                "UPDATE article SET path = ?, size = ?, mtime_ns = ?, checksum = ?, ctime_ns = ?,"
                " added = ?, revision = ? WHERE id = ?",
                (
                    path,
                    article.size,
                    article.mtime_ns,
                    checksum_of(article),
                    prepared.ctime_ns,
                    added,
                    self._revision,
                    id_,
                ),
            )
            self._connection.execute("DELETE FROM link WHERE id = ?", (id_,))
            self._put_links(prepared, id_)
            return
        self._delete(id_)
        if ids.base(before.date) != ids.base(article.date):
            id_ = self._ids.allocate(article.date, path)
        self._insert(prepared, id_, added)

    def _moved(self, article: Article) -> tuple[int, int] | None:
        """The id and `added` of an article whose file is gone, with the same text."""
        rows = self._connection.execute(
            "SELECT id, added, path FROM article"
            " WHERE fingerprint <> '' AND fingerprint = ? AND path < x'01'",
            (article.fingerprint,),
        ).fetchall()
        name = encode_path(Path(article.path.name))
        best = max(rows, key=lambda row: (row[2].endswith(name), -row[0]), default=None)
        return best and (best[0], best[1])

    def _only_moved(self, before: Article, prepared: PreparedFile, id_: int) -> bool:
        article = prepared.article
        same = replace(before, path=article.path, size=article.size, mtime_ns=article.mtime_ns)
        if same != article:
            return False
        body = self._connection.execute("SELECT text FROM body WHERE id = ?", (id_,)).fetchone()
        return body is not None and body[0] == prepared.body

    def _insert(self, prepared: PreparedFile, id_: int, added: int) -> None:
        date = prepared.article.date
        work, text_hash = self._work(prepared.likeness, prepared.body)
        computed = {
            "ctime_ns": prepared.ctime_ns,
            "moment": moment(date),
            "minute": ids.base(date),
            "added": added,
            "title_key": prepared.title_key,
            "author_key": prepared.author_key,
            "title_hash": prepared.likeness.title,
            "simhash": text_hash,
            "work": work,
            "revision": self._revision,
            "id": id_,
        }
        self._connection.execute(INSERT, {**stored(prepared.article), **computed})
        self._connection.execute(
            "INSERT INTO title VALUES (?, ?, ?)",
            (id_, prepared.folded_title, prepared.title_pinyin),
        )
        self._connection.execute("INSERT INTO body VALUES (?, ?)", (id_, prepared.body))
        for label in prepared.labels:
            self._connection.execute(
                "INSERT OR IGNORE INTO label (kind, value, folded, pinyin, sort_key)"
                " VALUES (?, ?, ?, ?, ?)",
                label,
            )
            self._connection.execute(
                "INSERT INTO labelled SELECT id, ? FROM label WHERE kind = ? AND value = ?",
                (id_, label.kind, label.value),
            )
        self._put_links(prepared, id_)
        self._tokens[id_] = prepared.tokens

    def _put_links(self, prepared: PreparedFile, id_: int) -> None:
        if prepared.links:
            self._connection.execute("INSERT INTO link VALUES (?, ?)", (id_, prepared.links))

    def _move(self, id_: int, place: int) -> None:
        """Gives an article another id, which is free."""
        known = id_ in self._tokens
        self._tokens[place] = self._tokens.pop(id_) if known else self._outdate(id_)
        self._connection.execute(
            "UPDATE article SET id = ?, revision = ? WHERE id = ?", (place, self._revision, id_)
        )
        self._note_removal(id_)

    def _outdate(self, id_: int) -> str:
        """The tokens that are stored of an article; they will be deleted."""
        article = self._snapshot.stored(id_)
        tokens = self._stale[id_] = document_tokens(article, self._snapshot.text(id_))
        return tokens

    def _work(self, alike: Likeness, body: bytes) -> tuple[int, int | None]:
        """The work that this is a copy of, or a new one; and its simhash if it was needed."""
        unsure: list[tuple[int, int | None, int]] = []
        rows = self._connection.execute(_ALIKE, (alike.title, alike.url, alike.fingerprint))
        for id_, number, work, *other in rows:
            same = compare(alike, Likeness(*other))
            if same:
                return int(work), None
            if same is None:
                unsure.append((id_, number, work))
        if unsure:
            text = decompress(body)
            own = simhash(text)
            found = self._copied(text, own, unsure)
            return (self._new_work() if found is None else found), own
        return self._new_work(), None

    def _copied(
        self, text: str, own: int, unsure: Iterable[tuple[int, int | None, int]]
    ) -> int | None:
        """The work of the first that has nearly this text."""
        near: list[tuple[int, int, int]] = []
        for id_, number, work in unsure:
            far = distance(own, self._simhash(id_) if number is None else number)
            if far <= ALIKE:
                return work
            if far <= STRANGE:
                near.append((far, id_, work))
        for _, id_, work in sorted(near)[:_COMPARED]:
            if share(text, self._snapshot.text(id_)) >= SHARED:
                return work
        return None

    def _simhash(self, id_: int) -> int:
        """Compute and store the simhash, as other articles may have this title too."""
        number = simhash(self._snapshot.text(id_))
        self._connection.execute("UPDATE article SET simhash = ? WHERE id = ?", (number, id_))
        return number

    def _new_work(self) -> int:
        highest = self._connection.execute("SELECT max(work) FROM article").fetchone()[0]
        return (highest or 0) + 1

    def _delete(self, id_: int) -> None:
        self._changed = True
        if id_ in self._tokens:
            del self._tokens[id_]
        else:
            self._outdate(id_)
        labels = self._connection.execute(
            "SELECT label_id FROM labelled WHERE article_id = ?", (id_,)
        ).fetchall()
        self._connection.execute("DELETE FROM article WHERE id = ?", (id_,))
        self._connection.executemany(
            "DELETE FROM label WHERE id = ?1"
            " AND NOT EXISTS (SELECT 1 FROM labelled WHERE label_id = ?1)",
            labels,
        )
        self._note_removal(id_)

    def _note_removal(self, id_: int) -> None:
        self._changed = True
        self._connection.execute("INSERT INTO removal VALUES (?, ?)", (id_, self._revision))


def turn(path: bytes) -> bytes:
    """Sorts the paths of one minute, the last first: what comes later gets a higher id."""
    return path.translate(_COMPLEMENT) + b"\xff"


def _turn(prepared: PreparedFile) -> tuple[bool, bytes]:
    """Sorts what has a date by `turn`, and then what has none, the first path first."""
    path = encode_path(prepared.article.path)
    is_undated = ids.base(prepared.article.date) is None
    return is_undated, path if is_undated else turn(path)
