"""Titles and labels of a library, held in memory: what a search looks through first.

Titles lie newest first in segments, each one string of lines, so that a scan is one of the
string's own. They agree with one state of the index, and follow it by what it says was changed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from reader.library.memory import copies
from reader.library.memory.copies import Works
from reader.library.memory.labels import KnownLabel, Labels
from reader.library.memory.paths import Column, FoldedPaths
from reader.library.store.reads import IndexSnapshot, RootScope
from reader.text.pinyin.prefilter import Sieve
from reader.text.pinyin.query import Matcher

_ROWS: Final = 2_048
"""Titles in a segment."""
_CHUNK: Final = 500
"""Values in one statement."""
_SELECT: Final = "SELECT title.id, title.folded, title.pinyin FROM title"
_NEWEST: Final = 1 << 62
_REMEMBERED: Final = 16
"""Terms."""

Cancelled = Callable[[], bool]


class CancelledError(Exception):
    """The search is no longer wanted."""


class Title(NamedTuple):
    id: int
    folded: str
    pinyin: str


class Segment:
    """A run of titles, the newest first."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self.ids = array("q", (-title.id for title in titles))
        """Negated, and so ascending."""
        self.folded = Column([title.folded.replace("\n", " ") for title in titles])
        self.pinyin = Column([title.pinyin.replace("\n", " ") for title in titles])
        self._sieve: Sieve | None = None
        self._paths: FoldedPaths | None = None
        self._rows: dict[str, tuple[int, ...]] = {}

    def build_sieve(self) -> None:
        """Makes `spelling` quick; takes 30 ms."""
        if self._sieve is None:
            self._sieve = Sieve(self.pinyin.rows())

    def spelling(self, matcher: Matcher) -> Iterator[int]:
        """Rows with a title that the matcher's query spells, the newest first."""
        column = self.pinyin
        if self._sieve is None:
            rows = column.matches(matcher.pattern)
            return (row for row in rows if matcher.exact or matcher.matches(column.row(row)))
        candidates = self._sieve.candidates(matcher)
        return (row for row in candidates if matcher.matches(column.row(row)))

    def remembered(self, term: str, rows: Callable[[], Iterable[int]]) -> tuple[int, ...]:
        """Rows that something was found in for this term: whoever types has the words before."""
        known = self._rows.get(term)
        if known is None:
            known = tuple(rows())
            if len(self._rows) >= _REMEMBERED:
                self._rows = {}
            self._rows[term] = known
        return known

    def paths(self, snapshot: IndexSnapshot) -> FoldedPaths:
        """Paths of the files; read from the index when they are first asked for."""
        if self._paths is None:
            rows = snapshot.connection.execute(
                "SELECT id, path FROM article WHERE id BETWEEN ? AND ?",
                (-self.ids[-1], -self.ids[0]),
            )
            self.set_paths(dict(rows.fetchall()))
        return self._paths or FoldedPaths(())

    def set_paths(self, paths: Mapping[int, bytes]) -> None:
        self._paths = FoldedPaths(paths.get(-id_, b"") for id_ in self.ids)

    @property
    def has_paths(self) -> bool:
        return self._paths is not None

    def titles(self) -> Iterator[Title]:
        rows = zip(self.ids, self.folded.rows(), self.pinyin.rows(), strict=True)
        return (Title(-id_, folded, pinyin) for id_, folded, pinyin in rows)

    def find(self, id_: int) -> int | None:
        row = bisect_left(self.ids, -id_)
        return row if row < len(self.ids) and self.ids[row] == -id_ else None


class Images:
    """Which articles have an image; read when it is first asked for."""

    def __init__(self) -> None:
        self._ids: list[int] | None = None

    def ids(self, snapshot: IndexSnapshot) -> list[int]:
        """The newest first; also of articles that are not here."""
        if self._ids is None:
            select = "SELECT id FROM article WHERE cover <> '' ORDER BY id DESC"
            self._ids = [id_ for (id_,) in snapshot.connection.execute(select)]
        return self._ids


class Titles:
    """Titles at or under some roots. For one thread at a time; a `View` is for any."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots
        self._revision: int | None = None
        self._segments: list[Segment] = []
        self._loaded_from = _NEWEST
        """The id above which all are loaded."""
        self._is_whole = False
        self._labels = Labels(())
        self._works = Works({})
        self._images = Images()

    def view(self, snapshot: IndexSnapshot, cancelled: Cancelled) -> View:
        """The titles as the snapshot has them. After a CancelledError the next call goes on."""
        revision = snapshot.revision
        if self._revision is None or revision > self._revision:
            self._follow(snapshot, revision, cancelled)
        if not self._is_whole:
            self._load(snapshot, snapshot.scope(self._roots), cancelled)
        return View(
            tuple(self._segments), self._labels, self._revision or 0, self._works, self._images
        )

    def label_counts(self, snapshot: IndexSnapshot) -> dict[int, int]:
        """How many articles at or under the roots have each label."""
        scope = snapshot.scope(self._roots)
        join = "" if scope.covers_all else "JOIN article ON article.id = article_id"
        rows = snapshot.connection.execute(
            f"SELECT label_id, count(*) FROM labelled {join}"  # noqa: S608 - no value in it
            f" WHERE {scope.condition} GROUP BY label_id",
            scope.parameters,
        )
        return dict(rows.fetchall())

    def _follow(self, snapshot: IndexSnapshot, revision: int, cancelled: Cancelled) -> None:
        changes = None if self._revision is None else snapshot.changes(self._revision)
        if changes is None:
            self._segments, self._loaded_from, self._is_whole = [], _NEWEST, False
            self._images = Images()
            self._labels = Labels(_labels(snapshot, None))
            self._works = copies.load(snapshot, snapshot.scope(self._roots))
        elif touched := {*changes.removed, *changes.written}:
            scope = snapshot.scope(self._roots)
            titles = _titles(snapshot, scope, sorted(touched), cancelled)
            labels = _labels(snapshot, None if len(touched) > _CHUNK else list(touched))
            self._labels = self._labels.renewed(labels)
            self._works = self._works.renewed(snapshot, scope, touched)
            self._patch(touched, titles)
            self._images = Images()
        self._revision = revision

    def _patch(self, touched: set[int], titles: list[Title]) -> None:
        """Takes the touched ones out, and puts those in that are there now."""
        titles = [title for title in titles if title.id >= self._loaded_from or self._is_whole]
        bounds = [segment.ids[0] for segment in self._segments]
        due: dict[int, list[Title]] = {}
        for id_ in touched:
            due.setdefault(max(bisect_right(bounds, -id_) - 1, 0), [])
        for title in titles:
            due[max(bisect_right(bounds, -title.id) - 1, 0)].append(title)
        segments = dict(enumerate(self._segments))
        parts: list[Segment] = []
        for number in range(max(len(self._segments), 1)):
            segment = segments.get(number)
            if number not in due:
                parts += [segment] if segment else []
                continue
            old = segment.titles() if segment else ()
            kept = [title for title in old if title.id not in touched] + due[number]
            kept.sort(reverse=True)
            parts += _segments(kept)
        self._segments = parts

    def _load(self, snapshot: IndexSnapshot, scope: RootScope, cancelled: Cancelled) -> None:
        while not self._is_whole:
            if cancelled():
                raise CancelledError
            rows = snapshot.connection.execute(
                f"{_SELECT} JOIN article ON article.id = title.id"
                f" WHERE title.id < ? AND {scope.condition} ORDER BY title.id DESC LIMIT ?"
                if not scope.covers_all
                else f"{_SELECT} WHERE id < ? ORDER BY id DESC LIMIT ?",
                (self._loaded_from, *scope.parameters, _ROWS),
            ).fetchall()
            if rows:
                self._segments += _segments(list(map(Title._make, rows)))
                self._loaded_from = rows[-1][0]
            self._is_whole = len(rows) < _ROWS


@dataclass(frozen=True, slots=True)
class View:
    """Titles and labels at one revision. Never changes."""

    segments: tuple[Segment, ...]
    labels: Labels
    revision: int
    works: Works = field(default_factory=lambda: Works({}))
    images: Images = field(default_factory=Images)

    def __len__(self) -> int:
        return sum(len(segment.ids) for segment in self.segments)

    def title(self, id_: int) -> Title | None:
        """The title of an article; None if there is no such article here."""
        segment = self._segment(id_)
        row = segment.find(id_) if segment else None
        if segment is None or row is None:
            return None
        return Title(id_, segment.folded.row(row), segment.pinyin.row(row))

    def path(self, id_: int, snapshot: IndexSnapshot) -> str:
        """Folded."""
        segment = self._segment(id_)
        row = segment.find(id_) if segment else None
        return "" if segment is None or row is None else segment.paths(snapshot).row(row)

    def load_paths(self, snapshot: IndexSnapshot) -> None:
        """Load the paths of all at once: a tenth of the time that it takes one by one."""
        due = [segment for segment in self.segments if not segment.has_paths]
        if due:
            # The index of the paths holds the ids too, and is small.
            paths = dict(snapshot.connection.execute("SELECT id, path FROM article").fetchall())
            for segment in due:
                segment.set_paths(paths)

    def __contains__(self, id_: int) -> bool:
        segment = self._segment(id_)
        return segment is not None and segment.find(id_) is not None

    def dated(self) -> tuple[int, int] | None:
        """The ids of the newest and of the oldest article that has a date."""
        newest = next(self.ids((1, _NEWEST)), None)
        if newest is None:
            return None
        for segment in reversed(self.segments):
            row = bisect_left(segment.ids, 0) - 1
            if row >= 0:
                return newest, -segment.ids[row]
        return None

    def count(self, bounds: tuple[int, int]) -> int:
        """How many there are within (lowest, highest)."""
        low, high = bounds
        return sum(
            bisect_right(segment.ids, -low) - bisect_left(segment.ids, -high)
            for segment in self._within(bounds)
        )

    def ids(self, bounds: tuple[int, int]) -> Iterator[int]:
        """Ids within (lowest, highest), the newest first."""
        low, high = bounds
        for segment in self._within(bounds):
            first, last = bisect_left(segment.ids, -high), bisect_right(segment.ids, -low)
            yield from (-id_ for id_ in segment.ids[first:last])

    def matching(
        self,
        rows: Callable[[Segment], Iterable[int]],
        bounds: tuple[int, int],
        cancelled: Cancelled,
    ) -> Iterator[int]:
        """Ids of the rows that are named, the newest first. Raises CancelledError."""
        low, high = bounds
        for segment in self._within(bounds):
            if cancelled():
                raise CancelledError
            for row in sorted(rows(segment)):
                id_ = -segment.ids[row]
                if low <= id_ <= high:
                    yield id_

    def _within(self, bounds: tuple[int, int]) -> Iterator[Segment]:
        low, high = bounds
        return (
            segment
            for segment in self.segments
            if -segment.ids[0] >= low and -segment.ids[-1] <= high
        )

    def _segment(self, id_: int) -> Segment | None:
        number = bisect_right(self.segments, -id_, key=lambda segment: segment.ids[0]) - 1
        return self.segments[number] if number >= 0 else None


def _segments(titles: list[Title]) -> list[Segment]:
    """Segments of titles that are sorted newest first; none of them too large."""
    if len(titles) <= 2 * _ROWS:
        return [Segment(titles)] if titles else []
    starts = range(0, len(titles), _ROWS)
    return [Segment(titles[start : start + _ROWS]) for start in starts]


def _titles(
    snapshot: IndexSnapshot, scope: RootScope, ids: Sequence[int], cancelled: Cancelled
) -> list[Title]:
    found: list[Title] = []
    for start in range(0, len(ids), _CHUNK):
        if cancelled():
            raise CancelledError
        chunk = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        rows = snapshot.connection.execute(
            f"{_SELECT} JOIN article ON article.id = title.id"
            f" WHERE title.id IN ({marks}) AND {scope.condition}",
            (*chunk, *scope.parameters),
        )
        found.extend(map(Title._make, rows))
    return found


def _labels(snapshot: IndexSnapshot, of_articles: Sequence[int] | None) -> Iterator[KnownLabel]:
    select = "SELECT id, kind, value, folded, pinyin FROM label"
    if of_articles is not None:
        marks = ",".join("?" * len(of_articles))
        select += f" WHERE id IN (SELECT label_id FROM labelled WHERE article_id IN ({marks}))"  # noqa: S608 - marks only
    return map(KnownLabel._make, snapshot.connection.execute(select, of_articles or ()))
