"""Conditions that a query asks of passages: patterns, and words near each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from time import monotonic
from typing import Final

from reader.library.search.condition import Candidate, Condition
from reader.library.search.context import SearchScene
from reader.library.search.passages import spans_of
from reader.library.search.query import Clause, Literal, QueryField
from reader.library.search.syntax.line_pattern import line_pattern
from reader.library.search.term import Tier, compile_term
from reader.library.search.word_parts import words_with

PASSAGES = frozenset({QueryField.REGEX, QueryField.NEAR})
MOST_TEXTS: Final = 50_000
MOST_SECONDS: Final = 5.0
"""What one search looks for a passage in, at most, and for how long."""


class PassageCondition(Condition):
    """Holds where the title or a line of the text has the passage, whatever the tier.

    Once it was looked for in as much as one search may take, it is taken for nowhere else.
    """

    def __init__(self, literal: Literal, scene: SearchScene) -> None:
        super().__init__(literal, scene)
        self._found: dict[int, bool] = {}
        self._seconds = 0.0
        self._is_over = False

    @property
    def problem(self) -> str:
        """What is to be said if not all texts were looked at; else empty."""
        if not self._is_over:
            return ""
        return f"Only {len(self._found):,} articles were looked through for {self._literal.value}"

    def holds(self, candidate: Candidate, tier: Tier) -> bool:
        del tier
        found = self._found.get(candidate.id)
        if found is None:
            if len(self._found) >= MOST_TEXTS or self._seconds >= MOST_SECONDS:
                self._is_over = True
                return False
            start = monotonic()
            found = self._found[candidate.id] = self._is_there(candidate)
            self._seconds += monotonic() - start
        return found is not self.negated

    def stream(self, tier: Tier) -> Iterator[int]:
        del tier
        if self.negated or not self._expression_of_needed:
            return self._scene.view.ids(self._scene.bounds)
        return self._scene.tokens(self._expression_of_needed)

    def is_exact(self, tier: Tier) -> bool:
        del tier
        return False

    def effort(self) -> float:
        return 1.0 if not self.negated and self._expression_of_needed else 2.0

    @cached_property
    def _expression_of_needed(self) -> str:
        """Finds all that may have the passage, in the full-text index; empty if that is not known.

        It has all terms of one of several alternatives at least.
        """
        literal = self._literal
        if literal.field is QueryField.NEAR:
            asked = [[compile_term(each).lookup.anywhere for each in literal.parts]]
        else:
            asked = [
                [found for each in needed if (found := self._with_letters(each))]
                for needed in line_pattern(literal.value).needed
            ]
        if not all(asked):
            return ""
        return " OR ".join(f"({' AND '.join(f'({each})' for each in all_of)})" for all_of in asked)

    def _with_letters(self, part: str) -> str:
        """Finds what has the letters anywhere; empty if nearly everything may have them."""
        if not part.isascii():
            return compile_term(part).lookup.anywhere
        words = words_with(part, self._scene)
        if words is None:
            return ""
        return " OR ".join(f'"{word}"' for word in words) or '""'

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


def bounded_problems(clauses: Iterable[tuple[Condition, ...]]) -> tuple[str, ...]:
    """What is to be said of passages that were not looked for everywhere."""
    every = (each for clause in clauses for each in clause)
    problems = (each.problem for each in every if isinstance(each, PassageCondition))
    return tuple(dict.fromkeys(filter(None, problems)))


def conditions_of(clauses: Iterable[Clause], scene: SearchScene) -> list[tuple[Condition, ...]]:
    return [tuple(_condition(literal, scene) for literal in clause) for clause in clauses]


def _condition(literal: Literal, scene: SearchScene) -> Condition:
    kind = PassageCondition if literal.field in PASSAGES else Condition
    return kind(literal, scene)
