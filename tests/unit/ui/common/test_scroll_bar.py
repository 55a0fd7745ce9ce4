"""Where the thumb of a scroll bar is, and how little is made to draw it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.ui.common.scroll_bar import UPRIGHT, SlimBar, thumb_of


@given(st.integers(3, 80), st.integers(1, 80), st.integers(1, 200_000), st.floats(0, 1))
def test_the_thumb_is_at_an_end_only_if_the_view_is(
    size: int, window: int, rest: int, share: float
) -> None:
    position = int(rest * share)
    thumb = thumb_of(size, window + rest, window, position)
    assert 0 <= thumb.first < thumb.end <= size
    room = size - (thumb.end - thumb.first)
    if room > 1:
        assert (thumb.first == 0) == (position == 0)
        assert (thumb.end == size) == (position == rest)


@given(st.integers(0, 80), st.integers(1, 80))
def test_there_is_no_thumb_where_all_is_in_view(size: int, window: int) -> None:
    thumb = thumb_of(size, window, window, 0)
    assert thumb.first == thumb.end


def test_rows_that_look_alike_are_one_object() -> None:
    bar = SlimBar(virtual_size=1_000, window_size=100, position=300, style=Style(color="red"))
    rows = bar.strips(40)
    assert [row.text for row in rows].count(UPRIGHT) == 4
    assert len({id(row) for row in rows}) == 3
    assert bar.strips(40) is rows


def test_the_mouse_finds_on_each_row_what_to_do() -> None:
    bar = SlimBar(virtual_size=1_000, window_size=100, position=300, style=Style(color="red"))
    asked = [segment.style.meta["@mouse.down"] for row in bar.strips(40) for segment in row
             if segment.style is not None]  # fmt: skip
    assert asked == sorted(asked, key=["scroll_up", "grab", "scroll_down"].index)
    assert set(asked) == {"scroll_up", "grab", "scroll_down"}
