"""What the app works on: made by the command line, handed to the app, closed by the maker."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from reader.library.article import Article
    from reader.library.index import Index
    from reader.library.open_article import Opener
    from reader.services.saved_layout import Layout
    from reader.settings import Settings
    from reader.state.bookmark_store import BookmarkStore
    from reader.state.durable.store import RecordStore
    from reader.state.reading_state import StateDatabase
    from reader.state.saved_searches import SearchStore


class Own(NamedTuple):
    """What the owner made, and what reads articles: nothing that the first frame shows."""

    bookmarks: BookmarkStore
    state: StateDatabase
    opener: Opener
    searches: SearchStore | None = None
    """None keeps none."""
    notices: tuple[str, ...] = ()
    """What went wrong with these files, one line each."""

    @property
    def stores(self) -> tuple[RecordStore[Any], ...]:
        """The files that are the owner's own."""
        return (self.bookmarks, self.searches) if self.searches is not None else (self.bookmarks,)


class OwnOnce:
    """Opens what the owner made at its first use, once, whoever asks first."""

    def __init__(self, make: Callable[[], Own]) -> None:
        self._make = make
        self._lock = Lock()
        self.made: Own | None = None

    def __call__(self) -> Own:
        with self._lock:
            if self.made is None:
                self.made = self._make()
            return self.made


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Session:
    """One library with its owner's bookmarks and reading places."""

    roots: tuple[Path, ...]
    index: Index
    own: Callable[[], Own]
    """Opens files: the first call is for a worker."""
    settings: Settings
    clock: Callable[[], datetime]
    known: tuple[tuple[int, Article], ...] = ()
    """The first that the index knew before the app began, so that the first frame has a list."""
    total: int = 0
    """How many it knew."""
    left: Layout | None = None
    """How the last session was left, if this one begins so; `known` are its rows then."""
    at: str = ""
    """The bookmark that the article of `left` is opened at, as a link names it."""
    begun: int = 0
    """How many of `known` stand above the list, since somebody is reading them."""
    keeps_layout: bool = False
    """Whether the next session on these roots is to begin as this one is left."""
    peeked: tuple[Article, ...] = ()
    """What a look at the disk showed of a library that it knew nothing of."""
    notices: tuple[str, ...] = ()
    """What to tell at the start, one line each."""
    hurry: Callable[[], None] = lambda: None
    """The reader ends: all saves together wait no longer for other programs than one would."""

    @property
    def bookmarks(self) -> BookmarkStore:
        return self.own().bookmarks

    @property
    def state(self) -> StateDatabase:
        return self.own().state

    @property
    def opener(self) -> Opener:
        return self.own().opener

    @property
    def searches(self) -> SearchStore | None:
        return self.own().searches
