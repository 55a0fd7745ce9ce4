"""The searches that the owner keeps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.state.searches import SavedSearch
    from reader.ui.session import Session
    from reader.ui.undoing import Undoing


class SearchKeeper:
    """Changes kept searches; writes to disk: for workers. Methods may raise ReaderError."""

    def __init__(self, session: Session, undoing: Undoing) -> None:
        self._session = session
        self._undoing = undoing

    def all(self) -> tuple[SavedSearch, ...]:
        """Those that the owner keeps, as they are on disk."""
        store = self._session.searches
        if store is None:
            return ()
        store.reload_if_changed()
        return store.all()

    def add(self, query: str) -> str:
        """Keep a search; what was done, in words."""
        store = self._session.searches
        if store is None:
            return "Searches cannot be kept here"
        before = {search.id for search in store.all()}
        made = store.keep(query)
        if made.id in before:
            return "This search is kept already"
        self._undoing.remember(partial(self._drop, made))
        return f"Search kept: {made.title} · U undoes"

    def _drop(self, search: SavedSearch) -> str:
        if self._session.searches is not None:
            self._session.searches.remove(search.id)
        return "Search taken back"

    def remove(self, key: str) -> str:
        store = self._session.searches
        if store is None or store.get(key) is None:
            return "The search is gone already"
        removed = store.remove(key)
        self._undoing.remember(partial(self._bring_back, removed, "Search is back"))
        return "Search removed · U undoes"

    def rename(self, key: str, name: str) -> str:
        store = self._session.searches
        before = store.get(key) if store is not None else None
        if store is None or before is None or before.name == name:
            return ""
        after = store.rename(key, name)
        self._undoing.remember(partial(self._name_back, before, after))
        return "Name kept"

    def _name_back(self, before: SavedSearch, after: SavedSearch | None) -> str:
        if self._session.searches is not None:
            self._session.searches.update(before, after)
        return "Name is as it was"

    def _bring_back(self, search: SavedSearch, told: str) -> str:
        if self._session.searches is not None:
            self._session.searches.restore(search)
        return told
