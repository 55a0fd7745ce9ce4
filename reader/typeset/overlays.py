"""Runs cut where their styling changes, for the view and for `reader cat`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from reader.typeset.model import Run
from reader.typeset.range_index import Intervals, Ranged

T = TypeVar("T")
R = TypeVar("R", bound=Ranged)


@dataclass(frozen=True, slots=True)
class Overlay(Generic[T]):
    """Characters `start` to `end` (exclusive) of a block's text look like `look`."""

    start: int
    end: int
    look: T


@dataclass(frozen=True, slots=True)
class StyledPiece(Generic[T]):
    """Glyphs with the same looks. Offsets as in Run; -1 for a decoration."""

    text: str
    start: int
    end: int
    looks: tuple[T, ...] = ()
    """In the order of the overlays: a later one is painted over an earlier one."""


class Overlays(Generic[T]):
    """Looks laid over a block's text: those of `ranges`, and of what is `below` them.

    `look` is asked for the ranges on a line only. A few that change often are best laid over
    the many that do not: what is below is shared, not copied.
    """

    def __init__(
        self, ranges: Sequence[R], look: Callable[[R], T], below: Overlays[T] | None = None
    ) -> None:
        found = Intervals(ranges)

        def touching(start: int, end: int) -> list[Overlay[T]]:
            return [Overlay(one.start, one.end, look(one)) for one in found.touching(start, end)]

        self._own = touching
        self._below = below

    def touching(self, start: int, end: int) -> list[Overlay[T]]:
        """Overlays that share a character with `start` to `end`, the lowest first."""
        below = self._below.touching(start, end) if self._below is not None else []
        return below + self._own(start, end)


def pieces(run: Run, overlays: Overlays[T] | Sequence[Overlay[T]]) -> Iterator[StyledPiece[T]]:
    """Cut the text of a run at the edges of the overlays that touch it."""
    touching: list[Overlay[T]]
    if run.decoration:
        touching = []
    elif isinstance(overlays, Overlays):
        touching = overlays.touching(run.start, run.end)
    else:
        touching = [o for o in overlays if o.start < run.end and o.end > run.start]
    if not touching:
        yield StyledPiece(run.text, run.start, run.end)
        return
    cuts = {run.start, run.end}
    for overlay in touching:
        cuts.add(max(overlay.start, run.start))
        cuts.add(min(overlay.end, run.end))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        looks = tuple(o.look for o in touching if o.start <= start and o.end >= end)
        yield StyledPiece(run.text[start - run.start : end - run.start], start, end, looks)
