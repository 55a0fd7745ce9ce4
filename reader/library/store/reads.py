"""How an article comes back from the tables of the index."""

from __future__ import annotations

import os
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nlargest
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeVar

from reader.library.article import Article
from reader.library.store.article_row import SELECTED, article_of, decode_path, encode_path
from reader.library.store.ids import DAY, day_range

_SEPARATOR: Final = ord(os.sep)
_CHUNK: Final = 500
"""Values in one statement."""
_MOST_RANGES: Final = 16
"""Roots in one condition; of more, the ids are named."""
_GLANCE: Final = 16
"""Times the wanted number of rows that are looked at first, the newest of all."""
_HIGHEST: Final = 1 << 62
_SHOWN: Final = "article.path >= x'01'"

T = TypeVar("T")


class Content(NamedTuple):
    """The stored content of one file."""

    article: Article
    text: str = ""
    """Plain text of the body; in the index safe to show, its lines joined by single `\\n`."""
    ctime_ns: int = 0
    """Time of the file's last change in any way, its permissions included."""
    links: bytes = b""
    """What its links may lead to, as `link_keys.packed` makes it."""


class FileSignature(NamedTuple):
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


class RootScope(NamedTuple):
    """A WHERE clause for all at or under some roots; `article` is the table."""

    condition: str
    parameters: tuple[object, ...]
    covers_all: bool
    """Whether nothing else is in the index; the condition is `1` then."""


class IndexChanges(NamedTuple):
    """Changes of the index between two revisions."""

    written: array[int]
    """Ids of articles that are new or other than they were."""
    removed: array[int]


class IndexSnapshot:
    """A state of the index, while a transaction lasts. Roots must not be under one another."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    # -- single articles ------------------------------------------------------------------

    def article(self, id_: int) -> Article:
        """The article with an id. Raises KeyError if there is none."""
        for article in self.articles_of((id_,)):
            return article
        raise KeyError(id_)

    def articles_of(self, ids: Sequence[int]) -> list[Article]:
        """Articles in the order asked for; those that are gone are left out."""
        found: dict[int, Article] = {}
        folders = _Folders()
        for row in self._among("id", ids, SELECTED):
            found[row[0]] = article_of(row, folders.path(row[1]))
        return [found[id_] for id_ in ids if id_ in found]

    def stored(self, id_: int) -> Article:
        """An article that may be parked. It must be there."""
        row = self.connection.execute(
            f"SELECT {SELECTED} FROM article WHERE id = ?",  # noqa: S608 - a constant
            (id_,),
        ).fetchone()
        return article_of(row, decode_path(row[1]))

    def day_range(self, first_day: str, last_day: str) -> tuple[int, int]:
        """The lowest and the highest id of what is dated so; the lower is higher if nothing is."""
        first, last = day_range(first_day, last_day)
        low = self.connection.execute(
            "SELECT id FROM article WHERE minute >= ? ORDER BY minute, id LIMIT 1", (first,)
        ).fetchone()
        high = self.connection.execute(
            "SELECT id FROM article WHERE minute <= ? ORDER BY minute DESC, id DESC LIMIT 1",
            (last,),
        ).fetchone()
        return low[0] if low else _HIGHEST, high[0] if high else 0

    def text(self, id_: int) -> str:
        """The plain text; empty if there is none."""
        row = self.connection.execute("SELECT text FROM body WHERE id = ?", (id_,)).fetchone()
        return "" if row is None else decompress(row[0])

    def find(self, path: Path) -> int | None:
        """The id of a file that the index knows."""
        row = self.connection.execute(
            "SELECT id FROM article WHERE path = ?", (encode_path(path),)
        ).fetchone()
        return None if row is None else int(row[0])

    def article_at(self, path: bytes) -> Article | None:
        """The article at a path, given as `paths` gives it."""
        id_ = self.find(decode_path(path))
        return None if id_ is None else self.article(id_)

    def find_url(self, url: str) -> list[int]:
        """Newest first."""
        return self._find("url <> '' AND url = ?", url)

    def urls_with(self, letters: str) -> list[tuple[int, str]]:
        """Id and address of those articles whose address has these ASCII letters and digits."""
        rows = self.connection.execute(
            f"SELECT id, url FROM article WHERE url <> '' AND instr(lower(url), ?) AND {_SHOWN}"  # noqa: S608 - ours
            " ORDER BY id DESC",
            (letters.lower(),),
        )
        return rows.fetchall()

    def linking(self, keys: Iterable[int]) -> list[int]:
        """Articles with links that have one of these numbers of `link_keys`, newest first."""
        from reader.library.links.link_keys import pack_key  # late: not for the list

        packed = [pack_key(key) for key in keys]
        if not packed:
            return []
        condition = " OR ".join(["instr(link.keys, ?)"] * len(packed))
        rows = self.connection.execute(
            f"SELECT id FROM link JOIN article USING (id) WHERE ({condition}) AND {_SHOWN}"  # noqa: S608 - ours
            " ORDER BY id DESC",
            packed,
        )
        return [id_ for (id_,) in rows]

    def find_fingerprint(self, fingerprint: str) -> list[int]:
        """Newest first."""
        return self._find("fingerprint <> '' AND fingerprint = ?", fingerprint)

    def find_title(self, title_hash: int) -> list[int]:
        """Newest first, by `likeness.title_hash`."""
        return self._find("title_hash <> 0 AND title_hash = ?", title_hash)

    def find_tokens(self, expression: str, most: int) -> list[int]:
        """Newest first: what the full-text index has for an expression of `lookup`."""
        rows = self.connection.execute(
            "SELECT rowid FROM token WHERE token MATCH ? ORDER BY rowid DESC LIMIT ?",
            (expression, most),
        )
        return [id_ for (id_,) in rows]

    def find_tokens_beside(self, expression: str, id_: int, most: int) -> list[int]:
        """As `find_tokens`, but at most so many of those before `id_`, and of those behind it."""
        found: list[int] = []
        for side in ("rowid < ? ORDER BY rowid DESC", "rowid > ? ORDER BY rowid"):
            rows = self.connection.execute(
                f"SELECT rowid FROM token WHERE token MATCH ? AND {side} LIMIT ?",  # noqa: S608
                (expression, id_, most),
            )
            found += [other for (other,) in rows]
        return found

    def named_at(self, paths: Iterable[bytes]) -> dict[bytes, tuple[int, str, str]]:
        """Id, fingerprint and title of those files among these (`encode_path`) that it knows."""
        rows = self._among("path", list(paths), "path, id, fingerprint, title", shown=False)
        return {path: (id_, fingerprint, title) for path, id_, fingerprint, title in rows}

    def known(self, column: Literal["fingerprint", "url", "title_hash"], values: set[T]) -> set[T]:
        """The values among these that some article has."""
        rows = self._among(column, list(values), column)
        return {value for (value,) in rows if value != ""}

    def resolve(self, names: Iterable[tuple[str, Path]]) -> set[int]:
        """The articles that (fingerprint, path) mean: those of this path, those of this text."""
        asked = list(names)
        paths = [encode_path(path) for _, path in asked]
        fingerprints = list({fingerprint for fingerprint, _ in asked if fingerprint})
        rows = chain(
            self._among("path", paths, "id"), self._among("fingerprint", fingerprints, "id")
        )
        return {id_ for (id_,) in rows}

    # -- all under some roots -------------------------------------------------------------

    def scope(self, roots: Sequence[Path]) -> RootScope:
        ranges = sorted(chain.from_iterable(map(_ranges, roots)))
        if self._is_all(ranges):
            return RootScope("1", (), covers_all=True)
        if len(ranges) > 2 * _MOST_RANGES:
            import json  # late: hardly ever needed

            ids = json.dumps(self.ids(roots).tolist())
            return RootScope(
                "article.id IN (SELECT value FROM json_each(?))", (ids,), covers_all=False
            )
        condition = " OR ".join(["article.path >= ? AND article.path < ?"] * len(ranges)) or "0"
        return RootScope(f"({condition})", tuple(chain.from_iterable(ranges)), covers_all=False)

    def count(self, roots: Sequence[Path]) -> int:
        rows = self._under(roots, "SELECT count(*) FROM article")
        return sum(number for (number,) in rows)

    def paths(self, roots: Sequence[Path]) -> Iterator[bytes]:
        """The paths of all articles, as `encode_path` writes them."""
        return (path for (path,) in self._under(roots, "SELECT path FROM article"))

    def ids(self, roots: Sequence[Path]) -> array[int]:
        """Ascending: the undated, then oldest to newest."""
        rows = self._under(roots, "SELECT id FROM article")
        return array("q", sorted(id_ for (id_,) in rows))

    def newest(self, roots: Sequence[Path], limit: int) -> list[tuple[int, Article]]:
        """The newest, newest first; the undated come last."""
        # Where the roots hold most of the index they are soon found from above; a folder that
        # holds little of it is looked up.
        rows = self.connection.execute(
            "SELECT id, path FROM article ORDER BY id DESC LIMIT ?", (limit * _GLANCE,)
        ).fetchall()
        ranges = list(chain.from_iterable(map(_ranges, roots)))
        ids = [id_ for id_, path in rows if any(low <= path < high for low, high in ranges)]
        if len(ids) < limit and len(rows) == limit * _GLANCE:
            ids = nlargest(limit, self.ids(roots))
        return list(zip(ids[:limit], self.articles_of(ids[:limit]), strict=True))

    def articles(self, roots: Sequence[Path]) -> list[Article]:
        """Articles in the order of the roots, then by path: for few of them."""
        folders = _Folders()
        select = f"SELECT {SELECTED} FROM article"  # noqa: S608 - a constant
        rows = self._under(roots, select, " ORDER BY path")
        return [article_of(row, folders.path(row[1])) for row in rows]

    def names(self, roots: Sequence[Path]) -> Iterator[tuple[Path, str, str]]:
        """Path, address and fingerprint of each article, whatever is not known empty."""
        folders = _Folders()
        select = "SELECT path, url, fingerprint FROM article"
        for path, url, fingerprint in self._under(roots, select):
            yield folders.path(path), url, fingerprint

    def minutes(self) -> list[tuple[int, int]]:
        """`identity.base` and id of all that are dated, ascending."""
        return self.connection.execute(
            "SELECT minute, id FROM article WHERE typeof(minute) = 'integer' ORDER BY minute, id"
        ).fetchall()

    def months(self) -> list[tuple[int, date]]:
        """The lowest id of each month that has articles, and its first day; ascending."""
        found: list[tuple[int, date]] = []
        minute = 0
        while row := self.connection.execute(
            "SELECT id, minute FROM article WHERE minute >= ? ORDER BY minute, id LIMIT 1",
            (minute,),
        ).fetchone():
            month = date.fromordinal(row[1] // DAY).replace(day=1)
            found.append((row[0], month))
            if (month.year, month.month) == (date.max.year, date.max.month):
                break
            following = month.replace(
                year=month.year + month.month // 12, month=month.month % 12 + 1
            )
            minute = following.toordinal() * DAY
        return found

    def signatures(self, roots: Sequence[Path]) -> dict[bytes, tuple[int, int, int | None]]:
        """Signatures by path, as `FileSignature.agrees_with` takes them."""
        rows = self._under(
            roots,
            "SELECT path, size, mtime_ns, CASE error WHEN '' THEN NULL ELSE ctime_ns END"
            " FROM article",
        )
        found = {path: (size, mtime_ns, ctime_ns) for path, size, mtime_ns, ctime_ns in rows}
        if any(type(path) is not bytes or b"\0" in path for path in found):
            raise ValueError("a stored path is not one")
        return found

    def is_in_order(self) -> bool:
        """Whether the paths of all articles ascend where the index on them has them."""
        rows = self.connection.execute("SELECT path FROM article ORDER BY path")
        return all(one < other for (one,), (other,) in pairwise(rows))

    @property
    def has_parked(self) -> bool:
        """Whether there are articles whose files are gone."""
        row = self.connection.execute("SELECT 1 FROM article WHERE path < x'01' LIMIT 1").fetchone()
        return row is not None

    # -- changes --------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """Rises with everything that is written."""
        return int(self.connection.execute("SELECT current FROM revision").fetchone()[0])

    def changes(self, since: int) -> IndexChanges | None:
        """Changes after revision `since`; None if they are no longer known."""
        current, forgotten = self.connection.execute(
            "SELECT current, forgotten FROM revision"
        ).fetchone()
        if not forgotten <= since <= current:
            return None
        written, removed = (
            array("q", (id_ for (id_,) in self.connection.execute(select, (since,))))
            for select in (
                f"SELECT id FROM article WHERE revision > ? AND {_SHOWN}",  # noqa: S608 - a constant
                "SELECT id FROM removal WHERE revision > ?",
            )
        )
        return IndexChanges(written, removed)

    def _among(
        self, column: str, values: Sequence[object], selected: str, *, shown: bool = True
    ) -> Iterator[tuple[Any, ...]]:
        """Columns of the articles whose column has one of these values, in any order."""
        condition = f" AND {_SHOWN}" if shown else ""
        for start in range(0, len(values), _CHUNK):
            chunk = values[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            # Not the cursor: a generator closes it, and may do so after the connection.
            yield from self.connection.execute(
                f"SELECT {selected} FROM article WHERE {column} IN ({marks}){condition}",  # noqa: S608 - ours
                chunk,
            ).fetchall()

    def _find(self, condition: str, value: str | int) -> list[int]:
        rows = self.connection.execute(
            f"SELECT id FROM article WHERE {condition} AND {_SHOWN} ORDER BY id DESC",  # noqa: S608 - ours
            (value,),
        )
        return [id_ for (id_,) in rows]

    def _is_all(self, ranges: Sequence[tuple[bytes, bytes]]) -> bool:
        after = b""
        for low, high in (*ranges, (b"", b"")):
            below = " AND path < ?" if low else ""
            found = self.connection.execute(
                f"SELECT 1 FROM article WHERE path >= ?{below} LIMIT 1",  # noqa: S608 - a constant
                (after, low) if low else (after,),
            ).fetchone()
            if found:
                return False
            after = high
        return True

    def _under(
        self, roots: Sequence[Path], select: str, order: str = ""
    ) -> Iterator[tuple[Any, ...]]:
        # Statements for each root: in one for all, thousands of them (`reader *.md`) would be
        # too many terms, and an OR would sort whole rows.
        for root in roots:
            for low, high in _ranges(root):
                # Not the cursor: a generator closes it, and may do so after the connection.
                yield from self.connection.execute(
                    f"{select} WHERE path >= ? AND path < ?{order}", (low, high)
                ).fetchall()


def compress(text: str) -> bytes:
    """The bytes that `body` holds of a text: the level costs nothing beside the disk."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def decompress(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "surrogatepass")


def _ranges(root: Path) -> tuple[tuple[bytes, bytes], ...]:
    """Ranges (first, behind the last) of the root's own path and of the paths in it."""
    path = encode_path(root)
    folder = path.rstrip(bytes([_SEPARATOR]))
    within = (folder + bytes([_SEPARATOR]), folder + bytes([_SEPARATOR + 1]))
    return (within,) if path != folder else ((path, path + b"\0"), within)


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
