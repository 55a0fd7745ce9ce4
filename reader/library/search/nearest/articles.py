"""The articles nearest to a query for which none holds: ids that share grams, then their texts.

Grams that few articles have are looked up first. What shares most of them, each weighted by how
rare it is, is read, and what has most of the wanted in one place comes first.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Final, NamedTuple

from reader.library.search.condition import Candidate
from reader.library.search.context import SearchScene
from reader.library.search.fts_query import lookup
from reader.library.search.nearest.corrections import corrections
from reader.library.search.nearest.passage import (
    NO_PASSAGE,
    Gram,
    MatchedPassage,
    best_passage,
    grams_of,
)
from reader.library.search.nearest.vocabulary import Vocabulary
from reader.library.search.passage_condition import conditions_of
from reader.library.search.query import Clause, Literal, Query, QueryField
from reader.library.search.term import Tier
from reader.text.fold import search_form

MOST: Final = 20
"""Articles that are told as nearest."""
_MOST_GRAMS: Final = 64
_MOST_READ: Final = 40
"""Articles whose texts are compared."""
_MOST_TEXT: Final = 400_000
"""Characters that are compared, of all articles together; of a longer text the beginning."""
_MOST_IDS: Final = 40_000
"""Ids that are fetched of all grams together."""
_MOST_COUNTED: Final = 20_000
"""Articles that have a gram, up to which they are counted; in so many it tells nothing."""
_COMMON: Final = 5_000
"""Articles that have a gram, from which on it is looked up with its neighbours."""
_LEAST_SHARED: Final = 0.4
"""Part of what the first of them shares, below which an article is not read."""
_LEAST_PROBES: Final = 4
"""Lookups in any case: a mistake may spoil three."""
_CORRECTED: Final = 0.9
"""How much a corrected word counts of one that was typed."""
_MOST_CORRECTED: Final = 4
"""Words of a phrase that are corrected."""
_ONE_PLACE: Final = 0.4
"""How much it counts that words stand in one place, as they were typed."""
_FEW: Final = 8
"""Articles in a library in which no word is too common to tell anything."""


class NearArticle(NamedTuple):
    id: int
    pieces: tuple[str, ...]
    """Parts of what was wanted that it has; search forms."""
    copies: tuple[int, ...] = ()
    """Its copies, for which it stands, the newest first."""


@dataclass(frozen=True, slots=True)
class _Alternative:
    """A form of a term, and what finds it."""

    text: str
    grams: tuple[Gram, ...]
    worth: float


class _WeightedWords:
    """The words of a query, each weighted by how rare it is."""

    def __init__(
        self, clauses: Sequence[Clause], scene: SearchScene, vocabulary: Vocabulary
    ) -> None:
        self._scene = scene
        self._vocabulary = vocabulary
        self.total = sum(len(segment.ids) for segment in scene.view.segments)
        self.frequencies: dict[str, int] = {}
        left = _MOST_GRAMS
        self.clauses: list[list[_Alternative]] = []
        for clause in clauses:
            alternatives = [
                form for literal in clause for form in self._alternatives(literal.value, left)
            ]
            left -= sum(len(each.grams) for each in alternatives)
            self.clauses.append(alternatives)
        self.sentence = self._sentence() if len(clauses) > 1 else None

    def weight(self, gram: Gram) -> float:
        """How much it tells that an article has it; what is nowhere tells nothing."""
        return math.log(1 + self.total / max(1, self.frequencies[gram.text]))

    def weights(self, alternative: _Alternative) -> list[float]:
        known = [self.weight(each) for each in alternative.grams if self.frequencies[each.text]]
        usual = sum(known) / len(known) if known else 1.0
        return [
            self.weight(each) if self.frequencies[each.text] else usual
            for each in alternative.grams
        ]

    def is_telling(self, passage: MatchedPassage, alternative: _Alternative) -> bool:
        """Whether what was found is not in most articles anyway."""
        if self.total < _FEW:
            return True
        return any(
            2 * self.frequencies[gram.text] <= min(self.total, 2 * _MOST_COUNTED - 1)
            for gram in alternative.grams
            if any(gram.text in piece for piece in passage.pieces)
        )

    def _alternatives(self, value: str, most: int) -> Iterator[_Alternative]:
        form = _form(value)
        typed = self._alternative(form, most, 1.0)
        yield typed
        if len(typed.grams) == 1 and not self._occurs(typed.grams[0]):
            for correction in corrections(form, self._vocabulary):
                yield self._alternative(correction.text, most, _CORRECTED)
        elif (corrected := self._corrected(typed)) != form:
            yield self._alternative(corrected, most, _CORRECTED)

    def _corrected(self, phrase: _Alternative) -> str:
        """A phrase with those of its words that are nowhere corrected."""
        text = phrase.text
        missing = [gram for gram in phrase.grams if not self._occurs(gram)][:_MOST_CORRECTED]
        for gram in reversed(missing):
            for correction in corrections(gram.text, self._vocabulary, 1):
                text = f"{text[: gram.start]}{correction.text}{text[gram.end :]}"
        return text

    def _alternative(self, form: str, most: int, worth: float) -> _Alternative:
        grams = tuple(grams_of(form, max(0, most)))
        for gram in grams:
            if gram.text not in self.frequencies:
                self._scene.check()
                self.frequencies[gram.text] = _frequency(gram.text, self._scene)
        return _Alternative(form, grams, worth)

    def _sentence(self) -> _Alternative:
        """All words as they were typed, those that are nowhere corrected."""
        words = [
            next((each.text for each in forms if any(map(self._occurs, each.grams))), forms[0].text)
            for forms in self.clauses
        ]
        return self._alternative(" ".join(words), _MOST_GRAMS, 1.0)

    def _occurs(self, gram: Gram) -> bool:
        return self.frequencies[gram.text] > 0


def nearest_articles(
    words: Sequence[Clause],
    filters: Sequence[Clause],
    scene: SearchScene,
    vocabulary: Vocabulary,
    among: Container[int] | None = None,
) -> list[NearArticle]:
    """The nearest to the words, best first, for which the filters hold; only those `among` these.

    Of copies the first one read stands for all. Empty if nothing is near. Raises CancelledError.
    """
    wanted = _WeightedWords(words, scene, vocabulary)
    conditions = conditions_of(filters, scene)
    scored: list[tuple[float, int, NearArticle]] = []
    left = _MOST_TEXT
    hidden: set[int] = set()
    candidates = (id_ for id_ in _shared(wanted, scene, among) if id_ not in hidden)
    for id_ in islice(candidates, _MOST_READ):
        scene.check()
        candidate = Candidate(scene, id_)
        if not all(any(one.holds(candidate, Tier.TEXT) for one in each) for each in conditions):
            continue
        text = _searched(candidate, left)
        left -= len(text)
        score, pieces = _score(wanted, text)
        if score:
            copies = scene.view.works.others(id_)
            hidden.update(copies)
            scored.append((-score, -id_, NearArticle(id_, pieces, copies)))
        if left <= 0:
            break
    return [near for _, _, near in sorted(scored)[:MOST]]


def is_word(literal: Literal) -> bool:
    """Whether it may hold for a text."""
    return literal.field is QueryField.ANY and not literal.negated


def nowhere(query: Query, scene: SearchScene) -> list[str]:
    """The words that no article has any part of, as they were typed."""
    missing = []
    for clause in query.clauses:
        if all(is_word(each) for each in clause):
            grams = [gram for each in clause for gram in grams_of(_form(each.value), _MOST_GRAMS)]
            if grams and not any(_frequency(gram.text, scene, 1) for gram in grams):
                missing += [each.value for each in clause]
    return missing


def _form(value: str) -> str:
    return search_form(unicodedata.normalize("NFC", value)).strip()


def _frequency(gram: str, scene: SearchScene, most: int = _MOST_COUNTED) -> int:
    row = scene.snapshot.connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM token WHERE token MATCH ? LIMIT ?)",
        (lookup(gram).anywhere, most),
    ).fetchone()
    return int(row[0])


# -- candidates -------------------------------------------------------------------------------


def _shared(
    wanted: _WeightedWords, scene: SearchScene, among: Container[int] | None
) -> Iterator[int]:
    """Ids of what shares most with the words, best first, the newer of equal ones."""
    scores: dict[int, float] = {}
    left = _MOST_IDS
    for number, (expression, weight) in enumerate(_probes(wanted)):
        if left <= 0 and number >= _LEAST_PROBES:
            break
        scene.check()
        ids = scene.snapshot.find_tokens(expression, _MOST_IDS // _LEAST_PROBES)
        left -= len(ids)
        for id_ in ids:
            if (among is None or id_ in among) and id_ not in scene.flags.archived:
                scores[id_] = scores.get(id_, 0.0) + weight
    if not scores:
        return iter(())
    view = scene.view
    least = _LEAST_SHARED * max(scores.values())
    best = nsmallest(8 * _MOST_READ, scores, key=lambda id_: (-scores[id_], -id_))
    return (id_ for id_ in best if id_ in view and scores[id_] >= least)


def _probes(wanted: _WeightedWords) -> list[tuple[str, float]]:
    """Lookups with their weights, those that find the fewest first."""
    probes: dict[str, tuple[int, float]] = {}
    for alternatives in wanted.clauses:
        for each in alternatives:
            for at, gram in enumerate(each.grams):
                count = wanted.frequencies[gram.text]
                if not count:
                    continue
                expression = lookup(gram.text).anywhere
                if count >= _COMMON:
                    following = [
                        other.text
                        for other in each.grams[at + 1 : at + 3]
                        if wanted.frequencies[other.text]
                    ]
                    for other in following:
                        expression += f" AND {lookup(other).anywhere}"
                        count //= 2
                probes.setdefault(expression, (count, wanted.weight(gram) * each.worth))
    in_order = sorted(probes.items(), key=lambda probe: probe[1])
    return [(expression, weight) for expression, (_, weight) in in_order]


# -- texts ------------------------------------------------------------------------------------


def _searched(candidate: Candidate, most: int) -> str:
    """Title, author, source, tags and text, as they are compared, a line each."""
    (article,) = candidate.scene.snapshot.articles_of((candidate.id,)) or (None,)
    labels = [] if article is None else [article.author, article.shown_source, *article.tags]
    lines = [candidate.title, *map(_form, labels)]
    return "\n".join([*lines, search_form(candidate.text[: max(0, most)])])


def _score(wanted: _WeightedWords, text: str) -> tuple[float, tuple[str, ...]]:
    """How near a text is, 0 if it is not; and the pieces that it has."""
    total = found = 0.0
    held = 0
    pieces: dict[str, None] = {}
    is_telling = False
    for alternatives in wanted.clauses:
        passage, form = _best(wanted, text, alternatives)
        weight = max(max(wanted.weights(each), default=0.0) for each in alternatives)
        total += weight
        found += weight * passage.score
        held += passage.score > 0
        is_telling = is_telling or wanted.is_telling(passage, form)
        pieces |= dict.fromkeys(passage.pieces)
    number = len(wanted.clauses)
    is_telling = is_telling or (number > 2 and 4 * held >= 3 * number)
    if not found or not is_telling or 2 * held < number:
        return 0.0, ()
    score = found / total
    if wanted.sentence is not None:
        sentence = wanted.sentence
        together = best_passage(text, sentence.text, sentence.grams, wanted.weights(sentence))
        score = (1 - _ONE_PLACE) * score + _ONE_PLACE * together.score
        if together.pieces:
            pieces = dict.fromkeys(together.pieces)
    return score, tuple(pieces)


def _best(
    wanted: _WeightedWords, text: str, alternatives: Sequence[_Alternative]
) -> tuple[MatchedPassage, _Alternative]:
    best, form = NO_PASSAGE, alternatives[0]
    for each in alternatives:
        if each.grams:
            found = best_passage(text, each.text, each.grams, wanted.weights(each))
            found = found._replace(score=found.score * each.worth)
            if found.score > best.score:
                best, form = found, each
    return best, form
