"""Records in the order of their file, without sorting all of them for each change."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Mapping
from typing import Generic

from reader.state.durable.record import R

_FEW = 100
"""Changes for which it is quicker to put each in its place."""


class Ordered(Generic[R]):
    """Remembers the last records and their order. For any thread."""

    def __init__(self, order: Callable[[R], tuple[object, ...]]) -> None:
        """`order` differs for any two records."""
        self._order = order
        self._last: tuple[Mapping[str, R], tuple[R, ...]] = ({}, ())

    def of(self, records: Mapping[str, R]) -> tuple[R, ...]:
        """The records, by id, sorted. A mapping is never changed once it was given here."""
        known, ordered = self._last
        if known is records:
            return ordered
        changed = [record for key, record in records.items() if known.get(key) is not record]
        if len(changed) > _FEW:
            ordered = tuple(sorted(records.values(), key=self._order))
        else:
            kept = [record for record in ordered if records.get(record.id) is record]
            for record in changed:
                insort(kept, record, key=self._order)
            ordered = tuple(kept)
        self._last = records, ordered
        return ordered
