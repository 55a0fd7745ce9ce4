from __future__ import annotations

import re
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.search.passages import near_spans, spans_of
from reader.library.search.query import parse
from reader.library.search.snippet import Occurrences


def near(text: str, distance: int, *terms: str) -> list[str]:
    spans = near_spans(terms, distance, text)
    return [text[start:end] for start, end in spans]


def test_words_near_each_other_in_either_order() -> None:
    text = "Linux has a kernel"
    assert near(text, 2, "kernel", "linux") == ["Linux", "kernel"]
    assert near(text, 1, "kernel", "linux") == []
    assert near("人工 很 智能", 1, "智能", "人工") == ["人工", "智能"]
    assert near("人工很好智能", 1, "人工", "智能") == []


def test_what_stands_in_another_line_is_not_near() -> None:
    assert near("a\nb", 5, "a", "b") == []
    assert near("x a\nb a", 5, "a", "b") == ["b", "a"]


def test_of_three_the_first_and_the_last_are_near() -> None:
    assert near("a x b y c", 3, "c", "a", "b") == ["a", "b", "c"]
    assert near("a x b y c", 2, "c", "a", "b") == []


WORDS = st.lists(st.sampled_from(["a", "b", "c", "x"]), max_size=9)


@settings(deadline=None)
@given(WORDS, st.integers(0, 4), st.integers(2, 3))
def test_near_is_what_a_look_at_all_places_says(words: list[str], most: int, size: int) -> None:
    terms = "abc"[:size]
    places = [[at for at, word in enumerate(words) if word == term] for term in terms]
    expected = any(max(each) - min(each) - 1 <= most for each in product(*places))
    for order in permutations(terms):
        assert bool(near(" ".join(words), most, *order)) is expected


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("regex:/colou?r/", "a colour b color", ["colour", "color"]),
        ("near:1(a c)", "a b c a", ["a", "c", "a"]),
        ("b regex:/[ab] c/", "a b c", ["b c"]),
    ],
)
def test_passages_are_counted_and_marked(query: str, text: str, marks: list[str]) -> None:
    asked = parse(query)
    occurrences = Occurrences(asked.lit, asked.phrase, asked.passages)
    snippet = occurrences.snippet(text)
    assert [snippet.text[start:end] for start, end in snippet.marks] == marks
    assert occurrences.count(text) == len(marks)
    assert [text[a:b] for a, b in occurrences.title_marks(text)] == marks


def test_no_line_is_looked_into_twice() -> None:
    text = "a b\n" * 2_000
    (literal,) = parse("near(a b)").passages
    assert len(list(spans_of(literal, text))) == len(re.findall("[ab]", text))
