from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.library.article import Article
from reader.library.store import token_arrays, tokens
from reader.library.store.tokens import FREQUENT
from reader.text.fold import search_form

PIECES = st.sampled_from(
    [
        *"aAbé釘钉社交，1+#_ 가ไアｱﾞｶﾟ…\"'¶§£*\n\t\u3000\u200b\xad\ue02b\u30fb・𠀀𐐀ß①²№™",
        "人工智能",
        "的",
        "人的是在",
        "operator",
        "c++",
        " - ",
        "foo-bar",
        "x" * 30,
        "\ufb01",
        "\u0301",
    ]
)
TEXTS = st.builds(
    lambda parts, times: unicodedata.normalize("NFC", "".join(parts) * times),
    st.lists(st.builds(lambda piece, times: piece * times, PIECES, st.integers(1, 5))),
    st.integers(1, 5),
)


@given(TEXTS | st.text())
@example("")
@example("a" + "-" * 7 + "b")
def test_arrays_say_the_same_tokens_each_once(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    said = token_arrays.text_tokens(text).split(" ")
    assert sorted(said) == sorted(tokens.text_tokens(text).split(" "))
    assert len(said) == len(set(said))


@given(TEXTS | st.text())
@example("".join(map(chr, range(0x3300, 0x3358))))
def test_the_search_form_by_arrays_is_that_of_each_character(text: str) -> None:
    assert token_arrays.search_form(text) == search_form(text)


@given(TEXTS, st.integers(4, 40))
def test_a_long_text_has_the_same_tokens_too(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_PIECE", size)
        first, second = (
            tokens.document_tokens(Article(Path("x"), "标题"), text, maker).split(" ")
            for maker in (tokens.text_tokens, token_arrays.text_tokens)
        )
    assert sorted(first) == sorted(second)


def test_a_text_of_more_characters_than_a_place_counts_has_its_tokens() -> None:
    text = "社交 operator " * FREQUENT
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_arrays, "_MOST", 20)
        said = token_arrays.text_tokens(text)
    assert sorted(said.split(" ")) == sorted(tokens.text_tokens(text).split(" "))


def test_the_end_of_a_word_at_which_a_long_text_is_parted_is_no_word() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_PIECE", 128)
        text = "x" * 31 + " information" * 20
        said = tokens.document_tokens(Article(Path("x"), ""), text).split(" ")
    assert {token for token in said if token.isalpha() and len(token) > 4} == {
        "x" * 24,
        "information",
    }
