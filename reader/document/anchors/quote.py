r"""A place described by its words, so that it is found again in a changed document.

As in the W3C Web Annotation Data Model's TextQuoteSelector (4.2.4): the exact text, and the text
before and after it. The text of a document is that of its blocks, joined by `\n`. `anchors.finder`
finds it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reader.document.anchors.text import (
    APART,
    CONTEXT,
    MOST_CONTEXT,
    WholeText,
    letters_of,
    only,
)
from reader.document.model import Document, Place
from reader.text.fold import fold

PLACE_LENGTH = 24
"""Characters quoted for a place without an extent."""

_IN_ROW = 8
"""Letters that neighbours in a row of equals have in common."""


@dataclass(frozen=True, slots=True)
class Quote:
    exact: str
    prefix: str = ""
    suffix: str = ""


def describe(
    document: Document, start: Place, end: Place | None = None, *, context: int = CONTEXT
) -> Quote:
    """Quote the words from `start` to `end`, with `context` characters on either side.

    For a place without an extent, `exact` is what follows it in its block; empty at the block's
    end. Raises IndexError if a place lies outside of the document.
    """
    text = WholeText(document)
    first, last = _offsets(document, text, start, end)
    return _quote(text.whole, first, last, context, context)


def describe_apart(document: Document, start: Place, end: Place | None = None) -> Quote:
    """Describe a range as `describe` does, with surroundings that tell it from others like it.

    Surroundings of words that occur once are short. Other words are quoted on each side as far as
    no other occurrence agrees, so that one side is enough to know them by when the other has
    changed; up to about `MOST_CONTEXT` characters.
    """
    return Describer(document).apart(start, end)


class Describer:
    """Describes many ranges of one document, whose text is brought into comparable form once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = WholeText(document)

    @cached_property
    def _letters(self) -> str:
        return _letters(self._text.whole)

    def apart(self, start: Place, end: Place | None = None) -> Quote:
        """Describe a range as `describe_apart` does."""
        whole = self._text.whole
        first, last = _offsets(self._document, self._text, start, end)
        reach = _Reach(whole, self._letters, first, last)
        return _quote(whole, first, last, reach.before(), reach.after())


class _Reach:
    """How far the surroundings of some words must be quoted to tell them from others like them."""

    def __init__(self, whole: str, letters: str, first: int, last: int) -> None:
        """`letters` are those of the `whole` text."""
        self._whole = whole
        self._first = first
        self._last = last
        self._all = letters
        self._exact = _letters(whole[first:last])
        self._is_one = self._is_sole(self._exact)
        self._least = APART if self._is_one else 2 * APART

    def before(self) -> int:
        """Characters that are needed before the words."""
        length = self._least
        while length < MOST_CONTEXT and not self._tells(self._beside(-length)):
            length *= 2
        return length

    def after(self) -> int:
        """Characters that are needed after the words."""
        length = self._least
        while length < MOST_CONTEXT and not self._tells(self._beside(length)):
            length *= 2
        return length

    def _beside(self, length: int) -> _Beside:
        first, last = self._first, self._last
        if length < 0:
            text = _letters(self._whole[max(0, first + length) : first])
            return _Beside(
                text + self._exact, text[:_IN_ROW], text[1:] + self._exact, first + length <= 0
            )
        text = _letters(self._whole[last : last + length])
        is_edge = last + length >= len(self._whole)
        return _Beside(self._exact + text, text[-_IN_ROW:], self._exact + text[:-1], is_edge)

    def _tells(self, beside: _Beside) -> bool:
        is_row = not beside.is_edge and beside.far_end in beside.rest
        return not is_row and (self._is_one or self._is_sole(beside.words))

    def _is_sole(self, words: str) -> bool:
        return bool(words) and only(self._all, words) >= 0


class _Beside(NamedTuple):
    """The text on one side of some words, in letters."""

    words: str
    """The words and the text of this side."""
    far_end: str
    rest: str
    """The same without its far end: a row of equals has that in it again."""
    is_edge: bool
    """Whether the document ends there."""


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
    return letters_of(fold(text))
