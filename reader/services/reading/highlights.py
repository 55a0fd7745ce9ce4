"""The highlights of an article by place, as the page draws them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.document.model import Place


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight where it was found in the document: from `start` up to `end`."""

    start: Place
    end: Place
    color: str
    """A word of `state.highlight_colors.HIGHLIGHT_COLORS`."""
    has_note: bool
    key: str
    """The bookmark's id; the page only passes it on."""
    is_unsure: bool = False
    """Whether the words or their surroundings changed, so that it may belong elsewhere."""


@dataclass(frozen=True, slots=True)
class HighlightPart:
    """The part of a highlight that is in one block: characters `start` to `end` of its text."""

    start: int
    end: int
    color: str
    is_unsure: bool = False


class Highlights:
    """All highlights of a document, by block."""

    def __init__(self, highlights: Sequence[Highlight] = ()) -> None:
        self._sorted = sorted(
            (one for one in highlights if one.start < one.end),
            key=lambda one: (one.start, one.end, one.key),
        )
        self._starts = [one.start for one in self._sorted]
        self._reach: list[Place] = []
        """The furthest end of the highlights up to each one."""
        for one in self._sorted:
            self._reach.append(max(one.end, self._reach[-1]) if self._reach else one.end)

    def __bool__(self) -> bool:
        return bool(self._sorted)

    def __iter__(self) -> Iterator[Highlight]:
        return iter(self._sorted)

    def touching(self, start: Place, end: Place) -> list[Highlight]:
        """The highlights that share a character with the span `start` up to `end`, in order."""
        first = bisect_right(self._reach, start)
        last = bisect_right(self._starts, end, lo=first)
        return [one for one in self._sorted[first:last] if one.start < end and one.end > start]

    def at(self, place: Place) -> Highlight | None:
        """The highlight on the character at `place`; of several, the one that begins last."""
        found = self.touching(place, Place(place.block, place.offset + 1))
        return found[-1] if found else None

    def in_block(self, block: int, length: int) -> list[HighlightPart]:
        """The parts in a block of `length` characters, in order; the page draws the last on top."""
        found = []
        for one in self.touching(Place(block), Place(block, length)):
            start = one.start.offset if one.start.block == block else 0
            end = min(length, one.end.offset) if one.end.block == block else length
            if start < end:
                found.append(HighlightPart(start, end, one.color, one.is_unsure))
        return found
