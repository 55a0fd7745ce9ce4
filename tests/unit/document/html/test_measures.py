"""Selectors that find at least what a pattern for names would."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from reader.document.html.article import notes, set_aside
from reader.document.html.measures import named

ASCII = st.characters(codec="ascii")


@settings(max_examples=30)
@given(
    st.from_regex(notes._NOTES, fullmatch=True, alphabet=ASCII),
    st.sampled_from(("div", "section", "aside", "footer", "ol", "ul", "dl")),
    st.sampled_from(("class", "id")),
)
def test_all_that_is_named_as_notes_is_found(name: str, tag: str, place: str) -> None:
    body = LexborHTMLParser(f"<{tag} {place}='{escape(name)}'>text</{tag}>").body

    assert body is not None
    assert [notes.is_notes(node) for node in body.css(notes._PARTS)] == [True]


@settings(max_examples=30)
@given(
    st.from_regex(set_aside._COMMENTS, fullmatch=True, alphabet=ASCII),
    st.sampled_from(("div", "section", "ol", "ul", "li", "article", "aside", "table")),
)
def test_all_that_is_named_as_comments_is_found(name: str, tag: str) -> None:
    body = LexborHTMLParser(f"<{tag} class='a {escape(name)}'><td>text</{tag}>").body

    assert body is not None
    assert len(body.css(set_aside._COMMENT_PARTS)) == 1


@pytest.mark.parametrize("role", ["doc-footnote", " doc-endnotes ", "doc-endnote"])
def test_a_role_says_it_too(role: str) -> None:
    body = LexborHTMLParser(f"<div role='{role}'>text</div><div role=note>no</div>").body

    assert body is not None
    assert len(body.css(named("div", "note", role="doc-"))) == 1
