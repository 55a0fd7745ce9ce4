from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.search.query import parse
from reader.library.search.snippet import CELLS, Occurrences, Snippet
from reader.text.fold import fold
from reader.text.width import cell_width


def snippet_of(query: str, text: str) -> Snippet:
    return Occurrences(parse(query).terms).snippet(text)


def lit(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_a_snippet_shows_the_hit_with_text_before_and_after_it() -> None:
    snippet = snippet_of("社交", "前" * 200 + "社交" + "后" * 200)
    assert re.fullmatch("…前{10,12}社交后{20,}…", snippet.text)
    assert lit(snippet) == ["社交"]
    assert 76 <= cell_width(snippet.text) <= CELLS


def test_a_snippet_at_the_end_of_a_text_is_as_long_as_any() -> None:
    snippet = snippet_of("社交", "前" * 200 + "社交。")
    assert re.fullmatch("…前+社交。", snippet.text)
    assert 76 <= cell_width(snippet.text) <= CELLS


def test_a_snippet_does_not_cut_words() -> None:
    snippet = snippet_of("needle", "several words " * 30 + "needle" + " several words" * 30)
    assert set(snippet.text.strip("…").split()) == {"several", "words", "needle"}
    assert lit(snippet) == ["needle"]


def test_a_snippet_marks_every_term_in_it() -> None:
    snippet = snippet_of("钉 a OR abc 钉钉 d", "abcab 釘钉釘 xd a d")
    assert lit(snippet) == ["abc", "釘钉", "釘", "a", "d"]


def test_a_hit_longer_than_the_snippet_is_marked_as_far_as_it_is_shown() -> None:
    snippet = snippet_of(f'"{"字" * 100}"', "前" + "字" * 100 + "后")
    assert cell_width(snippet.text) <= CELLS
    assert lit(snippet) == [snippet.text.strip("前…")]


def test_without_a_hit_the_text_s_beginning_is_shown() -> None:
    snippet = snippet_of("title:x", "一" * 100)
    assert (snippet.text, snippet.marks) == ("一" * 39 + "…", ())
    assert snippet_of("x", "") == Snippet()


@settings(deadline=None)
@given(
    st.text(st.sampled_from("a 钉e\n\u0301\u200d👨‍👩‍👧‍👦🏽가\u1100"), max_size=120),
    st.text(st.sampled_from("钉👨가"), min_size=1, max_size=3),
)
def test_a_snippet_of_any_text_is_narrow_and_marks_the_term_and_nothing_else(
    text: str, term: str
) -> None:
    snippet = snippet_of(term, text)
    assert cell_width(snippet.text) <= CELLS
    assert snippet.text.strip("…") in text.replace("\n", " ")
    assert bool(snippet.marks) == (fold(term) in fold(text))
    assert all(fold(marked) in fold(term) for marked in lit(snippet))
    if snippet.text == text.replace("\n", " "):
        assert len(snippet.marks) == fold(text).count(fold(term))
