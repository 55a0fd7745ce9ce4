"""Finding text in a document."""

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
"""Characters of a query: a pattern of many more takes seconds to make."""

Ranges = Callable[[str], Iterator[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Match:
    """Characters `start` to `end` (exclusive) of a block's text."""

    block: int
    start: int
    end: int


def find(document: Document, query: str, *, limit: int = 10_000) -> tuple[Match, ...]:
    """The first `limit` places where `query` stands, in reading order, none overlapping.

    Case, width, accents and Simplified against Traditional make no difference; a query of
    white space finds nothing. A match never goes from one block into the next. Of a query of more
    than `MOST` characters the beginning is looked for.
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
    """The same for a pattern; where it matches nothing at all, that is no match."""
    return _first(document, lambda text: (m.span() for m in pattern.finditer(text)), limit)


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
    """Where a folded word stands in ASCII: many times quicker than by a pattern.

    Of ASCII characters `fold` makes those equal that differ by case, and none equal to others.
    """
    if not word.isascii():
        return
    text, word = text.lower(), word.lower()
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word))
