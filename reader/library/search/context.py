"""The context of one search: a state of the index, and lists of ids out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from reader.library.memory.titles import CancelledError, View
from reader.library.search.id_streams import union
from reader.library.store.reads import IndexSnapshot

_FEW: Final = 8
"""Labels whose articles are merged as they come; of more, a window of them is fetched first."""
_FIRST_CHUNK: Final = 256
_CHUNK: Final = 4_096


class Flags(NamedTuple):
    """Ids of articles by what their reader made of them, which the library itself does not know."""

    read: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    last_read: Mapping[int, int] = {}
    """Microseconds since 1970."""
    archived: frozenset[int] = frozenset()
    """Those that are in no list unless it asks for them."""
    tagged: Mapping[str, frozenset[int]] = {}
    """By each of the owner's own tags; beside those that the articles have in their files."""

    def own_tagged(self, is_wanted: Callable[[str], bool]) -> frozenset[int]:
        """Articles with one of the owner's tags for which `is_wanted` holds."""
        return frozenset().union(*(ids for tag, ids in self.tagged.items() if is_wanted(tag)))


class SearchScene(NamedTuple):
    """The context of one search."""

    snapshot: IndexSnapshot
    view: View
    flags: Flags
    cancelled: Callable[[], bool]
    bounds: tuple[int, int] = (-(1 << 62), 1 << 62)
    """Lowest and highest id that is wanted."""

    def select(self, statement: str, parameters: Iterable[object]) -> Iterator[int]:
        """The numbers in the first column, fetched as they are asked for."""
        cursor = self.snapshot.connection.execute(statement, tuple(parameters))
        size = _FIRST_CHUNK
        while rows := cursor.fetchmany(size):
            self.check()
            size = _CHUNK
            for (number,) in rows:
                yield number

    def check(self) -> None:
        """Raise CancelledError if nobody wants the result any more."""
        if self.cancelled():
            raise CancelledError

    def tokens(self, expression: str) -> Iterator[int]:
        """Ids that the full-text index has for an expression, the newest first."""
        return self.select(
            "SELECT rowid FROM token WHERE token MATCH ? AND rowid BETWEEN ? AND ?"
            " ORDER BY rowid DESC",
            (expression, *self.bounds),
        )

    def labelled(self, labels: Iterable[int]) -> Iterator[int]:
        """Ids of articles that have one of the labels, the newest first; some more than once."""
        wanted = list(labels)
        if len(wanted) <= _FEW:
            streams = (
                self.select(
                    "SELECT article_id FROM labelled WHERE label_id = ?"
                    " AND article_id BETWEEN ? AND ? ORDER BY article_id DESC",
                    (label, *self.bounds),
                )
                for label in wanted
            )
            return union(list(streams) or [()])
        return (id_ for window in self._windows() for id_ in self._labelled_within(wanted, window))

    def _labelled_within(self, labels: list[int], window: tuple[int, int]) -> list[int]:
        found = {
            *self.select(
                "SELECT article_id FROM labelled WHERE label_id IN (SELECT value FROM json_each(?))"
                " AND article_id BETWEEN ? AND ?",
                (str(labels), *window),
            )
        }
        return sorted(found, reverse=True)

    def _windows(self) -> Iterator[tuple[int, int]]:
        """Ids within the bounds in growing steps, from the newest down: lowest and highest."""
        low, high = self.bounds
        segments, number, step = self.view.segments, 0, 1
        while high >= low:
            number, step = number + step, 2 * step
            is_last = number >= len(segments)
            edge = low if is_last else max(low, -segments[number - 1].ids[-1])
            if edge <= high:
                yield edge, high
                high = edge - 1
