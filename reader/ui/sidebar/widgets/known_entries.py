"""What the list knows of articles: those that somebody looked at, and may come back to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader.services.list_entry import NO_MARK, Entry, EntryMark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.article import Article

MOST_KEPT = 2_000
"""Articles; of more, those are dropped that were fetched longest ago."""


class KnownEntries:
    """Entries and marks by the id of the article; those of earlier rows count as out of date."""

    def __init__(self) -> None:
        self.generation = 0
        """The generation of the rows; entries of an earlier one are shown until newer ones come."""
        self.fetched = 0
        """Count of work, for tests."""
        self._kept: OrderedDict[int, tuple[int, Entry | None]] = OrderedDict()
        """Entries with the generation that they were fetched for; None is gone."""
        self._marks: dict[int, EntryMark] = {}

    def entry(self, id_: int | None) -> Entry | None:
        if id_ is None:
            return None
        _, entry = self._kept.get(id_, (0, None))
        return entry

    def mark(self, id_: int) -> EntryMark:
        return self._marks.get(id_, NO_MARK)

    def articles(self) -> dict[int, Article]:
        """Articles that are known, by id."""
        known = ((id_, entry) for id_, (_, entry) in self._kept.items())
        return {id_: entry.article for id_, entry in known if entry is not None}

    def ids_at(self, path: Path) -> list[int]:
        """Ids of the articles that are known to be at a path."""
        return [id_ for id_, article in self.articles().items() if article.path == path]

    def stale(self, ids: Iterable[int]) -> list[int]:
        """Ids that are to be fetched."""
        return [id_ for id_ in ids if self._kept.get(id_, (-1, None))[0] != self.generation]

    def keep(self, entries: Mapping[int, Entry | None], marks: Mapping[int, EntryMark]) -> None:
        """Take in what was fetched; an article without an entry is gone."""
        self.fetched += len(entries)
        for id_, entry in entries.items():
            self._kept[id_] = (self.generation, entry)
            self._kept.move_to_end(id_)
        self._marks.update(marks)
        while len(self._kept) > MOST_KEPT:
            dropped, _ = self._kept.popitem(last=False)
            self._marks.pop(dropped, None)

    def set_marks(self, marks: Mapping[int, EntryMark]) -> None:
        self._marks.update(marks)
