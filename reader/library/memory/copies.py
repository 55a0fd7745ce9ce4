"""Copies in memory: which articles are one that was saved several times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Final

from reader.library.store.reads import IndexSnapshot, RootScope

_CHUNK: Final = 500
"""Values in one statement."""
_REPEATED: Final = "SELECT work FROM article GROUP BY work HAVING count(*) > 1"


class Works:
    """Works of which there is more than one copy here. Never changes."""

    def __init__(self, copies: Mapping[int, tuple[int, ...]]) -> None:
        """`copies`: by work, the ids of several articles, the newest first."""
        self._copies = copies
        self._work_of = {id_: work for work, ids in copies.items() for id_ in ids}

    def others(self, id_: int) -> tuple[int, ...]:
        """The other copies of this article, the newest first."""
        work = self._work_of.get(id_)
        if work is None:
            return ()
        return tuple(other for other in self._copies[work] if other != id_)

    def renewed(self, snapshot: IndexSnapshot, scope: RootScope, touched: Collection[int]) -> Works:
        """The copies after these articles were written or removed."""
        if len(touched) > _CHUNK:
            return load(snapshot, scope)
        marks = ",".join("?" * len(touched))
        select = f"SELECT work FROM article WHERE id IN ({marks})"  # noqa: S608 - marks only
        found = chain.from_iterable(snapshot.connection.execute(select, tuple(touched)))
        works = {*found, *(self._work_of[id_] for id_ in touched if id_ in self._work_of)}
        marks = ",".join("?" * len(works))
        copies = _copies(snapshot, scope, marks, works)
        kept = {work: ids for work, ids in self._copies.items() if work not in works}
        return Works(kept | copies)


def load(snapshot: IndexSnapshot, scope: RootScope) -> Works:
    return Works(_copies(snapshot, scope, _REPEATED))


def _copies(
    snapshot: IndexSnapshot, scope: RootScope, works: str, parameters: Iterable[int] = ()
) -> dict[int, tuple[int, ...]]:
    rows = snapshot.connection.execute(
        f"SELECT work, id FROM article WHERE work IN ({works}) AND {scope.condition}"  # noqa: S608 - ours
        " ORDER BY id DESC",
        (*parameters, *scope.parameters),
    )
    copies: defaultdict[int, list[int]] = defaultdict(list)
    for work, id_ in rows:
        copies[work].append(id_)
    return {work: tuple(ids) for work, ids in copies.items() if len(ids) > 1}
