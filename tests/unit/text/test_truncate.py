"""Cut lines fit, and what is cut says so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.truncate import ELLIPSIS, cut_start, elide, elide_middle
from reader.text.width import cell_width


@given(st.text("天地，ab c\u0301👩‍🚀e", max_size=40), st.integers(0, 50))
def test_never_wider_than_the_room_and_whole_if_it_fits(text: str, width: int) -> None:
    cut, cells = elide(text, width)
    assert cell_width(cut) == cells <= width
    if cell_width(text) <= width:
        assert cut == text
    elif width > 0:
        assert cut.endswith(ELLIPSIS)
        assert text.startswith(cut[:-1])


def test_a_cluster_is_not_cut() -> None:
    assert elide("👩‍🚀👩‍🚀", 3) == ("👩‍🚀…", 3)


@given(st.text("天地，ab c\u0301👩‍🚀e", max_size=40), st.integers(0, 50))
def test_the_ends_of_an_address_stay(text: str, width: int) -> None:
    cut, cells = elide_middle(text, width)
    assert cell_width(cut) == cells <= width
    head, _, tail = cut.partition(ELLIPSIS)
    assert text.startswith(head)
    assert cut == text or text.endswith(tail.lstrip(" "))


def test_host_and_end_of_a_long_address_are_seen() -> None:
    assert elide_middle("https://example.org/a/b/c/d/e/f/end.html", 30) == (
        "https://example.org/…/end.html",
        30,
    )


@given(st.text("天地，ab ce", max_size=20), st.integers(0, 50))
def test_what_follows_cells_that_are_cut_stays_where_it_was(text: str, cells: int) -> None:
    left = cut_start(text, cells)
    assert cell_width(left) == max(0, cell_width(text) - cells)
    assert text.endswith(left.lstrip(" "))
