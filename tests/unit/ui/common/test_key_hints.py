"""Keys and what they do, in rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.commands import DEFAULTS, KeyHint
from reader.ui.common.key_hints import hint_rows, hinted_content, hinted_pieces

HINTS = [KeyHint("enter", "open"), KeyHint("/", "filter"), KeyHint("esc", "close")]


def test_a_hint_is_never_broken() -> None:
    assert hint_rows(HINTS, 80) == [HINTS]
    assert hint_rows(HINTS, 20) == [HINTS[:2], HINTS[2:]]
    assert hint_rows(HINTS, 3) == [[hint] for hint in HINTS]


def test_a_row_may_be_filled() -> None:
    assert hint_rows(HINTS[:2], len("enter open  / filter")) == [HINTS[:2]]


def test_a_key_in_a_text_looks_as_it_does_elsewhere() -> None:
    told = DEFAULTS.hinted("Nothing", "app.quit", "quits", joint=" ")
    told = DEFAULTS.hinted(told, "list.search", "searches", joint=", ")
    assert told == "Nothing Q quits, / searches"
    assert [(span.start, span.end) for span in hinted_content(told).spans] == [(8, 9), (17, 18)]
    keys = [piece for piece, is_key in hinted_pieces(told, told) if is_key]
    assert keys == ["Q", "/"]


@given(cut=st.integers(0, 27))
def test_a_text_that_is_cut_keeps_what_is_left_of_its_keys(cut: int) -> None:
    told = DEFAULTS.hinted("Nothing", "app.quit", "quits, or / searches", joint=" ")
    shown = told[:cut]
    assert "".join(piece for piece, _ in hinted_pieces(told, shown)) == shown
