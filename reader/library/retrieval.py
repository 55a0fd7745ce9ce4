"""From a query to the articles for which it holds, tier by tier, each from the newest down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import combinations, islice
from typing import Final

from reader.library.condition import FEW_LABELS, Candidate, Condition, Scene, conditions_of
from reader.library.identity import day_range
from reader.library.match import Tier
from reader.library.query import Clause, Field, Query
from reader.library.titles import CancelledError

_PATIENCE: Final = 32
"""Articles that are looked into between two questions whether to go on."""
_FEW: Final = 512
"""Articles that are rather looked into one by one than met in a list."""
_MOST_SPELLED: Final = 3
"""Words of pinyin that are told from written ones in every combination."""

_Clause = tuple[Condition, ...]
_Candidates = Iterator[tuple[int, Sequence[_Clause]]]
"""Ids, the newest first, each with the clauses of which it is not known whether they hold."""


class Retrieval:
    """One query in one state of the library."""

    def __init__(self, query: Query, scene: Scene) -> None:
        low, high = scene.bounds
        rest: list[Clause] = []
        for clause in query.clauses:
            only = clause[0]
            if len(clause) == 1 and only.field is Field.DATE and not only.negated:
                first, last = day_range(only.first_day, only.last_day)
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
        self._found: dict[int, Tier] = {}

    def run(self, most: int | None, deepest: Tier) -> dict[int, Tier]:
        """The first `most` of them, in order. Raises CancelledError."""
        for tier in self._tiers():
            if tier > deepest or (most is not None and len(self._found) >= most):
                break
            room = None if most is None else most - len(self._found)
            for id_ in islice(self._holding(tier), room):
                self._found[id_] = tier
        return self._found

    def _tiers(self) -> Sequence[Tier]:
        if self._words or self._mixed:
            return list(Tier)
        ranks = any(
            each.field is Field.TITLE and not each.negated
            for clause in self._clauses
            for each in clause
        )
        return [Tier.TITLE if ranks else Tier.LABEL]

    def _holding(self, tier: Tier) -> Iterator[int]:
        """Ids of the articles that are in this tier, the newest first."""
        for number, (id_, open_clauses) in enumerate(self._candidates(tier)):
            if number % _PATIENCE == 0 and self._scene.cancelled():
                raise CancelledError
            if id_ in self._found or id_ not in self._scene.view:
                continue
            if self._all_hold(open_clauses, id_, tier):
                yield id_

    def _all_hold(self, clauses: Sequence[_Clause], id_: int, tier: Tier) -> bool:
        if not clauses:
            return True
        candidate = Candidate(self._scene, id_)
        return all(any(each.holds(candidate, tier) for each in clause) for clause in clauses)

    def _candidates(self, tier: Tier) -> _Candidates:
        """None is missing that is in this tier; one may come more than once."""
        if tier <= Tier.LABEL and not self._is_in_head:
            return self._to_check(self._shallow(tier))
        if self._few is not None:
            return self._to_check(iter(self._few))
        if not self._words:
            return self._to_check(self._rarest(self._clauses, tier))
        streams = [self._written((), tier), *self._spelled(tier)]
        return merge(*streams, key=lambda pair: pair[0], reverse=True)

    @cached_property
    def _few(self) -> list[int] | None:
        """All ids for which some filter holds, if that is so for a few only."""
        for clause in self._clauses:
            if len(clause) == 1 and clause[0].is_narrow:
                ids = list(islice(clause[0].stream(Tier.TITLE), _FEW))
                if len(ids) < _FEW:
                    return ids
        return None

    def _to_check(self, ids: Iterator[int]) -> _Candidates:
        return ((id_, self._clauses) for id_ in ids)

    @cached_property
    def _is_in_head(self) -> bool:
        """Whether the full-text index is asked for titles and labels too: where it narrows.

        Of words that are all spelled it would not know.
        """
        narrows = len(self._words) > 1 or any(map(_is_excluded, self._clauses))
        return narrows and any(not any(each.pinyin for each in c) for c in self._words)

    def _shallow(self, tier: Tier) -> Iterator[int]:
        if tier is Tier.LABEL and len(self._clauses) == 1 == len(self._clauses[0]):
            only = self._clauses[0][0]
            if only.is_word:  # what its title is enough for has been found
                return self._scene.labelled(only.labels)
        return self._rarest(self._clauses, tier)

    def _rarest(self, clauses: Sequence[_Clause], tier: Tier) -> Iterator[int]:
        """All ids for which the clause that holds for the fewest may hold."""
        if not clauses:
            return self._scene.view.ids(self._scene.bounds)
        rarest = min(clauses, key=lambda clause: sum(each.effort() for each in clause))
        return merge(*(each.stream(tier) for each in rarest), reverse=True)

    def _written(self, spelled: Sequence[_Clause], tier: Tier) -> _Candidates:
        """What the full-text index has for all words but those that title or labels spell."""
        words = [clause for clause in self._words if clause not in spelled]
        expression = " AND ".join(f"({_expression(clause, tier)})" for clause in words)
        settled = [clause for clause in words if _is_proven(clause, tier)]
        for clause in self._clauses:
            if _is_excluded(clause) and _is_proven(clause, Tier.TEXT):
                expression = f"({expression}) NOT ({_expression(clause, Tier.TEXT)})"
                settled.append(clause)
        left = [c for c in self._clauses if c not in settled and c not in spelled]
        for id_ in self._scene.tokens(expression):
            if self._are_spelled(spelled, id_):
                yield id_, left

    def _spelled(self, tier: Tier) -> Iterator[_Candidates]:
        """Articles where some words are spelled in title or labels, and others are elsewhere.

        Where all are in title and labels, the tiers before had them.
        """
        if len(self._words) == 1 and not self._mixed:
            return
        many: list[_Clause] = []
        for clause in self._words:
            ids = self._few_spelled(clause)
            if ids is None:
                many.append(clause)
            elif ids:
                yield self._to_check(iter(ids))
        if len(many) > _MOST_SPELLED:
            yield self._to_check(self._scene.view.ids(self._scene.bounds))
            return
        for size in range(1, len(many) + 1):
            for chosen in combinations(many, size):
                if size < len(self._words):
                    yield self._written(chosen, tier)
                elif self._mixed:
                    met = self._rarest(self._mixed, tier)
                    yield self._to_check(id_ for id_ in met if self._are_spelled(chosen, id_))

    def _few_spelled(self, clause: _Clause) -> list[int] | None:
        """The ids of articles that it spells; None if they are too many to be asked for."""
        if sum(len(each.spelled_labels) for each in clause) > FEW_LABELS:
            return None
        streams = (each.spelled() for each in clause if each.pinyin)
        ids = list(islice(merge(*streams, reverse=True), _FEW))
        return ids if len(ids) < _FEW else None

    def _are_spelled(self, clauses: Sequence[_Clause], id_: int) -> bool:
        if not clauses:
            return True
        candidate = Candidate(self._scene, id_)
        return all(any(each.is_spelled_in(candidate) for each in clause) for clause in clauses)


def _expression(clause: _Clause, tier: Tier) -> str:
    return " OR ".join(f"({each.expression(tier)})" for each in clause)


def _is_proven(clause: _Clause, tier: Tier) -> bool:
    lookups = [each.term.lookup for each in clause]
    match tier:
        case Tier.TITLE:
            return False
        case Tier.LABEL | Tier.FREQUENT:
            return all(lookup.frequent_proven for lookup in lookups)
        case Tier.TEXT:
            return all(lookup.proven for lookup in lookups)


def _is_excluded(clause: _Clause) -> bool:
    return len(clause) == 1 and clause[0].negated and clause[0].field is Field.ANY
