"""Leaves of a page to Markdown: what is settled without html2text, and tidying."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.escape import TextMark, bare, closing, encode, is_blank, opening
from reader.document.html import html2text_leaves
from reader.document.html.html2text_leaves import tidy

_MARKS = (
    opening(TextMark.STRONG),
    closing(TextMark.STRONG),
    '<a href="https://a.org/x_y">',
    "</a>",
)
_PIECES = (*_MARKS, "鹭", "a", " ", "<br>", encode("\u00a0"), encode("\u3000"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.lists(st.sampled_from(("鹭", "a", " ", "1. ", "- ", "b.", "(", ";", encode("[_*"))),
                     min_size=1, max_size=4).map("".join),
        ),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_plain_links_are_written_as_html2text_writes_them(parts: list[tuple[bool, str]]) -> None:
    link = '<a href="https://a.org/x_y?b=1">'
    content = tidy("".join(f"{link}{text}</a>" if linked else text for linked, text in parts))
    written = html2text_leaves._with_plain_links(content)
    if "<" in content and "<" not in written:
        assert written == html2text_leaves._html2text(f"<p>{content}</p>")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_content_is_tidied_alike_where_no_white_space_touches_a_mark(content: str) -> None:
    tidied = tidy(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html2text_leaves, "_TOUCHED", re.compile(""))
        assert tidy(content) == tidied


@given(st.lists(st.sampled_from(_PIECES[:2] + _PIECES[4:]), max_size=12).map("".join))
def test_encoded_text_is_blank_if_nothing_of_it_is_seen(content: str) -> None:
    shown = bare(content).replace("<br>", "BR")
    assert is_blank(content.replace("<br>", "BR")) == (not shown.strip())
