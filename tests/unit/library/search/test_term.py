from __future__ import annotations

import pytest

from reader.library.search.term import block_finder, compile_term, line_finder, spelling_of
from reader.text.fold import search_form


@pytest.mark.parametrize(
    ("value", "text", "spans"),
    [
        ("oper", "Operator, cooperate, co-oper", [(0, 4), (24, 28)]),
        ("钉", "用釘钉", [(1, 2), (2, 3)]),
        ("open source", "open-source Open  source", [(12, 24)]),
        ("社 交", "社交 社 交", [(0, 2), (3, 6)]),
        ("1", "1 21 第1", [(0, 1), (6, 7)]),
        ("é", "E e\u0301", [(0, 1), (2, 4)]),
        (".b", "a.b", [(1, 3)]),
        ("linux内核", "Linux 内核,linux内核", [(0, 8), (9, 16)]),
        ("c++ 语言", "C++语言", [(0, 5)]),
        ("b", "a\u0301b ﬁb ™b ㈱b \u200bb", [(11, 12), (14, 15)]),
        ("5", "№5 ½5 ㏂", [(1, 2)]),
        ("a", "5㏂", [(1, 2)]),
        ("2", "½ ①2 ⑵", [(0, 1), (5, 6)]),
        ("as", "ein aß", [(4, 6)]),
        ("ss", "ß aß", [(0, 1)]),
        (" ", "a b", []),
        ("\u200b", "a\u200bb", []),
    ],
)
def test_a_term_is_found_where_it_stands(
    value: str, text: str, spans: list[tuple[int, int]]
) -> None:
    assert list(line_finder([value]).finditer(text)) == spans
    assert list(block_finder([value]).finditer(text)) == spans
    term = compile_term(value)
    assert term.occurs(text) == bool(spans)
    assert term.frequency(text) == len(spans)
    assert bool(term.folded.search(search_form(text))) == bool(spans)


@pytest.mark.parametrize("value", ["社 交", "open source", "linux内核"])
def test_no_match_goes_across_two_lines_but_where_a_block_has_them(value: str) -> None:
    text = value.replace(" ", "\n").replace("x", "x\n")
    assert not compile_term(value).occurs(text)
    assert compile_term(value).folded.search(search_form(text)) is None
    assert line_finder([value]).search(text) is None
    assert block_finder([value]).search(text) == (0, len(text))


def test_a_word_may_begin_a_line() -> None:
    assert compile_term("b").folded.search("a\nb") is not None


def test_of_several_terms_the_leftmost_is_found_and_there_the_longest() -> None:
    finder = line_finder(["钉", "钉钉", "ab", "钉"])
    assert list(finder.finditer("AB釘釘釘")) == [(0, 2), (2, 4), (4, 5)]
    assert list(line_finder([]).finditer("a")) == []


def test_a_long_text_is_searched_line_by_line() -> None:
    line = "㈱" + "字" * 9_999
    text = "\n".join([line] * 5 + ["ﬁn"])
    assert [start for start, _ in line_finder(["株"]).finditer(text)] == [
        number * 10_001 for number in range(5)
    ]
    assert line_finder(["fin"]).search(text) == (len(text) - 2, len(text))


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
