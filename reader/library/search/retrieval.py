"""Retrieval: the articles for which a query holds, tier by tier, the newest of each first."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import combinations, islice
from typing import Final

from reader.library.search.condition import FEW_LABELS, Candidate, Condition
from reader.library.search.context import SearchScene
from reader.library.search.id_streams import Membership, common, union
from reader.library.search.passage_condition import PASSAGES, bounded_problems, conditions_of
from reader.library.search.query import Clause, Literal, Query, QueryField
from reader.library.search.term import Tier

_PATIENCE: Final = 32
"""Articles that are looked into between two questions whether to go on."""
_FEW: Final = 64
"""Articles that are rather looked into one by one than met in a list."""
_MOST_IN_A_ROW: Final = 1_000
"""Articles, the newest that may be it, of which it is known whether words stand in a row there.

To read the text of each takes 0.15 ms, and of older ones the words are found all the same.
"""
_MOST_SPELLED: Final = 3
"""Words of pinyin that are told from written ones in every combination."""

_IN_A_ROW: Final = frozenset({Tier.TITLE_PHRASE, Tier.PHRASE})
_SPELLED: Final = frozenset({Tier.SPELLED_TITLE, Tier.SPELLED_LABEL, Tier.WEAKLY_SPELLED})
"""Tiers of articles with a word that is spelled: with all written, they are in one before."""
_WITH_TEXT: Final = frozenset({Tier.FREQUENT, Tier.TEXT})
"""Tiers of articles with a word in the text: with all spelled, they are in one before."""
_LAST: Final = Tier.WEAKLY_SPELLED

_Clause = tuple[Condition, ...]
_Candidates = Iterator[tuple[int, Sequence[_Clause]]]
"""Ids, the newest first, each with the clauses of which it is not known whether they hold."""


class Hits:
    """The articles that a search has found, in order."""

    def __init__(self, *, merge_copies: bool) -> None:
        self.tiers: dict[int, Tier] = {}
        self.copies: dict[int, tuple[int, ...]] = {}
        """Copies, by the hit that stands for them."""
        self.problems: tuple[str, ...] = ()
        """What could not be looked for everywhere, in sentences."""
        self.merge_copies = merge_copies
        self._hidden: set[int] = set()

    def __contains__(self, id_: int) -> bool:
        """Whether an article is a hit, or a copy that a hit stands for."""
        return id_ in self.tiers or id_ in self._hidden

    def __len__(self) -> int:
        return len(self.tiers)

    def add(self, id_: int, tier: Tier, copies: tuple[int, ...]) -> None:
        self.tiers[id_] = tier
        if copies and self.merge_copies:
            self.copies[id_] = copies
            self._hidden.update(copies)


def retrieve(
    query: Query,
    scene: SearchScene,
    hits: Hits,
    *,
    most: int | None,
    among: Container[int] | None = None,
    is_enough: Callable[[int], bool],
) -> bool:
    """Adds hits until there are `most`, or `is_enough` (asked with their number).

    Returns whether it came to the end of all that there is. Raises CancelledError.
    """
    retrieval = Retrieval(query, scene, hits, among)
    tiers = retrieval.tiers()
    try:
        for tier in tiers:
            for _ in retrieval.examined(tier):
                if (most is not None and len(hits) >= most) or is_enough(len(hits)):
                    return False
            if tier is not tiers[-1] and is_enough(len(hits)):
                return False
    finally:
        hits.problems = retrieval.problems
    return not hits.problems


class Retrieval:
    """The retrieval for one query in one state of the library."""

    def __init__(
        self, query: Query, scene: SearchScene, hits: Hits, among: Container[int] | None
    ) -> None:
        low, high = scene.bounds
        rest: list[Clause] = []
        for clause in query.clauses:
            only = clause[0]
            if len(clause) == 1 and only.field is QueryField.DATE and not only.negated:
                first, last = scene.snapshot.day_range(only.first_day, only.last_day)
                low, high = max(low, first), min(high, last)
            else:
                rest.append(clause)
        self._scene = scene._replace(bounds=(low, high))
        self._clauses = conditions_of(rest, self._scene)
        self._words = [c for c in self._clauses if all(each.is_word for each in c)]
        self._mixed = [
            clause
            for clause in self._clauses
            if clause not in self._words and any(each.is_word for each in clause)
        ]
        is_visible = all(each.term.is_visible for clause in self._words for each in clause)
        phrase = query.phrase if is_visible else ""
        self._phrase = (
            conditions_of([(Literal(QueryField.ANY, phrase),)], self._scene)[0] if phrase else None
        )
        self._hits = hits
        self._among = among
        self._archived = frozenset() if query.asks_for_archived else scene.flags.archived

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be looked for everywhere until now, in sentences."""
        return bounded_problems(self._clauses)

    def tiers(self) -> Sequence[Tier]:
        """The tiers in which there may be hits."""
        every = [each for clause in self._clauses for each in clause]
        ranking = [each for each in every if each.is_word or each.ranks_titles]
        left_out = set[Tier]()
        if self._phrase is None:
            left_out |= {Tier.TITLE_PHRASE, Tier.PHRASE}
        if not any(each.strong for each in ranking):
            left_out |= {Tier.SPELLED_TITLE, Tier.SPELLED_LABEL}
        if not any(each.spells_weakly for each in ranking):
            left_out.add(Tier.WEAKLY_SPELLED)
        if not any(each.is_word for each in every):
            asks_passage = any(each.field in PASSAGES and not each.negated for each in every)
            if asks_passage and not ranking:
                return [Tier.TEXT]
            left_out |= {Tier.SPELLED_LABEL, Tier.FREQUENT, Tier.TEXT}
            left_out.add(Tier.LABEL if ranking else Tier.TITLE)
        return [tier for tier in Tier if tier not in left_out]

    def examined(self, tier: Tier) -> Iterator[int]:
        """Each article that has been looked into, the newest first, when all is known of it.

        Those that are in this tier are hits then.
        """
        hits, view = self._hits, self._scene.view
        excluded = _Excluded(self._clauses, self._scene)
        last: int | None = None
        for number, (id_, clauses) in enumerate(self._candidates(tier)):
            if number % _PATIENCE == 0:
                self._scene.check()
            if last is not None and id_ != last:
                yield last
            last = id_
            is_wanted = id_ not in hits and (self._among is None or id_ in self._among)
            if is_wanted and id_ in view:
                left = excluded.left(clauses, id_)
                if left is not None and self._all_hold(left, id_, tier):
                    others = view.works.others(id_)
                    if self._archived.isdisjoint((id_, *others)):
                        hits.add(id_, tier, others if hits.merge_copies else ())
        if last is not None:
            yield last

    def _all_hold(self, clauses: Sequence[_Clause], id_: int, tier: Tier) -> bool:
        if not clauses:
            return True
        candidate = Candidate(self._scene, id_)
        return all(any(each.holds(candidate, tier) for each in clause) for clause in clauses)

    def _candidates(self, tier: Tier) -> _Candidates:
        """Ids of every article in this tier, and more; some ids more than once."""
        if self._phrase and tier in _IN_A_ROW:
            return self._in_a_row(self._phrase, tier)
        if tier <= Tier.SPELLED_LABEL and not self._is_in_head:
            return self._met(self._clauses, tier)
        if self._few is not None:
            return self._to_check(self._few)
        if not self._words:
            return self._met(self._clauses, tier)
        streams = [*self._spelled(tier)]
        if tier not in _SPELLED or self._ranks_beside_words:
            streams.append(self._written(self._words, (), tier))
        return merge(*streams, key=lambda pair: pair[0], reverse=True)

    def _in_a_row(self, phrase: _Clause, tier: Tier) -> _Candidates:
        """Articles that have all words in a row: that there is each of them is known then."""
        rest = [clause for clause in self._clauses if clause not in self._words]
        if self._few is not None:
            return ((id_, (phrase, *rest)) for id_ in self._few)
        if tier is Tier.PHRASE:
            return islice(self._written([phrase], (), tier), _MOST_IN_A_ROW)
        return self._met(rest, tier, [phrase[0].written_titles])

    @cached_property
    def _ranks_beside_words(self) -> bool:
        """Whether there is a filter for which articles hold in some tiers only."""
        return bool(self._mixed) or any(
            each.ranks_titles for clause in self._clauses for each in clause
        )

    @cached_property
    def _few(self) -> list[int] | None:
        """Ids for which some filter holds, if that is so for a few only."""
        for clause in self._clauses:
            if all(not each.is_word and each.is_exact(_LAST) for each in clause):
                ids = list(islice(union([each.stream(_LAST) for each in clause]), _FEW))
                if len(ids) < _FEW:
                    return ids
        return None

    def _to_check(self, ids: Iterable[int]) -> _Candidates:
        return ((id_, self._clauses) for id_ in ids)

    @cached_property
    def _is_in_head(self) -> bool:
        """Whether the full-text index is asked for titles and labels too: where it narrows."""
        return bool(self._words) and (len(self._words) > 1 or any(map(_is_excluded, self._clauses)))

    def _met(
        self, clauses: Sequence[_Clause], tier: Tier, given: Iterable[Iterable[int]] = ()
    ) -> _Candidates:
        """The ids that are in all lists there are: those given, and those that clauses have."""
        streams = list(given)
        left: list[_Clause] = []
        for clause in clauses:
            if all(each.is_exact(tier) for each in clause):
                streams.append(union([each.stream(tier) for each in clause]))
            else:
                left.append(clause)
        if streams:
            return ((id_, left) for id_ in common(streams, self._scene.check))
        return ((id_, left) for id_ in self._rarest(left, tier))

    def _rarest(self, clauses: Sequence[_Clause], tier: Tier) -> Iterator[int]:
        """Ids for which the clause that holds for the fewest articles may hold."""
        if not clauses:
            return self._scene.view.ids(self._scene.bounds)
        rarest = min(clauses, key=lambda clause: sum(each.effort() for each in clause))
        return union([each.stream(tier) for each in rarest])

    def _written(
        self, words: Sequence[_Clause], spelled: Sequence[_Clause], tier: Tier
    ) -> _Candidates:
        """Ids that the full-text index has for words, among those that title or labels spell.

        Of the query's own words all that are in neither are taken for known.
        """
        expression = " AND ".join(f"({_expression(clause, tier)})" for clause in words)
        settled = [clause for clause in words if _is_proven(clause, tier)]
        for clause in self._clauses:
            if _is_excluded(clause) and _is_proven(clause, Tier.TEXT):
                expression = f"({expression}) NOT ({_expression(clause, Tier.TEXT)})"
                settled.append(clause)
        filters = [c for c in self._clauses if c not in settled and c not in self._words]
        streams: list[Iterable[int]] = [_spelling(clause, tier) for clause in spelled]
        streams.append(self._scene.tokens(expression))
        words_left = [clause for clause in words if clause not in settled]
        met = self._met(filters, tier, streams)
        return ((id_, (*words_left, *left)) for id_, left in met) if words_left else met

    def _spelled(self, tier: Tier) -> Iterator[_Candidates]:
        """Articles where some words are spelled in title or labels, and others are elsewhere.

        Where all are in title and labels, a tier before may have had them.
        """
        may_be_all = self._ranks_beside_words or tier not in _WITH_TEXT
        if len(self._words) == 1 and not may_be_all:
            return
        many: list[_Clause] = []
        for clause in self._words:
            ids = self._few_spelled(clause, tier)
            if ids is None:
                many.append(clause)
            elif ids:
                yield self._to_check(ids)
        if len(many) > _MOST_SPELLED:
            streams = [union([each.stream(tier) for each in clause]) for clause in self._words]
            yield self._to_check(common(streams, self._scene.check))
            return
        for size in range(1, len(many) + 1):
            for chosen in combinations(many, size):
                if size < len(self._words):
                    others = [clause for clause in self._words if clause not in chosen]
                    yield self._written(others, chosen, tier)
                elif may_be_all:
                    rest = [clause for clause in self._clauses if clause not in self._words]
                    yield self._met(rest, tier, [_spelling(clause, tier) for clause in chosen])

    def _few_spelled(self, clause: _Clause, tier: Tier) -> list[int] | None:
        """The ids of articles that it spells; None if they are too many to be looked into."""
        if sum(len(each.spelled_labels_in(tier)) for each in clause) > FEW_LABELS:
            return None
        ids = list(islice(_spelling(clause, tier), _FEW))
        return ids if len(ids) < _FEW else None


class _Excluded:
    """Tells, of ids in falling order, where what must not be there cannot be, or must be."""

    def __init__(self, clauses: Sequence[_Clause], scene: SearchScene) -> None:
        self._clauses = [clause for clause in clauses if _is_excluded(clause)]
        self._scene = scene
        self._memberships: dict[_Clause, Membership] = {}

    def left(self, clauses: Sequence[_Clause], id_: int) -> Sequence[_Clause] | None:
        """Clauses that still need a look at the text; None if one of the clauses does not hold."""
        if not self._clauses:
            return clauses
        left: list[_Clause] = []
        for clause in clauses:
            if clause not in self._clauses:
                left.append(clause)
            elif id_ in self._membership(clause):
                if _is_proven(clause, Tier.TEXT):
                    return None
                left.append(clause)
        return left

    def _membership(self, clause: _Clause) -> Membership:
        known = self._memberships.get(clause)
        if known is None:
            stream = self._scene.tokens(_expression(clause, Tier.TEXT))
            known = self._memberships[clause] = Membership(stream)
        return known


def _spelling(clause: _Clause, tier: Tier) -> Iterator[int]:
    """Ids of articles that it spells in the title, and further on in a label."""
    return union([each.spelled(tier) for each in clause if each.pinyin or each.own] or [()])


def _expression(clause: _Clause, tier: Tier) -> str:
    return " OR ".join(f"({each.expression(tier)})" for each in clause)


def _is_proven(clause: _Clause, tier: Tier) -> bool:
    lookups = [each.term.lookup for each in clause]
    match tier:
        case Tier.TITLE_PHRASE | Tier.TITLE | Tier.SPELLED_TITLE:
            return False
        case Tier.LABEL | Tier.SPELLED_LABEL | Tier.FREQUENT:
            return all(lookup.frequent_proven for lookup in lookups)
        case Tier.PHRASE | Tier.TEXT | Tier.WEAKLY_SPELLED:
            return all(lookup.proven for lookup in lookups)


def _is_excluded(clause: _Clause) -> bool:
    """Whether the full-text index knows all places of what must not be: no tag of the owner's."""
    only = clause[0]
    return len(clause) == 1 and only.negated and only.field is QueryField.ANY and not only.own
