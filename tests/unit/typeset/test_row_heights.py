"""The prefix sums agree with plain sums, whatever is changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.row_heights import Heights

HEIGHTS = st.lists(st.integers(0, 50), min_size=1, max_size=80)


@given(HEIGHTS, st.lists(st.tuples(st.integers(0, 79), st.integers(0, 50)), max_size=30))
def test_sums_follow_every_change(heights: list[int], changes: list[tuple[int, int]]) -> None:
    tree = Heights(heights)
    for index, height in changes:
        heights[index % len(heights)] = height
        tree.set(index % len(heights), height)
    assert tree.total == sum(heights)
    for index in range(len(heights) + 1):
        assert tree.before(index) == sum(heights[:index])


@given(HEIGHTS)
def test_a_row_is_found_in_the_block_that_holds_it(heights: list[int]) -> None:
    tree = Heights(heights)
    rows = [(block, row) for block, height in enumerate(heights) for row in range(height)]
    assert [tree.find(row) for row in range(len(rows))] == rows


@given(HEIGHTS, HEIGHTS, st.lists(st.tuples(st.integers(0, 159), st.integers(0, 50)), max_size=9))
def test_heights_that_are_appended_count_like_the_rest(
    heights: list[int], more: list[int], changes: list[tuple[int, int]]
) -> None:
    grown, whole = Heights(heights), Heights([*heights, *more])
    grown.extend(more)
    for index, height in changes:
        for tree in (grown, whole):
            tree.set(index % len(whole), height)
    assert len(grown) == len(whole)
    assert grown.total == whole.total
    assert [grown.before(index) for index in range(len(whole) + 1)] == [
        whole.before(index) for index in range(len(whole) + 1)
    ]
    assert [grown.find(row) for row in range(whole.total)] == [
        whole.find(row) for row in range(whole.total)
    ]
