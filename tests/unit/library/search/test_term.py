from __future__ import annotations

import pytest

from reader.library.search.term import compile_term, pattern_of, spelling_of
from reader.text.fold import fold


@pytest.mark.parametrize(
    ("value", "text", "spans"),
    [
        ("oper", "Operator, cooperate, co-oper", [(0, 4), (24, 28)]),
        ("钉", "用釘钉", [(1, 2), (2, 3)]),
        ("open source", "Open\nsource open  source", [(0, 11), (12, 24)]),
        ("社 交", "社交 社 交", [(0, 2), (3, 6)]),
        ("1", "1 21 第1", [(0, 1), (6, 7)]),
        ("é", "E e\u0301", [(0, 1), (2, 3)]),
        (".b", "a.b", [(1, 3)]),
        (" ", "a b", []),
    ],
)
def test_a_term_is_found_where_it_stands(
    value: str, text: str, spans: list[tuple[int, int]]
) -> None:
    assert [found.span() for found in pattern_of(value).finditer(text)] == spans
    term = compile_term(value)
    assert term.occurs(text) == bool(spans)
    assert bool(term.folded.search(fold(text.replace("\n", " ")))) == bool(spans)


def test_no_match_in_folded_lines_goes_across_two_of_them() -> None:
    assert compile_term("社 交").folded.search("社\n交") is None
    assert compile_term("open source").folded.search("open\nsource") is None
    assert compile_term("b").folded.search("a\nb") is not None


@pytest.mark.parametrize(
    ("text", "frequency"), [("", 0), ("哈哈", 1), ("哈哈哈", 2), ("哈" * 9, 4)]
)
def test_places_are_counted_as_far_as_it_matters_overlapping_or_not(
    text: str, frequency: int
) -> None:
    assert compile_term("哈哈").frequency(text) == frequency


@pytest.mark.parametrize("value", ["c++", "a b", "钉钉", "…", "12"])
def test_only_words_with_letters_may_be_pinyin(value: str) -> None:
    assert spelling_of(value) is None


@pytest.mark.parametrize("value", ["dd", "xi'an", "钉ding", "d"])
def test_words_of_letters_may_be_pinyin(value: str) -> None:
    assert spelling_of(value) is not None
