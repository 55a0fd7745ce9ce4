from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.chunks import chunks, chunks_before, joined, single_spaced, visible_length

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


@given(TEXT, st.integers(1, 20))
def test_pieces_before_a_mark_begin_with_it(text: str, size: int) -> None:
    pieces = list(chunks_before(text, "b", size))
    assert "".join(pieces) == text
    assert all(piece.startswith("b") for piece in pieces[1:])


@given(TEXT)
def test_visible_length_counts_all_but_white_space(text: str) -> None:
    assert visible_length(text) == len("".join(text.split()))


@given(st.lists(TEXT))
def test_joined_is_what_join_makes(pieces: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.text.chunks._MANY", 2)
        assert joined(pieces) == "".join(pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("bxbx", ["bxbx"]),
        ("bxxbxxbxx", ["bxx", "bxx", "bxx"]),
        ("bxbxbxxxx", ["bx", "bx", "bxxxx"]),
        ("bxxxxxxxbx", ["bxxxxxxx", "bx"]),
        ("xxbxxxbxxx", ["xx", "bxxx", "bxxx"]),
        ("xxxxxxxxx", ["xxxxxxxxx"]),
    ],
)
def test_a_piece_before_a_mark_is_the_longest_of_its_size(text: str, pieces: list[str]) -> None:
    assert list(chunks_before(text, "b", 4)) == pieces
