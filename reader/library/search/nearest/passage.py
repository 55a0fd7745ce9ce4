"""How much of a wanted term a text has in one place, and which pieces of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from reader.library.search.term import is_alphabetic
from reader.library.store.tokens import patterns

_MOST_PLACES: Final = 128
"""Places of a gram in a text that are looked at."""
_SLACK: Final = 6
"""Characters that a passage may be longer than what was wanted, at least."""
_APART: Final = 8
"""Characters of a term without spaces whose words may stand apart."""
_LEAST_SHARE: Final = 0.45
"""Share of a term's grams that a passage near to it has."""
_APART_SCORE: Final = 0.7


class Gram(NamedTuple):
    """A part of a term by which it is looked for: two neighbours of Han, a word, a sign."""

    text: str
    start: int
    """Offset in the term."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class MatchedPassage(NamedTuple):
    """The best place for a term in a text."""

    score: float = 0.0
    """0 to 1; 0 if nothing is near."""
    pieces: tuple[str, ...] = ()
    """Parts of the term that stand there, in the term's order."""


NO_PASSAGE: Final = MatchedPassage()


def grams_of(term: str, most: int) -> list[Gram]:
    """The grams of a term (a search form) in order; signs only where there is nothing else."""
    parts = list(patterns().parts.finditer(term))
    telling = [part for part in parts if part["run"] or part["word"]] or parts
    grams: list[Gram] = []
    for part in telling:
        if part["run"] and len(part[0]) > 1:
            grams += (
                Gram(part[0][at : at + 2], part.start() + at) for at in range(len(part[0]) - 1)
            )
        else:
            grams.append(Gram(part[0], part.start()))
    return grams[:most]


def best_passage(
    text: str, term: str, grams: Sequence[Gram], weights: Sequence[float]
) -> MatchedPassage:
    """Where in a text (a search form) most of the term stands. Linear in the text."""
    places = sorted(
        (place, number) for number, gram in enumerate(grams) for place in _places(text, gram.text)
    )
    if not places:
        return NO_PASSAGE
    window = _heaviest(places, len(term) + max(_SLACK, len(term) // 2), weights)
    there = {number for _, number in window}
    if len(there) < _LEAST_SHARE * len(grams):
        return _apart(term, grams, {number for _, number in places})
    pieces = _pieces(term, grams, window)
    longest = max(map(len, pieces))
    covered = sum(weights[number] for number in there) / sum(weights)
    score = 0.75 * covered + 0.25 * longest / len(term)
    return MatchedPassage(score, tuple(piece for piece in pieces if 2 * len(piece) >= longest))


def _apart(term: str, grams: Sequence[Gram], there: Iterable[int]) -> MatchedPassage:
    """Words that were written without a space stand anywhere: every character is in one."""
    found = [grams[number] for number in sorted(there)]
    covered = {offset for gram in found for offset in range(gram.start, gram.end)}
    if len(term) > _APART or len(found) < 2 or len(covered) < len(term):
        return NO_PASSAGE
    return MatchedPassage(_APART_SCORE, tuple(_joined(term, found)))


def _places(text: str, gram: str) -> Iterator[int]:
    is_word = is_alphabetic(gram[0])
    place, count = text.find(gram), 0
    while place >= 0 and count < _MOST_PLACES:
        if not (is_word and place and is_alphabetic(text[place - 1])):
            count += 1
            yield place
        place = text.find(gram, place + 1)


def _heaviest(
    places: Sequence[tuple[int, int]], width: int, weights: Sequence[float]
) -> Sequence[tuple[int, int]]:
    """The places within `width` characters whose different grams weigh most; the first such."""
    inside: Counter[int] = Counter()
    weight = heaviest = 0.0
    best = (0, 0)
    start = 0
    for end, (place, number) in enumerate(places):
        if not inside[number]:
            weight += weights[number]
        inside[number] += 1
        while place - places[start][0] > width:
            gone = places[start][1]
            inside[gone] -= 1
            if not inside[gone]:
                weight -= weights[gone]
            start += 1
        if weight > heaviest + 1e-9:
            heaviest, best = weight, (start, end + 1)
    return places[best[0] : best[1]]


def _pieces(term: str, grams: Sequence[Gram], window: Sequence[tuple[int, int]]) -> list[str]:
    """Parts of the term that stand in the window as they stand in the term."""
    chains: dict[int, list[int]] = {}
    for place, number in window:
        chains.setdefault(place - grams[number].start, []).append(number)
    pieces: dict[str, int] = {}
    for numbers in chains.values():
        run = [grams[numbers[0]]]
        for one, other in pairwise(numbers):
            if other != one + 1:
                pieces.setdefault(term[run[0].start : run[-1].end], run[0].start)
                run = []
            run.append(grams[other])
        pieces.setdefault(term[run[0].start : run[-1].end], run[0].start)
    whole = [
        piece for piece in pieces if not any(piece != other and piece in other for other in pieces)
    ]
    return sorted(whole, key=lambda piece: pieces[piece])


def _joined(term: str, found: Sequence[Gram]) -> Iterator[str]:
    """The grams, those that overlap as one."""
    start, end = found[0].start, found[0].end
    for gram in found[1:]:
        if gram.start >= end:
            yield term[start:end]
            start = gram.start
        end = gram.end
    yield term[start:end]
