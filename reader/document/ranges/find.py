"""Text search in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.text.search_pattern import SearchWords, query_finder

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

    What a search takes for equal makes no difference (`search_form`); a query of white space
    finds nothing. A match never crosses blocks. Only the first `MOST` characters of a query are
    looked for.
    """
    query = query.strip()[:MOST]
    if not query.strip() or limit <= 0:
        return ()
    words, finder = SearchWords(query), query_finder(query)

    def ranges(text: str) -> Iterator[tuple[int, int]]:
        if words.single and text.isascii():
            return _ascii_ranges(text, words.single)
        return finder.finditer(text)

    return find_ranges(document, ranges, limit=limit)


def find_ranges(document: Document, ranges: Ranges, *, limit: int = 10_000) -> tuple[Match, ...]:
    """Find what `ranges` gives of each block's text in order; an empty one does not count."""
    found: list[Match] = []
    for index, block in enumerate(document.blocks):
        for start, end in islice(ranges(block.text), limit - len(found)):
            if end > start:
                found.append(Match(index, start, end))
        if len(found) >= limit:
            break
    return tuple(found)


def _ascii_ranges(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Ranges of a word's search form in ASCII text, many times quicker than by a pattern.

    `fold` makes ASCII characters equal that differ by case, and no others.
    """
    if not word.isascii():
        return
    text, word = text.lower(), word.lower()
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word))
