from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.chunk import chunks, single_spaced

TEXT = st.text(st.sampled_from("ab \n\t\u3000汉\u0301"), max_size=80)


@given(TEXT, st.integers(4, 20))
def test_pieces_make_up_the_text(text: str, size: int) -> None:
    pieces = list(chunks(text, size))
    assert "".join(pieces) == text
    assert all(pieces)
    assert all(len(piece) <= size for piece in pieces)
    assert all(2 * len(piece) >= size for piece in pieces[:-1])


def test_no_piece_begins_with_a_combining_mark() -> None:
    assert list(chunks("abcdefgh\u0301ij", 8)) == ["abcdefg", "h\u0301ij"]


def test_a_piece_ends_behind_a_line_rather_than_a_word() -> None:
    assert list(chunks("one two\nthree four", 12)) == ["one two\n", "three four"]
    assert list(chunks("one two three", 10)) == ["one two ", "three"]


@given(TEXT, st.integers(4, 20))
def test_white_space_runs_become_one_space(text: str, size: int) -> None:
    assert single_spaced(text, size) == " ".join(text.split())
