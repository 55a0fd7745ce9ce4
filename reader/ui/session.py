"""What the app works on: made by the command line, handed to the app, closed by the maker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from reader.library.article import Article
    from reader.library.index import Index
    from reader.library.opening import Opener
    from reader.settings import Settings
    from reader.state.bookmarks import BookmarkStore
    from reader.state.places import StateDatabase


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One library with its owner's bookmarks and reading places."""

    roots: tuple[Path, ...]
    index: Index
    bookmarks: BookmarkStore
    state: StateDatabase
    settings: Settings
    clock: Callable[[], datetime]
    opener: Opener
    known: tuple[Article, ...] = ()
    """What the index knew before the app began, so that the first frame has a list."""
    notices: tuple[str, ...] = ()
    """What to tell at the start, one line each."""
