"""The system's trash: files go there, and come back from where it keeps them if that is known.

Sources: the FreeDesktop.org Trash specification 1.0 (folders `files` and `info` of the home trash
and of each volume), and macOS, which keeps files in `~/.Trash`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.errors import ReaderError

_MOST_SEEN = 200_000
"""Entries of one folder of the trash that are looked at."""


class Trashed(NamedTuple):
    """A file or folder that was put into the trash."""

    original: Path
    kept: Path | None
    """Where it is now; None where only the system can tell, as on Windows."""


def move_to_trash(path: Path) -> Trashed:
    """Put a file or a folder into the trash of this system; of a link the link itself.

    Raises ReaderError if it cannot be put there; then it is where it was.
    """
    from send2trash import send2trash  # late: few sessions delete anything

    try:
        seen = path.lstat()
        send2trash(os.fspath(path))
    except OSError as error:
        why = error.strerror or str(error)
        raise ReaderError(f"it cannot be put into the trash: {why}", path=path) from error
    if os.path.lexists(path):
        raise ReaderError("the trash did not take it", path=path)
    return Trashed(path, _kept(path, (seen.st_dev, seen.st_ino)))


def restore(trashed: Trashed) -> None:
    """Bring something back to where it was. Raises ReaderError if it cannot be brought back."""
    original, kept = trashed
    if kept is None or not os.path.lexists(kept):
        raise ReaderError("only the system's trash can bring it back", path=original)
    if os.path.lexists(original):
        raise ReaderError(f"another one is there now; it stays at {kept}", path=original)
    try:
        original.parent.mkdir(parents=True, exist_ok=True)
        kept.rename(original)
    except OSError as error:
        why = error.strerror or str(error)
        raise ReaderError(f"it stays at {kept}: {why}", path=original) from error
    with suppress(OSError):
        info = kept.parent.with_name("info") / f"{kept.name}.trashinfo"
        info.unlink()


def _kept(path: Path, identity: tuple[int, int]) -> Path | None:
    """Where the trash has what was at a path: renamed within one volume it is the same file."""
    for folder in _trash_folders(path):
        with suppress(OSError), os.scandir(folder) as entries:
            for seen, entry in enumerate(entries):
                if seen >= _MOST_SEEN:
                    break
                if entry.inode() == identity[1]:
                    found = os.lstat(entry.path)
                    if (found.st_dev, found.st_ino) == identity:
                        return Path(entry.path)
    return None


def _trash_folders(path: Path) -> Iterator[Path]:
    if sys.platform == "win32":
        return
    home = Path.home()
    if sys.platform == "darwin":
        yield home / ".Trash"
    else:
        data = os.environ.get("XDG_DATA_HOME")
        yield (Path(data) if data else home / ".local" / "share") / "Trash" / "files"
        yield home / ".local" / "share" / "Trash" / "files"
    user, volume = os.getuid(), _volume(path)
    if sys.platform == "darwin":
        yield volume / ".Trashes" / str(user)
    else:
        yield volume / ".Trash" / str(user) / "files"
        yield volume / f".Trash-{user}" / "files"


def _volume(path: Path) -> Path:
    """The topmost folder of the volume that a path is on."""
    parents = Path(os.path.realpath(path.parent))
    return next((each for each in (parents, *parents.parents) if each.is_mount()), Path("/"))
