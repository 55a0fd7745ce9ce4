"""Where the reader keeps its files. Nothing here touches the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.errors import ReaderError

APP_NAME = "reader"

DEFAULT_FOLDER = Path("articles")
"""The library, in the current folder, if nobody names another."""
STDIN = Path("-")
"""How a command line names standard input."""

BOOKMARKS = "READER_BOOKMARKS"
"""Names the bookmarks file itself."""
DATA_DIR = "READER_DATA_DIR"
STATE_DIR = "READER_STATE_DIR"
CACHE_DIR = "READER_CACHE_DIR"
CONFIG = "READER_CONFIG"
"""Names the configuration file itself."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The absolute paths of the reader's own files; none of them need exist."""

    bookmarks: Path
    searches: Path
    state: Path
    index: Path
    pictures: Path
    """The folder of pictures that were fetched."""
    config: Path
    emergency: tuple[Path, ...]
    """Folders for copies of bookmarks that cannot be saved in their file, the best first."""

    @classmethod
    def default(cls, env: Mapping[str, str], bookmarks: Path | None = None) -> Paths:
        """The paths in the user's own folders on this platform, unless variables name others.

        `bookmarks` (of the command line) wins over `READER_BOOKMARKS`, and that over
        `READER_DATA_DIR`. An empty variable counts as unset; `~` is the home folder. The XDG
        variables are read by platformdirs from the process, not from `env`. Raises ReaderError for
        the home folder of an unknown user.
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
            pictures=cache / "pictures",
            config=place(CONFIG, folders.user_config_path / "config.toml"),
            emergency=(state, cache, *_session_folder(env), _temporary_folder()),
        )


def _session_folder(env: Mapping[str, str]) -> list[Path]:
    """The folder that is kept in memory until the user logs out, if there is one."""
    folder = env.get("XDG_RUNTIME_DIR")
    return [Path(folder) / APP_NAME] if folder and Path(folder).is_absolute() else []


def _temporary_folder() -> Path:
    """A folder of this user among the temporary files, where every user may write: the last resort.

    On macOS it is the only one that may be on another disk than the others.
    """
    number = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"{APP_NAME}-{number}"


def _at_home(path: Path) -> Path:
    """The path, absolute and with `~` resolved. Raises ReaderError for an unknown user's home."""
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise ReaderError(str(error), path=path) from error
