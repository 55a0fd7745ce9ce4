"""The searches that the owner saved: made, renamed and removed, each with its undo."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.services.owner.undo import Undoable, Undoing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reader.services.session import Session
    from reader.state.saved_searches import SavedSearch

GONE = "The search is gone already"
PLAIN: Mapping[str, object] = MappingProxyType({})
"""The view of a plain search: no filters, no order of its own."""


class SearchKeeper:
    """Changes saved searches. Its methods write to disk, are for workers, and raise ReaderError."""

    def __init__(self, session: Session, undoing: Undoing) -> None:
        self._session = session
        self._undoing = undoing

    def all(self) -> tuple[SavedSearch, ...]:
        """The saved searches as they are on disk; none where they cannot be saved."""
        store = self._session.searches
        if store is None:
            return ()
        store.reload_if_changed()
        return store.all()

    def add(self, query: str, view: Mapping[str, object] = PLAIN) -> str:
        """Save a search, with `view` as a list with its filters; what was done, in words."""
        store = self._session.searches
        if store is None:
            return "Searches cannot be kept here"
        known = {search.id for search in store.all()}
        try:
            made = store.keep(query, view=view)
        finally:
            for search in store.all():
                if search.query == query and search.id not in known:
                    way_back = partial(self._drop, search)
                    self._undoing.remember(way_back, partial(self._get, search.id))
        if made.id in known:
            return "This view is kept already" if view else "This search is kept already"
        return Undoable(f"View kept: {made.title}" if view else f"Search kept: {made.title}")

    def _drop(self, search: SavedSearch) -> str:
        store = self._session.searches
        if store is None or store.get(search.id) is None:
            return GONE
        store.remove(search.id)
        return "Search taken back"

    def remove(self, key: str) -> str:
        """Remove the search with this id; what was done, in words."""
        store = self._session.searches
        removed = store.get(key) if store is not None else None
        if store is None or removed is None:
            return GONE
        way_back = partial(self._bring_back, removed, "Search is back")
        with self._remembered(way_back, key):
            store.remove(key)
        return Undoable("Search removed")

    def rename(self, original: SavedSearch, name: str) -> str:
        """Give a search another name; what was done, in words, empty if nothing was.

        `original` is the search as the owner saw it. If others removed it since then it is made
        again, so that the new name is not lost.
        """
        from dataclasses import replace

        store = self._session.searches
        if store is None or name == original.name:
            return ""
        with suppress(ReaderError):
            self.all()
        before = store.get(original.id)
        if before is None:
            with self._remembered(partial(self._drop, original), original.id):
                store.update(replace(original, name=name), original)
            return "The search had been removed; it is back with its new name"
        with self._remembered(partial(self._name_back, before, name), original.id):
            store.rename(original.id, name)
        if before.name in (original.name, name):
            return "Name kept"
        return f"Name kept; another reader had called it {before.title}"

    def _name_back(self, before: SavedSearch, name: str) -> str:
        """Undo a renaming, and say so; a name that others gave since then stays."""
        store = self._session.searches
        with suppress(ReaderError):
            self.all()
        now = self._get(before.id)
        if store is None or now is None:
            return GONE
        if now.name == name:
            store.rename(before.id, before.name)
        return "Name is as it was"

    def _bring_back(self, search: SavedSearch, told: str) -> str:
        if self._session.searches is not None:
            self._session.searches.restore(search)
        return told

    @contextmanager
    def _remembered(self, way_back: Callable[[], str], key: str) -> Iterator[None]:
        """Remember a way back if a change took effect, on disk or in memory only."""
        before = self._get(key)
        try:
            yield
        finally:
            if self._get(key) != before:
                self._undoing.remember(way_back, partial(self._get, key))

    def _get(self, key: str) -> SavedSearch | None:
        store = self._session.searches
        return store.get(key) if store is not None else None
