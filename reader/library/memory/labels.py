"""Values of authors, sources, tags and languages, held in memory as a few long strings."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from reader.library.memory.paths import Column, Pattern


class KnownLabel(NamedTuple):
    id: int
    kind: str
    """`author`, `source`, `tag` or `language`."""
    value: str
    folded: str
    pinyin: str


class Labels:
    """All labels of the index, also of articles outside the roots. Never changes."""

    def __init__(self, labels: Iterable[KnownLabel]) -> None:
        """Each id once."""
        ordered = sorted(labels)
        self._ids = array("q", (label.id for label in ordered))
        self._kinds = [sys.intern(label.kind) for label in ordered]
        self._values = Column([label.value for label in ordered])
        self._folded = Column([label.folded for label in ordered])
        self._pinyin = Column([label.pinyin for label in ordered])

    def __iter__(self) -> Iterator[KnownLabel]:
        return map(self._label, range(len(self._ids)))

    def get(self, id_: int) -> KnownLabel | None:
        row = self._row(id_)
        return None if row is None else self._label(row)

    def kind(self, id_: int) -> str:
        """Empty of one that there is not."""
        row = self._row(id_)
        return "" if row is None else self._kinds[row]

    def of_kind(self, kind: str) -> Iterator[KnownLabel]:
        return (self._label(row) for row, each in enumerate(self._kinds) if each == kind)

    def matching(self, pattern: Pattern, *, pinyin: bool = False) -> list[KnownLabel]:
        """Labels whose folded value, or key of pinyin, has the pattern."""
        column = self._pinyin if pinyin else self._folded
        return [self._label(row) for row in column.matches(pattern)]

    def rows(self, pattern: Pattern, kinds: Container[str], *, pinyin: bool = False) -> list[int]:
        """Rows of labels of some kinds that match, without a `KnownLabel` for each."""
        column = self._pinyin if pinyin else self._folded
        return [row for row in column.matches(pattern) if self._kinds[row] in kinds]

    def id(self, row: int) -> int:
        return self._ids[row]

    def folded(self, row: int) -> str:
        return self._folded.row(row)

    def pinyin(self, row: int) -> str:
        return self._pinyin.row(row)

    def renewed(self, labels: Iterable[KnownLabel]) -> Labels:
        given = {label.id: label for label in labels}
        if all(self.get(id_) == label for id_, label in given.items()):
            return self
        return Labels(({label.id: label for label in self} | given).values())

    def _row(self, id_: int) -> int | None:
        row = bisect_left(self._ids, id_)
        return row if row < len(self._ids) and self._ids[row] == id_ else None

    def _label(self, row: int) -> KnownLabel:
        return KnownLabel(
            self._ids[row],
            self._kinds[row],
            self._values.row(row),
            self._folded.row(row),
            self._pinyin.row(row),
        )
