"""What the app works on: made by the command line, handed to the app, closed by the maker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reader.library.index import Index
from reader.library.opening import Opener
from reader.settings import Settings
from reader.state.bookmarks import BookmarkStore
from reader.state.places import StateDatabase


@dataclass(frozen=True, slots=True)
class Session:
    """One library with its owner's bookmarks and reading places."""

    roots: tuple[Path, ...]
    index: Index
    bookmarks: BookmarkStore
    state: StateDatabase
    settings: Settings
    clock: Callable[[], datetime]
    opener: Opener
    notices: tuple[str, ...] = ()
    """What to tell at the start, one line each."""
