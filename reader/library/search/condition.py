"""The conditions of a query, held against single articles, and where to look for more of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from reader.library.memory.titles import Segment
from reader.library.search.context import SearchScene
from reader.library.search.id_streams import Replay, union
from reader.library.search.query import Literal, QueryField
from reader.library.search.term import (
    Term,
    Tier,
    compile_term,
    spelling_of,
    strong_spelling_of,
)
from reader.library.store.tokens import FREQUENT
from reader.text.fold import fold, search_form
from reader.text.pinyin.query import Matcher
from reader.text.pinyin.readings import keys

_KINDS: Final = {
    QueryField.ANY: frozenset({"author", "source", "tag"}),
    QueryField.AUTHOR: frozenset({"author"}),
    QueryField.SOURCE: frozenset({"source"}),
    QueryField.TAG: frozenset({"tag"}),
}
_LANGUAGE: Final = "language"
FEW_LABELS: Final = 64
_MANY: Final = 256
"""Articles whose labels are looked up one by one, before all with a label are fetched."""


class Candidate:
    """An article that a query may hold for; what is asked of it is fetched once."""

    def __init__(self, scene: SearchScene, id_: int) -> None:
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

    @property
    def path(self) -> str:
        return self.scene.view.path(self.id, self.scene.snapshot)

    def has(self, feature: str) -> bool:
        if feature == "date":
            return self.id > 0
        kind = self.scene.view.labels.kind
        return any(kind(label) == feature for label in self.labels)


class Condition:
    """A literal of a query, made ready for one search."""

    def __init__(self, literal: Literal, scene: SearchScene) -> None:
        self.field = literal.field
        self.negated = literal.negated
        self.is_word = literal.field is QueryField.ANY and not literal.negated
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
    def strong(self) -> Matcher | None:
        """Finds that part of what `pinyin` finds which is not by chance."""
        return None if self.negated else strong_spelling_of(self._literal.value)

    @property
    def spells_weakly(self) -> bool:
        """Whether it may spell something by chance."""
        return self.pinyin is not self.strong

    @cached_property
    def own(self) -> frozenset[int]:
        """Articles with a tag of the owner's that has the term, or that the term spells."""
        tagged = self._scene.flags.tagged
        if not tagged or "tag" not in _KINDS.get(self.field, ()):
            return frozenset()
        written, matcher = self.term.folded, self.pinyin
        return self._scene.flags.own_tagged(
            lambda tag: (
                written.search(search_form(tag)) is not None
                or (matcher is not None and matcher.matches(keys(tag)))
            )
        )

    @cached_property
    def _own_falling(self) -> list[int]:
        return sorted(self.own, reverse=True)

    def labels_in(self, tier: Tier) -> frozenset[int]:
        """Labels of the field for which it holds in this tier or before it."""
        if self.negated or tier >= Tier.WEAKLY_SPELLED:
            return self.labels
        if tier >= Tier.SPELLED_LABEL:
            return self._written_labels | self.spelled_labels_in(tier)
        return self._written_labels if tier >= Tier.LABEL else frozenset()

    def spelled_labels_in(self, tier: Tier) -> frozenset[int]:
        """Labels that it spells in this tier or before it, and in which it is not written."""
        if tier >= Tier.WEAKLY_SPELLED:
            return self._spelled_labels
        return self._strong_labels if tier >= Tier.SPELLED_LABEL else frozenset()

    @cached_property
    def labels(self) -> frozenset[int]:
        """Labels of the field that the term is in, or that it spells."""
        labels = self._scene.view.labels
        if self.field is QueryField.LANG:
            wanted = f"{fold(self._literal.value)}-"
            return frozenset(
                label.id
                for label in labels.of_kind(_LANGUAGE)
                if f"{label.folded}-".startswith(wanted)
            )
        return self._written_labels | self._spelled_labels

    @cached_property
    def _written_labels(self) -> frozenset[int]:
        labels = self._scene.view.labels
        return frozenset(map(labels.id, labels.rows(self.term.folded, _KINDS[self.field])))

    @cached_property
    def _spelled_labels(self) -> frozenset[int]:
        """Labels that it spells, and in which it is not written."""
        return self._labels_spelled_by(self.pinyin)

    @cached_property
    def _strong_labels(self) -> frozenset[int]:
        return self._labels_spelled_by(self.strong) if self.spells_weakly else self._spelled_labels

    @cached_property
    def days(self) -> tuple[int, int]:
        """The ids of a DATE."""
        literal = self._literal
        return self._scene.snapshot.day_range(literal.first_day, literal.last_day)

    def holds(self, candidate: Candidate, tier: Tier) -> bool:
        """Whether it does in this tier, or in one before it."""
        if self.is_word:
            # The text first: of what is looked into, it mostly is why.
            return (
                (tier >= Tier.PHRASE and self._in_text(candidate, tier))
                or self._in_title(candidate, tier)
                or (tier >= Tier.LABEL and not self.labels_in(tier).isdisjoint(candidate.labels))
                or (tier >= Tier.LABEL and candidate.id in self.own)
            )
        if self.ranks_titles:
            return self._in_title(candidate, tier)
        return self._is_so(candidate) is not self.negated

    def stream(self, tier: Tier) -> Iterator[int]:
        """Ids for which the condition may hold in this tier or before it, the newest first.

        Some more than once.
        """
        scene = self._scene
        if self.negated:
            return scene.view.ids(scene.bounds)
        match self.field:
            case QueryField.ANY:
                streams: list[Iterable[int]] = self._title_streams(tier)
                if tier >= Tier.LABEL:
                    streams += [self._labelled_in(tier), self._within(self._own_falling)]
                if tier >= Tier.PHRASE:
                    streams.append(scene.tokens(self.expression(tier)))
                return union(streams)
            case QueryField.TITLE:
                return union(self._title_streams(tier))
            case QueryField.TAG if self.own:
                return union([self._labelled_ones, self._within(self._own_falling)])
            case QueryField.AUTHOR | QueryField.SOURCE | QueryField.TAG | QueryField.LANG:
                return iter(self._labelled_ones)
            case QueryField.PATH:
                return scene.view.matching(self._path_rows, scene.bounds, scene.cancelled)
            case QueryField.IS if self._literal.value != "unread":
                return self._within(sorted(self._flagged, reverse=True))
            case QueryField.HAS if self._literal.value == "image":
                return self._within(scene.view.images.ids(scene.snapshot))
            case _:
                return scene.view.ids(scene.bounds)

    def is_exact(self, tier: Tier) -> bool:
        """Whether `stream` has just those for which it holds."""
        if self.negated:
            return False
        match self.field:
            case QueryField.ANY:
                return tier <= Tier.SPELLED_LABEL
            case QueryField.DATE:
                return False
            case QueryField.IS:
                return self._literal.value != "unread"
            case QueryField.HAS:
                return self._literal.value == "image"
            case _:
                return True

    def effort(self) -> float:
        """Guesses how much the stream of titles and labels gives, as a part of the library."""
        if self.negated:
            return 2.0
        match self.field:
            case QueryField.ANY | QueryField.TITLE:
                letters = len(self.term.value)
                weight = letters * (0.4 if self.term.begins_word else 1.0)
                return float(0.25**weight)
            case QueryField.LANG | QueryField.PATH | QueryField.HAS:
                return 0.5
            case QueryField.AUTHOR | QueryField.SOURCE | QueryField.TAG:
                return 0.03 * len(self.labels)
            case QueryField.IS if self._literal.value != "unread":
                return len(self._flagged) / 1e5
            case _:
                return 2.0

    def spelled(self, tier: Tier) -> Iterator[int]:
        """Ids of articles that it spells, and where it is not written; some more than once.

        Also those with a tag of the owner's: the index of texts does not know them either.
        """
        streams: list[Iterable[int]] = [self._spelled_titles(tier)]
        if self.own and tier >= Tier.LABEL:
            streams.append(self._within(self._own_falling))
        if labels := self.spelled_labels_in(tier):
            streams.append(self._scene.labelled(labels))
        return union(streams)

    def expression(self, tier: Tier) -> str:
        """Finds, in the full-text index, all for which it may hold in this tier or before."""
        lookup = self.term.lookup
        if tier <= Tier.SPELLED_LABEL:
            return lookup.head
        return lookup.frequent if tier is Tier.FREQUENT else lookup.anywhere

    @property
    def ranks_titles(self) -> bool:
        """Whether it is a filter of titles, for which what is written comes before the spelled."""
        return self.field is QueryField.TITLE and not self.negated

    @cached_property
    def written_titles(self) -> Replay:
        """Ids of titles that have the term."""
        scene, written = self._scene, self.term.folded

        def rows(segment: Segment) -> Iterator[int]:
            return segment.folded.matches(written)

        return Replay(scene.view.matching(rows, scene.bounds, scene.cancelled))

    def _title_streams(self, tier: Tier) -> list[Iterable[int]]:
        """Ids of titles that have the term, or that it spells in this tier or before it."""
        if tier < Tier.SPELLED_TITLE or self.pinyin is None:
            return [self.written_titles]
        return [self.written_titles, self._spelled_titles(tier)]

    def _spelled_titles(self, tier: Tier) -> Iterable[int]:
        if tier >= Tier.WEAKLY_SPELLED:
            return self._all_spelled_titles
        if tier < Tier.SPELLED_TITLE or self.strong is None:
            return ()
        return self._strong_titles if self.spells_weakly else self._all_spelled_titles

    @cached_property
    def _all_spelled_titles(self) -> Replay:
        return self._titles_spelled_by(self.pinyin, "")

    @cached_property
    def _strong_titles(self) -> Replay:
        return self._titles_spelled_by(self.strong, "strong ")

    def _titles_spelled_by(self, matcher: Matcher | None, kind: str) -> Replay:
        """Ids of titles that it spells, and where it is not written."""
        scene, written = self._scene, self.term.folded

        def rows(segment: Segment) -> Iterable[int]:
            def spelled() -> Iterator[int]:
                found = segment.spelling(matcher) if matcher else ()
                return (row for row in found if not written.search(segment.folded.row(row)))

            return segment.remembered(kind + self._literal.value, spelled)

        return Replay(scene.view.matching(rows, scene.bounds, scene.cancelled))

    def _labelled_in(self, tier: Tier) -> Iterable[int]:
        if tier >= Tier.WEAKLY_SPELLED:
            return self._labelled_ones
        return self._scene.labelled(self.labels_in(tier))

    @cached_property
    def _labelled_ones(self) -> Replay:
        return Replay(self._scene.labelled(self.labels))

    def _path_rows(self, segment: Segment) -> set[int]:
        return segment.paths(self._scene.snapshot).matches(self._folded)

    @cached_property
    def _folded(self) -> str:
        return fold(self._literal.value)

    def _within(self, ids: Sequence[int]) -> Iterator[int]:
        """The ids among these that are wanted, the newest first."""
        low, high = self._scene.bounds
        return (id_ for id_ in ids if low <= id_ <= high)

    def _labels_spelled_by(self, matcher: Matcher | None) -> frozenset[int]:
        labels, written = self._scene.view.labels, self.term.folded
        if matcher is None:
            return frozenset()
        rows = labels.rows(matcher.pattern, _KINDS[self.field], pinyin=True)
        return frozenset(
            labels.id(row)
            for row in rows
            if (matcher.exact or matcher.matches(labels.pinyin(row)))
            and not written.search(labels.folded(row))
        )

    def _in_title(self, candidate: Candidate, tier: Tier) -> bool:
        if self.term.folded.search(candidate.title):
            return True
        if tier < Tier.SPELLED_TITLE:
            return False
        matcher = self.pinyin if tier >= Tier.WEAKLY_SPELLED else self.strong
        return matcher is not None and matcher.matches(candidate.pinyin)

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
        kept = {"bookmarked": flags.bookmarked, "archived": flags.archived}
        return kept.get(self._literal.value, flags.read)

    def _is_labelled(self, candidate: Candidate) -> bool:
        if candidate.id in self.own:
            return True
        self._lookups += 1
        if self._lookups < _MANY:
            return not self.labels.isdisjoint(candidate.labels)
        return candidate.id in self._labelled

    @cached_property
    def _labelled(self) -> frozenset[int]:
        return frozenset(self._scene.labelled(self.labels))

    @cached_property
    def _with_image(self) -> frozenset[int]:
        return frozenset(self._scene.view.images.ids(self._scene.snapshot))

    @cached_property
    def _own_any(self) -> frozenset[int]:
        return self._scene.flags.own_tagged(lambda _: True)

    def _is_so(self, candidate: Candidate) -> bool:
        """Whether it would hold if it were not negated."""
        match self.field:
            case QueryField.ANY:
                return (
                    self._in_title(candidate, Tier.WEAKLY_SPELLED)
                    or not self.labels.isdisjoint(candidate.labels)
                    or candidate.id in self.own
                    or self.term.occurs(candidate.text)
                )
            case QueryField.TITLE:
                return self._in_title(candidate, Tier.WEAKLY_SPELLED)
            case QueryField.AUTHOR | QueryField.SOURCE | QueryField.TAG | QueryField.LANG:
                return self._is_labelled(candidate)
            case QueryField.PATH:
                return self._folded in candidate.path
            case QueryField.DATE:
                low, high = self.days
                return low <= candidate.id <= high
            case QueryField.IS:
                return (candidate.id in self._flagged) is not (self._literal.value == "unread")
            case QueryField.HAS if self._literal.value == "image":
                return candidate.id in self._with_image
            case QueryField.HAS if self._literal.value == "tag" and self._own_any:
                return candidate.id in self._own_any or candidate.has("tag")
            case _:  # HAS; what asks for passages is a PassageCondition
                return candidate.has(self._literal.value)
