r"""A place described by its words, so that it is found again in a changed document.

After the W3C Web Annotation Data Model's TextQuoteSelector (4.2.4): the exact text, and what
stands before and after it. The text of a document is that of its blocks, `\n` between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from reader.document.model import Document, Place
from reader.text.fold import fold

PLACE_LENGTH = 24
"""Characters quoted for a mere place."""
_MAX_OCCURRENCES = 5_000
_ENOUGH = 12
"""Characters that must be found again, the surroundings counted: a lone `。` is everywhere."""
_SEED = 6
_SEED_OCCURRENCES = 40
_MAX_EXACT_IN_SEEDS = 64
_CANDIDATES = 4
_LIKENESS = 0.6
"""Least share of the quote, with its surroundings, that a changed text must still have."""


@dataclass(frozen=True, slots=True)
class Quote:
    exact: str
    prefix: str = ""
    suffix: str = ""


def describe(
    document: Document, start: Place, end: Place | None = None, *, context: int = 32
) -> Quote:
    """The words from `start` to `end`, with `context` characters on either side.

    For a mere place, `exact` is what follows it in its block; empty at the block's end.
    Raises IndexError if a place lies outside of the document.
    """
    text = _Text(document)
    first = text.offset(start)
    if end is None:
        limit = text.offset(Place(start.block, len(document.blocks[start.block].text)))
        last = min(first + PLACE_LENGTH, limit)
    else:
        last = max(first, text.offset(end))
    before = text.whole[max(0, first - context) : first]
    return Quote(text.whole[first:last], before, text.whole[last : last + context])


def locate(document: Document, quote: Quote, hint: Place) -> Place | None:
    """Where the quoted words begin now; None if nothing like them is left.

    At `hint` if they stand there in the same surroundings; else their occurrence in the most
    similar surroundings, the nearest to `hint` of these; else the same with characters folded;
    else the text that differs from the quote by the fewest edits, if they are few.
    """
    text = _Text(document)
    if not document.blocks:
        return None
    near = text.nearest(hint)
    found = _exactly(text.whole, quote, near)
    if found is None:
        found = _folded(text.whole, quote, near)
    return None if found is None else text.place(found)


class _Text:
    """The document as one string, and the way between its offsets and places."""

    def __init__(self, document: Document) -> None:
        texts = [block.text for block in document.blocks]
        self.whole = "\n".join(texts)
        self._lengths = [len(text) for text in texts]
        self._starts = list(accumulate((n + 1 for n in self._lengths), initial=0))[: len(texts)]

    def offset(self, place: Place) -> int:
        if not 0 <= place.block < len(self._starts):
            raise IndexError(f"no block {place.block} among {len(self._starts)}")
        if not 0 <= place.offset <= self._lengths[place.block]:
            raise IndexError(f"no offset {place.offset} in block {place.block}")
        return self._starts[place.block] + place.offset

    def nearest(self, place: Place) -> int:
        """The offset of a place that the document may have lost."""
        block = min(max(0, place.block), len(self._starts) - 1)
        return self._starts[block] + min(max(0, place.offset), self._lengths[block])

    def place(self, offset: int) -> Place:
        block = bisect_right(self._starts, offset) - 1
        return Place(block, min(offset - self._starts[block], self._lengths[block]))


def _exactly(whole: str, quote: Quote, near: int) -> int | None:
    """The best occurrence of the exact words; None if none has enough of their surroundings."""
    before = near - len(quote.prefix)
    if before >= 0 and whole.startswith(quote.prefix + quote.exact + quote.suffix, before):
        return near
    enough = min(_ENOUGH, len(quote.prefix + quote.exact + quote.suffix))
    best: tuple[int, int] | None = None
    found = None
    for start in islice(_starts(whole, quote), _MAX_OCCURRENCES):
        common = _surroundings(whole, quote, start)
        rank = (common, -abs(start - near))
        if len(quote.exact) + common >= enough and (best is None or rank > best):
            best, found = rank, start
    return found


def _starts(whole: str, quote: Quote) -> Iterator[int]:
    """Where the quote may begin; without words of its own, beside what surrounded it."""
    if quote.exact:
        yield from _occurrences(whole, quote.exact)
        return
    before, after = quote.prefix[-_SEED:], quote.suffix[:_SEED]
    if before.strip():
        yield from (start + len(before) for start in _occurrences(whole, before))
    if after.strip():
        yield from _occurrences(whole, after)


def _occurrences(whole: str, needle: str) -> Iterator[int]:
    start = whole.find(needle)
    while start >= 0:
        yield start
        start = whole.find(needle, start + 1)


def _surroundings(whole: str, quote: Quote, start: int) -> int:
    """How many characters on both sides of the exact words at `start` are as quoted."""
    end = start + len(quote.exact)
    before = whole[max(0, start - len(quote.prefix)) : start]
    after = whole[end : end + len(quote.suffix)]
    return _common(before[::-1], quote.prefix[::-1]) + _common(after, quote.suffix)


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _folded(whole: str, quote: Quote, near: int) -> int | None:
    """As `_exactly`, then by likeness, with case, width and variants of characters aside."""
    text = fold(whole)
    if len(text) != len(whole):
        text = whole
    plain = Quote(fold(quote.exact), fold(quote.prefix), fold(quote.suffix))
    found = _exactly(text, plain, near)
    return found if found is not None else _alike(text, plain, near)


def _alike(text: str, quote: Quote, near: int) -> int | None:
    """Where the quote, with its surroundings, has changed least.

    Short pieces of it vote for where it begins; the best few candidates are compared in full.
    """
    # Imported late: only a document that has changed needs it.
    from difflib import SequenceMatcher

    exact = quote.exact[:_MAX_EXACT_IN_SEEDS]
    suffix = quote.suffix if exact == quote.exact else ""
    pattern = quote.prefix + exact + suffix
    best: tuple[float, int] | None = None
    found = None
    for start in _candidates(text, pattern, near):
        low = max(0, start - _SEED)
        window = text[low : start + len(pattern) + _SEED]
        matcher = SequenceMatcher(None, pattern, window, autojunk=False)
        blocks = matcher.get_matching_blocks()
        share = sum(block.size for block in blocks) / len(pattern)
        wanted = len(quote.prefix)
        aligned = next((b for b in blocks if b.size and b.a + b.size > wanted), None)
        if share < _LIKENESS or aligned is None:
            continue
        position = low + max(0, aligned.b + wanted - aligned.a)
        rank = (share, -abs(position - near))
        if best is None or rank > best:
            best, found = rank, min(position, len(text))
    return found


def _candidates(text: str, pattern: str, near: int) -> list[int]:
    """Offsets at which `pattern` may begin, the likeliest first."""
    votes: Counter[int] = Counter()
    for at in range(0, max(0, len(pattern) - _SEED) + 1, _SEED // 2):
        seed = pattern[at : at + _SEED]
        if len(seed) < _SEED or not re.search(r"\w\w", seed):
            continue
        for start in islice(_occurrences(text, seed), _SEED_OCCURRENCES):
            votes[(start - at) // _SEED] += 1
    ranked = sorted(votes, key=lambda slot: (-votes[slot], abs(slot * _SEED - near)))
    return [max(0, slot * _SEED) for slot in ranked[:_CANDIDATES]]
