"""What the app works on: the command line makes it, hands it to the app, and closes it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.settings.theme_files import NO_THEMES, ThemeFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from reader.intake.web.answer import Web
    from reader.library.article import Article
    from reader.library.index import Index
    from reader.library.open_article import Opener
    from reader.services.desktop.terminal_facts import TerminalFacts
    from reader.services.saved_layout import SessionLayout
    from reader.settings import Settings
    from reader.state.bookmark_store import BookmarkStore
    from reader.state.durable.store import RecordStore
    from reader.state.own_articles import OwnArticleStore
    from reader.state.reading_state import StateDatabase
    from reader.state.saved_searches import SearchStore


class Own(NamedTuple):
    """The owner's files and the opener of articles: nothing that the first frame needs."""

    bookmarks: BookmarkStore
    state: StateDatabase
    opener: Opener
    searches: SearchStore | None = None
    """None where searches cannot be saved."""
    articles: OwnArticleStore | None = None
    """Tags of the owner's and what is archived; None where they cannot be kept."""
    notices: tuple[str, ...] = ()
    """What went wrong when these files were opened, one line each."""

    @property
    def named_stores(self) -> tuple[tuple[str, RecordStore[Any]], ...]:
        """The stores of the owner's own files that there are, each with what it holds, in words."""
        named = (
            ("Bookmarks", self.bookmarks),
            ("Searches", self.searches),
            ("Tags", self.articles),
        )
        return tuple((name, store) for name, store in named if store is not None)

    @property
    def stores(self) -> tuple[RecordStore[Any], ...]:
        """The stores of the owner's own files."""
        return tuple(store for _, store in self.named_stores)


class OwnOnce:
    """Opens the owner's files at the first call, once, whichever thread calls first."""

    def __init__(self, make: Callable[[], Own]) -> None:
        self._make = make
        self._lock = Lock()
        self.made: Own | None = None

    def __call__(self) -> Own:
        with self._lock:
            if self.made is None:
                self.made = self._make()
            return self.made


@dataclass(eq=False, repr=False, kw_only=True)
class Session:
    """One library with its owner's bookmarks and reading places."""

    roots: tuple[Path, ...]
    index: Index
    own: Callable[[], Own]
    """Gives the owner's files; the first call opens them and belongs in a worker."""
    settings: Settings
    """Those in force: the screen of settings puts others here."""
    clock: Callable[[], datetime]
    known: tuple[tuple[int, Article], ...] = ()
    """The first articles of the index with their ids, so that the first frame has a list."""
    total: int = 0
    """Number of articles in the index."""
    left: SessionLayout | None = None
    """How the last session was left, if this one begins so; `known` are its rows then."""
    at: str = ""
    """The bookmark at which the article of `left` is opened, as a link names it."""
    begun: int = 0
    """How many of `known` stand above the list, to continue reading."""
    is_alone: bool = False
    """Whether this is one article, which needs no list."""
    folder: Path | None = None
    """The folder that it is in; None where there are more, or it was piped in."""
    keeps_layout: bool = False
    """Whether the next session on these roots begins as this one is left."""
    peeked: tuple[Article, ...] = ()
    """Articles from a first look at the disk, for a library that the index knows nothing of."""
    notices: tuple[str, ...] = ()
    """What to tell the owner at the start, one line each."""
    config: Path | None = None
    """The file that settings are written to; None keeps them for this session only."""
    problems: tuple[str, ...] = ()
    """Mistakes in config.toml, one line each."""
    themes: ThemeFiles = NO_THEMES
    """Themes of the owner's own, and what is wrong with their files."""
    terminal: TerminalFacts | None = None
    """What the terminal said of itself at this start, to be remembered."""
    library: Path | None = None
    """The file of the index that knows the library, where `index` only knows what was piped in."""
    open_web: Callable[[bool], Web] | None = None
    """What fetches articles that are added, and pictures, told whether private addresses may be
    asked; None: the web itself."""
    pictures: Path | None = None
    """The folder of pictures that were fetched; None: none is kept."""
    hurry: Callable[[], None] = lambda: None
    """Called as the reader ends: all saves together then wait no longer than one would."""

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

    @property
    def articles(self) -> OwnArticleStore | None:
        return self.own().articles
