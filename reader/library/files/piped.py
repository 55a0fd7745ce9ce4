"""What came through a pipe as a file that lasts as long as somebody reads it.

It is in a folder that only its owner may look into. A lock on the folder tells that it is in use:
what a process left that was killed is removed by the next one that makes such a folder.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from reader.errors import ReaderError

_PREFIX: Final = "reader-stdin-"
_NAME: Final = "stdin"
"""No ending, and no words that a title could be made of."""
SHOWN: Final = "standard input"
"""What is shown and recorded in the place of its name."""
_INDEX: Final = "index.db"
_TRIES: Final = 10
_HAS_LOCKS: Final = os.name == "posix"
"""Elsewhere nothing that others left is removed: it may be in use."""


def is_piped(path: Path) -> bool:
    """Whether a path is that of a file made here: by tomorrow it means nothing."""
    return path.name == _NAME and path.parent.parent.name.startswith(_PREFIX)


class PipedFile:
    """A file with given content while the context lasts, and a place for an index of it."""

    def __init__(self, content: Iterable[bytes]) -> None:
        """`content` is read to its end when the file is written."""
        self._content = content
        self._folder: Path | None = None
        self._lock: int | None = None

    @property
    def path(self) -> Path:
        return self._made / "article" / _NAME

    @property
    def index(self) -> Path:
        """Where an index of the file may be made; nothing is there yet."""
        return self._made / _INDEX

    @property
    def _made(self) -> Path:
        if self._folder is None:
            raise ValueError("the file is not there")
        return self._folder

    def __enter__(self) -> Self:
        """Write the file. Raises ReaderError if there is no room for it, or as its content does."""
        _remove_left_behind()
        try:
            self._folder, self._lock = _locked_folder()
            self.path.parent.mkdir()
            with self.path.open("wb") as file:
                file.writelines(self._content)
            self._content = ()  # it may be large
        except BaseException as error:
            self.remove()
            if not isinstance(error, OSError):
                raise
            import tempfile

            reason = (error.strerror or str(error)).lower()
            raise ReaderError(
                f"standard input cannot be kept in {tempfile.gettempdir()}: {reason}",
                hint="name another folder: TMPDIR",
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Remove the file with its folder. Any thread may, and more than once; raises nothing."""
        folder, self._folder = self._folder, None
        if folder is not None:
            import shutil  # late, as `tempfile` below: who asks for a name needs neither

            shutil.rmtree(folder, ignore_errors=True)
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(OSError):
                os.close(lock)


def _locked_folder() -> tuple[Path, int | None]:
    """A new folder of our own, and the descriptor that holds its lock."""
    import tempfile

    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        if not _HAS_LOCKS:
            return folder, None
        # Another process may hold it for left behind before it is locked, and remove it.
        with suppress(FileNotFoundError):
            lock = _lock(folder)
            if lock is not None and folder.is_dir():
                return folder, lock
    raise OSError("its folder is removed as soon as it is made")


def _lock(folder: Path) -> int | None:
    """A descriptor that holds the lock on a folder; None if another process has it."""
    import fcntl

    number = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(number)
        return None
    return number


def _remove_left_behind() -> None:
    """Remove the folders of processes that are gone."""
    if not _HAS_LOCKS:
        return
    import shutil

    for folder in _own_folders():
        with suppress(OSError):
            lock = _lock(folder)
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _own_folders() -> Iterator[Path]:
    """Folders of this user with our prefix: anybody may put something of that name there."""
    import tempfile

    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid():
                    yield Path(entry.path)
