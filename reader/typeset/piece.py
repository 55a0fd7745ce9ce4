"""Lines cut where their styling changes: what the view and `reader cat` draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from reader.typeset.model import Run

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Overlay(Generic[T]):
    """Characters `start` to `end` (exclusive) of a block's text look like `look`."""

    start: int
    end: int
    look: T


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """Glyphs that share their looks. Offsets as in Run; -1 for a decoration."""

    text: str
    start: int
    end: int
    looks: tuple[T, ...] = ()
    """In the order of the overlays: a later one is painted over an earlier one."""


def pieces(run: Run, overlays: Sequence[Overlay[T]]) -> Iterator[Piece[T]]:
    """Cut the text of a run at the edges of the overlays that touch it."""
    touching = (
        [] if run.decoration else [o for o in overlays if o.start < run.end and o.end > run.start]
    )
    if not touching:
        yield Piece(run.text, run.start, run.end)
        return
    cuts = {run.start, run.end}
    for overlay in touching:
        cuts.add(max(overlay.start, run.start))
        cuts.add(min(overlay.end, run.end))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        looks = tuple(o.look for o in touching if o.start <= start and o.end >= end)
        yield Piece(run.text[start - run.start : end - run.start], start, end, looks)
