"""Quotes in texts that are all alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.finder import Certainty, QuoteFinder
from reader.document.anchors.quote import describe_apart
from reader.document.anchors.text import common
from reader.document.markdown.parse import parse
from reader.document.model import Place

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


def test_words_that_occur_once_among_equals_are_guessed_from_anywhere() -> None:
    document = parse("a" * 20_000 + "漢字bcd" + "a" * 20_000)
    start, end = Place(0, 19_995), Place(0, 20_005)
    quote = describe_apart(document, start, end)
    assert min(len(quote.prefix), len(quote.suffix)) > 4_000
    found = QuoteFinder(document).find(quote, Place(0, 0), Place(0, 0))
    assert found is not None
    assert (found.start, found.end, found.certainty) == (start, end, Certainty.UNSURE)
