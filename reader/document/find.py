"""Finding text in a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.fold import compile_query

if TYPE_CHECKING:
    from reader.document.model import Document


@dataclass(frozen=True, slots=True)
class Match:
    """Characters `start` to `end` (exclusive) of a block's text."""

    block: int
    start: int
    end: int


def find(document: Document, query: str, *, limit: int = 10_000) -> tuple[Match, ...]:
    """The first `limit` places where `query` stands, in reading order, none overlapping.

    Case, width, accents and Simplified against Traditional make no difference; a query of
    white space finds nothing. A match never goes from one block into the next.
    """
    if not query.strip() or limit <= 0:
        return ()
    pattern = compile_query(query)
    found: list[Match] = []
    for index, block in enumerate(document.blocks):
        for match in pattern.finditer(block.text):
            if match.end() > match.start():
                found.append(Match(index, match.start(), match.end()))
                if len(found) == limit:
                    return tuple(found)
    return tuple(found)
