"""The search for one quote in a text that has changed around it or in it."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from reader.document.anchors.difference import is_another, likeness, weight
from reader.document.anchors.fuzzy_quote import occurrences, span_alike, span_between
from reader.document.anchors.pieces import Pieced, pieced
from reader.document.anchors.quote import Quote
from reader.document.anchors.surroundings import Beside, Side, SideState
from reader.document.anchors.text import APART, CONTEXT, BareText, bare_text, common, only
from reader.text.fold import fold

_MAX_OCCURRENCES = 5_000
_JUDGED = 12
"""Occurrences whose surroundings are compared closely."""
_ENOUGH = 12
"""Characters that must be found again, surroundings included: a single `。` is everywhere."""
_ENOUGH_ALONE = 6
"""Weight of words, unique before and now, that are worth a guess."""
_LEAST_EVIDENCE = 24
"""Weight of a quote and its kept surroundings that cannot be chance."""
_TELLS_ENOUGH = 40
"""Weight of a quote that hardly occurs twice."""
_SHORT = 64
"""Characters of a quote that is compared as a whole; a longer one is compared by pieces."""
_MOSTLY = 0.75
"""The share of a changed quote, compared by pieces, that must be unchanged."""
_VERY_LIKE = 0.85
"""The least likeness of a quote, compared as a whole, to its changed form."""
_GROWN = 1.3
"""The greatest growth of a quote that is still sure."""
_SLIP = 12
"""Characters that came or went in which only figures and negations matter."""


class Sighting(NamedTuple):
    """A stretch of the bare text, and whether it is surely the quoted one."""

    start: int
    end: int
    sure: bool


class QuoteSearch:
    """The search for one quote in a text that has changed."""

    def __init__(self, bare: BareText, whole: str, quote: Quote, near: int) -> None:
        self._bare = bare
        self._whole = whole
        self._quote = quote
        self._near = near
        self._before, self._after = beside(quote)
        self._exact = bare_text(fold(quote.exact))
        self._weight = weight(self._exact)

    def best(self) -> Sighting | None:
        """Where the quote is; None if it is lost."""
        guess = None
        length = len(self._exact)
        at = self._only_as_it_was()
        if at is not None:
            return Sighting(at, at + length, True)
        judged = [(start, *self._sides(start, start + length)) for start in self._likely()]
        sure = [found for found in judged if self._is_sure(*found[1:])]
        if sure:
            best = max(sure, key=self._rank)
            rivals = [found for found in judged if _has_claim(*found[1:])]
            sole = len(sure) == 1 and not [found for found in rivals if found is not best]
            return Sighting(best[0], best[0] + length, sole)
        if judged:
            start, left, right = max(judged, key=self._rank)
            if self._is_likely(left, right):
                guess = Sighting(start, start + length, False)
        return guess or self._changed()

    # -- its very words -----------------------------------------------------------------

    def _only_as_it_was(self) -> int | None:
        """The place where quote and surroundings are unchanged and neither side is repeated."""
        before, exact, after = self._before.bare, self._exact, self._after.bare
        if not (self._before.is_telling and self._after.is_telling):
            return None
        at = only(self._bare.text, before + exact + after)
        is_sole = at >= 0 and only(self._bare.text, before + exact) == at
        if is_sole and only(self._bare.text, exact + after) == at + len(before):
            return at + len(before)
        return None

    def _likely(self) -> list[int]:
        """Places of the words, those with the most similar surroundings first."""
        text, exact = self._bare.text, self._exact
        before, after = self._before.bare, self._after.bare

        def rank(start: int) -> tuple[int, int]:
            end = start + len(exact)
            same = common(text[max(0, start - len(before)) : start][::-1], before[::-1])
            return same + common(text[end : end + len(after)], after), -abs(start - self._near)

        found = islice(occurrences(text, exact), _MAX_OCCURRENCES)
        return nlargest(_JUDGED, found, key=rank)

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
        if SideState.TWIN in kept or SideState.CHANGED in kept:
            return False
        evidence = self._weight + left.weight + right.weight
        if not (left.is_good or right.is_good) or evidence < _LEAST_EVIDENCE:
            return False
        if self._weight >= _TELLS_ENOUGH and not self._had_twins:
            return True
        one, other = (left, right) if left.kept is SideState.WHOLE else (right, left)
        if one.kept is not SideState.WHOLE:
            return False
        if other.kept is SideState.MENDED:
            return self._weight >= _LEAST_EVIDENCE
        return other.is_good or other.kept is SideState.LINE

    @property
    def _has_surroundings(self) -> bool:
        return bool(self._before.bare or self._after.bare)

    @property
    def _is_sole(self) -> bool:
        """Whether the words occur once."""
        return only(self._bare.text, self._exact) >= 0

    @property
    def _had_twins(self) -> bool:
        """Whether the words occurred more than once: then longer surroundings were recorded."""
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
        if self._before.is_cut and self._after.is_cut:
            return self._weight >= _ENOUGH_ALONE  # one of a row of equals: the nearest
        is_sole = self._is_sole and not self._had_twins
        if is_sole or left.is_good or right.is_good:
            return self._weight + around >= (_ENOUGH_ALONE if is_sole else _ENOUGH)
        return around >= _ENOUGH

    # -- other words --------------------------------------------------------------------

    def _changed(self) -> Sighting | None:
        """Where the words are, if they have changed."""
        text, exact = self._bare.text, self._exact
        before, after = self._before.bare[-CONTEXT:], self._after.bare[:CONTEXT]
        if len(exact) > _SHORT or "\n" in self._quote.exact.strip():
            by_pieces = pieced(text, before, exact, after, self._near)
            if by_pieces is not None:
                return self._judge_pieces(by_pieces)
        similar = span_alike(text, before, exact, after, self._near)
        if similar is None:
            between = span_between(text, before, exact, after, self._near)
            return Sighting(*between, False) if between else self._remainder(before, after)
        sides = self._sides(*similar)
        sure = (
            self._weight >= _LEAST_EVIDENCE
            and _is_whole(*sides)
            and likeness(exact, text[slice(*similar)]) >= _VERY_LIKE
            and not is_another(self._quote.exact, self._now(*similar))
        )
        return Sighting(*similar, sure)

    def _remainder(self, before: str, after: str) -> Sighting | None:
        """The rest of a short quote, if it is where the quote was."""
        found = pieced(self._bare.text, before, self._exact, after, self._near)
        if found is None:
            return None
        left, right = self._sides(found.start, found.end)
        is_there = (found.first == 0 or left.kept is SideState.WHOLE) and (
            found.last == len(self._exact) or right.kept is SideState.WHOLE
        )
        is_known = left.kept is SideState.WHOLE or right.kept is SideState.WHOLE
        return Sighting(found.start, found.end, False) if is_there and is_known else None

    def _judge_pieces(self, found: Pieced) -> Sighting:
        left, right = self._sides(found.start, found.end)
        sure = (
            found.share >= _MOSTLY
            and found.end - found.start <= _GROWN * len(self._exact) + _SLIP
            and self._is_sure(left, right)
            and (found.first == 0 or left.kept is SideState.WHOLE)
            and (found.last == len(self._exact) or right.kept is SideState.WHOLE)
            and not any(is_another(old, new) for old, new in self._replaced(found))
        )
        return Sighting(found.start, found.end, sure)

    def _replaced(self, found: Pieced) -> Iterator[tuple[str, str]]:
        """The text that stood between two pieces or at an end, and the text that is there now."""
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


def beside(quote: Quote) -> tuple[Beside, Beside]:
    return (
        Beside(quote.prefix, quote.exact, quote.suffix, before=True),
        Beside(quote.suffix, quote.exact, quote.prefix, before=False),
    )


def _is_whole(left: Side, right: Side) -> bool:
    return left.kept is right.kept is SideState.WHOLE


def _has_claim(left: Side, right: Side) -> bool:
    """Whether one side by itself identifies the words as the quoted ones."""
    return SideState.WHOLE in (left.kept, right.kept)
