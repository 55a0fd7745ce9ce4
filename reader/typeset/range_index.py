"""An index of many ranges, for those that touch a line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Ranged(Protocol):
    """Characters `start` to `end` (exclusive) of a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


R_co = TypeVar("R_co", bound=Ranged, covariant=True)

FEW = 8
"""Ranges that are looked through sooner than indexed."""


class Intervals(Generic[R_co]):
    """Ranges in any order, nested or not, indexed when first asked: then O(log n + hits).

    They are kept apart by length, to the power of two: of one length class, those that touch a
    line begin within that length of it, and at least every other one that does so touches it.
    """

    def __init__(self, ranges: Sequence[R_co]) -> None:
        self._ranges = ranges
        self._classes: list[tuple[int, list[int], list[int]]] | None = None

    def touching(self, start: int, end: int) -> list[R_co]:
        """Ranges that share a character with `start` to `end`, in the order they were given."""
        ranges = self._ranges
        if len(ranges) <= FEW:
            return [one for one in ranges if one.start < end and one.end > start]
        if self._classes is None:
            self._classes = self._indexed()
        found: list[int] = []
        for most, starts, indexes in self._classes:
            low, high = bisect_left(starts, start - most + 1), bisect_left(starts, end)
            found += (index for index in indexes[low:high] if ranges[index].end > start)
        return [ranges[index] for index in sorted(found)]

    def _indexed(self) -> list[tuple[int, list[int], list[int]]]:
        """Each length class: its greatest length, the starts, the ranges in that order."""
        by_bits: dict[int, list[tuple[int, int]]] = {}
        for index, one in enumerate(self._ranges):
            bits = max(0, one.end - one.start).bit_length()
            by_bits.setdefault(bits, []).append((one.start, index))
        classes = []
        for bits, members in by_bits.items():
            members.sort()
            starts, indexes = [start for start, _ in members], [index for _, index in members]
            classes.append(((1 << bits) - 1, starts, indexes))
        return classes
