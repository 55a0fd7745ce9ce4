"""The index of a library: what is known of each file, and its text, without opening it again."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Protocol, TypeVar

from reader import __version__
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.database import Database
from reader.library.record import (
    SCHEMA,
    Content,
    Fold,
    Signature,
    Snapshot,
    decode_path,
    delete,
    encode_path,
    insert,
)
from reader.text.fold import fold as fold_text
from reader.text.safe import clean, clean_line

T = TypeVar("T")

_VERSION = zlib.crc32(f"{SCHEMA}{__version__}".encode()) & 0x7FFFFFFF
"""What the index holds depends on the tables and on the program that read the files."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh has come, in files."""

    done: int
    total: int | None
    """None while the files are still being looked for."""
    changed: int
    """Files added, read again, or dropped so far."""
    problems: tuple[str, ...] = ()
    """One line for each file that could not be read and each root that is not there, safe to
    show."""


class Walk(Protocol):
    """Names the files under some roots, as `discover.walk` does."""

    def __call__(
        self, roots: Sequence[Path], *, cancelled: Callable[[], bool]
    ) -> Iterable[Path]: ...


Read = Callable[[Path], Content]


class Index:
    """Articles and their text, kept in `file`, or in memory if `file` is None.

    May be used from several threads at once. Nothing here raises for a bad file or a bad index:
    the one becomes an article with an `error`, the other is made anew, and `notices` say so.
    """

    def __init__(
        self,
        file: Path | None,
        *,
        walk: Walk | None = None,
        read: Read | None = None,
        fold: Fold = fold_text,
    ) -> None:
        self.loads = 0
        """Files read so far."""
        self._walk = walk or _walk
        self._read = read or read_content
        self._fold = fold
        self._database = Database(file, schema=SCHEMA, version=_VERSION)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong with the index itself, one line each, safe to show."""
        return tuple(map(clean_line, self._database.notices))

    @property
    def in_memory(self) -> bool:
        return self._database.in_memory

    @property
    def fold(self) -> Fold:
        """What the texts in the index were folded with."""
        return self._fold

    def view(self, operation: Callable[[Snapshot], T]) -> T:
        """What `operation` returns; it sees one state of the index, whoever writes meanwhile."""
        return self._database.read(lambda connection: operation(Snapshot(connection)))

    def articles(self, roots: Sequence[Path]) -> list[Article]:
        """All that the last refresh found at or under the roots, by root, then by path."""
        outermost = normalize_roots(roots)
        return self.view(lambda snapshot: snapshot.articles(outermost))

    def article(self, path: Path) -> Article | None:
        def look(snapshot: Snapshot) -> Article | None:
            id_ = snapshot.find(_normalize(path))
            return None if id_ is None else snapshot.article(id_)

        return self.view(look)

    def text(self, path: Path) -> str:
        """The plain text of a file; empty if the index does not know it."""

        def look(snapshot: Snapshot) -> str:
            id_ = snapshot.find(_normalize(path))
            return "" if id_ is None else snapshot.text(id_)

        return self.view(look)

    def refresh(
        self,
        roots: Sequence[Path],
        *,
        cancelled: Callable[[], bool] = lambda: False,
        batch: int = 32,
    ) -> Iterator[Progress]:
        """Makes the index agree with the files under the roots, `batch` files at a time.

        Reads only what is new or changed by size or time. Everything reported is stored; what
        was not reached, because it was cancelled or killed, is left for the next refresh.
        """
        named = list(dict.fromkeys(map(_normalize, roots)))
        tally = _Tally()
        generation = -1
        # Again if the index was lost on the way: what was stored before is missing then.
        while generation != self._database.generation:
            generation = self._database.generation
            yield from self._pass(named, tally, cancelled, batch)

    def _pass(
        self, named: Sequence[Path], tally: _Tally, cancelled: Callable[[], bool], batch: int
    ) -> Iterator[Progress]:
        roots = normalize_roots(named)
        tally.done, tally.total, tally.problems = 0, None, ()
        yield tally.progress()
        # A file that is named is read even where its folder's walk would pass it over.
        found = self._scan(named, cancelled)
        if found is None:
            return
        tally.problems += tuple(
            clean_line(f"{root}: no such file or folder")
            for root in roots
            if not os.path.lexists(root)
        )
        known = self.view(lambda snapshot: snapshot.signatures(roots))
        gone = sorted(known.keys() - found.keys())
        if gone:
            self._database.write(lambda connection: delete(connection, gone))
        tally.changed += len(gone)
        due = [path for path, now in found.items() if not now.agrees_with(known.get(path))]
        tally.done, tally.total = len(found) - len(due), len(found)
        yield tally.progress()
        for start in range(0, len(due), batch):
            contents: list[Content] = []
            for path in due[start : start + batch]:
                if cancelled():
                    break
                contents += self._read_file(decode_path(path), found[path])
                tally.done += 1
            self._store(contents)
            tally.changed += len(contents)
            tally.add_problems(contents)
            yield tally.progress()
            if cancelled():
                return

    def _scan(
        self, roots: Sequence[Path], cancelled: Callable[[], bool]
    ) -> dict[bytes, Signature] | None:
        """The files on disk; None if cancelled."""
        found: dict[bytes, Signature] = {}
        for path in self._walk(roots, cancelled=cancelled):
            if cancelled():
                return None
            try:
                status = path.stat()
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError:
                found[encode_path(path)] = Signature(0, 0, 0)
            else:
                found[encode_path(path)] = Signature(
                    status.st_size, status.st_mtime_ns, status.st_ctime_ns
                )
        return None if cancelled() else found

    def _read_file(self, path: Path, signature: Signature) -> list[Content]:
        """The content of the file, or nothing if it has vanished since it was seen."""
        self.loads += 1
        try:
            content = self._read(path)
        except Exception as error:  # noqa: BLE001 - a fault in one file must not hide all others
            reason = clean_line(str(error)) or type(error).__name__
            content = Content(Article(path, clean_line(path.stem), error=reason))
        if content.article.error and not os.path.lexists(path):
            return []
        # The size and time from before the reading: a change since then will be noticed.
        article = replace(
            content.article, path=path, size=signature.size, mtime_ns=signature.mtime_ns
        )
        return [Content(article, _collapse(content.text), signature.ctime_ns)]

    def _store(self, contents: Sequence[Content]) -> None:
        def insert_all(connection: Connection) -> None:
            for content in contents:
                insert(connection, content, self._fold)

        if contents:
            self._database.write(insert_all)


@dataclass(slots=True)
class _Tally:
    done: int = 0
    total: int | None = None
    changed: int = 0
    problems: tuple[str, ...] = ()

    def progress(self) -> Progress:
        return Progress(self.done, self.total, self.changed, self.problems)

    def add_problems(self, contents: Iterable[Content]) -> None:
        articles = (content.article for content in contents if content.article.error)
        self.problems += tuple(
            clean_line(f"{article.path}: {article.error}") for article in articles
        )


def read_content(path: Path) -> Content:
    """Reads a file with the library's loader. What cannot be read has an `error` and no text."""
    # Late: parsers are heavy, and a warm start reads no file.
    from reader.document.plain import plain_text
    from reader.library.load import describe, load

    try:
        loaded = load(path)
        return Content(loaded.article, plain_text(loaded.body, loaded.kind))
    except (ReaderError, OSError) as error:
        article = describe(path)
        return Content(article if article.error else replace(article, error=str(error)))


def normalize_roots(roots: Iterable[Path]) -> list[Path]:
    """Absolute, in the order given, without those that are at or under another."""
    absolute = list(dict.fromkeys(map(_normalize, roots)))
    among = set(absolute)
    return [root for root in absolute if among.isdisjoint(root.parents)]


def _normalize(path: Path) -> Path:
    # Links stay as they are: a path is shown as its owner wrote it.
    return Path(os.path.normpath(path.absolute()))


def _walk(roots: Sequence[Path], *, cancelled: Callable[[], bool]) -> Iterable[Path]:
    from reader.library.discover import walk

    return walk(roots, cancelled=cancelled)


def _collapse(text: str) -> str:
    """Safe text with single spaces within, and single newlines between, its lines."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)
