"""Groups of a list: by source, tag, folder or month."""

from __future__ import annotations

import json
import os
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.library.sort_keys import natural
from reader.library.store.article_row import decode_path
from reader.text.safe import shown_path

if TYPE_CHECKING:
    from reader.library.store.reads import IndexSnapshot

NO_TAGS: Final[Mapping[str, Iterable[int]]] = MappingProxyType({})
_SEPARATOR: Final = os.fsencode(os.sep)


class GroupKey(StrEnum):
    SOURCE = "source"
    TAG = "tag"
    """An article stands under each of its tags."""
    FOLDER = "folder"
    MONTH = "month"
    """The newest month first."""


class ArticleGroup(NamedTuple):
    """A part of a list."""

    label: str
    """The value as it was written, a folder's name as it is shown, a month as `2021-06`; empty for
    articles without one, which come last."""
    start: int
    size: int


class _GroupLabel(NamedTuple):
    order: bytes
    value: str
    ids: list[int]
    """Ascending; also those that are not listed."""


_Heaps = Iterator[tuple[str, Sequence[int]]]
"""Labels and ids of groups, in order; some may be empty."""


def grouped(
    snapshot: IndexSnapshot,
    ids: array[int],
    key: GroupKey,
    *,
    roots: Sequence[Path],
    shown_as: Mapping[int, int],
    newest_first: bool,
    is_plain: bool,
    own_tags: Mapping[str, Iterable[int]] = NO_TAGS,
) -> tuple[array[int], tuple[ArticleGroup, ...]]:
    """`ids` group by group, each in the order given.

    `shown_as` names what stands for copies: it has their labels too. `newest_first` is for months.
    `is_plain`: `ids` are all that the index knows, but for copies, the newest first. `own_tags` are
    those that the owner gave, with the ids of their articles.
    """
    heaps: _Heaps
    match key:
        case GroupKey.FOLDER:
            heaps = _folders(snapshot, ids, roots)
        case GroupKey.MONTH:
            heaps = _months(snapshot, ids, newest_first=newest_first)
        case GroupKey.TAG if own_tags:
            heaps = _placed(_with_own(_labels(snapshot, key), own_tags), ids, shown_as)
        case _ if is_plain:
            heaps = _labelled(_labels(snapshot, key), ids, shown_as)
        case _:
            heaps = _placed(_labels(snapshot, key), ids, shown_as)
    listed = array("q")
    groups: list[ArticleGroup] = []
    for label, members in heaps:
        if members:
            groups.append(ArticleGroup(label, len(listed), len(members)))
            listed.extend(members)
    return listed, tuple(groups)


def _labels(snapshot: IndexSnapshot, key: GroupKey) -> list[_GroupLabel]:
    """Labels by their values, in the order of the labels' names."""
    rows = snapshot.connection.execute(
        "SELECT label.value, label.sort_key, group_concat(labelled.article_id)"
        " FROM label CROSS JOIN labelled ON labelled.label_id = label.id"
        " WHERE label.kind = ? GROUP BY label.id",
        (key.value,),
    )
    return sorted(
        _GroupLabel(sort_key, value, json.loads(f"[{joined}]")) for value, sort_key, joined in rows
    )


def _with_own(
    labels: Iterable[_GroupLabel], own_tags: Mapping[str, Iterable[int]]
) -> list[_GroupLabel]:
    known = {label.value: label for label in labels}
    for tag, ids in own_tags.items():
        label = known.get(tag) or _GroupLabel(natural(tag), tag, [])
        known[tag] = label._replace(ids=sorted({*label.ids, *ids}))
    return sorted(known.values())


def _labelled(
    labels: Iterable[_GroupLabel], ids: array[int], shown_as: Mapping[int, int]
) -> _Heaps:
    """Groups of a plain list: what has a label is in the group, and in order already."""
    alone = set(ids)
    for _, value, having in labels:
        if shown_as.keys().isdisjoint(having):
            having.sort(reverse=True)
            members = having
        else:
            members = sorted({shown_as.get(id_, id_) for id_ in having}, reverse=True)
        alone.difference_update(members)
        yield value, members
    yield "", [*filter(alone.__contains__, ids)]


def _placed(labels: Iterable[_GroupLabel], ids: array[int], shown_as: Mapping[int, int]) -> _Heaps:
    """Groups of any list: what has a label is looked up there."""
    places = dict(zip(ids, range(len(ids)), strict=True))
    alone = set(places.values())
    places.update((copy, places[shown]) for copy, shown in shown_as.items() if shown in places)
    for _, value, having in labels:
        # A set, as two copies may be in one group. What is not listed is at -1.
        members = set(map(places.get, having, repeat(-1)))
        members.discard(-1)
        alone -= members
        yield value, [*map(ids.__getitem__, sorted(members))]
    yield "", [*map(ids.__getitem__, sorted(alone))]


def _folders(snapshot: IndexSnapshot, ids: Iterable[int], roots: Sequence[Path]) -> _Heaps:
    scope = snapshot.scope(roots)
    rows = snapshot.connection.execute(
        f"SELECT id, path FROM article WHERE {scope.condition}",  # noqa: S608 - names columns only
        scope.parameters,
    )
    folder_of = {id_: path.rpartition(_SEPARATOR)[0] for id_, path in rows}
    found: defaultdict[bytes, list[int]] = defaultdict(list)
    for id_ in ids:
        found[folder_of[id_]].append(id_)
    named = ((_relative(decode_path(folder or _SEPARATOR), roots), folder) for folder in found)
    for _, folder, label in sorted(
        ([*map(natural, map(shown_path, label.parts))], folder, shown_path(label))
        for label, folder in named
    ):
        yield label, found[folder]


def _relative(folder: Path, roots: Sequence[Path]) -> Path:
    """A folder's name from its root: a root by its own name, a folder in several roots by each."""
    for root in roots:
        if folder.is_relative_to(root):
            inner = folder.relative_to(root).parts
            return Path(root.name, *inner) if len(roots) > 1 or not inner else Path(*inner)
    return Path(folder.name)


def _months(snapshot: IndexSnapshot, ids: Iterable[int], *, newest_first: bool) -> _Heaps:
    months = snapshot.months()
    starts = [start for start, _ in months]
    found: list[list[int]] = [[] for _ in range(len(months) + 1)]
    for id_ in ids:
        found[bisect_right(starts, id_)].append(id_)
    undated, *dated = found
    named = [(day.isoformat()[:7], heap) for (_, day), heap in zip(months, dated, strict=True)]
    yield from reversed(named) if newest_first else named
    yield "", undated
