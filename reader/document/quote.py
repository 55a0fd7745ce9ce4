r"""A place described by its words, so that it is found again in a changed document.

After the W3C Web Annotation Data Model's TextQuoteSelector (4.2.4): the exact text, and what
stands before and after it. The text of a document is that of its blocks, `\n` between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice

from reader.document.model import Document, Place
from reader.document.anchors.fuzzy_quote import SEED, alike, occurrences, span_alike
from reader.text.fold import fold

PLACE_LENGTH = 24
"""Characters quoted for a mere place."""
_MAX_OCCURRENCES = 5_000
_ENOUGH = 12
"""Characters that must be found again, the surroundings counted: a lone `。` is everywhere."""
_VISIBLE = re.compile("[^\\s\u00ad\u200b\u2060\ufeff]+")


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

    As `Finder.place`, for one quote.
    """
    return Finder(document).place(quote, hint)


def locate_span(
    document: Document, quote: Quote, start_hint: Place, end_hint: Place
) -> tuple[Place, Place] | None:
    """Where all of the quoted words stand now, as `Finder.span`, for one quote."""
    return Finder(document).span(quote, start_hint, end_hint)


class Finder:
    """Finds quotes again in one document; what that takes is made once, and when first needed."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _text(self) -> _Text:
        return _Text(self._document)

    @cached_property
    def _folded(self) -> str:
        return fold(self._text.whole)

    @cached_property
    def _bare(self) -> _Bare:
        return _Bare(self._folded)

    def place(self, quote: Quote, hint: Place) -> Place | None:
        """Where the quoted words begin now; None if nothing like them is left.

        At `hint` if they stand there in the same surroundings; else their occurrence in the most
        similar surroundings, the nearest to `hint` of these; else the same with characters folded;
        else the text that differs from the quote by the fewest edits, if they are few.
        """
        if not self._document.blocks:
            return None
        near = self._text.nearest(hint)
        found = _exactly(self._text.whole, quote, near)
        if found is None:
            plain = _fold(quote)
            found = _exactly(self._folded, plain, near)
            if found is None:
                found = alike(self._folded, plain.prefix, plain.exact, plain.suffix, near)
        return None if found is None else self._text.place(found)

    def span(self, quote: Quote, start: Place, end: Place) -> tuple[Place, Place] | None:
        """Where all of the quoted words stand now; None if too little of them is left.

        At `start` if they stand there in the same surroundings. Else, white space and variants of
        characters aside, their occurrence in the most similar surroundings, the nearest to the
        hints of these. Else what is like them: a long quote by its beginning and its end.
        """
        if not self._document.blocks or not quote.exact:
            return None
        near, far = self._text.nearest(start), self._text.nearest(end)
        length = len(quote.exact)
        if _is_at(self._text.whole, quote, near):
            found: tuple[int, int] | None = (near, near + length)
        elif _is_at(self._text.whole, quote, far - length):
            found = (far - length, far)
        else:
            found = self._span(quote, near)
        return found and (self._text.place(found[0]), self._text.place(found[1]))

    def _span(self, quote: Quote, near: int) -> tuple[int, int] | None:
        bare = self._bare
        plain = Quote(*(bare_text(fold(part)) for part in _parts(quote)))
        if not plain.exact:
            return None
        aim = bare.index(near)
        begin = _exactly(bare.text, plain, aim)
        if begin is not None:
            first, last = bare.span(begin, begin + len(plain.exact))
            before = len(quote.exact) - len(quote.exact.lstrip())
            if before <= first and self._text.whole.startswith(quote.exact, first - before):
                return first - before, first - before + len(quote.exact)
            return first, last
        similar = span_alike(bare.text, plain.prefix, plain.exact, plain.suffix, aim)
        return similar and bare.span(*similar)


def _parts(quote: Quote) -> tuple[str, str, str]:
    return quote.exact, quote.prefix, quote.suffix


def _fold(quote: Quote) -> Quote:
    return Quote(*map(fold, _parts(quote)))


def _is_at(whole: str, quote: Quote, start: int) -> bool:
    before = start - len(quote.prefix)
    return before >= 0 and whole.startswith(quote.prefix + quote.exact + quote.suffix, before)


def bare_text(text: str) -> str:
    """`text` without white space and what is as invisible."""
    return "".join(_VISIBLE.findall(text))


class _Bare:
    """A text without its white space, and the way back to the text's own offsets."""

    def __init__(self, text: str) -> None:
        pieces = [(match.start(), match[0]) for match in _VISIBLE.finditer(text)]
        self.text = "".join(piece for _, piece in pieces)
        self._starts = [start for start, _ in pieces]
        self._indexes = list(accumulate((len(piece) for _, piece in pieces), initial=0))

    def index(self, offset: int) -> int:
        """Of the first character at or after an offset of the text."""
        piece = bisect_right(self._starts, offset) - 1
        if piece < 0:
            return 0
        inside = self._indexes[piece] + offset - self._starts[piece]
        return min(inside, self._indexes[piece + 1])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The text's offsets of characters `start` to `end`, which are at least one."""
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, index: int) -> int:
        piece = bisect_right(self._indexes, index) - 1
        return self._starts[piece] + index - self._indexes[piece]


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
    if _is_at(whole, quote, near):
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
        yield from occurrences(whole, quote.exact)
        return
    before, after = quote.prefix[-SEED:], quote.suffix[:SEED]
    if before.strip():
        yield from (start + len(before) for start in occurrences(whole, before))
    if after.strip():
        yield from occurrences(whole, after)


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
