"""Text search in a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import normalize

from reader.text.fold import compile_query, fold

if TYPE_CHECKING:
    from reader.document.model import Document


MOST = 1_000
"""Characters of a query that are looked for: a longer pattern takes seconds to make."""

Ranges = Callable[[str], Iterator[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Match:
    """Characters `start` to `end` (exclusive) of a block's text."""

    block: int
    start: int
    end: int


def find(document: Document, query: str, *, limit: int = 10_000) -> tuple[Match, ...]:
    """The first `limit` places where `query` stands, in reading order, none overlapping.

    Case, width, accents and Simplified against Traditional make no difference; a query of white
    space finds nothing. A match never crosses blocks. Only the first `MOST` characters of a query
    are looked for.
    """
    query = query.strip()[:MOST]
    if not query.strip() or limit <= 0:
        return ()
    pattern = compile_query(query)
    word = fold(normalize("NFC", query.strip()))
    is_word = not any(character.isspace() for character in word)

    def ranges(text: str) -> Iterator[tuple[int, int]]:
        if is_word and text.isascii():
            return _ascii_ranges(text, word)
        return (match.span() for match in pattern.finditer(text))

    return _first(document, ranges, limit)


def find_pattern(
    document: Document, pattern: re.Pattern[str], *, limit: int = 10_000
) -> tuple[Match, ...]:
    """Find what a pattern matches, as `find` does words; an empty match does not count."""
    return _first(document, lambda text: (m.span() for m in pattern.finditer(text)), limit)


def find_spans(document: Document, ranges: Ranges, *, limit: int = 10_000) -> tuple[Match, ...]:
    """The (start, end) that `ranges` gives for the text of each block; an empty one is none."""
    return _first(document, ranges, limit)


def _first(document: Document, ranges: Ranges, limit: int) -> tuple[Match, ...]:
    found: list[Match] = []
    for index, block in enumerate(document.blocks):
        for start, end in islice(ranges(block.text), limit - len(found)):
            if end > start:
                found.append(Match(index, start, end))
        if len(found) >= limit:
            break
    return tuple(found)


def _ascii_ranges(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Ranges of a folded word in ASCII text, many times quicker than by a pattern.

    `fold` makes ASCII characters equal that differ by case, and no others.
    """
    if not word.isascii():
        return
    text, word = text.lower(), word.lower()
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word))
