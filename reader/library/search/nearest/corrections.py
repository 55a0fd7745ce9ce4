"""Words of the index that somebody may have meant who typed another one.

A word of letters with one letter wrong, missing, added, or two swapped; in a long one also two of
these (the distance of Damerau and Levenshtein); and two words that were written without a space.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reader.library.search.nearest.vocabulary import Vocabulary
from reader.library.store.tokens import LONGEST

_WORD: Final = re.compile(r"[a-z]+")
_LEAST: Final = 4
"""Letters of a word that is corrected: of fewer every word is near to many."""
_LEAST_TWICE: Final = 7
"""Letters of a word in which two may be wrong."""
_LEAST_PART: Final = 3
"""Letters of either part of a word that is split."""
_MOST_RANGE: Final = 4_000
"""Words with the same beginning that are compared."""
_BEGINNING: Final = 3
"""Letters in which one of two mistakes is not looked for."""
_MORE_COMMON: Final = 20
"""Times as many articles that a word must be in, to be meant instead of one that occurs."""
_RARE: Final = 2
"""Articles, in which up to so many times the same mistake may well be made."""
_MORE_COMMON_THAN_RARE: Final = 4


class Correction(NamedTuple):
    """One word, or two with a space between, and how many articles have it (the rarer of two)."""

    text: str
    frequency: int


def corrections(word: str, vocabulary: Vocabulary, most: int = 3) -> list[Correction]:
    """What may be meant by a word (a search form), the likeliest first; empty for what is no word.

    Of a word that occurs only what is far more common; of the beginning of one nothing, for it is
    being typed. A mistake that articles have themselves is not meant.
    """
    if not (_LEAST <= len(word) <= LONGEST and _WORD.fullmatch(word)):
        return []
    known = vocabulary.frequency(word)
    if not known and vocabulary.beginning(word, 1):
        return []
    least = known * _MORE_COMMON + 1
    found = {
        near: count
        for near in set(_edited(word))
        if len(near) >= _LEAST and (count := vocabulary.frequency(near)) >= least
    }
    near_ones = _ordered(found)
    if not found and not known:
        near_ones = [*_split(word, vocabulary), *_twice_edited(word, vocabulary)]
    return [each for each in near_ones if not _is_mistake(each, near_ones)][:most]


def _is_mistake(word: Correction, others: Sequence[Correction]) -> bool:
    """Whether it is rare, and one letter away from one of the others that is frequent."""
    times = _MORE_COMMON_THAN_RARE if word.frequency <= _RARE else _MORE_COMMON
    return any(
        other.frequency >= times * word.frequency and distance(word.text, other.text) == 1
        for other in others
    )


def _ordered(found: dict[str, int]) -> list[Correction]:
    return sorted(
        (Correction(text, count) for text, count in found.items()),
        key=lambda each: (-each.frequency, each.text),
    )


def _edited(word: str) -> Iterator[str]:
    """All words at a distance of one; the word itself among them."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in string.ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _twice_edited(word: str, vocabulary: Vocabulary) -> list[Correction]:
    if len(word) < _LEAST_TWICE:
        return []
    words = vocabulary.beginning(word[:_BEGINNING], _MOST_RANGE)
    near = {
        other: count
        for other, count in words
        if abs(len(other) - len(word)) <= 2
        and _WORD.fullmatch(other)
        and distance(word, other) <= 2
    }
    return _ordered(near)


def _split(word: str, vocabulary: Vocabulary) -> list[Correction]:
    """The word as two; the one of which the rarer part is most common comes first."""
    found: dict[str, int] = {}
    for at in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
        first = vocabulary.frequency(word[:at])
        if first and (count := min(first, vocabulary.frequency(word[at:]))):
            found[f"{word[:at]} {word[at:]}"] = count
    return _ordered(found)


def distance(one: str, other: str) -> int:
    """The fewest letters to be added, taken away, replaced, or swapped with their neighbour.

    No place is edited twice (optimal string alignment).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(
                last[column] + 1,
                current[column - 1] + 1,
                last[column - 1] + (letter != wanted),
            )
            is_swapped = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted
            )
            current.append(min(cost, before[column - 2] + 1) if is_swapped else cost)
        before, last = last, current
    return last[-1]
