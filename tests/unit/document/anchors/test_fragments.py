"""Fragments lead to what they mean, whoever made slugs of headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.fragments import find_fragment
from reader.document.model import Block, BlockKind, Document, Place

HEADINGS = ("My Heading", "C++ & Rust: 2.0", "天气 和 我", "My Heading", "Top shelf")
DOCUMENT = Document(
    tuple(Block(BlockKind.HEADING, text, level=2) for text in HEADINGS),
    {"my-heading": 0, "Sec_One": 4},
)


@pytest.mark.parametrize(
    ("fragment", "block"),
    [
        ("my-heading", 0),
        ("My-Heading", 0),
        ("My Heading", 0),
        ("My%20Heading", 0),
        ("my_heading", 0),
        ("my-heading-1", 3),
        ("Chapter#My Heading", 0),
        ("c--rust-20", 1),
        ("c-rust-2-0", 1),
        ("天气-和-我", 2),
        ("%E5%A4%A9%E6%B0%94-%E5%92%8C-%E6%88%91", 2),
        ("sec_one", 4),
        ("my-heading:~:text=word", 0),
        ("", 0),
        ("TOP", 0),
    ],
)
def test_a_fragment_leads_to_its_heading(fragment: str, block: int) -> None:
    assert find_fragment(DOCUMENT, fragment) == Place(block)


@pytest.mark.parametrize("fragment", ["none", "my-heading-2", "-", "%", "my-heading-99999999"])
def test_what_no_heading_is_called_leads_nowhere(fragment: str) -> None:
    assert find_fragment(DOCUMENT, fragment) is None


@given(st.text(max_size=40))
def test_any_text_is_looked_for(fragment: str) -> None:
    find_fragment(DOCUMENT, fragment)
