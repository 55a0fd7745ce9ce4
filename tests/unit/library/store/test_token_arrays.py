from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from reader.library.store import token_arrays, tokens
from reader.text.fold import search_form

PIECES = st.sampled_from(
    [
        *"aAbé釘钉社交，1+#_ 가ไアｱﾞｶﾟ…\"'¶§£*\n\t\u3000\u200b\xad\ue02b\u30fb・𠀀𐐀ß①²",
        "人工智能",
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
def test_the_search_form_by_arrays_is_that_of_each_character(text: str) -> None:
    assert token_arrays.search_form(text) == search_form(text)
