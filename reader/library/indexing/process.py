"""Big refreshes of the index, in a process of its own: the app's interpreter stays free.

The process has a pool of workers and is the one that writes. It tells its progress as JSON and
ends when its stdin does: whoever reads is gone then, or wants no more. It may be killed at any
moment: what was stored stays, the next one goes on from there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reader.library.indexing.progress import BuildError, Progress, UnwritableError, normalize_roots
from reader.library.store.article_row import encode_path
from reader.library.store.reads import IndexSnapshot
from reader.process.channel import Channel, ChannelError, FailedError, to_parent
from reader.process.child import Limits, end_with_parent
from reader.process.task import NoChildError, StoppedError, answers

if TYPE_CHECKING:
    from reader.library.store.database import IndexDatabase

BATCH: Final = 1000
"""Articles in one transaction, if they come so fast."""
_MANY: Final = 1000
"""Changes after which the index is put in order."""
_WAIT_SECONDS: Final = 0.3
"""Seconds between two looks at how far another process has come."""
_NICE: Final = 5
_MOST_ANSWER: Final = 64 << 20
"""Bytes of one answer: each names the files that cannot be read since the last one."""


def stream(
    file: Path,
    roots: Sequence[Path],
    cancelled: Callable[[], bool],
    within: Sequence[Path] = (),
) -> Iterator[tuple[Progress, int]]:
    """Refreshes the index in `file`: each progress with the number of files read so far.

    Links are followed as `discover.walk` does with `within`.

    Ends early, within moments, once it is `cancelled`, and with the iterator. Raises BuildError
    after however many steps.
    """
    told = answers(
        child,
        Limits(niceness=_NICE),
        [request_for(file, roots, within=within)],
        wanted=lambda: not cancelled(),
        most=_MOST_ANSWER,
    )
    try:
        with closing(told):
            yield from _progress(told)
    except FailedError as error:
        raise UnwritableError(error.what) from error
    except NoChildError as error:
        raise BuildError(f"the reading of the library could not start: {error.what}") from error
    except StoppedError as error:
        if not cancelled():
            raise BuildError("the process that reads the library ended early") from error
    except ChannelError as error:
        raise BuildError(error.what) from error


def request_for(
    file: Path, roots: Sequence[Path], batch: int = BATCH, within: Sequence[Path] = ()
) -> bytes:
    """The request that `child` is sent: ASCII, bytes that are no text as surrogates."""
    request = {
        "file": os.fspath(file),
        "roots": [os.fspath(root) for root in roots],
        "within": [os.fspath(folder) for folder in within],
        "batch": batch,
    }
    return json.dumps(request).encode("ascii")


def _progress(messages: Iterable[bytes]) -> Iterator[tuple[Progress, int]]:
    problems: tuple[str, ...] = ()
    for message in messages:
        told: dict[str, Any] = json.loads(message)
        problems = problems[: told["known"]] + tuple(told["problems"])
        progress = Progress(
            told["done"], told["total"], told["changed"], problems, told["seconds_left"]
        )
        yield progress, told["loads"]


def child() -> None:
    """Answers one request of the process that started it."""
    parent = to_parent()
    request = json.loads(parent.receive() or b"")
    end_with_parent()
    roots, within = ([Path(name) for name in request[names]] for names in ("roots", "within"))
    try:
        _refresh(Path(request["file"]), roots, within, int(request["batch"]), _Teller(parent))
    except UnwritableError as error:
        parent.fail(error.what)
    else:
        parent.end()


class _Teller:
    """Tells progress: of the problems only those that were not told before."""

    def __init__(self, parent: Channel) -> None:
        self._parent = parent
        self._problems: tuple[str, ...] = ()

    def __call__(self, progress: Progress, loads: int) -> None:
        known = len(self._problems)
        if progress.problems[:known] != self._problems:
            known = 0
        self._problems = progress.problems
        told = {
            "done": progress.done,
            "total": progress.total,
            "changed": progress.changed,
            "known": known,
            "problems": progress.problems[known:],
            "seconds_left": progress.seconds_left,
            "loads": loads,
        }
        self._parent.send(json.dumps(told).encode("ascii"))


def _refresh(
    file: Path,
    roots: Sequence[Path],
    within: Sequence[Path],
    batch: int,
    tell: Callable[[Progress, int], None],
) -> None:
    from reader.library.files.discover import walk
    from reader.library.indexing.pool import Pool
    from reader.library.indexing.refresh import Refresher
    from reader.library.kept_documents import kept_beside
    from reader.library.store.database import IndexDatabase
    from reader.library.store.schema import SCHEMA, VERSION

    with closing(IndexDatabase(file, schema=SCHEMA, version=VERSION)) as database:
        pool = Pool(kept=kept_beside(file))
        _check_writable(database)
        with _turn(file, roots, database, tell):
            refresher = Refresher(database, partial(walk, within=within), pool, batch=batch)
            for progress in refresher.run(roots, lambda: database.in_memory):
                _check_writable(database)
                tell(progress, pool.loads)
        _check_writable(database)
        if pool.loads >= _MANY:
            _put_in_order(database)


def _check_writable(database: IndexDatabase) -> None:
    """Raise UnwritableError for an index in memory: nobody else would see what is stored there."""
    if database.in_memory:
        raise UnwritableError(database.fault)


def _put_in_order(database: IndexDatabase) -> None:
    """A search then looks into one part of the full-text index; and the file is smaller."""
    from reader.library.store.writes import merge_tokens

    has_more = database.write(partial(merge_tokens, first=True))
    while has_more:
        has_more = database.write(partial(merge_tokens, first=False))
    database.shrink()


@contextmanager
def _turn(
    file: Path,
    roots: Sequence[Path],
    database: IndexDatabase,
    tell: Callable[[Progress, int], None],
) -> Iterator[None]:
    """Hold the lock of these roots; a process that waits reports how far the other has come."""
    from filelock import FileLock, Timeout

    name = blake2b(b"\0".join(sorted(map(encode_path, roots))), digest_size=8).hexdigest()
    lock = FileLock(f"{file}.{name}.lock", mode=0o600)
    followed = _Followed(normalize_roots(roots), database)
    while True:
        try:
            lock.acquire(timeout=_WAIT_SECONDS)
            break
        except Timeout:
            tell(followed.progress(), 0)
    try:
        yield
    finally:
        # If another comes in between, both read; nothing is lost but time.
        with suppress(OSError):  # Windows deletes no open file
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


class _Followed:
    """The progress of another process, as the index shows it."""

    def __init__(self, roots: Sequence[Path], database: IndexDatabase) -> None:
        self._roots = roots
        self._database = database
        self._total: int | None = None
        self._first: int | None = None

    def progress(self) -> Progress:
        from reader.library.files.discover import walk

        if self._total is None:
            self._total = sum(1 for _ in walk(self._roots))
        count = self._database.read(lambda connection: IndexSnapshot(connection).count(self._roots))
        if self._first is None:
            self._first = count
        return Progress(min(count, self._total), self._total, abs(count - self._first))
