"""The index of a library: what is known of each file, and its text, without opening it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from reader.errors import ReaderError
from reader.library.indexing.progress import (
    NO_SUCH_FILE,
    BuildError,
    FileWalk,
    Progress,
    UnwritableError,
    normalize,
    normalize_roots,
)
from reader.library.store.article_row import decode_path
from reader.library.store.database import IndexDatabase
from reader.library.store.reads import Content, FileSignature, IndexSnapshot
from reader.library.store.schema import SCHEMA, VERSION
from reader.text.safe import clean_line

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.library.kept_documents import KeptDocuments
    from reader.library.store.row import PreparedFile

# Late, in what uses them: all that reads files. A warm start shows its list before it looks.

__all__ = ["FileWalk", "Index", "Progress", "Read", "normalize_roots"]

T = TypeVar("T")

Read = Callable[[Path], Content]

_FEW_FILES: Final = 1000
"""Files that are looked at in this process, at most: 10 ms."""
_LOOKING: Final = 0.5
"""Seconds that this may take: a slow disk would be asked for 5 s, and once more by another."""
_BATCH: Final = 32
"""Files that are stored at a time in this process."""
_FEW_DUE: Final = 32
"""Files that are read in this process, at most, as soon as another would have started."""

_FEW_BYTES: Final = 4_000_000
"""Bytes of these files, at most: memory and time belong to what is on the screen."""


class Index:
    """Articles and their text, kept in `file`, or in memory if `file` is None.

    May be used from several threads at once. Nothing here raises for a bad file or a bad index:
    the one becomes an article with an `error`, the other is made anew, and `notices` say so.
    """

    def __init__(
        self,
        file: Path | None,
        *,
        walk: FileWalk | None = None,
        read: Read | None = None,
        links: Sequence[Path] = (),
    ) -> None:
        """`links`: folders into which links may lead besides those that are read."""
        self.loads = 0
        """Files read so far."""
        self._file = file
        self._is_own = walk is not None or read is not None
        self._walk = walk
        self._links = tuple(links)
        self._read = read
        self._database = IndexDatabase(file, schema=SCHEMA, version=VERSION)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    @property
    def generation(self) -> int:
        """Rises whenever what was known is lost, and the index made anew."""
        return self._database.generation

    @property
    def notices(self) -> tuple[str, ...]:
        """Problems with the index itself, one line each, safe to show."""
        return tuple(map(clean_line, self._database.notices))

    def when_lost(self, told: Callable[[], None] | None) -> None:
        """Have `told` called, by whichever thread finds that all is to be read again."""
        self._database.when_lost(told)

    @property
    def in_memory(self) -> bool:
        return self._database.in_memory

    @property
    def revision(self) -> int:
        """Rises whenever what a reader would see may have changed, whoever changed it."""
        return self.view(lambda snapshot: snapshot.revision)

    def view(self, operation: Callable[[IndexSnapshot], T]) -> T:
        """Return what `operation` returns; it sees one state of the index, not later writes."""
        return self._database.read(lambda connection: operation(IndexSnapshot(connection)))

    def articles(self, roots: Sequence[Path]) -> list[Article]:
        """Articles that the last refresh found at or under the roots, by root, then by path."""
        outermost = normalize_roots(roots)
        return self.view(lambda snapshot: snapshot.articles(outermost))

    def article(self, path: Path) -> Article | None:
        def look(snapshot: IndexSnapshot) -> Article | None:
            id_ = snapshot.find(normalize(path))
            return None if id_ is None else snapshot.article(id_)

        return self.view(look)

    def text(self, path: Path) -> str:
        """The plain text of a file; empty if the index does not know it."""

        def look(snapshot: IndexSnapshot) -> str:
            id_ = snapshot.find(normalize(path))
            return "" if id_ is None else snapshot.text(id_)

        return self.view(look)

    def refresh(
        self,
        roots: Sequence[Path],
        *,
        cancelled: Callable[[], bool] = lambda: False,
        batch: int = _BATCH,
    ) -> Iterator[Progress]:
        """Makes the index agree with the files under the roots, `batch` files at a time.

        Reads only what is new or changed by size or time. Everything reported is stored; what
        was not reached, because it was cancelled or killed, is left for the next refresh.
        """
        yield from self._refresh(roots, roots, cancelled, batch)

    def _refresh(
        self,
        paths: Iterable[Path],
        roots: Sequence[Path],
        cancelled: Callable[[], bool],
        batch: int,
    ) -> Iterator[Progress]:
        """Looks at some paths of a library."""
        named = list(dict.fromkeys(map(normalize, paths)))
        within = [*map(normalize, roots), *self._links]
        if not self._is_small(named, within, cancelled):
            generation = self._database.generation
            try:
                yield from self._refresh_apart(named, within, cancelled)
            except UnwritableError as error:
                self._database.leave_file(error.what)
            except BuildError:
                pass  # no process can be had: it is done here
            else:
                if cancelled() or self._has_kept_all_since(generation):
                    return
        yield from self._refresh_here(named, within, cancelled, batch)

    def update(
        self,
        paths: Iterable[Path],
        roots: Sequence[Path] = (),
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Progress:
        """Looks again at files or folders of a library that were added, changed or removed."""
        named = [path for path in dict.fromkeys(map(normalize, paths)) if self._concerns(path)]
        steps = [*self._refresh(named, roots or named, cancelled, _BATCH)] if named else []
        progress = steps[-1] if steps else Progress(0, 0, 0)
        # What is gone is what was to be learnt.
        problems = tuple(line for line in progress.problems if not line.endswith(NO_SUCH_FILE))
        return progress._replace(problems=problems)

    def peek(
        self,
        roots: Sequence[Path],
        limit: int,
        patience: float = 1,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Article]:
        """The first screen of a library that was never read: newest-looking first, not stored.

        Only the beginnings of files are looked at, for 0.4 s times `patience` at most; what they
        do not tell, as lengths and fingerprints, is missing.
        """
        from reader.library.indexing.first_look import WALKING, first_articles

        named = list(map(normalize, roots))
        end = monotonic() + WALKING * patience
        walk = self._walker([*named, *self._links])
        walked = walk(named, cancelled=lambda: cancelled() or monotonic() > end)
        return first_articles(walked, limit, patience=patience)

    def check(self) -> list[str]:
        """Faults of the index, one line each, safe to show; empty if all is well.

        Raises ReaderError if it cannot be looked at.
        """
        from reader.library.store.integrity import problems

        if self._database.fault:
            raise ReaderError(f"cannot be checked: {self._database.fault}", path=self._file)
        found = self._database.read(problems)
        return list(map(clean_line, (*self._database.notices, *found)))

    def rebuild(self) -> None:
        """Forgets everything: the next refresh reads all files again.

        Raises ReaderError where the file cannot be deleted.
        """
        self._database.reset()

    def forget(self, paths: Sequence[Path]) -> int:
        """Deletes for good what is known of files, or of all in folders; of how many files.

        Those that are still there are read again by the next refresh. Raises ReaderError if
        another program keeps what was deleted.
        """
        from reader.library.store.writes import forget

        count = self._database.write(partial(forget, roots=normalize_roots(paths)))
        self._database.scrub()
        return count

    def _walker(self, within: Sequence[Path]) -> FileWalk:
        return self._walk or partial(_walk, within=within)

    def _refresh_here(
        self,
        named: Sequence[Path],
        within: Sequence[Path],
        cancelled: Callable[[], bool],
        batch: int,
    ) -> Iterator[Progress]:
        from reader.library.indexing.refresh import Refresher

        refresher = Refresher(self._database, self._walker(within), self._prepare, batch=batch)
        yield from refresher.run(named, cancelled)

    def _refresh_apart(
        self, named: Sequence[Path], within: Sequence[Path], cancelled: Callable[[], bool]
    ) -> Iterator[Progress]:
        from reader.library.indexing.process import stream

        if self._file is None:
            return
        before = self.loads
        for progress, loads in stream(self._file, named, cancelled, within):
            self.loads = before + loads
            yield progress

    def _has_kept_all_since(self, generation: int) -> bool:
        """Whether what another process stored is in the index that is looked at here."""
        self._database.read(lambda _: None)  # which finds that the file is another one
        return not self.in_memory and self._database.generation == generation

    def _is_small(
        self, named: Sequence[Path], within: Sequence[Path], cancelled: Callable[[], bool]
    ) -> bool:
        """Whether there is so little to look at and to read that no process is worth its start."""
        if self._is_own or self._file is None or self.in_memory:
            return True
        from reader.library.indexing.scan import scan

        roots = normalize_roots(named)
        if self.view(lambda snapshot: snapshot.count(roots)) > _FEW_FILES:
            return False
        end = monotonic() + _LOOKING
        found = scan(
            self._walker(within), named, lambda: cancelled() or monotonic() > end, _FEW_FILES
        )
        if found is None:
            return cancelled()
        known = self.view(lambda snapshot: snapshot.signatures(roots))
        gone = len(known.keys() - found.keys())
        due = [now for path, now in found.items() if not now.agrees_with(known.get(path))]
        is_little = sum(now.size for now in due) <= _FEW_BYTES
        return gone + len(due) <= _FEW_DUE and is_little

    def _concerns(self, path: Path) -> bool:
        """Whether a path that a watcher names may be, or may have been, of the library."""
        from reader.library.files.discover import is_article

        if self.view(lambda snapshot: snapshot.count([path])):
            return True
        if path.name.startswith("."):
            return False
        return path.is_dir() or (path.is_file() and is_article(path))

    def _prepare(
        self, due: Mapping[bytes, FileSignature], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[bytes, PreparedFile | None] | None]:
        from reader.library.indexing.refresh import prepare_file
        from reader.library.store.row import read_content

        read = self._read or partial(read_content, kept=self._kept())
        for path, signature in due.items():
            if cancelled():
                return
            self.loads += 1
            yield path, prepare_file(decode_path(path), signature, read)

    def _kept(self) -> KeptDocuments | None:
        from reader.library.kept_documents import KeptDocuments, kept_beside

        return None if self._file is None else KeptDocuments(kept_beside(self._file))


def _walk(
    roots: Sequence[Path], *, cancelled: Callable[[], bool], within: Sequence[Path]
) -> Iterator[Path]:
    from reader.library.files.discover import walk

    return walk(roots, cancelled=cancelled, within=within)
