"""Finds quotes again in a document, and says how sure it is that they are the ones.

What was quoted may have moved, changed or gone, and something that looks like it may stand
elsewhere. A quote is surely found if its words stand as they were between surroundings that are
those recorded, or have changed in a way that can be told; else it is at best a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from reader.document.anchors.difference import is_another, likeness, weight
from reader.document.anchors.fuzzy_quote import SEED, alike, occurrences, span_alike, span_between
from reader.document.anchors.pieces import Pieced, pieced
from reader.document.anchors.surroundings import Beside, Kept, Side
from reader.document.anchors.text import APART, CONTEXT, BareText, WholeText, bare_text
from reader.document.model import Document, Place
from reader.document.quote import Quote
from reader.text.fold import fold

_MAX_OCCURRENCES = 5_000
_JUDGED = 12
"""Occurrences whose surroundings are looked at closely."""
_ENOUGH = 12
"""Characters that must be found again, the surroundings counted: a lone `。` is everywhere."""
_ENOUGH_ALONE = 6
"""Weight of words that occurred once, and do so still, that are worth a guess."""
_LEAST_EVIDENCE = 24
"""Weight of a quote and its kept surroundings that cannot be chance."""
_TELLS_ENOUGH = 40
"""Weight of a quote that hardly occurs twice."""
_SHORT = 64
"""Characters of a quote that is compared as a whole; a longer one is by its pieces."""
_MOSTLY = 0.75
"""Share of a changed quote, compared by pieces, that must be as it was."""
_GLANCE = 5
_VERY_LIKE = 0.85
"""Likeness of a quote, compared as a whole, to what it may have become."""
_GROWN = 1.3
"""How much longer a quote may surely have become."""
_SLIP = 12
"""Characters that came or went, of which figures and negations are looked at."""


class Certainty(Enum):
    """Whether what was found is what was quoted."""

    SURE = "sure"
    UNSURE = "unsure"
    """It may have moved, be another's, or say something else by now."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where quoted words are now; a mere place ends where it begins."""

    start: Place
    end: Place
    certainty: Certainty = Certainty.SURE

    @property
    def is_sure(self) -> bool:
        return self.certainty is Certainty.SURE


def locate(document: Document, quote: Quote, hint: Place) -> Place | None:
    """Where the quoted words begin now, at a guess; None if nothing like them is left."""
    return Finder(document).place(quote, hint)


class _Sighting(NamedTuple):
    """A stretch of the bare text, and whether it is surely the quoted one."""

    start: int
    end: int
    sure: bool


class Finder:
    """Finds quotes again in one document; what that takes is made once, and when first needed."""

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
        """The best guess where the quoted words begin; None if nothing like them is left.

        At `hint` if they stand there in the same surroundings; else their occurrence in the most
        similar surroundings, the nearest to `hint` of these; else the same with characters folded;
        else the text that differs from the quote by the fewest edits, if they are few.
        """
        if not self._document.blocks:
            return None
        near = self._text.nearest(hint)
        found = _exactly(self._text.whole, quote, near)
        if found is None:
            plain = Quote(*map(fold, _parts(quote)))
            found = _exactly(self._folded, plain, near)
            if found is None:
                found = alike(self._folded, plain.prefix, plain.exact, plain.suffix, near)
        return None if found is None else self._text.place(found)

    def span(self, quote: Quote, start: Place, end: Place) -> tuple[Place, Place] | None:
        """Where all of the quoted words stand now, at a guess, as `find`."""
        found = self.find(quote, start, end) if quote.exact else None
        return None if found is None else (found.start, found.end)

    def find(self, quote: Quote, start: Place, end: Place | None = None) -> Found | None:
        """Where the quoted words are now, and how sure that is; None if they are lost.

        `start` and `end` are where they were; without an end they describe the place `start`.
        """
        if not self._document.blocks:
            return None
        near = self._text.nearest(start)
        at = self._in_place(quote, near, end)
        if at is not None:
            certainty = Certainty.SURE if self._is_unique(quote) else Certainty.UNSURE
            return self._found(at, at + len(quote.exact), certainty, end)
        if not bare_text(quote.exact):
            place = self.place(quote, start) if end is None else None
            return None if place is None else Found(place, place, Certainty.UNSURE)
        seen = _Search(self._bare, self._text.whole, quote, self._bare.index(near)).best()
        if seen is None:
            return None
        first, last = self._bare.span(seen.start, seen.end)
        before = len(quote.exact) - len(quote.exact.lstrip())
        if before <= first and self._text.whole.startswith(quote.exact, first - before):
            first, last = first - before, first - before + len(quote.exact)
        return self._found(first, last, Certainty.SURE if seen.sure else Certainty.UNSURE, end)

    def _in_place(self, quote: Quote, near: int, end: Place | None) -> int | None:
        """Where the quote is if it, and what is around it, is where it was."""
        if _is_at(self._text.whole, quote, near):
            return near
        if end is not None:
            at = self._text.nearest(end) - len(quote.exact)
            if _is_at(self._text.whole, quote, at):
                return at
        return None

    def _is_unique(self, quote: Quote) -> bool:
        words = quote.prefix + quote.exact + quote.suffix
        if not words or _only(self._text.whole, words) < 0:
            return False
        return not _repeats(quote) or not any(side.shows_twin for side in _beside(quote))

    def _found(self, first: int, last: int, certainty: Certainty, end: Place | None) -> Found:
        start = self._text.place(first)
        return Found(start, start if end is None else self._text.place(last), certainty)


class _Search:
    """The search for one quote in a text that has changed."""

    def __init__(self, bare: BareText, whole: str, quote: Quote, near: int) -> None:
        self._bare = bare
        self._whole = whole
        self._quote = quote
        self._near = near
        self._before, self._after = _beside(quote)
        self._exact = bare_text(fold(quote.exact))
        self._weight = weight(self._exact)

    def best(self) -> _Sighting | None:
        """Where the quote is; None if it is lost."""
        guess = None
        length = len(self._exact)
        at = self._only_as_it_was()
        if at is not None:
            return _Sighting(at, at + length, True)
        judged = [(start, *self._sides(start, start + length)) for start in self._likely()]
        sure = [found for found in judged if self._is_sure(*found[1:])]
        if sure:
            best = max(sure, key=self._rank)
            rivals = [found for found in judged if _has_claim(*found[1:])]
            sole = len(sure) == 1 and not [found for found in rivals if found is not best]
            return _Sighting(best[0], best[0] + length, sole)
        if judged:
            start, left, right = max(judged, key=self._rank)
            if self._is_likely(left, right):
                guess = _Sighting(start, start + length, False)
        return guess or self._changed()

    # -- its very words -----------------------------------------------------------------

    def _only_as_it_was(self) -> int | None:
        """Where it and its surroundings are as they were, if neither side is anywhere else."""
        before, exact, after = self._before.bare, self._exact, self._after.bare
        if not (self._before.is_telling and self._after.is_telling):
            return None
        at = _only(self._bare.text, before + exact + after)
        is_sole = at >= 0 and _only(self._bare.text, before + exact) == at
        if is_sole and _only(self._bare.text, exact + after) == at + len(before):
            return at + len(before)
        return None

    def _likely(self) -> list[int]:
        """Where its words are, the surroundings in the order of their likeness."""
        text, exact = self._bare.text, self._exact
        before, after = self._before.bare, self._after.bare

        def likeness(start: int) -> tuple[int, int]:
            end = start + len(exact)
            common = _common(text[max(0, start - len(before)) : start][::-1], before[::-1])
            return common + _common(text[end : end + len(after)], after), -abs(start - self._near)

        found = islice(occurrences(text, exact), _MAX_OCCURRENCES)
        return nlargest(_JUDGED, found, key=likeness)

    def _sides(self, start: int, end: int) -> tuple[Side, Side]:
        bare, before, after = self._bare, self._before, self._after
        left = bare.text[max(0, start - before.reach()) : start]
        right = bare.text[end : end + after.reach()]
        return (
            before.side(left, at_break=bare.is_break(start)),
            after.side(right, at_break=bare.is_break(end)),
        )

    def _is_sure(self, left: Side, right: Side) -> bool:
        """Whether the quote's words between such sides are the quoted ones."""
        kept = {left.kept, right.kept}
        if not self._has_surroundings:
            return self._weight >= _LEAST_EVIDENCE
        if _is_whole(left, right):
            return True
        if Kept.TWIN in kept or Kept.CHANGED in kept:
            return False
        evidence = self._weight + left.weight + right.weight
        if not (left.is_good or right.is_good) or evidence < _LEAST_EVIDENCE:
            return False
        if self._weight >= _TELLS_ENOUGH and not self._had_twins:
            return True
        one, other = (left, right) if left.kept is Kept.WHOLE else (right, left)
        if one.kept is not Kept.WHOLE:
            return False
        if other.kept is Kept.MENDED:
            return self._weight >= _LEAST_EVIDENCE
        return other.is_good or other.kept is Kept.LINE

    @property
    def _has_surroundings(self) -> bool:
        return bool(self._before.bare or self._after.bare)

    @property
    def _is_sole(self) -> bool:
        """Whether the words occur once."""
        return _only(self._bare.text, self._exact) >= 0

    @property
    def _had_twins(self) -> bool:
        """Whether the words occurred more than once: their surroundings were recorded further."""
        quote = self._quote
        return max(len(quote.prefix), len(quote.suffix)) > APART

    def _rank(self, judged: tuple[int, Side, Side]) -> tuple[int, int, int]:
        start, left, right = judged
        if not self._has_surroundings:
            return 0, 0, -abs(start - self._near)
        good = left.is_good + right.is_good
        return good, left.weight + right.weight, -abs(start - self._near)

    def _is_likely(self, left: Side, right: Side) -> bool:
        around = left.weight + right.weight
        if self._weight >= _LEAST_EVIDENCE or not self._has_surroundings:
            return True
        is_sole = self._is_sole and not self._had_twins
        if is_sole or left.is_good or right.is_good:
            return self._weight + around >= (_ENOUGH_ALONE if is_sole else _ENOUGH)
        return around >= _ENOUGH

    # -- other words --------------------------------------------------------------------

    def _changed(self) -> _Sighting | None:
        """Where its words have become others."""
        text, exact = self._bare.text, self._exact
        before, after = self._before.bare[-CONTEXT:], self._after.bare[:CONTEXT]
        if len(exact) > _SHORT or "\n" in self._quote.exact.strip():
            by_pieces = pieced(text, before, exact, after, self._near)
            if by_pieces is not None:
                return self._judge_pieces(by_pieces)
        similar = span_alike(text, before, exact, after, self._near)
        if similar is None:
            between = span_between(text, before, exact, after, self._near)
            return _Sighting(*between, False) if between else self._remainder(before, after)
        sides = self._sides(*similar)
        sure = (
            self._weight >= _LEAST_EVIDENCE
            and _is_whole(*sides)
            and likeness(exact, text[slice(*similar)]) >= _VERY_LIKE
            and not is_another(self._quote.exact, self._now(*similar))
        )
        return _Sighting(*similar, sure)

    def _remainder(self, before: str, after: str) -> _Sighting | None:
        """What is left of a short quote, if it is where the quote was."""
        found = pieced(self._bare.text, before, self._exact, after, self._near)
        if found is None:
            return None
        left, right = self._sides(found.start, found.end)
        is_there = (found.first == 0 or left.kept is Kept.WHOLE) and (
            found.last == len(self._exact) or right.kept is Kept.WHOLE
        )
        is_known = left.kept is Kept.WHOLE or right.kept is Kept.WHOLE
        return _Sighting(found.start, found.end, False) if is_there and is_known else None

    def _judge_pieces(self, found: Pieced) -> _Sighting:
        left, right = self._sides(found.start, found.end)
        sure = (
            found.share >= _MOSTLY
            and found.end - found.start <= _GROWN * len(self._exact) + _SLIP
            and self._is_sure(left, right)
            and (found.first == 0 or left.kept is Kept.WHOLE)
            and (found.last == len(self._exact) or right.kept is Kept.WHOLE)
            and not any(is_another(old, new) for old, new in self._replaced(found))
        )
        return _Sighting(found.start, found.end, sure)

    def _replaced(self, found: Pieced) -> Iterator[tuple[str, str]]:
        """What stood between two pieces or at an end, and what stands there now."""
        text, exact = self._bare.text, self._exact
        quoted, at = found.first, found.start
        for piece in (*found.pieces, None):
            until, to = (piece.quoted, piece.start) if piece else (found.last, found.end)
            old, new = exact[quoted:until], self._now(at, to) if at < to else ""
            if old != text[at:to] and ((old and new) or len(old + new) <= _SLIP):
                yield old, new
            if piece:
                quoted, at = piece.quoted + piece.length, piece.start + piece.length
        for gone in (exact[: found.first], exact[found.last :]):
            if len(gone) <= _SLIP:
                yield gone, ""

    def _now(self, start: int, end: int) -> str:
        first, last = self._bare.span(start, end)
        return self._whole[first:last]


def _repeats(quote: Quote) -> bool:
    """Whether the quote may be one of a row of equals: a quick look, before a close one."""
    before, exact, after = quote.prefix, quote.exact, quote.suffix
    if CONTEXT not in (len(before), len(after)):
        return False
    return (
        exact[:_GLANCE] in after
        or exact[-_GLANCE:] in before
        or after[-_GLANCE:] in before + exact
        or before[:_GLANCE] in exact + after
    )


def _beside(quote: Quote) -> tuple[Beside, Beside]:
    return (
        Beside(quote.prefix, quote.exact, quote.suffix, before=True),
        Beside(quote.suffix, quote.exact, quote.prefix, before=False),
    )


def _only(text: str, words: str) -> int:
    """Where the words are if they are in one place; else -1."""
    at = text.find(words)
    return at if text.find(words, at + 1) < 0 else -1


def _is_whole(left: Side, right: Side) -> bool:
    return left.kept is right.kept is Kept.WHOLE


def _has_claim(left: Side, right: Side) -> bool:
    """Whether one side alone would say that the words are the quoted ones."""
    return Kept.WHOLE in (left.kept, right.kept)


def _parts(quote: Quote) -> tuple[str, str, str]:
    return quote.exact, quote.prefix, quote.suffix


def _is_at(whole: str, quote: Quote, start: int) -> bool:
    before = start - len(quote.prefix)
    return before >= 0 and whole.startswith(quote.prefix + quote.exact + quote.suffix, before)


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
