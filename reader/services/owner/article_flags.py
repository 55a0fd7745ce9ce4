"""What the owner did with the articles of the library (read, bookmarked), by their ids."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from reader.library.article import Article
    from reader.library.search.searcher import Flags
    from reader.library.store.reads import IndexSnapshot
    from reader.services.list_entry import EntryMark
    from reader.services.owner.articles.own_articles import OwnArticles
    from reader.services.owner.bookmark_articles import BookmarkHomes
    from reader.services.session import Session


class Flagger:
    """Gives marks of a few articles for the list, flags of all for filters and searches.

    For workers, from any thread. The methods raise ReaderError if the owner's state cannot be read.
    """

    def __init__(
        self, session: Session, homes: Callable[[], BookmarkHomes], own: OwnArticles
    ) -> None:
        self._session = session
        self._homes = homes
        self._own = own
        self._lock = Lock()
        self._version = 0
        self._bookmarked: tuple[tuple[int, int], frozenset[int]] | None = None
        self._flags: tuple[tuple[int, int], Flags] | None = None
        """Both are kept with the revision of the index and the version for which they hold."""

    def forget(self) -> None:
        """Drop what is known: the owner changed something."""
        self._version += 1

    def marks(self, articles: Mapping[int, Article]) -> dict[int, EntryMark]:
        """The marks that the list shows beside each article, by id."""
        from reader.services.list_entry import EntryMark

        kept, own = self.bookmarked(), self._own.state()
        names = [(article.fingerprint, article.path) for article in articles.values()]
        states = self._session.state.progress_of(names)
        marks: dict[int, EntryMark] = {}
        for id_, article in articles.items():
            state = states.get(article.path)
            marks[id_] = EntryMark(
                id_ in kept,
                state.read if state else False,
                state.progress if state else 0.0,
                own.tags(id_),
                id_ in own.archived,
            )
        return marks

    def bookmarked(self) -> frozenset[int]:
        """The ids of the articles that have bookmarks."""
        with self._lock:
            key = (self._session.index.revision, self._version)
            if self._bookmarked is None or self._bookmarked[0] != key:
                homes = self._homes().state().homes.values()
                self._bookmarked = (key, frozenset(home.id for home in homes if home is not None))
            return self._bookmarked[1]

    def own(self) -> Flags:
        """What the owner sorted articles by, and nothing of what was read: that takes no time."""
        from reader.library.search.searcher import Flags

        own = self._own.state()
        return Flags(archived=own.archived, tagged=own.tagged)

    def flags(self) -> Flags:
        """The flags of all articles that the owner did something with."""
        kept, own = self.bookmarked(), self._own.state()
        with self._lock:
            key = (self._session.index.revision, self._version)
            known = self._flags
            flags = self._find(kept) if known is None or known[0] != key else known[1]
            if flags.archived is not own.archived or flags.tagged is not own.tagged:
                flags = flags._replace(archived=own.archived, tagged=own.tagged)
            self._flags = (key, flags)
            return flags

    def _find(self, kept: frozenset[int]) -> Flags:
        from reader.library.search.searcher import Flags

        known = self._session.state.read_states()

        def look(snapshot: IndexSnapshot) -> dict[int, Article]:
            ids = list(snapshot.resolve((state.fingerprint, state.path) for state in known))
            return dict(zip(ids, snapshot.articles_of(ids), strict=True))

        articles = self._session.index.view(look)
        names = ((article.fingerprint, article.path) for article in articles.values())
        states = self._session.state.progress_of(names)
        found = {id_: states.get(article.path) for id_, article in articles.items()}
        return Flags(
            frozenset(id_ for id_, state in found.items() if state and state.read),
            kept,
            {id_: _microseconds(state.at) for id_, state in found.items() if state},
        )

    def unread(self, articles: Iterable[Article]) -> list[Article]:
        """The articles of these that do not count as read."""
        given = list(articles)
        states = self._session.state.progress_of((a.fingerprint, a.path) for a in given)
        return [a for a in given if not ((state := states.get(a.path)) and state.read)]


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
