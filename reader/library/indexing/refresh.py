"""Making an index agree with the files: what is new, changed or gone is found and stored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from sqlite3 import Connection
from time import monotonic
from typing import Final, Protocol, TypeVar

from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.indexing.priority import likely_minute
from reader.library.indexing.progress import NO_SUCH_FILE, FileWalk, Progress, normalize_roots
from reader.library.indexing.scan import scan_parts
from reader.library.store import ids
from reader.library.store.article_row import decode_path
from reader.library.store.database import IndexDatabase
from reader.library.store.reads import Content, FileSignature, IndexSnapshot
from reader.library.store.row import PreparedFile, prepare, read_content, unreadable
from reader.library.store.tokens import TextTokens, text_tokens
from reader.library.store.writes import IndexWriter, turn
from reader.text.safe import clean_line

T = TypeVar("T")

_STORE_SECONDS: Final = 1.0
"""Seconds between two stores at first, however little was read."""
_SLOWER: Final = 0.05
"""Later after so much of the time that it took so far: larger transactions cost less."""
_LONGEST: Final = 4.0
_MANY: Final = 500
"""Files due for reading from which on their ids are planned."""
_BETWEEN: Final = 1000
"""Files that are looked at between two steps."""
_TRIED: Final = 100
"""New files that are looked up one by one."""
_SUSPECT: Final = 0.01
"""New files for each that is known, from which on the index is looked through: 1 µs a path."""
_PURGED: Final = 100
"""Articles that are dropped in one transaction."""
_WIDEST: Final = 1024
"""Distance of the ids of what a slow disk showed first: there is more to come between them."""


class Preparer(Protocol):
    """Reads files and prepares them for the index, in whatever order suits it."""

    def __call__(
        self, due: Mapping[bytes, FileSignature], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[bytes, PreparedFile | None] | None]:
        """Yields each path with what became of it: None of a file that is gone by now.

        Now and then yields None instead, so that progress can be told meanwhile.
        """


@dataclass(slots=True)
class Tally:
    done: int = 0
    total: int | None = None
    changed: int = 0
    problems: tuple[str, ...] = ()
    seconds_left: float | None = None

    def progress(self) -> Progress:
        return Progress(self.done, self.total, self.changed, self.problems, self.seconds_left)

    def add_problems(self, articles: Iterable[Article]) -> None:
        self.problems += tuple(
            clean_line(f"{article.path}: {article.error}") for article in articles if article.error
        )


class Refresher:
    """Refreshes one index; `batch` files are stored at a time."""

    def __init__(
        self,
        database: IndexDatabase,
        walk: FileWalk,
        prepare: Preparer,
        *,
        batch: int,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`clock` says how long the disk takes to be looked at."""
        self._database = database
        self._walk = walk
        self._prepare = prepare
        self._batch = batch
        self._clock = clock
        self._planned: dict[bytes, int] = {}

    def run(self, named: Sequence[Path], cancelled: Callable[[], bool]) -> Iterator[Progress]:
        """Everything reported is stored. What was not reached is left for the next time."""
        tally = Tally()
        generation = -1
        # Again if the index was lost on the way: what was stored before is missing then.
        while generation != self._database.generation:
            generation = self._database.generation
            yield from self._pass(named, tally, cancelled)

    def _pass(
        self, named: Sequence[Path], tally: Tally, cancelled: Callable[[], bool]
    ) -> Iterator[Progress]:
        roots = normalize_roots(named)
        tally.done, tally.total, tally.problems = 0, None, ()
        yield tally.progress()
        found: dict[bytes, FileSignature] = {}
        is_new = not self._database.read(lambda each: IndexSnapshot(each).count(roots))
        distance = _WIDEST
        # A file that is named is read even where its folder's walk would pass it over.
        for part in scan_parts(self._walk, named, cancelled, self._clock):
            found |= part.files
            if part.is_last:
                yield from self._agree(roots, found, tally, cancelled)
            elif is_new:  # else what is gone comes first: it may be found elsewhere
                yield from self._read(part.files, tally, cancelled, distance)
                distance = max(distance // 2, ids.STEP)

    def _agree(
        self,
        roots: Sequence[Path],
        found: Mapping[bytes, FileSignature],
        tally: Tally,
        cancelled: Callable[[], bool],
    ) -> Iterator[Progress]:
        """Makes the index agree with `found`, all that there is."""
        tally.problems += tuple(
            clean_line(f"{root}{NO_SUCH_FILE}") for root in roots if not os.path.lexists(root)
        )
        known = self._database.read(lambda each: _known(IndexSnapshot(each), roots, found))
        gone = known.keys() - found.keys()
        if gone:
            self._write(lambda writer: writer.park(sorted(gone)))
        tally.changed += len(gone)
        due = {path: now for path, now in found.items() if not now.agrees_with(known.get(path))}
        tally.done, tally.total = len(found) - len(due), len(found)
        yield tally.progress()
        yield from self._read(due, tally, cancelled, ids.STEP)
        while not cancelled() and self._has_parked():
            self._write(lambda writer: writer.purge(_PURGED))
            yield tally.progress()

    def _has_parked(self) -> bool:
        """Asked first: to write is to wait for whoever has the lock."""
        return self._database.read(lambda connection: IndexSnapshot(connection).has_parked)

    def _plan(
        self,
        due: Mapping[bytes, FileSignature],
        tally: Tally,
        cancelled: Callable[[], bool],
        distance: int,
    ) -> Iterator[Progress]:
        """Ids that lie close together: half of the index is distances between them."""
        found: list[tuple[int, bytes]] = []
        for number, path in enumerate(sorted(due, key=turn)):
            if cancelled():
                return
            if number % _BETWEEN == 0:
                yield tally.progress()
            minute = likely_minute(decode_path(path))
            if minute is not None:
                found.append((minute, path))
        found.sort(key=itemgetter(0))
        known = self._database.read(lambda connection: IndexSnapshot(connection).minutes())
        self._planned = ids.plan(known, found, distance)

    def _read(
        self,
        due: Mapping[bytes, FileSignature],
        tally: Tally,
        cancelled: Callable[[], bool],
        distance: int,
    ) -> Iterator[Progress]:
        estimate = _Estimate(due)
        waiting: list[PreparedFile] = []
        reached = 0
        start = stored_at = monotonic()
        for number, step in enumerate(self._prepare(due, cancelled)):
            if number == 0 and len(due) >= _MANY:  # by now others read: nobody has to wait for it
                yield from self._plan(due, tally, cancelled, distance)
            if step is not None:
                path, prepared = step
                estimate.add(path)
                reached += 1
                if prepared is not None:
                    waiting.append(prepared)
            interval = min(_STORE_SECONDS + (stored_at - start) * _SLOWER, _LONGEST)
            late = monotonic() - stored_at > interval
            if reached and (reached >= self._batch or late):
                self._store(waiting, reached, tally)
                waiting, reached, stored_at = [], 0, monotonic()
                tally.seconds_left = None if tally.total is None else estimate.seconds_left()
                yield tally.progress()
            elif step is None:
                yield tally.progress()
        tally.seconds_left = None
        if reached:
            self._store(waiting, reached, tally)
            yield tally.progress()

    def _store(self, prepared: Sequence[PreparedFile], reached: int, tally: Tally) -> None:
        if prepared:
            self._write(lambda writer: writer.put_all(prepared))
        tally.done += reached
        tally.changed += len(prepared)
        tally.add_problems(each.article for each in prepared)

    def _write(self, operation: Callable[[IndexWriter], T]) -> T:
        def transact(connection: Connection) -> T:
            writer = IndexWriter(connection, self._planned)
            result = operation(writer)
            writer.finish()
            return result

        return self._database.write(transact)


def _known(
    snapshot: IndexSnapshot, roots: Sequence[Path], found: Iterable[bytes]
) -> dict[bytes, tuple[int, int, int | None]]:
    """Signatures by path. Raises ValueError if the index has a file that it does not list."""
    known = snapshot.signatures(roots)
    missing = [path for path in found if path not in known]
    if any(snapshot.find(decode_path(path)) is not None for path in missing[:_TRIED]):
        raise ValueError("the index is not in order")
    # One path that is damaged hides those behind it from each way of looking for them.
    if len(missing) > len(known) * _SUSPECT and not snapshot.is_in_order():
        raise ValueError("the paths of the index are not in order")
    return known


class _Estimate:
    """An estimate of the time left: by the sizes of the files, from how long those before took."""

    def __init__(self, due: Mapping[bytes, FileSignature]) -> None:
        self._due = due
        self._left = sum(map(self._cost, due))
        self._total = self._left
        self._start = monotonic()

    def add(self, path: bytes) -> None:
        self._left -= self._cost(path)

    def seconds_left(self) -> float | None:
        done = self._total - self._left
        return (monotonic() - self._start) / done * self._left if done else None

    def _cost(self, path: bytes) -> int:
        return self._due[path].size + 2000


def _of_head(path: Path, reason: str, signature: FileSignature) -> PreparedFile:
    """A file that is too much to read, with what its head says of it."""
    from reader.library.indexing.first_look import describe_head  # late: parsers are heavy

    try:
        article = replace(describe_head(path), path=path, error=reason)
    except (ReaderError, OSError, MemoryError):
        return unreadable(path, reason, signature)
    return prepare(Content(article), signature)


def prepare_file(
    path: Path,
    signature: FileSignature,
    read: Callable[[Path], Content] = read_content,
    text_tokens: TextTokens = text_tokens,
) -> PreparedFile | None:
    """The file, read; None if it has vanished since it was seen."""
    try:
        content = read(path)
        content = content._replace(article=replace(content.article, path=path))
        prepared = prepare(content, signature, text_tokens)
    except MemoryError:
        prepared = _of_head(path, "takes too much memory to read", signature)
    except Exception as error:  # noqa: BLE001 - a fault in one file must not hide all others
        reason = clean_line(str(error)) or type(error).__name__
        prepared = unreadable(path, reason, signature)
    if prepared.article.error and not os.path.lexists(path):
        return None
    return prepared
