"""Lists of articles: sorted, filtered, grouped, copies merged.

Of ids only: what a row shows is fetched when it comes into view.
"""

from __future__ import annotations

import json
import os
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import filterfalse
from operator import neg
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from reader.library.files.copy_names import is_named_after
from reader.library.groups import NO_TAGS, ArticleGroup, GroupKey, grouped
from reader.library.indexing.progress import normalize_roots
from reader.library.sort_keys import natural
from reader.library.sort_names import SortKey

if TYPE_CHECKING:
    from reader.library.index import Index
    from reader.library.search.context import Flags
    from reader.library.search.searcher import FoundArticles
    from reader.library.store.reads import IndexSnapshot

__all__ = [
    "ArticleGroup",
    "GroupKey",
    "ListedOnly",
    "Listing",
    "SortKey",
    "facets",
    "list_articles",
]

_FEW: Final = 8
"""Factor: an index of more than so many articles to each that is wanted is asked for each by id."""
_MOST_NAMED: Final = 16
"""Copies of which the names are compared."""
_HERE: Final = " AND +article_id IN (SELECT id FROM article WHERE {})"
_NOTHING: Final = "0"


class _Order(NamedTuple):
    by: str
    without: str = _NOTHING
    """SQL condition for the articles that have no place in the order."""


_ORDERS: Final = {
    SortKey.ADDED: _Order("added DESC"),
    SortKey.TITLE: _Order("title_key"),
    SortKey.AUTHOR: _Order("author_key", without="author_key = x'ff'"),
    SortKey.LENGTH: _Order("minutes, length", without="length <= 0"),
}


class ListedOnly(StrEnum):
    UNREAD = "unread"
    BOOKMARKED = "bookmarked"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a list, from the first to the last."""

    ids: array[int]
    """Ids in order; grouped by tag, an article stands in the list once for each of its tags."""
    groups: tuple[ArticleGroup, ...]
    """Groups that follow one another and hold all of `ids`; empty if the list is not grouped."""
    copies: Mapping[int, tuple[int, ...]]
    """Copies, the newest first, by the article that stands for them."""


def list_articles(
    index: Index,
    roots: Sequence[Path],
    *,
    sort: SortKey = SortKey.DATE,
    reverse: bool = False,
    group: GroupKey | None = None,
    only: Collection[ListedOnly] = (),
    flags: Flags | None = None,
    labels: Sequence[tuple[str, str]] = (),
    found: FoundArticles | None = None,
    merge_copies: bool = True,
) -> Listing:
    """The articles at or under the roots, in order; what is equal in it stands newest first.

    Of copies the newest is shown (of one date, the one that others are called after), if for each
    label (its kind, author, source, tag or language, and its value) any of them has it, and if any
    is found or bookmarked; it is read or archived if any of them is. What is archived is shown only
    where that is asked for, and what was found always: the search has left it out.
    In reverse the order stands on its head, but what has no place in it (undated, without
    author, empty, never read) stays last.
    """
    outermost = normalize_roots(roots)

    def look(snapshot: IndexSnapshot) -> Listing:
        scene = _Scene(index, snapshot, outermost, merge_copies=merge_copies)
        wanted = _wanted(scene, only, flags, labels, found)
        ids = _ordered(scene, wanted, sort, flags, found, reverse=reverse)
        groups: tuple[ArticleGroup, ...] = ()
        is_dated = sort is SortKey.DATE or (sort is SortKey.RELEVANCE and found is None)
        if group is not None:
            ids, groups = grouped(
                snapshot,
                ids,
                group,
                roots=outermost,
                shown_as=scene.shown_as,
                newest_first=not (reverse and is_dated),
                is_plain=is_dated and not reverse and wanted is None and scene.scope.covers_all,
                own_tags=flags.tagged if flags else NO_TAGS,
            )
        return Listing(ids, groups, scene.copies(wanted))

    return index.view(look)


def facets(
    index: Index, roots: Sequence[Path], kind: str, flags: Flags | None = None
) -> list[tuple[str, int]]:
    """The values of `author`, `source`, `tag` or `language`, the most frequent first.

    Each with the number of articles that have it, copies counted once, archived ones not; of tags
    those that the owner gave, too.
    """
    outermost = normalize_roots(roots)

    def look(snapshot: IndexSnapshot) -> list[tuple[str, int]]:
        scene = _Scene(index, snapshot, outermost, merge_copies=True)
        hidden = scene.standing(flags.archived if flags else ())
        known = {value: (sort_key, count) for value, sort_key, count in scene.counts(kind, hidden)}
        for tag, ids in flags.tagged.items() if flags and kind == GroupKey.TAG else ():
            having = scene.standing([*ids, *scene.labelled(kind, tag)]) - hidden
            known[tag] = (natural(tag), len(having))
        counts = sorted((-count, key, value) for value, (key, count) in known.items() if count)
        return [(value, -count) for count, _, value in counts]

    return index.view(look)


class _Scene:
    """The articles of the roots, and which of them stand for which copies."""

    def __init__(
        self, index: Index, snapshot: IndexSnapshot, roots: Sequence[Path], *, merge_copies: bool
    ) -> None:
        self.snapshot = snapshot
        self.scope = snapshot.scope(roots)
        self.shown_as: Mapping[int, int] = {}
        """Copies that are not shown, to the one that is."""
        self._roots = roots
        if merge_copies:
            # To find them takes as long as to list all; only what is written changes them.
            state = (snapshot.revision, *roots)
            known = _known_copies.get(index)
            if known is None or known[0] != state:
                known = _known_copies[index] = (state, self._copies())
            self.shown_as = known[1]

    @cached_property
    def all(self) -> list[int]:
        """The newest first."""
        if self.scope.covers_all:
            return _numbers(self.snapshot, "SELECT id FROM title ORDER BY id DESC")
        return list(reversed(self.snapshot.ids(self._roots)))

    @cached_property
    def shown(self) -> set[int]:
        return set(self.all).difference(self.shown_as)

    def keep(self, ids: Iterable[int], wanted: Container[int] | None) -> list[int]:
        """The ids that are wanted, or shown at all, in their order."""
        if wanted is not None:
            return [*filter(wanted.__contains__, ids)]
        if self.scope.covers_all:
            return [*filterfalse(self.shown_as.__contains__, ids)]
        return [*filter(self.shown.__contains__, ids)]

    def standing(self, ids: Iterable[int]) -> set[int]:
        """Ids that the list shows for these articles; nothing for those outside the roots."""
        return self.shown.intersection(self.shown_as.get(id_, id_) for id_ in ids)

    def copies(self, wanted: Container[int] | None) -> Mapping[int, tuple[int, ...]]:
        """See `Listing.copies`."""
        hidden: defaultdict[int, list[int]] = defaultdict(list)
        for id_ in sorted(self.shown_as, reverse=True):
            hidden[self.shown_as[id_]].append(id_)
        return {
            shown: tuple(others)
            for shown, others in hidden.items()
            if wanted is None or shown in wanted
        }

    def labelled(self, kind: str, value: str) -> list[int]:
        return _numbers(
            self.snapshot,
            "SELECT article_id FROM labelled JOIN label ON label.id = label_id"
            " WHERE kind = ? AND value = ?",
            (kind, value),
        )

    def counts(self, kind: str, hidden: Set[int]) -> Iterator[tuple[str, bytes, int]]:
        """Value, its key in order, and how many are shown for it, without those that are `hidden`.

        Of values that none has too.
        """
        here = "" if self.scope.covers_all else _HERE.format(self.scope.condition)
        rows = self.snapshot.connection.execute(
            "SELECT label.id, value, sort_key, count(*) FROM label"  # noqa: S608 - ours
            f" JOIN labelled ON label_id = label.id{here}"
            " WHERE kind = ? GROUP BY label.id",
            (*(self.scope.parameters if here else ()), kind),
        ).fetchall()
        less = self._repeated()
        if hidden:
            less += Counter(label for label, shown in self._labels_of(hidden))
        return ((value, key, count - less[id_]) for id_, value, key, count in rows)

    def _labels_of(self, shown: Set[int]) -> set[tuple[int, int]]:
        """Labels of articles that stand for themselves or for copies, each with that article."""
        copies = (copy for copy, standing in self.shown_as.items() if standing in shown)
        rows = self.snapshot.connection.execute(
            "SELECT label_id, article_id FROM labelled"
            " WHERE article_id IN (SELECT value FROM json_each(?))",
            (json.dumps([*shown, *copies]),),
        )
        return {(label, self.shown_as.get(id_, id_)) for label, id_ in rows}

    def _repeated(self) -> Counter[int]:
        """The number of copies among the articles of each label."""
        rows = self.snapshot.connection.execute(
            "SELECT label_id, article_id FROM labelled"
            " WHERE article_id IN (SELECT value FROM json_each(?))",
            (json.dumps([*self.shown_as, *set(self.shown_as.values())]),),
        )
        pairs = [(label, self.shown_as.get(id_, id_)) for label, id_ in rows]
        return Counter(label for label, _ in pairs) - Counter(label for label, _ in set(pairs))

    def _copies(self) -> dict[int, int]:
        works: defaultdict[int, list[_Copy]] = defaultdict(list)
        rows = self.snapshot.connection.execute(
            "SELECT work, id, minute, path FROM article"  # noqa: S608 - ours
            " WHERE work IN (SELECT work FROM article GROUP BY work HAVING count(*) > 1)"
            f" AND {self.scope.condition} ORDER BY id",
            self.scope.parameters,
        )
        for work, *copy in rows:
            works[work].append(_Copy(*copy))
        shown = {work: _standing_for(copies) for work, copies in works.items()}
        return {
            copy.id: shown[work]
            for work, copies in works.items()
            for copy in copies
            if copy.id != shown[work]
        }


class _Copy(NamedTuple):
    id: int
    minute: int | None
    path: bytes


def _standing_for(copies: Sequence[_Copy]) -> int:
    """The newest of these (ids ascending); of one date one that is not called like a copy."""
    newest = copies[-1]
    same = [copy for copy in copies if copy.minute == newest.minute]
    if len(same) > _MOST_NAMED:
        return newest.id
    paths = {copy.id: os.fsdecode(copy.path) for copy in same}
    originals = [
        id_
        for id_, path in paths.items()
        if not any(is_named_after(path, other) for other in paths.values())
    ]
    return originals[-1] if originals else newest.id


_known_copies: WeakKeyDictionary[Index, tuple[tuple[object, ...], dict[int, int]]] = (
    WeakKeyDictionary()
)
"""For each index: a revision and roots, and the copies that are hidden then."""


def _wanted(
    scene: _Scene,
    only: Collection[ListedOnly],
    flags: Flags | None,
    labels: Sequence[tuple[str, str]],
    found: FoundArticles | None,
) -> set[int] | None:
    """Ids that pass the filters; None if there are no filters."""
    wanted: list[set[int]] = []
    if found is not None:
        wanted.append(scene.standing(found.ids))
    for kind, value in labels:
        own = flags.tagged.get(value, ()) if flags and kind == GroupKey.TAG else ()
        wanted.append(scene.standing([*scene.labelled(kind, value), *own]))
    if ListedOnly.BOOKMARKED in only:
        wanted.append(scene.standing(flags.bookmarked if flags else ()))
    if ListedOnly.UNREAD in only and flags and flags.read:
        wanted.append(scene.shown - scene.standing(flags.read))
    archived = flags.archived if flags else frozenset()
    if ListedOnly.ARCHIVED in only:
        wanted.append(scene.standing(archived))
    elif archived and found is None:
        wanted.append(scene.shown - scene.standing(archived))
    return set.intersection(*wanted) if wanted else None


def _ordered(
    scene: _Scene,
    wanted: set[int] | None,
    sort: SortKey,
    flags: Flags | None,
    found: FoundArticles | None,
    *,
    reverse: bool,
) -> array[int]:
    first: Sequence[int]
    last: Sequence[int] = ()
    match sort:
        case SortKey.RELEVANCE if found is not None:
            standing = dict.fromkeys(scene.shown_as.get(id_, id_) for id_ in found.ids)
            first = scene.keep(standing, wanted)
        case SortKey.DATE | SortKey.RELEVANCE:
            ids = scene.keep(scene.all, wanted)
            undated = bisect_left(ids, 1, key=neg)
            first, last = ids[:undated], ids[undated:]
        case SortKey.READ:
            times = _times(scene, flags)
            ids = scene.keep(scene.all, wanted)
            last = [*filterfalse(times.__contains__, ids)]
            # The sort is stable: what was read at one time stays the newest first.
            first = sorted(filter(times.__contains__, ids), key=times.__getitem__, reverse=True)
        case _:
            order = _ORDERS[sort]
            first = _sorted(scene, wanted, f"NOT ({order.without})", f"{order.by}, id DESC")
            if order.without != _NOTHING:
                # The sign keeps SQLite off the table itself, which has the order but is large.
                last = _sorted(scene, wanted, order.without, "+id DESC")
    return array("q", [*(reversed(first) if reverse else first), *last])


def _times(scene: _Scene, flags: Flags | None) -> dict[int, int]:
    """The last reading of each shown article, in any of its copies."""
    times: dict[int, int] = {}
    for id_, time in flags.last_read.items() if flags else ():
        shown = scene.shown_as.get(id_, id_)
        times[shown] = max(time, times.get(shown, time))
    return times


def _sorted(scene: _Scene, wanted: set[int] | None, condition: str, order: str) -> list[int]:
    """Wanted ids that meet an SQL condition, in an SQL order."""
    if wanted is not None and len(wanted) * _FEW < len(scene.all):
        return _numbers(
            scene.snapshot,
            "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
            f" AND {condition} ORDER BY {order}",
            (json.dumps(list(wanted)),),
        )
    # An index has all of them in order; to look each up in the table would take longer.
    ids = _numbers(
        scene.snapshot,
        f"SELECT id FROM article WHERE {condition} ORDER BY {order}",  # noqa: S608 - ours
    )
    return scene.keep(ids, wanted)


def _numbers(snapshot: IndexSnapshot, select: str, parameters: Sequence[object] = ()) -> list[int]:
    return [number for (number,) in snapshot.connection.execute(select, parameters)]
