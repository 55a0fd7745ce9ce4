"""Highlights by place and by block."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Place
from reader.services.reading.highlights import Highlight, HighlightPart, Highlights

PLACES = st.builds(Place, st.integers(0, 5), st.integers(0, 8))


def highlight(start: Place, end: Place, key: str = "k", color: str = "yellow") -> Highlight:
    return Highlight(start, end, color, False, key)


def test_a_highlight_over_several_blocks_has_a_part_in_each() -> None:
    made = Highlights([highlight(Place(1, 4), Place(3, 2), color="red")])
    assert [made.in_block(block, 9) for block in range(5)] == [
        [],
        [HighlightPart(4, 9, "red")],
        [HighlightPart(0, 9, "red")],
        [HighlightPart(0, 2, "red")],
        [],
    ]


def test_of_those_at_a_place_the_last_that_begins() -> None:
    made = Highlights(
        [
            highlight(Place(0, 0), Place(4, 0), "wide"),
            highlight(Place(0, 3), Place(0, 5), "in"),
        ]
    )
    asked = [made.at(Place(0, offset)) for offset in (2, 3, 4, 5)]
    assert [found.key if found else "" for found in asked] == ["wide", "in", "in", "wide"]


def test_an_empty_one_is_none() -> None:
    assert not Highlights([highlight(Place(1, 2), Place(1, 2)), highlight(Place(1, 2), Place(0))])


@given(st.lists(st.tuples(PLACES, PLACES), max_size=9), PLACES, PLACES)
def test_touching_is_what_a_look_at_each_would_find(
    pairs: list[tuple[Place, Place]], start: Place, end: Place
) -> None:
    start, end = sorted((start, end))
    known = [highlight(a, b, str(n)) for n, (a, b) in enumerate(pairs)]
    found = Highlights(known).touching(start, end)
    assert {one.key for one in found} == {
        one.key for one in known if one.start < one.end and one.start < end and one.end > start
    }
    assert [one.start for one in found] == sorted(one.start for one in found)
