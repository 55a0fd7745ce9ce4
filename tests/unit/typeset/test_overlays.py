"""Runs cut at the edges of what lies over them, however much lies over the rest."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.model import Run
from reader.typeset.overlays import Overlay, Overlays, StyledPiece, pieces
from reader.typeset.range_index import Intervals

OVERLAYS = st.lists(
    st.builds(Overlay, st.integers(0, 60), st.integers(0, 60), st.integers(0, 9)), max_size=40
)


def simply(run: Run, overlays: list[Overlay[int]]) -> list[StyledPiece[int]]:
    """Character by character, joined where nothing begins or ends."""
    cuts = {run.start, run.end}
    for overlay in overlays:
        if overlay.start < run.end and overlay.end > run.start:
            cuts |= {max(overlay.start, run.start), min(overlay.end, run.end)}
    found = []
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        looks = tuple(o.look for o in overlays if o.start <= start and end <= o.end)
        found.append(StyledPiece(run.text[start - run.start : end - run.start], start, end, looks))
    return found


@given(OVERLAYS, OVERLAYS, st.integers(0, 50), st.integers(1, 12))
def test_pieces_are_those_of_looking_through_everything(
    lower: list[Overlay[int]], upper: list[Overlay[int]], start: int, length: int
) -> None:
    run = Run(3, "x" * length, start, start + length)
    indexed = Overlays(upper, lambda o: o.look, Overlays(lower, lambda o: o.look))
    assert list(pieces(run, indexed)) == simply(run, [*lower, *upper])
    assert list(pieces(run, [*lower, *upper])) == simply(run, [*lower, *upper])


def test_a_decoration_is_one_piece() -> None:
    assert list(pieces(Run(0, "│"), Overlays([Overlay(0, 9, "a")], lambda o: o.look))) == [
        StyledPiece("│", -1, -1)
    ]


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=60), st.integers(0, 300)
)
def test_ranges_come_in_the_order_they_were_given(
    bounds: list[tuple[int, int]], start: int
) -> None:
    ranges = [Overlay(low, low + length, "") for low, length in bounds]
    expected = [one for one in ranges if one.start < start + 20 and one.end > start]
    assert Intervals(ranges).touching(start, start + 20) == expected


def test_a_line_asks_for_the_looks_on_it_only() -> None:
    asked: list[int] = []

    def look(overlay: Overlay[int]) -> int:
        asked.append(overlay.look)
        return overlay.look

    everywhere = Overlay(0, 200_000, -1)
    links = [everywhere, *(Overlay(at * 10, at * 10 + 6, at) for at in range(20_000))]
    found = list(pieces(Run(0, "x" * 30, 100_000, 100_030), Overlays(links, look)))
    assert asked == [-1, 10_000, 10_001, 10_002]
    assert [piece.looks for piece in found[:2]] == [(-1, 10_000), (-1,)]
