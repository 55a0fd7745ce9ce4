"""Finds words again in a text where they were changed a little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from difflib import Match

SEED = 6
_SEED_OCCURRENCES = 40
_MOST_ALIGNED = 64
"""Characters compared at a time; a longer quote is compared by its beginning and its end."""
_CANDIDATES = 4
_LIKENESS = 0.6
"""The least share of the quote and its surroundings that a changed text must still have."""
_HALF = 0.5
_BESIDE = 12
"""Characters on either side, between which a few words are looked for."""
_GROWTH = 3
"""How many times longer or shorter a passage may have become between its two ends."""
_GROWTH_ANYHOW = 600


class Alignment(NamedTuple):
    """How a pattern lies on a text, as equal stretches."""

    share: float
    low: int
    """Offset in the text that the stretches' `b` count from."""
    stretches: Sequence[Match]

    def kept(self, start: int, end: int) -> int:
        """Characters `start` to `end` of the pattern that the text still has."""
        return sum(
            max(0, min(end, s.a + s.size) - max(start, s.a)) for s in self.stretches if s.size
        )

    def begin(self, mark: int) -> int:
        """The offset in the text of what begins at `mark` of the pattern."""
        last = None
        for s in self.stretches:
            if s.size and s.a + s.size > mark:
                if s.a <= mark:
                    return self.low + s.b + mark - s.a
                if last is not None and last.a + last.size == mark:
                    return self.low + last.b + last.size
                return self.low + s.b
            last = s
        return self.low

    def end(self, mark: int) -> int:
        """The offset in the text at which what ends at `mark` of the pattern ends."""
        after = None
        for s in reversed([s for s in self.stretches if s.size]):
            if s.a < mark:
                if s.a + s.size >= mark:
                    return self.low + s.b + mark - s.a
                if after is not None and after.a == mark:
                    return self.low + after.b
                return self.low + s.b + s.size
            after = s
        return self.low


def occurrences(whole: str, needle: str) -> Iterator[int]:
    start = whole.find(needle)
    while start >= 0:
        yield start
        start = whole.find(needle, start + 1)


def alike(text: str, prefix: str, exact: str, suffix: str, near: int) -> int | None:
    """The offset at which the words and their surroundings have changed least; None if too much."""
    part = exact[:_MOST_ALIGNED]
    pattern = prefix + part + (suffix if part == exact else "")
    best: tuple[float, int] | None = None
    found = None
    wanted = len(prefix)
    for alignment in _alignments(text, pattern, near):
        aligned = next((s for s in alignment.stretches if s.size and s.a + s.size > wanted), None)
        if aligned is None:
            continue
        position = alignment.low + max(0, aligned.b + wanted - aligned.a)
        rank = (alignment.share, -abs(position - near))
        if best is None or rank > best:
            best, found = rank, min(position, len(text))
    return found


def span_alike(
    text: str, prefix: str, exact: str, suffix: str, near: int
) -> tuple[int, int] | None:
    """Start and end of the words where they have changed least; None if too few are left.

    The surroundings help to find them, but do not replace them.
    """
    if len(exact) <= _MOST_ALIGNED:
        return _short(text, prefix, exact, suffix, near)
    head, tail = exact[:_MOST_ALIGNED], exact[-_MOST_ALIGNED:]
    begins = [
        (alignment.share, alignment.begin(len(prefix)))
        for alignment in _alignments(text, prefix + head, near)
        if alignment.kept(len(prefix), len(prefix) + len(head)) >= _LIKENESS * len(head)
    ]
    ends = [
        (alignment.share, alignment.end(len(tail)))
        for alignment in _alignments(text, tail + suffix, near + len(exact) - len(tail))
        if alignment.kept(0, len(tail)) >= _LIKENESS * len(tail)
    ]
    least, most = len(exact) // _GROWTH, len(exact) * _GROWTH + _GROWTH_ANYHOW
    best = max(
        (
            (share + other, -abs(start - near), start, end)
            for share, start in begins
            for other, end in ends
            if least <= end - start <= most
        ),
        default=None,
    )
    return best and best[2:]


def span_between(
    text: str, prefix: str, exact: str, suffix: str, near: int
) -> tuple[int, int] | None:
    """The text between the surroundings of a few words, if half of the words are in it."""
    before, after = prefix[-_BESIDE:], suffix[:_BESIDE]
    if len(exact) > _BESIDE or min(len(before), len(after)) < SEED:
        return None
    best: tuple[float, int, int, int] | None = None
    for at in islice(occurrences(text, before), _SEED_OCCURRENCES):
        start = at + len(before)
        end = text.find(after, start + 1, start + _GROWTH * len(exact) + len(after))
        if end < 0:
            continue
        share = align(exact, text, start, end).share
        if share >= _HALF and (best is None or (share, -abs(start - near)) > best[:2]):
            best = (share, -abs(start - near), start, end)
    return best and best[2:]


def _short(text: str, prefix: str, exact: str, suffix: str, near: int) -> tuple[int, int] | None:
    first, last = len(prefix), len(prefix) + len(exact)
    best: tuple[float, int, int, int] | None = None
    for alignment in _alignments(text, prefix + exact + suffix, near):
        if alignment.kept(first, last) < _LIKENESS * len(exact):
            continue
        start, end = alignment.begin(first), alignment.end(last)
        rank = (alignment.share, -abs(start - near), start, end)
        if start < end and (best is None or rank > best):
            best = rank
    return best and best[2:]


def _alignments(text: str, pattern: str, near: int) -> Iterator[Alignment]:
    """The likeliest alignments, of those that are like enough."""
    for start in _candidates(text, pattern, near):
        low = max(0, start - SEED)
        found = align(pattern, text, low, start + len(pattern) + SEED)
        if found.share >= _LIKENESS:
            yield found


def align(pattern: str, text: str, low: int, high: int) -> Alignment:
    """Align a pattern, which is not empty, with the text from `low` to `high`."""
    # Imported late: only a document that has changed needs it.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, pattern, text[low:high], autojunk=False)
    stretches = matcher.get_matching_blocks()
    return Alignment(sum(stretch.size for stretch in stretches) / len(pattern), low, stretches)


def _candidates(text: str, pattern: str, near: int) -> list[int]:
    """Offsets at which `pattern` may begin, the likeliest first.

    Short pieces of the pattern vote for them.
    """
    votes: Counter[int] = Counter()
    for at in range(0, max(0, len(pattern) - SEED) + 1, SEED // 2):
        seed = pattern[at : at + SEED]
        if len(seed) < SEED or not re.search(r"\w\w", seed):
            continue
        for start in islice(occurrences(text, seed), _SEED_OCCURRENCES):
            votes[(start - at) // SEED] += 1
    ranked = sorted(votes, key=lambda slot: (-votes[slot], abs(slot * SEED - near)))
    return [max(0, slot * SEED) for slot in ranked[:_CANDIDATES]]
