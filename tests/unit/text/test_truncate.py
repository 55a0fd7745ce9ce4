"""Cut lines fit, and what is cut says so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.truncate import ELLIPSIS, elide
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
