"""Searches that the reader's owner keeps, in `searches.json`.

    {
      "searches": [
        {
          "created": "2026-01-31T12:00:00.000Z", "id": "…", "name": "…", "query": "…",
          "updated": "2026-01-31T12:00:00.000Z",
          "view": {
            "filters": [["tag", "…"], ["is", "unread"]], "group": "", "reversed": false,
            "sort": "date", "words": "…"
          }
        }
      ],
      "version": 1
    }

They stand in the order in which they were made. Every field but `query` may be missing; what is
not named here, inside `view` too, is kept as it is. `query` alone finds the articles of the view:
versions of the reader that know no views search for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from reader.state.durable.files import FileLayer
from reader.state.durable.json_text import utf_8
from reader.state.durable.record import NOTHING, KeptRecord, RecordForm
from reader.state.durable.store import RecordStore, random_id

_TEXTS = ("created", "id", "name", "query", "updated")


@dataclass(frozen=True, slots=True)
class SavedSearch(KeptRecord):
    """A query with a name. Both are data: not yet safe to show."""

    query: str
    name: str = ""
    """Empty: it goes by its query."""
    view: Mapping[str, object] = field(default_factory=lambda: NOTHING, hash=False)
    """The filters, the order and the groups of a list; empty of a plain search."""

    @property
    def title(self) -> str:
        return self.name or self.query


def parse_search(entry: object) -> SavedSearch:
    """Read one entry of the file. Raises ValueError, naming the field that is wrong."""
    if not isinstance(entry, dict):
        raise ValueError("it is not an object")  # noqa: TRY004 - a fault of the data, not of a caller
    texts: dict[str, str] = {}
    for name in _TEXTS:
        value = entry.get(name, "")
        if not isinstance(value, str):
            raise ValueError(f"“{name}” is not a string")  # noqa: TRY004 - as above
        texts[name] = value
    view = entry.get("view", NOTHING)
    if not isinstance(view, Mapping):
        raise ValueError("“view” is not an object")  # noqa: TRY004 - as above
    extra = {name: entry[name] for name in entry if name not in (*_TEXTS, "view")}
    search = SavedSearch(**texts, view=view or NOTHING, extra=extra or NOTHING)
    check_search(search)
    return search


def check_search(search: SavedSearch) -> None:
    """Raise ValueError for a search for nothing."""
    if not search.query:
        raise ValueError("it has no “query”")


def format_search(search: SavedSearch) -> dict[str, object]:
    texts = {name: getattr(search, name) for name in _TEXTS}
    view = {"view": dict(search.view)} if search.view else {}
    return {**search.extra, **texts, **view}


def _derived_id(search: SavedSearch, number: int) -> str:
    """An id that the same entry always gets, however often it is read."""
    which = f"\n{number}" if number else ""
    seed = utf_8(f"{search.created}\n{search.query}{which}")
    return hashlib.sha256(seed).hexdigest()[:32]


SEARCHES = RecordForm(
    name="searches",
    parse=parse_search,
    format=format_search,
    order=lambda search: (search.created, search.id),
    derived_id=_derived_id,
    check=check_search,
    units=(("query", "view"),),
)


class SearchStore(RecordStore[SavedSearch]):
    """Saved searches, in memory and on disk, for any thread."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime],
        files: FileLayer | None = None,
        emergency: Sequence[Path] = (),
    ) -> None:
        super().__init__(SEARCHES, path, clock, random_id, files, emergency)

    def keep(self, query: str, name: str = "", view: Mapping[str, object] = NOTHING) -> SavedSearch:
        """Keep a search; the one that is there if it has this query and view.

        Raises ReaderError.
        """
        wanted = (query, dict(view))
        known = next((each for each in self.all() if (each.query, dict(each.view)) == wanted), None)
        return known or self.add(SavedSearch(query, name, view))

    def rename(self, key: str, name: str) -> SavedSearch | None:
        """Give it another name; None if it is gone. Raises ReaderError."""
        known = self.get(key)
        if known is None or known.name == name:
            return known
        return self.update(replace(known, name=name), known)
