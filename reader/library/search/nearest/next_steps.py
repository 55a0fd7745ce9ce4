"""What to go on with where hardly anything was found: other queries, and why there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from reader.library.search.context import SearchScene
from reader.library.search.nearest.articles import (
    MOST,
    NearArticle,
    is_word,
    nearest_articles,
    nowhere,
)
from reader.library.search.nearest.corrections import corrections
from reader.library.search.nearest.vocabulary import Vocabulary
from reader.library.search.query import Clause, Literal, Query, QueryField
from reader.text.fold import fold, search_form

FEW: Final = 5
"""Hits, up to which a word may have been meant otherwise."""
_MOST_FILTERS: Final = 4
_MOST_WORDS: Final = 8
"""Words of a query that are corrected."""
_MOST_CORRECTIONS: Final = 2
_MOST_COUNTED: Final = 200
_LETTERS: Final = re.compile(r"[^\W\d_]+")

Find = Callable[[str, int], Sequence[int]]
"""Finds the first ids for which a query holds."""


class NextStep(NamedTuple):
    """Something to go on with, in words; `query` is the query to take, empty if there is none."""

    text: str
    query: str = ""
    size: str = ""
    """How many articles that finds."""

    @property
    def in_words(self) -> str:
        """One line for people."""
        if self.size:
            return f"{self.text}: {self.size}"
        return f"{self.text}: {self.query}" if self.query else self.text


@dataclass(frozen=True, slots=True)
class Nearest:
    """What is near to a query for which nothing holds."""

    articles: tuple[NearArticle, ...] = ()
    """Best first."""
    steps: tuple[NextStep, ...] = ()

    def query_for(self, id_: int) -> str:
        """Finds, in one of these articles, the parts of the query that it has; else empty."""
        pieces = next((each.pieces for each in self.articles if each.id == id_), ())
        return " ".join(f'"{piece}"' for piece in pieces)


NOTHING_NEAR: Final = Nearest()


def find_nearest(query: Query, found: int, scene: SearchScene, find: Find) -> Nearest:
    """What to go on with after a search that found so many, `FEW` at most.

    Where it found some: other spellings. Raises CancelledError.
    """
    vocabulary = Vocabulary(scene.snapshot.connection)
    corrected = list(_corrected(query, vocabulary, scene, find))
    if found:
        return Nearest((), tuple(corrected))
    words = [clause for clause in query.clauses if all(is_word(each) for each in clause)]
    filters = [clause for clause in query.clauses if clause not in words]
    without = list(_without(query, filters, find))
    steps = (*corrected, *_nowhere(query, scene), *(step for step, _ in without))
    articles = nearest_articles(words, filters, scene, vocabulary) if words else []
    if not articles and without:
        articles = [NearArticle(id_, query.terms) for id_ in without[0][1][:MOST]]
    if not articles and filters and words:
        articles = nearest_articles(words, (), scene, vocabulary)
    return Nearest(tuple(articles), steps)


def _nowhere(query: Query, scene: SearchScene) -> Iterator[NextStep]:
    if len(query.clauses) < 2:
        return
    for word in nowhere(query, scene)[:_MOST_CORRECTIONS]:
        yield NextStep(f"No article has {word}")


# -- without a filter -------------------------------------------------------------------------


def _without(
    query: Query, filters: Sequence[Clause], find: Find
) -> Iterator[tuple[NextStep, Sequence[int]]]:
    """The query without one of its filters, if it finds something then."""
    if len(query.clauses) < 2:
        return
    for left_out in filters[:_MOST_FILTERS]:
        kept = " ".join(_written(each) for each in query.clauses if each is not left_out)
        ids = find(kept, _MOST_COUNTED)
        if ids:
            plus = "+" if len(ids) >= _MOST_COUNTED else ""
            yield NextStep(f"Without {_written(left_out)}", kept, f"{len(ids):,}{plus}"), ids


def _written(clause: Clause) -> str:
    return " OR ".join(map(_literal, clause))


def _literal(literal: Literal) -> str:
    value = literal.value.replace('"', " ")
    if literal.field is QueryField.NEAR:
        return f"{'-' if literal.negated else ''}near:{literal.distance}({literal.value})"
    if " " in value or literal.field is QueryField.ANY:
        value = f'"{value}"' if re.search(r"[\s:：]", value) else value
    field = f"{literal.field}:" if literal.field else ""
    return f"{'-' if literal.negated else ''}{field}{value}"


# -- other spellings --------------------------------------------------------------------------


def _corrected(
    query: Query, vocabulary: Vocabulary, scene: SearchScene, find: Find
) -> Iterator[NextStep]:
    """The query with its words of letters corrected, if it finds something then."""
    words = [
        word
        for term in query.terms
        for word in _LETTERS.findall(term)
        if search_form(word).isascii()
    ][:_MOST_WORDS]
    choices = {
        word: [each.text for each in corrections(search_form(word), vocabulary)] for word in words
    }
    choices = {word: found for word, found in choices.items() if found}
    for number in range(_MOST_CORRECTIONS):
        scene.check()
        if not any(number < len(found) for found in choices.values()):
            return
        meant = query.text.strip()
        for word, found in choices.items():
            meant = _replaced(meant, word, found[min(number, len(found) - 1)])
        if fold(meant) != fold(query.text.strip()) and find(meant, 1):
            yield NextStep("Did you mean", meant)


def _replaced(text: str, word: str, other: str) -> str:
    return re.sub(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", lambda _: other, text)
