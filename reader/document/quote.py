r"""A place described by its words, so that it is found again in a changed document.

After the W3C Web Annotation Data Model's TextQuoteSelector (4.2.4): the exact text, and what
stands before and after it. The text of a document is that of its blocks, `\n` between them.
`anchors.finder` finds it again.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.document.anchors.text import (
    APART,
    CONTEXT,
    MOST_CONTEXT,
    WholeText,
    bare_text,
    letters_of,
)
from reader.document.model import Document, Place
from reader.text.fold import fold

PLACE_LENGTH = 24
"""Characters quoted for a mere place."""


@dataclass(frozen=True, slots=True)
class Quote:
    exact: str
    prefix: str = ""
    suffix: str = ""


def describe(
    document: Document, start: Place, end: Place | None = None, *, context: int = CONTEXT
) -> Quote:
    """The words from `start` to `end`, with `context` characters on either side.

    For a mere place, `exact` is what follows it in its block; empty at the block's end.
    Raises IndexError if a place lies outside of the document.
    """
    text = WholeText(document)
    first, last = _offsets(document, text, start, end)
    return _quote(text.whole, first, last, context, context)


def describe_apart(document: Document, start: Place, end: Place | None = None) -> Quote:
    """As `describe`, with as much on either side as tells the words from others like them.

    Of words that occur once the surroundings are short. Of others each side is quoted as far as
    no other occurrence has it, so that one side is enough to know them by when the other is
    changed; up to about `MOST_CONTEXT` characters.
    """
    text = WholeText(document)
    first, last = _offsets(document, text, start, end)
    whole = text.whole
    letters = _letters(whole)

    def is_apart(start: int, end: int) -> bool:
        words = _letters(whole[max(0, start) : end])
        return bool(words) and letters.find(words, letters.find(words) + 1) < 0

    if is_apart(first, last):
        return _quote(whole, first, last, APART, APART)
    before = after = APART * 2
    while before < MOST_CONTEXT and not is_apart(first - before, last):
        before *= 2
    while after < MOST_CONTEXT and not is_apart(first, last + after):
        after *= 2
    return _quote(whole, first, last, before, after)


def _offsets(
    document: Document, text: WholeText, start: Place, end: Place | None
) -> tuple[int, int]:
    first = text.offset(start)
    if end is not None:
        return first, max(first, text.offset(end))
    limit = text.offset(Place(start.block, len(document.blocks[start.block].text)))
    return first, min(first + PLACE_LENGTH, limit)


def _quote(whole: str, first: int, last: int, before: int, after: int) -> Quote:
    prefix = whole[max(0, first - before) : first]
    return Quote(whole[first:last], prefix, whole[last : last + after])


def _letters(text: str) -> str:
    return letters_of(bare_text(fold(text)))
