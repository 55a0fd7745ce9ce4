"""What to go on with where hardly anything was found: other queries, and why there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final, NamedTuple, Protocol

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
from reader.library.search.query import Clause, Literal, Query, QueryField, parse
from reader.library.search.retrieval import Hits
from reader.text.fold import fold, search_form

NEAREST_HEADING: Final = "Nothing has all of it; nearest:"
FEW: Final = 5
"""Hits, up to which a word may have been meant otherwise."""
_MOST_FILTERS: Final = 4
_MOST_WORDS: Final = 8
"""Words of a query that are corrected."""
_MOST_CORRECTIONS: Final = 2
_MOST_COUNTED: Final = 200
_MEANT: Final = "Did you mean"
_SPELLED: Final = frozenset(
    (QueryField.ANY, QueryField.TITLE, QueryField.AUTHOR, QueryField.SOURCE, QueryField.TAG)
)
"""Fields whose values are words of the index."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")


class Find(Protocol):
    """Finds the first articles for which a query holds, copies merged."""

    def __call__(self, text: str, most: int, *, filtered: bool = True) -> Hits:
        """`filtered`: among those that the filter of the list lets through."""


class NextStep(NamedTuple):
    """Something to go on with, in words; `query` is the query to take, empty if there is none."""

    text: str
    query: str = ""
    size: str = ""
    """How many articles that finds."""
    left_out: str = ""
    """Conditions that the query lacks, where they are not all of the step."""
    leaves_filter: bool = False
    """Whether the list's own filter is given up for it."""

    @property
    def in_words(self) -> str:
        """One line for people."""
        if self.size:
            return f"{self.text}: {self.size}"
        without = f", without {self.left_out}" if self.left_out else ""
        return f"{self.text}: {self.query}{without}" if self.query else self.text


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


def find_nearest(
    query: Query, found: int, scene: SearchScene, find: Find, among: Container[int] | None = None
) -> Nearest:
    """What to go on with after a search that found so many, `FEW` at most.

    Where it found some: other spellings. `among` are the articles that the filter of the list
    lets through, None without a filter. Raises CancelledError.
    """
    vocabulary = Vocabulary(scene.snapshot.connection)
    words = [clause for clause in query.clauses if all(is_word(each) for each in clause)]
    filters = [clause for clause in query.clauses if clause not in words]
    spellings = _Spellings(query, vocabulary, scene, find)
    if found:
        return Nearest((), tuple(spellings.steps(_as_typed)))
    relaxed = partial(_relaxed, filters=filters, is_list_filtered=among is not None)
    spelled = tuple(spellings.steps(relaxed))
    without = _without(query, filters, find)
    steps = (*spelled, *_nowhere(query, scene), *(step for step, _ in without))
    if among is not None:
        steps += tuple(_without_filter(query, find))
    articles = nearest_articles(words, filters, scene, vocabulary, among) if words else []
    if not articles and without:
        hits = without[0][1]
        articles = [
            NearArticle(id_, query.terms, hits.copies.get(id_, ()))
            for id_ in islice(hits.tiers, MOST)
        ]
    if not articles and filters and words:
        articles = nearest_articles(words, (), scene, vocabulary, among)
    return Nearest(tuple(articles), steps)


def _nowhere(query: Query, scene: SearchScene) -> Iterator[NextStep]:
    if len(query.clauses) < 2:
        return
    for word in nowhere(query, scene)[:_MOST_CORRECTIONS]:
        yield NextStep(f"No article has {word}")


# -- without a filter -------------------------------------------------------------------------


def _without(query: Query, filters: Sequence[Clause], find: Find) -> list[tuple[NextStep, Hits]]:
    """The query without one of its filters, if it finds something then; or else without any."""
    found = [*_leaving_out(query, [[each] for each in filters[:_MOST_FILTERS]], find)]
    if found or len(filters) < 2:
        return found
    return [*_leaving_out(query, [filters], find)]


def _leaving_out(
    query: Query, choices: Sequence[Sequence[Clause]], find: Find
) -> Iterator[tuple[NextStep, Hits]]:
    for left_out in choices:
        kept = " ".join(_written(each) for each in query.clauses if each not in left_out)
        if kept and len(hits := find(kept, _MOST_COUNTED)):
            named = " ".join(map(_written, left_out))
            yield NextStep(f"Without {named}", kept, _counted(hits)), hits


def _without_filter(query: Query, find: Find) -> Iterator[NextStep]:
    """The query without the filter of the list, if it finds something then."""
    hits = find(query.text, _MOST_COUNTED, filtered=False)
    if len(hits):
        yield NextStep("Without the filter", query.text.strip(), _counted(hits), leaves_filter=True)


def _counted(hits: Hits) -> str:
    return f"{len(hits):,}{'+' if len(hits) >= _MOST_COUNTED else ''}"


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


class _Spellings:
    """A query with its words of letters corrected."""

    def __init__(
        self, query: Query, vocabulary: Vocabulary, scene: SearchScene, find: Find
    ) -> None:
        self._text = query.text.strip()
        self._scene = scene
        self._find = find
        words = [
            word
            for value in _values(query)
            for word in _LETTERS.findall(value)
            if search_form(word).isascii()
        ][:_MOST_WORDS]
        found = {
            word: [each.text for each in corrections(search_form(word), vocabulary)]
            for word in words
        }
        self._choices = {word: forms for word, forms in found.items() if forms}

    def steps(self, ways: Callable[[str], Iterator[NextStep]]) -> Iterator[NextStep]:
        """For the likeliest correction the first of its `ways` that finds something.

        Less likely ones are for all that was asked for, or else for nothing.
        """
        for meant in self._corrected():
            for step in ways(meant):
                self._scene.check()
                if len(self._find(step.query, 1, filtered=not step.leaves_filter)):
                    yield step
                    ways = _as_typed
                    break

    def _corrected(self) -> Iterator[str]:
        for number in range(max(map(len, self._choices.values()), default=0)):
            if number == _MOST_CORRECTIONS:
                return
            meant = self._text
            for word, found in self._choices.items():
                meant = _replaced(meant, word, found[min(number, len(found) - 1)])
            if fold(meant) != fold(self._text):
                yield meant


def _as_typed(meant: str) -> Iterator[NextStep]:
    yield NextStep(_MEANT, meant)


def _relaxed(
    meant: str, *, filters: Sequence[Clause], is_list_filtered: bool
) -> Iterator[NextStep]:
    """What was meant, then without what may exclude it: phrases, conditions, the list's filter."""
    clauses = parse(meant).clauses
    words = [clause for clause in clauses if all(is_word(each) for each in clause)]
    has_phrase = any(" " in each.value for clause in words for each in clause)
    named = " ".join(map(_written, filters))
    yield NextStep(_MEANT, meant)
    if has_phrase:
        yield NextStep(_MEANT, _loosened(clauses))
    if words and filters:
        yield NextStep(_MEANT, " ".join(map(_written, words)), left_out=named)
        if has_phrase:
            yield NextStep(_MEANT, _loosened(words), left_out=named)
    if is_list_filtered:
        yield NextStep(_MEANT, meant, left_out="the filter", leaves_filter=True)


def _values(query: Query) -> Iterator[str]:
    """What was asked for in words: anywhere, in titles, in labels."""
    for clause in query.clauses:
        for literal in clause:
            if literal.field in _SPELLED and not literal.negated:
                yield literal.value


def _loosened(clauses: Sequence[Clause]) -> str:
    """The clauses with the words of each phrase on their own."""
    return " ".join(
        clause[0].value if len(clause) == 1 and is_word(clause[0]) else _written(clause)
        for clause in clauses
    )


def _replaced(text: str, word: str, other: str) -> str:
    return re.sub(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", lambda _: other, text)
