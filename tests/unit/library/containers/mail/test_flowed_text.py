"""Text that flows (RFC 3676)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.containers.mail.flowed_text import joined, without_headings


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("one \ntwo\nthree", "one two\nthree"),
        ("> one \n> two\nthree", "> one two\nthree"),
        ("> one \n>> two \n>> three", "> one \n> > two three"),
        (" >no quote \nat all", ">no quote at all"),
        (" From here \non", "From here on"),
        ("words \n-- \nAnn", "words \n-- \nAnn"),
        ("one \n\ntwo", "one \ntwo"),
    ],
)
def test_lines_that_were_broken_for_the_way_are_one(written: str, text: str) -> None:
    assert joined(written).replace(" \n", "\n") == text.replace(" \n", "\n")


def test_the_space_at_the_end_of_a_line_may_be_no_part_of_the_text() -> None:
    assert joined("河边的 \n水獭", drops_space=True) == "河边的水獭"
    assert joined("the  \nriver", drops_space=True) == "the river"


def test_a_name_above_a_signature_is_no_heading() -> None:
    assert without_headings("Ann\n-- \nThe Weir") == "Ann\n\n---\n\nThe Weir"


@settings(max_examples=100)
@given(st.text(alphabet="ab >-\n", max_size=60))
def test_every_word_comes_out(text: str) -> None:
    letters = [character for character in text if character in "ab"]
    assert [character for character in joined(text) if character in "ab"] == letters
