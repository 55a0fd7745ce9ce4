"""The owner's tags on articles, and what is archived: found, changed, each with its undo."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.errors import ReaderError
from reader.services.owner.undo import Undoable, Undoing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from reader.library.article import Article
    from reader.services.catalog import Catalog
    from reader.services.owner.bookmark_articles import BookmarkHomes
    from reader.services.session import Session
    from reader.state.own_articles import OwnArticle, OwnArticleStore


class OwnState(NamedTuple):
    """What the owner keeps of articles, by their ids, at one revision of the index."""

    revision: int
    records: Mapping[str, OwnArticle]
    by_id: Mapping[int, tuple[OwnArticle, ...]]
    """Records of each article, the one that was changed last first; two, after a merge maybe."""
    archived: frozenset[int]
    tagged: Mapping[str, frozenset[int]]

    def tags(self, id_: int) -> tuple[str, ...]:
        """The owner's tags of an article, in the order in which they were given."""
        records = self.by_id.get(id_, ())
        return tuple(dict.fromkeys(tag for record in records for tag in record.tags))


NOTHING_OWN: Final = OwnState(-1, {}, {}, frozenset(), {})


class OwnArticles:
    """Finds the articles of the owner's records; for any thread.

    Raises ReaderError if index or records cannot be read.
    """

    def __init__(self, session: Session, catalog: Catalog) -> None:
        self._session = session
        self._catalog = catalog
        self._lock = Lock()
        self._homes: BookmarkHomes | None = None
        self._state = NOTHING_OWN

    @property
    def records(self) -> Mapping[str, OwnArticle]:
        """All records by id; another mapping after each change."""
        store = self._session.articles
        return NOTHING_OWN.records if store is None else store.records

    @property
    def has_archived(self) -> bool:
        """Whether anything is archived, here or in another library."""
        return any(record.archived for record in self.records.values())

    def state(self) -> OwnState:
        """What is kept now, which is known already unless something changed."""
        records = self.records
        if not records:
            return NOTHING_OWN
        with self._lock:
            known = self._state
            if records is known.records and self._session.index.revision == known.revision:
                return known
            self._state = self._find(records)
            return self._state

    def _find(self, records: Mapping[str, OwnArticle]) -> OwnState:
        from reader.services.owner.bookmark_articles import BookmarkHomes

        if self._homes is None:
            self._homes = BookmarkHomes(self._session, self._catalog)
        revision, homes = self._homes.of_records({each.article for each in records.values()})
        by_id: dict[int, list[OwnArticle]] = {}
        for record in sorted(records.values(), key=lambda each: each.updated, reverse=True):
            home = homes[record.article]
            if home is not None:
                by_id.setdefault(home.id, []).append(record)
        tagged: dict[str, set[int]] = {}
        for id_, own in by_id.items():
            for record in own:
                for tag in record.tags:
                    tagged.setdefault(tag, set()).add(id_)
        return OwnState(
            revision,
            records,
            {id_: tuple(own) for id_, own in by_id.items()},
            frozenset(id_ for id_, own in by_id.items() if own[0].archived),
            {tag: frozenset(ids) for tag, ids in tagged.items()},
        )

    def tags_of(self, path: Path) -> tuple[str, ...]:
        """The owner's tags of the article at a path."""
        if not self.records:
            return ()
        id_ = self._catalog.id_of(path)
        return () if id_ is None else self.state().tags(id_)

    def tags(self) -> tuple[str, ...]:
        """All tags of the owner's on articles, here or not, the most frequent first."""
        counted = Counter(tag for record in self.records.values() for tag in record.tags)
        return tuple(tag for tag, _ in counted.most_common())


class OwnArticleKeeper:
    """Changes what is kept of articles. Its methods write to disk, and are for workers.

    They raise ReaderError if the disk refuses; the change is in memory then, and can be undone.
    """

    def __init__(self, session: Session, catalog: Catalog, undoing: Undoing) -> None:
        self._session = session
        self._catalog = catalog
        self._undoing = undoing
        self.own = OwnArticles(session, catalog)

    @property
    def _store(self) -> OwnArticleStore:
        store = self._session.articles
        if store is None:
            raise ReaderError("tags and archived articles cannot be kept here")
        return store

    def tag(
        self,
        articles: Sequence[Article],
        added: Collection[str],
        removed: Collection[str],
        *,
        copies: Sequence[Article] = (),
    ) -> str:
        """Give articles tags, and take others away from them and their copies; in words.

        Empty if nothing changed.
        """

        def less(record: OwnArticle) -> OwnArticle:
            return replace(record, tags=tuple(tag for tag in record.tags if tag not in removed))

        def changed(record: OwnArticle) -> OwnArticle:
            return replace(record, tags=tuple(dict.fromkeys([*less(record).tags, *added])))

        wanted = [*((each, changed) for each in articles), *((each, less) for each in copies)]
        if not self._change(wanted, "Tags are as they were"):
            return ""
        return Undoable("Tags kept" if len(articles) == 1 else f"Tags kept of {many(articles)}")

    def archive(self, articles: Sequence[Article]) -> str:
        """Put articles out of the list; what was done, in words."""
        wanted = [(each, partial(_archived, archived=True)) for each in articles]
        self._change(wanted, "Back in the list")
        return Undoable("Archived" if len(articles) == 1 else f"{many(articles)} archived")

    def bring_back(self, articles: Sequence[Article]) -> str:
        """Take articles out of the archive; what was done, in words."""
        wanted = [(each, partial(_archived, archived=False)) for each in articles]
        self._change(wanted, "Archived again")
        return Undoable("Back in the list")

    def _change(
        self,
        wanted: Sequence[tuple[Article, Callable[[OwnArticle], OwnArticle]]],
        undone: str,
    ) -> bool:
        """Change the records of articles in one save; whether anything changed."""
        from reader.services.owner.article_record import reference, renewed
        from reader.state.durable.store import random_id
        from reader.state.own_articles import OwnArticle, first_id

        store = self._store
        store.reload_if_changed()
        state = self.own.state()
        changes: list[tuple[OwnArticle, OwnArticle]] = []
        for article, changed in wanted:
            id_ = self._catalog.id_of(article.path)
            names = reference(article)
            known = state.by_id.get(id_, ()) if id_ is not None else ()
            if not known:
                key = first_id(names)
                known = (OwnArticle(article=names, id=random_id() if store.get(key) else key),)
            for before in known:
                after = changed(before)
                if after != before:
                    after = replace(after, article=renewed(before.article, names))
                    changes.append((before, after))
        if changes:
            before_all = store.records
            try:
                store.put_all(after for _, after in changes)
            finally:
                if store.records is not before_all:
                    keys = [after.id for _, after in changes]
                    self._undoing.remember(
                        partial(self._take_back, changes, undone),
                        lambda: [store.get(key) for key in keys],
                    )
        return bool(changes)

    def _take_back(self, changes: Sequence[tuple[OwnArticle, OwnArticle]], undone: str) -> str:
        """Undo changes; what others did to the same records since then stays."""
        store = self._store
        store.reload_if_changed()
        now = ((before, after, store.get(after.id)) for before, after in changes)
        store.put_all(
            [_as_before(before, after, known) for before, after, known in now if known is not None]
        )
        return undone


def _archived(record: OwnArticle, *, archived: bool) -> OwnArticle:
    return replace(record, archived=archived)


def _as_before(before: OwnArticle, after: OwnArticle, now: OwnArticle) -> OwnArticle:
    added = {tag for tag in after.tags if tag not in before.tags}
    lost = [tag for tag in before.tags if tag not in after.tags]
    tags = before.tags
    if now.tags != after.tags:
        tags = tuple(dict.fromkeys([*(tag for tag in now.tags if tag not in added), *lost]))
    is_mine = now.archived == after.archived
    return replace(now, tags=tags, archived=before.archived if is_mine else now.archived)


def many(articles: Collection[object]) -> str:
    """A number of articles in words."""
    return "1 article" if len(articles) == 1 else f"{len(articles):,} articles"
