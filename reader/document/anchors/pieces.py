"""Finds a long quote again by its sentences, though some have gone or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from reader.document.anchors.fuzzy_quote import Alignment, align, occurrences
from reader.document.anchors.text import letters_of

_SENTENCE = re.compile("[^.。!！?？;；:：\n]+[.。!！?？;；:：\n]*|[.。!！?？;；:：\n]+")
_LONGEST = 24
_SHORTEST = 6
"""The least characters of a piece."""
_MOST_PIECES = 80
_MOST_OCCURRENCES = 8
_GROWTH = 3
_GROWTH_ANYHOW = 600
"""Characters that a stretch between two pieces may have gained, however short it was."""
_GAP = 3
"""Characters that a chain must find more for each such stretch."""
_EDGE = 64
"""Characters at an end of the quote that are compared with the text there."""
_LIKENESS = 0.6
_LEAST = 0.3
"""The least share of the quote that must be found."""
_CONTEXT = 32


class QuotePiece(NamedTuple):
    """Some characters of the quote, and where they are in the text."""

    quoted: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Pieced:
    """Where a quote is, by its pieces."""

    start: int
    end: int
    first: int
    """Offset in the quote; the characters before it are gone."""
    last: int
    """Offset in the quote; the characters from it on are gone."""
    share: float
    """The share of the quote that is there unchanged."""
    pieces: tuple[QuotePiece, ...]
    """The pieces in order; the text between two of them may have changed."""


def pieced(text: str, prefix: str, exact: str, suffix: str, near: int) -> Pieced | None:
    """The best chain of pieces; None if too little of the quote is left."""
    cuts = list(_cuts(exact))
    if len(cuts) > _MOST_PIECES:
        step = len(cuts) / _MOST_PIECES
        cuts = [cuts[int(at * step)] for at in range(_MOST_PIECES)]
    found = [
        QuotePiece(start, at, end - start)
        for start, end in cuts
        for at in _near(text, exact[start:end], near + start)
    ]
    before, after = prefix[-_CONTEXT:], suffix[:_CONTEXT]
    if len(before) >= _SHORTEST:
        found += [QuotePiece(-len(before), at, len(before)) for at in _near(text, before, near)]
    if len(after) >= _SHORTEST:
        end = len(exact)
        found += [QuotePiece(end, at, len(after)) for at in _near(text, after, near + end)]
    chain = [piece for piece in _chain(found, near) if 0 <= piece.quoted < len(exact)]
    looked_for = sum(end - start for start, end in cuts)
    share = sum(piece.length for piece in chain) / max(1, looked_for)
    if share < _LEAST:
        return None
    return _with_ends(text, exact, chain, share)


def _cuts(exact: str) -> Iterator[tuple[int, int]]:
    """Cut into sentences, long ones into parts; one shorter than a piece joins the next."""
    start = 0
    for match in _SENTENCE.finditer(exact):
        end = match.end()
        while end - start > _LONGEST + _SHORTEST:
            yield start, start + _LONGEST
            start += _LONGEST
        if end - start >= _SHORTEST:
            yield start, end
            start = end


def _near(text: str, words: str, near: int) -> list[int]:
    """Offsets of the words; of many the nearest ones."""
    found = list(islice(occurrences(text, words), 200))
    return sorted(found, key=lambda at: abs(at - near))[:_MOST_OCCURRENCES]


def _chain(found: Sequence[QuotePiece], near: int) -> list[QuotePiece]:
    """The most pieces that follow one another in the quote as in the text."""
    ordered = sorted(found)
    best: list[tuple[int, int, int]] = []
    for index, piece in enumerate(ordered):
        own = (piece.length, -abs(piece.start - piece.quoted - near), -1)
        for at in range(index):
            other = ordered[at]
            apart = piece.quoted - other.quoted - other.length
            now = piece.start - other.start - other.length
            if apart >= 0 and 0 <= now <= apart * _GROWTH + _GROWTH_ANYHOW:
                score = best[at][0] + piece.length - (_GAP if now != apart else 0)
                own = max(own, (score, best[at][1] - abs(now - apart), at))
        best.append(own)
    if not best:
        return []
    at = max(range(len(best)), key=lambda index: best[index][:2])
    chain = []
    while at >= 0:
        chain.append(ordered[at])
        at = best[at][2]
    return chain[::-1]


def _with_ends(text: str, exact: str, chain: Sequence[QuotePiece], share: float) -> Pieced:
    """Extend the chain to the beginning and the end of the quote, or to what is left of these."""
    head, tail = chain[0], chain[-1]
    first, start = head.quoted, head.start
    while first and start and exact[first - 1] == text[start - 1]:
        first, start = first - 1, start - 1
    if first and not letters_of(exact[first : head.quoted]):
        first, start = head.quoted, head.start  # a full stop is everywhere
    last, end = tail.quoted + tail.length, tail.start + tail.length
    while last < len(exact) and end < len(text) and exact[last] == text[end]:
        last, end = last + 1, end + 1
    if last < len(exact) and not letters_of(exact[tail.quoted + tail.length : last]):
        last, end = tail.quoted + tail.length, tail.start + tail.length
    lead, rest = exact[max(0, first - _EDGE) : first], exact[last : last + _EDGE]
    changed = _changed(lead, text, max(0, start - len(lead) * 2), start)
    if changed is not None:
        start, first = changed.begin(0), max(0, first - _EDGE)
    changed = _changed(rest, text, end, end + len(rest) * 2)
    if changed is not None:
        end, last = changed.end(len(rest)), min(len(exact), last + _EDGE)
    return Pieced(start, end, first, last, share, tuple(chain))


def _changed(words: str, text: str, low: int, high: int) -> Alignment | None:
    """The words in a stretch of the text, if they are much as they were."""
    if not words:
        return None
    alignment = align(words, text, low, high)
    return alignment if alignment.share >= _LIKENESS else None
