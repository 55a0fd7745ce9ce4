"""A library of a few articles on the disk, with all that services need to work on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reader.library.article import Article
from reader.library.index import Index
from reader.library.open_article import OpenedArticle, Opener, open_article
from reader.library.search.searcher import Flags
from reader.services.catalog import Catalog
from reader.services.owner.keeper import Keeper
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark_store import BookmarkStore
from reader.state.own_articles import OwnArticleStore
from reader.state.reading_state import StateDatabase
from reader.state.saved_searches import SearchStore


def noon() -> datetime:
    return datetime(2026, 1, 2, 12, tzinfo=UTC)


class SmallLibrary:
    """`root` holds its articles; what is written elsewhere in `folder` is outside of it."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = noon) -> None:
        self.folder = folder
        self.root = folder / "lib"
        self.root.mkdir()
        self.index = Index(folder / "index.db")
        self.state = StateDatabase(folder / "state.db")
        own = folder / "own"
        self.bookmarks = BookmarkStore(own / "bookmarks.json", clock=clock)
        self.searches = SearchStore(own / "searches.json", clock=clock)
        self.bookmarks.load()
        self.searches.load()
        self.articles = OwnArticleStore(own / "articles.json", clock=clock)
        made = Own(self.bookmarks, self.state, Opener(), self.searches, self.articles)
        self.session = Session(
            roots=(self.root,),
            index=self.index,
            own=lambda: made,
            settings=Settings(),
            clock=clock,
        )
        self.catalog = Catalog(self.session)
        self.keeper = Keeper(self.session, self.catalog)

    def close(self) -> None:
        self.state.close()
        self.index.close()

    def write(self, name: str, body: str = "", **fields: str) -> Path:
        """An article with this front matter, of a text of its own; a name may leave the root."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        told = {"title": path.stem, **fields}
        head = "".join(f"{key}: {value}\n" for key, value in told.items())
        path.write_text(f"---\n{head}---\n{body or name}", "utf-8")
        return path

    def refresh(self) -> None:
        """Read what is on the disk, in the root and outside of it."""
        list(self.index.refresh([self.folder]))

    def article(self, path: Path) -> Article:
        found = self.index.article(path)
        assert found is not None
        return found

    def id_of(self, path: Path) -> int:
        found = self.catalog.id_of(path)
        assert found is not None
        return found

    def open(self, path: Path) -> OpenedArticle:
        return open_article(path)


class AskedFlags:
    """The owner's flags, and how often they were asked for."""

    def __init__(self, read: tuple[int, ...] = (), bookmarked: tuple[int, ...] = ()) -> None:
        self._flags = Flags(frozenset(read), frozenset(bookmarked), dict.fromkeys(read, 0))
        self.asked = 0

    def __call__(self) -> Flags:
        self.asked += 1
        return self._flags
