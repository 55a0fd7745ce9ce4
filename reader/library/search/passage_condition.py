"""Conditions that a query asks of passages: patterns, and words near each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from reader.library.search.condition import Candidate, Condition
from reader.library.search.context import SearchScene
from reader.library.search.passages import spans_of
from reader.library.search.query import Clause, Literal, QueryField
from reader.library.search.syntax.line_pattern import line_pattern
from reader.library.search.term import Tier, compile_term

PASSAGES = frozenset({QueryField.REGEX, QueryField.NEAR})


class PassageCondition(Condition):
    """Holds where the title or a line of the text has the passage, whatever the tier."""

    def __init__(self, literal: Literal, scene: SearchScene) -> None:
        super().__init__(literal, scene)
        self._needed = (
            literal.parts
            if literal.field is QueryField.NEAR
            else line_pattern(literal.value).literals
        )
        """Terms that are in every article for which it holds."""

    def holds(self, candidate: Candidate, tier: Tier) -> bool:
        del tier
        return self._is_there(candidate) is not self.negated

    def stream(self, tier: Tier) -> Iterator[int]:
        del tier
        if self.negated or not self._needed:
            return self._scene.view.ids(self._scene.bounds)
        lookups = (compile_term(each).lookup.anywhere for each in self._needed)
        return self._scene.tokens(" AND ".join(f"({each})" for each in lookups))

    def is_exact(self, tier: Tier) -> bool:
        del tier
        return False

    def effort(self) -> float:
        return 1.0 if self._needed and not self.negated else 2.0

    def _is_there(self, candidate: Candidate) -> bool:
        self._scene.check()
        return any(
            next(spans_of(self._literal, text), None) is not None for text in self._texts(candidate)
        )

    def _texts(self, candidate: Candidate) -> Iterator[str]:
        yield candidate.text
        select = "SELECT title FROM article WHERE id = ?"
        for (title,) in self._scene.snapshot.connection.execute(select, (candidate.id,)):
            yield unicodedata.normalize("NFC", title)


def conditions_of(clauses: Iterable[Clause], scene: SearchScene) -> list[tuple[Condition, ...]]:
    return [tuple(_condition(literal, scene) for literal in clause) for clause in clauses]


def _condition(literal: Literal, scene: SearchScene) -> Condition:
    kind = PassageCondition if literal.field in PASSAGES else Condition
    return kind(literal, scene)
