"""Requests to a refresh of the index, and its progress; cheap to import, for a quick start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from reader.errors import ReaderError

NO_SUCH_FILE: Final = ": no such file or folder"


class BuildError(ReaderError):
    """The process that reads a library could not be started, or ended before its work did."""


class UnwritableError(BuildError):
    """The process that reads a library cannot write the index."""


class Progress(NamedTuple):
    """How far a refresh has come, in files."""

    done: int
    total: int | None
    """Files to be read; None while they are still being looked for."""
    changed: int
    """Files added, read again, or dropped so far."""
    problems: tuple[str, ...] = ()
    """A line for each file that could not be read and each root that is not there, safe to show."""
    seconds_left: float | None = None
    """An estimate; None while there is no telling, and at the end."""


class FileWalk(Protocol):
    """Names the files under some roots, as `discover.walk` does."""

    def __call__(
        self, roots: Sequence[Path], *, cancelled: Callable[[], bool]
    ) -> Iterable[Path]: ...


def normalize_roots(roots: Iterable[Path]) -> list[Path]:
    """Absolute, in the order given, without those that are at or under another."""
    absolute = list(dict.fromkeys(map(normalize, roots)))
    among = set(absolute)
    return [root for root in absolute if among.isdisjoint(root.parents)]


def normalize(path: Path) -> Path:
    # Links stay as they are: a path is shown as its owner wrote it.
    return Path(os.path.normpath(path.absolute()))
