"""Where the reader keeps its files. Nothing here touches the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.errors import ReaderError

APP_NAME = "reader"

BOOKMARKS = "READER_BOOKMARKS"
"""The bookmarks file itself."""
DATA_DIR = "READER_DATA_DIR"
STATE_DIR = "READER_STATE_DIR"
CACHE_DIR = "READER_CACHE_DIR"
CONFIG = "READER_CONFIG"
"""The configuration file itself."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The reader's own files, absolute; none of them need exist."""

    bookmarks: Path
    searches: Path
    state: Path
    index: Path
    config: Path
    emergency: tuple[Path, ...]
    """Folders for what the bookmarks file does not take, the best first."""

    @classmethod
    def default(cls, env: Mapping[str, str], bookmarks: Path | None = None) -> Paths:
        """The user's own folders, as the platform names them, unless told otherwise.

        `bookmarks` (the command line's) comes before `READER_BOOKMARKS`, and that before
        `READER_DATA_DIR`. An empty variable counts as unset; `~` is the home folder. The XDG
        variables are read by platformdirs from the process, not from `env`.
        """
        import platformdirs  # late: most of what imports this module never asks for a default

        folders = platformdirs.PlatformDirs(APP_NAME, appauthor=False)

        def place(variable: str, otherwise: Path) -> Path:
            return _at_home(Path(env.get(variable) or otherwise))

        data = place(DATA_DIR, folders.user_data_path)
        chosen = _at_home(bookmarks) if bookmarks is not None else None
        state = place(STATE_DIR, folders.user_state_path)
        cache = place(CACHE_DIR, folders.user_cache_path)
        return cls(
            bookmarks=chosen or place(BOOKMARKS, data / "bookmarks.json"),
            searches=data / "searches.json",
            state=state / "state.db",
            index=cache / "index.db",
            config=place(CONFIG, folders.user_config_path / "config.toml"),
            emergency=(state, cache, *_session_folder(env), _temporary_folder()),
        )


def _session_folder(env: Mapping[str, str]) -> list[Path]:
    """In memory, and so another disk than the others; there till the user logs out."""
    folder = env.get("XDG_RUNTIME_DIR")
    return [Path(folder) / APP_NAME] if folder and Path(folder).is_absolute() else []


def _temporary_folder() -> Path:
    """The last resort; each user has one, since everybody may write there.

    On macOS it is the only one that may be on another disk than the others.
    """
    number = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"{APP_NAME}-{number}"


def _at_home(path: Path) -> Path:
    """Absolute, `~` resolved. Raises ReaderError for the home of nobody."""
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise ReaderError(str(error), path=path) from error
