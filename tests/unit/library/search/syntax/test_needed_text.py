from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.search.syntax.needed_text import needed_text


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("人工.{2}智能", "人工&智能"),
        ("(?i)人工a", "人工"),
        ("人工智能?", "人工智"),
        ("人工|智能", "人工|智能"),
        ("(人工)智能", "人工&智能"),
        ("[人工]智能", "智能"),
        ("(?x)人工 智能", ""),
        (r"\人工作", "人工作"),
        ("人", ""),
        ("operat.n", "operat"),
        ("colou?r", "colo"),
        ("(?:open|free) source", "free&source|open&source"),
        ("(?:open|free)? source", "source"),
        (r"\bopen\w+source", "open&source"),
        ("abc+d{2}efg", "abc&efg"),
        ("(abc)*x|def", ""),
        ("(?!abc)def", ""),
        (r"\p{Han}abc", ""),
        (r"[]abc\]]def", "def"),
        (r"C\+\+ 语言", "语言"),
        ("(*SKIP)abc", ""),
        ("(" * 99 + "abc" + ")" * 99, ""),
        ("(abc", ""),
    ],
)
def test_what_every_match_has(pattern: str, expected: str) -> None:
    assert "|".join("&".join(each) for each in needed_text(pattern)) == expected


PIECE = st.sampled_from(
    ["abc", "def", "人工", "智能", "a", ".", "?", "*", "+", "|", "(", ")", "{2}"]
)


@given(st.lists(PIECE, max_size=9).map("".join), st.text("abcdef人工智能 ", max_size=14))
def test_a_match_has_what_it_needs(pattern: str, text: str) -> None:
    try:
        found = re.search(pattern, text)
    except re.error:
        return
    needed = needed_text(pattern)
    assert not found or not needed or any(all(part in text for part in each) for each in needed)
