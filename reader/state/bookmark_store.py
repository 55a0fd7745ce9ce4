"""The bookmarks of the reader's owner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark
from reader.state.durable.files import FileLayer
from reader.state.durable.store import RecordStore
from reader.state.durable.store import random_id as random_id
from reader.state.durable.store import utc_now as utc_now

_Name = tuple[str, str]


class BookmarkStore(RecordStore[Bookmark]):
    """Bookmarks in memory and on disk, for any thread."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        files: FileLayer | None = None,
        emergency: Sequence[Path] = (),
    ) -> None:
        super().__init__(BOOKMARKS, path, clock, new_id, files, emergency)
        self._by_name = _ByName()

    def for_article(self, ref: ArticleRef) -> tuple[Bookmark, ...]:
        """Bookmarks whose fingerprint, URL or path is the article's, in reading order."""
        self._by_name = self._by_name.of(self.records)
        found = self._by_name.find(ref)
        return tuple(sorted(found, key=lambda mark: (mark.spot, mark.created, mark.id)))


class _ByName:
    """Bookmarks by each of the names of their articles; replaced, never changed."""

    def __init__(self) -> None:
        self._records: Mapping[str, Bookmark] = {}
        self._keys: dict[_Name, tuple[str, ...]] = {}

    def of(self, records: Mapping[str, Bookmark]) -> _ByName:
        """The bookmarks of records, most of which are the objects that were seen before."""
        if records is self._records:
            return self
        before = self._records
        changed = [key for key, mark in records.items() if before.get(key) is not mark]
        changed += [key for key in before if key not in records]
        other = _ByName()
        other._records, other._keys = records, dict(self._keys)
        for key in changed:
            names = {name for each in (before, records) for name in _names(each.get(key))}
            for name in names:
                others = tuple(known for known in other._keys.get(name, ()) if known != key)
                is_named = name in _names(records.get(key))
                other._keys[name] = (*others, key) if is_named else others
        return other

    def find(self, ref: ArticleRef) -> list[Bookmark]:
        keys = dict.fromkeys(key for name in _ref_names(ref) for key in self._keys.get(name, ()))
        return [self._records[key] for key in keys]


def _names(bookmark: Bookmark | None) -> Iterator[_Name]:
    return _ref_names(bookmark.article) if bookmark is not None else iter(())


def _ref_names(ref: ArticleRef) -> Iterator[_Name]:
    named = (("fingerprint", ref.fingerprint), ("url", ref.url), ("path", ref.path))
    return (name for name in named if name[1])
