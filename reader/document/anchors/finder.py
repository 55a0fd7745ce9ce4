"""Finds quotes again in a document, and says how sure it is of them.

What was quoted may have moved, changed or gone, and something that looks like it may stand
elsewhere. A quote is surely found if its words stand as they were between the recorded
surroundings, or between surroundings whose change can be explained; else it is at best a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import islice

from reader.document.anchors.fuzzy_quote import SEED, alike, occurrences
from reader.document.anchors.quote import Quote
from reader.document.anchors.search import QuoteSearch
from reader.document.anchors.text import (
    CONTEXT,
    BareText,
    WholeText,
    bare_text,
    common,
    is_telling,
    only,
)
from reader.document.model import Document, Place
from reader.text.fold import fold

_MAX_OCCURRENCES = 5_000
_ENOUGH = 12
"""Characters that must be found again, surroundings included: a single `。` is everywhere."""
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ROW = 2_000
"""Characters on either side of a quote in place that are searched for others like it."""


class Certainty(Enum):
    """Whether what was found is what was quoted."""

    SURE = "sure"
    UNSURE = "unsure"
    """It may have moved, belong to another quote, or say something else by now."""


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """Where quoted words are now; a mere place ends where it begins."""

    start: Place
    end: Place
    certainty: Certainty = Certainty.SURE

    @property
    def is_sure(self) -> bool:
        return self.certainty is Certainty.SURE


def locate(document: Document, quote: Quote, hint: Place) -> Place | None:
    """The likeliest place where the quoted words begin now; None if nothing like them is left."""
    return QuoteFinder(document).place(quote, hint)


class QuoteFinder:
    """Finds quotes again in one document; its indexes are made once, on first use."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _text(self) -> WholeText:
        return WholeText(self._document)

    @cached_property
    def _folded(self) -> str:
        return fold(self._text.whole)

    @cached_property
    def _bare(self) -> BareText:
        return BareText(self._folded)

    def place(self, quote: Quote, hint: Place) -> Place | None:
        """The likeliest place where the quoted words begin; None if nothing like them is left.

        That is `hint` if they stand there in the same surroundings; else their occurrence in the
        most similar surroundings, the nearest to `hint` of these; else the same with characters
        folded; else the text that differs from the quote by the fewest edits, if they are few.
        """
        if not self._document.blocks:
            return None
        near = self._text.nearest(hint)
        found = _exactly(self._text.whole, quote, near)
        if found is None:
            plain = Quote(*map(fold, _parts(quote)))
            found = _exactly(self._folded, plain, near)
            if found is None:
                before, after = plain.prefix[-CONTEXT:], plain.suffix[:CONTEXT]
                found = alike(self._folded, before, plain.exact, after, near)
        return None if found is None else self._text.place(found)

    def span(self, quote: Quote, start: Place, end: Place) -> tuple[Place, Place] | None:
        """The likeliest start and end of all the quoted words now; None if they are lost."""
        found = self.find(quote, start, end) if quote.exact else None
        return None if found is None else (found.start, found.end)

    def find(self, quote: Quote, start: Place, end: Place | None = None) -> FoundQuote | None:
        """Where the quoted words are now, and how sure that is; None if they are lost.

        `start` and `end` are where they were; without an end they describe the place `start`.
        """
        if not self._document.blocks:
            return None
        found = self._find(quote, start, end)
        if found is None or not found.is_sure:
            bracketed = _with_bracketed_marks(quote)
            now = self._find(bracketed, start, end) if bracketed != quote else None
            if now is not None and (now.is_sure or found is None):
                return now
        return found

    def _find(self, quote: Quote, start: Place, end: Place | None) -> FoundQuote | None:
        near = self._text.nearest(start)
        at = self._in_place(quote, near, end)
        if at is not None:
            certainty = Certainty.SURE if self._is_known(quote, at) else Certainty.UNSURE
            return self._found(at, at + len(quote.exact), certainty, end)
        if not bare_text(quote.exact):
            place = self.place(quote, start) if end is None else None
            return None if place is None else FoundQuote(place, place, Certainty.UNSURE)
        seen = QuoteSearch(self._bare, self._text.whole, quote, self._bare.index(near)).best()
        if seen is None:
            return None
        first, last = self._bare.span(seen.start, seen.end)
        before = len(quote.exact) - len(quote.exact.lstrip())
        if before <= first and self._text.whole.startswith(quote.exact, first - before):
            first, last = first - before, first - before + len(quote.exact)
        return self._found(first, last, Certainty.SURE if seen.sure else Certainty.UNSURE, end)

    def _in_place(self, quote: Quote, near: int, end: Place | None) -> int | None:
        """The offset of the quote if it and its surroundings are where they were, else None."""
        if _is_at(self._text.whole, quote, near):
            return near
        if end is not None:
            at = self._text.nearest(end) - len(quote.exact)
            if _is_at(self._text.whole, quote, at):
                return at
        return None

    def _is_known(self, quote: Quote, at: int) -> bool:
        """Whether the words in place are the quote, and not another one of a row of equals."""
        whole, end = self._text.whole, at + len(quote.exact)
        is_first, is_last = at == len(quote.prefix), end + len(quote.suffix) == len(whole)
        if not quote.prefix + quote.suffix and not is_first | is_last:
            return only(whole, quote.exact) >= 0
        around = whole[max(0, at - len(quote.prefix) - _ROW) : end + len(quote.suffix) + _ROW]
        return (
            is_first or is_telling(quote.prefix) or only(around, quote.prefix + quote.exact) >= 0
        ) and (is_last or is_telling(quote.suffix) or only(around, quote.exact + quote.suffix) >= 0)

    def _found(self, first: int, last: int, certainty: Certainty, end: Place | None) -> FoundQuote:
        start = self._text.place(first)
        return FoundQuote(start, start if end is None else self._text.place(last), certainty)


def _with_bracketed_marks(quote: Quote) -> Quote:
    """The quote with marks of notes as they are set now, `[1]`; they were `¹` before."""
    exact, prefix, suffix = (_RAISED.sub(_bracketed, part) for part in _parts(quote))
    # The length of a side says why it ends where it does.
    before = max(0, len(prefix) - len(quote.prefix))
    return Quote(exact, prefix[before:], suffix[: len(quote.suffix)])


def _bracketed(raised: re.Match[str]) -> str:
    return f"[{raised[0].translate(_DIGITS)}]"


def _parts(quote: Quote) -> tuple[str, str, str]:
    return quote.exact, quote.prefix, quote.suffix


def _is_at(whole: str, quote: Quote, start: int) -> bool:
    before = start - len(quote.prefix)
    return before >= 0 and whole.startswith(quote.prefix + quote.exact + quote.suffix, before)


def _exactly(whole: str, quote: Quote, near: int) -> int | None:
    """The best occurrence of the exact words; None if too few of their surroundings are there."""
    if _is_at(whole, quote, near):
        return near
    enough = min(_ENOUGH, len(quote.prefix + quote.exact + quote.suffix))
    best: tuple[int, int] | None = None
    found = None
    for start in islice(_starts(whole, quote), _MAX_OCCURRENCES):
        same = _surroundings(whole, quote, start)
        rank = (same, -abs(start - near))
        if len(quote.exact) + same >= enough and (best is None or rank > best):
            best, found = rank, start
    return found


def _starts(whole: str, quote: Quote) -> Iterator[int]:
    """Offsets at which the quote may begin; if it has no words, those beside its surroundings."""
    if quote.exact:
        yield from occurrences(whole, quote.exact)
        return
    before, after = quote.prefix[-SEED:], quote.suffix[:SEED]
    if before.strip():
        yield from (start + len(before) for start in occurrences(whole, before))
    if after.strip():
        yield from occurrences(whole, after)


def _surroundings(whole: str, quote: Quote, start: int) -> int:
    """The number of characters on both sides of the words at `start` that are as quoted."""
    end = start + len(quote.exact)
    before = whole[max(0, start - len(quote.prefix)) : start]
    after = whole[end : end + len(quote.suffix)]
    return common(before[::-1], quote.prefix[::-1]) + common(after, quote.suffix)
