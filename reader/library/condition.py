"""The conditions of a query, held against single articles, and where to look for more of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from heapq import merge
from typing import Final, NamedTuple

from reader.library.identity import day_range
from reader.library.match import Term, Tier, compile_term, spelling_of
from reader.library.query import Clause, Field, Literal
from reader.library.record import Snapshot, decode_path
from reader.library.titles import CancelledError, Label, Segment, View
from reader.library.token import FREQUENT
from reader.text.fold import fold
from reader.text.pinyin import Matcher

_KINDS: Final = {
    Field.ANY: frozenset({"author", "source", "tag"}),
    Field.AUTHOR: frozenset({"author"}),
    Field.SOURCE: frozenset({"source"}),
    Field.TAG: frozenset({"tag"}),
}
_LANGUAGE: Final = "language"
FEW_LABELS: Final = 64
_FEW: Final = 8
"""Labels whose articles are merged as they come; of more, all are fetched first."""
_MANY: Final = 256
"""Articles whose labels are looked up one by one, before all with a label are fetched."""
_FIRST_CHUNK: Final = 256
_CHUNK: Final = 4_096


class Flags(NamedTuple):
    """What the articles' reader made of them, by id: the library itself does not know it."""

    read: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    last_read: Mapping[int, int] = {}
    """Microseconds since 1970."""


class Scene(NamedTuple):
    """What one search looks at."""

    snapshot: Snapshot
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
            if self.cancelled():
                raise CancelledError
            size = _CHUNK
            for (number,) in rows:
                yield number

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
            return merge(*streams, reverse=True)
        found: set[int] = set()
        for label in wanted:
            found.update(
                self.select(
                    "SELECT article_id FROM labelled WHERE label_id = ?"
                    " AND article_id BETWEEN ? AND ?",
                    (label, *self.bounds),
                )
            )
        return iter(sorted(found, reverse=True))


class Candidate:
    """An article that a query may hold for; what is asked of it is fetched once."""

    def __init__(self, scene: Scene, id_: int) -> None:
        self.id = id_
        self.scene = scene

    @cached_property
    def title(self) -> str:
        title = self.scene.view.title(self.id)
        return title.folded if title else ""

    @cached_property
    def pinyin(self) -> str:
        title = self.scene.view.title(self.id)
        return title.pinyin if title else ""

    @cached_property
    def labels(self) -> frozenset[int]:
        rows = self.scene.snapshot.connection.execute(
            "SELECT label_id FROM labelled WHERE article_id = ?", (self.id,)
        )
        return frozenset(label for (label,) in rows)

    @cached_property
    def text(self) -> str:
        return self.scene.snapshot.text(self.id)

    @cached_property
    def path(self) -> str:
        (path,) = self._column("path")
        return fold(str(decode_path(path)))

    def has(self, feature: str) -> bool:
        if feature == "date":
            return self.id > 0
        if feature == "image":
            return bool(self._column("cover")[0])
        of_id = self.scene.view.labels.of_id
        return any(label in of_id and of_id[label].kind == feature for label in self.labels)

    def _column(self, name: str) -> tuple[bytes]:
        row: tuple[bytes] | None = self.scene.snapshot.connection.execute(
            f"SELECT {name} FROM article WHERE id = ?",  # noqa: S608 - a column's name, from here
            (self.id,),
        ).fetchone()
        return row or (b"",)


class Condition:
    """A literal of a query, made ready for one search."""

    def __init__(self, literal: Literal, scene: Scene) -> None:
        self.field = literal.field
        self.negated = literal.negated
        self.is_word = literal.field is Field.ANY and not literal.negated
        self._literal = literal
        self._scene = scene
        self._frequencies: dict[int, int] = {}
        self._lookups = 0

    @cached_property
    def term(self) -> Term:
        return compile_term(self._literal.value)

    @cached_property
    def pinyin(self) -> Matcher | None:
        """Never of what must not be: that is meant as it is written."""
        return None if self.negated else spelling_of(self._literal.value)

    @cached_property
    def labels(self) -> frozenset[int]:
        """Those of the field that the term is in, or that it spells."""
        labels = self._scene.view.labels
        if self.field is Field.LANG:
            wanted = f"{fold(self._literal.value)}-"
            return frozenset(
                label.id
                for label in labels.of_id.values()
                if label.kind == _LANGUAGE and f"{label.folded}-".startswith(wanted)
            )
        found = labels.matching(self.term.folded)
        if self.pinyin:
            found += self._spelled
        return self._of_field(found)

    @cached_property
    def spelled_labels(self) -> frozenset[int]:
        return self._of_field(self._spelled)

    @cached_property
    def days(self) -> tuple[int, int]:
        """The ids of a DATE."""
        return day_range(self._literal.first_day, self._literal.last_day)

    def holds(self, candidate: Candidate, tier: Tier) -> bool:
        """Whether it does in this tier, or in one before it."""
        if self.is_word:
            # The text first: of what is looked into, it mostly is why.
            return (
                (tier >= Tier.FREQUENT and self._in_text(candidate, tier))
                or self._in_title(candidate)
                or (tier >= Tier.LABEL and not self.labels.isdisjoint(candidate.labels))
            )
        return self._is_so(candidate) is not self.negated

    def is_spelled_in(self, candidate: Candidate) -> bool:
        """By pinyin, which no token tells."""
        if self.pinyin is None:
            return False
        return self.pinyin.matches(candidate.pinyin) or not self.spelled_labels.isdisjoint(
            candidate.labels
        )

    def stream(self, tier: Tier) -> Iterator[int]:
        """All ids for which it may hold in this tier or before it, the newest first."""
        scene = self._scene
        if self.negated:
            return scene.view.ids(scene.bounds)
        match self.field:
            case Field.ANY:
                streams = [self.titles()]
                if tier >= Tier.LABEL:
                    streams.append(scene.labelled(self.labels))
                if tier >= Tier.FREQUENT:
                    streams.append(scene.tokens(self.expression(tier)))
                return merge(*streams, reverse=True)
            case Field.TITLE:
                return self.titles()
            case Field.AUTHOR | Field.SOURCE | Field.TAG | Field.LANG:
                return scene.labelled(self.labels)
            case Field.IS if self._literal.value != "unread":
                low, high = scene.bounds
                return iter(sorted((i for i in self._flagged if low <= i <= high), reverse=True))
            case _:
                return scene.view.ids(scene.bounds)

    @property
    def is_narrow(self) -> bool:
        """Whether `stream` has just those for which it holds, without a look at texts."""
        match self.field:
            case Field.AUTHOR | Field.SOURCE | Field.TAG:
                return not self.negated and len(self.labels) <= FEW_LABELS
            case Field.IS:
                return not self.negated and self._literal.value != "unread"
            case _:
                return self.field is Field.TITLE and not self.negated

    def effort(self) -> float:
        """Guesses how much the stream of titles and labels gives, as a part of the library."""
        if self.negated:
            return 2.0
        match self.field:
            case Field.ANY | Field.TITLE:
                letters = len(self.term.value)
                weight = letters * (0.4 if self.term.begins_word else 1.0)
                return float(0.25**weight)
            case Field.LANG:
                return 0.5
            case Field.AUTHOR | Field.SOURCE | Field.TAG:
                return 0.03 * len(self.labels)
            case Field.IS if self._literal.value != "unread":
                return len(self._flagged) / 1e5
            case _:
                return 2.0

    def titles(self) -> Iterator[int]:
        """Ids of titles that have the term, or that it spells."""
        return self._scene.view.matching(self._rows, self._scene.bounds, self._scene.cancelled)

    def spelled(self) -> Iterator[int]:
        """Ids of articles that it spells; some more than once."""
        scene = self._scene
        titles = scene.view.matching(self._spelled_rows, scene.bounds, scene.cancelled)
        return merge(titles, scene.labelled(self.spelled_labels), reverse=True)

    def expression(self, tier: Tier) -> str:
        """Finds, in the full-text index, all for which it may hold in this tier or before."""
        lookup = self.term.lookup
        if tier <= Tier.LABEL:
            return lookup.head
        return lookup.frequent if tier is Tier.FREQUENT else lookup.anywhere

    def _rows(self, segment: Segment) -> set[int]:
        return {*segment.folded.matches(self.term.folded), *self._spelled_rows(segment)}

    def _spelled_rows(self, segment: Segment) -> Iterable[int]:
        return segment.spelling(self.pinyin) if self.pinyin else ()

    @cached_property
    def _spelled(self) -> list[Label]:
        matcher = self.pinyin
        if matcher is None:
            return []
        found = self._scene.view.labels.matching(matcher.pattern, pinyin=True)
        return [label for label in found if matcher.exact or matcher.matches(label.pinyin)]

    def _of_field(self, labels: Iterable[Label]) -> frozenset[int]:
        kinds = _KINDS[self.field]
        return frozenset(label.id for label in labels if label.kind in kinds)

    def _in_title(self, candidate: Candidate) -> bool:
        if self.term.folded.search(candidate.title):
            return True
        return self.pinyin is not None and self.pinyin.matches(candidate.pinyin)

    def _in_text(self, candidate: Candidate, tier: Tier) -> bool:
        if tier is Tier.FREQUENT:
            count = self._frequencies.get(candidate.id)
            if count is None:
                count = self._frequencies[candidate.id] = self.term.frequency(candidate.text)
            return count >= FREQUENT
        if candidate.id in self._frequencies:
            return self._frequencies[candidate.id] > 0
        return self.term.occurs(candidate.text)

    @cached_property
    def _flagged(self) -> frozenset[int]:
        flags = self._scene.flags
        return flags.bookmarked if self._literal.value == "bookmarked" else flags.read

    def _is_labelled(self, candidate: Candidate) -> bool:
        self._lookups += 1
        if self._lookups < _MANY:
            return not self.labels.isdisjoint(candidate.labels)
        return candidate.id in self._labelled

    @cached_property
    def _labelled(self) -> frozenset[int]:
        return frozenset(self._scene.labelled(self.labels))

    def _is_so(self, candidate: Candidate) -> bool:
        """Whether it would hold if it were not negated."""
        match self.field:
            case Field.ANY:
                return (
                    self._in_title(candidate)
                    or not self.labels.isdisjoint(candidate.labels)
                    or self.term.occurs(candidate.text)
                )
            case Field.TITLE:
                return self._in_title(candidate)
            case Field.AUTHOR | Field.SOURCE | Field.TAG | Field.LANG:
                return self._is_labelled(candidate)
            case Field.PATH:
                return fold(self._literal.value) in candidate.path
            case Field.DATE:
                low, high = self.days
                return low <= candidate.id <= high
            case Field.IS:
                return (candidate.id in self._flagged) is not (self._literal.value == "unread")
            case Field.HAS:
                return candidate.has(self._literal.value)


def conditions_of(clauses: Iterable[Clause], scene: Scene) -> list[tuple[Condition, ...]]:
    return [tuple(Condition(literal, scene) for literal in clause) for clause in clauses]
