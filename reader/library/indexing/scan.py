"""Looking at the files of a library: all of them at once, or part by part where that is slow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from reader.library.indexing.progress import FileWalk
from reader.library.store.article_row import encode_path
from reader.library.store.reads import FileSignature

_FIRST: Final = 0.5
"""Seconds of looking after which what a slow disk has shown is one part."""
_GROWTH: Final = 2
"""Each part may take so many times as long as the one before: few parts, the first one soon."""
_SLOW: Final = 0.0005
"""Seconds for one file from which on a disk is slow; others take a twentieth of that."""


class ScannedPart(NamedTuple):
    """Files on disk that no part before had, by path."""

    files: dict[bytes, FileSignature]
    is_last: bool


def scan(
    walk: FileWalk,
    roots: Sequence[Path],
    cancelled: Callable[[], bool],
    most: int | None = None,
) -> dict[bytes, FileSignature] | None:
    """The files on disk; None if cancelled, or if there are more than `most`."""
    found: dict[bytes, FileSignature] = {}
    for path in walk(roots, cancelled=cancelled):
        if cancelled() or len(found) == most:
            return None
        _look(path, found)
    return None if cancelled() else found


def scan_parts(
    walk: FileWalk,
    roots: Sequence[Path],
    cancelled: Callable[[], bool],
    clock: Callable[[], float] = monotonic,
) -> Iterator[ScannedPart]:
    """The files on disk, in one part unless the disk is slow; no last one if cancelled.

    The time that whoever asks takes between two parts does not count.
    """
    files: dict[bytes, FileSignature] = {}
    patience, began = _FIRST, clock()
    for path in walk(roots, cancelled=cancelled):
        if cancelled():
            return
        _look(path, files)
        taken = clock() - began
        if taken > patience and taken > len(files) * _SLOW and files:
            yield ScannedPart(files, is_last=False)
            files = {}
            patience, began = patience * _GROWTH, clock()
    if not cancelled():
        yield ScannedPart(files, is_last=True)


def _look(path: Path, found: dict[bytes, FileSignature]) -> None:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        found[encode_path(path)] = FileSignature(0, 0, 0)
    else:
        found[encode_path(path)] = FileSignature(
            status.st_size, status.st_mtime_ns, status.st_ctime_ns
        )
