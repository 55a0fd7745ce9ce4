"""Quotes in texts that are all alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.text import common

_TEXT = st.text("ab", max_size=40)


@given(_TEXT, _TEXT, _TEXT)
def test_common_is_the_length_of_the_longest_shared_beginning(
    shared: str, one: str, other: str
) -> None:
    count = common(shared + one, shared + other)
    assert (shared + one)[:count] == (shared + other)[:count]
    assert count >= len(shared)
    assert (shared + one)[count : count + 1] != (shared + other)[count : count + 1] or count == min(
        len(shared + one), len(shared + other)
    )
