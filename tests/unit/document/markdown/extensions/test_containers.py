"""Asides, tabs and other containers, as site generators write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.markdown.parse import parse
from reader.document.model import Block, BlockKind, ContainerKind, SpanKind


def blocks(markdown: str) -> tuple[Block, ...]:
    return parse(markdown).blocks


def shown(markdown: str) -> list[tuple[str, int]]:
    """Each block's text, and in how many quotes it stands."""
    return [
        (block.text, sum(c.kind is ContainerKind.QUOTE for c in block.containers))
        for block in blocks(markdown)
    ]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (":::tip[Mind the gap]\nIt is wide.\n:::", "Mind the gap"),
        (":::tip Mind the gap\n\nIt is wide.\n\n:::", "Mind the gap"),
        ("::: warning\nIt is wide.\n:::", "Warning"),
        (':::note{title="Mind the gap"}\nIt is wide.\n:::', "Mind the gap"),
        ("::: {.callout-note}\nIt is wide.\n:::", "Note"),
        (":::details Mind the gap\nIt is wide.\n:::", "Mind the gap"),
        (":::{dropdown} Mind the gap\n:open:\n:color: red\nIt is wide.\n:::", "Mind the gap"),
        ("/// note | Mind the gap\nIt is wide.\n///", "Mind the gap"),
        ('!!! note "Mind the gap"\n    It is wide.', "Mind the gap"),
        ('!!! note inline end "Mind the gap"\n    It is wide.', "Mind the gap"),
        ("??? tip\n\n    It is wide.", "Tip"),
        ("!!! Warning\n    It is wide.", "Warning"),
        ("> [!NOTE]\n> It is wide.", "Note"),
        ("> [!my-own]- Mind the gap\n> It is wide.", "Mind the gap"),
        ("> [!tip|right] Mind the gap\n> It is wide.", "Mind the gap"),
    ],
)
def test_an_aside_is_a_quote_with_a_title(source: str, title: str) -> None:
    assert shown(f"Before.\n\n{source}\n\nAfter.") == [
        ("Before.", 0),
        (title, 1),
        ("It is wide.", 1),
        ("After.", 0),
    ]


def test_titles_keep_their_marks_and_links() -> None:
    for source in (
        '!!! note "See `here` and [there](t.md)"\n    x',
        ":::note[See `here` and [there](t.md)]\nx\n:::",
        "> [!note] See `here` and [there](t.md)\n> x",
    ):
        title = blocks(source)[0]
        assert title.text == "See here and there"
        kinds = {span.kind for span in title.spans}
        assert kinds == {SpanKind.STRONG, SpanKind.CODE, SpanKind.LINK}


def test_containers_nest() -> None:
    outer_is_longer = "::::note Out\n:::tip In\na\n:::\nb\n::::\nc"
    expected = [("Out", 1), ("In", 2), ("a", 2), ("b", 1), ("c", 0)]
    assert shown(outer_is_longer) == expected
    assert shown(outer_is_longer.replace("::::", ":::")) == expected


def test_what_stands_in_a_container_is_markdown() -> None:
    found = blocks(":::tip\n- a\n- b\n:::\n\n- :::note\n  in an item\n  :::\n- after")
    assert [block.text for block in found] == ["Tip", "a", "b", "Note", "in an item", "after"]
    code = blocks(":::tip\n```\n:::\n```\nend\n:::\nafter")
    assert [(b.kind, b.text) for b in code[1:3]] == [
        (BlockKind.CODE, ":::"),
        (BlockKind.PARAGRAPH, "end"),
    ]
    assert not code[-1].containers


def test_a_container_that_is_no_aside_is_its_content() -> None:
    assert shown("::: code-group\nx\n:::\n\n::: {.columns}\ny\n:::") == [("x", 0), ("y", 0)]
    assert shown('=== "Mac"\n    a\n\n    - b\n\n=== "Else"\n    c') == [
        ("Mac", 0),
        ("a", 0),
        ("b", 0),
        ("Else", 0),
        ("c", 0),
    ]


def test_one_that_nothing_closes_is_a_title() -> None:
    assert shown(":::info\na\n\nb") == [("Info", 1), ("a", 0), ("b", 0)]
    assert shown("- :::note\n  a\n\nb\n\n:::\n\nc")[-2:] == [("b", 0), ("c", 0)]
    assert shown("a\n\n:::\n\nb") == [("a", 0), ("b", 0)]


@pytest.mark.parametrize(
    "source", ["!!! Oh no", "::", "a :::tip b", "/// a doc comment", "=== x", "!!!", "::: ?"]
)
def test_prose_is_none(source: str) -> None:
    assert [block.text for block in blocks(source)] == [source]


def test_a_directive_on_a_line_is_its_label() -> None:
    assert shown("::video[The ebb]{#v1}\n\n::spacer") == [("The ebb", 0)]


def test_the_place_of_the_contents_is_empty() -> None:
    for mark in ("[TOC]", "[[toc]]", "[[_TOC_]]", "@[TOC](Contents)", "{{TOC}}"):
        assert shown(f"{mark}\n\na") == [("a", 0)]


_LINES = [
    "::: note",
    ":::",
    ":::: x",
    "::::",
    "a",
    "- a",
    "> a",
    "!!! tip",
    "    a",
    "",
    "```",
    '=== "a"',
]


@given(st.lists(st.sampled_from(_LINES), max_size=24).map("\n".join))
def test_no_line_is_lost(source: str) -> None:
    lines = [line.strip("-> ") for line in source.split("\n")]
    text = "\n".join(block.text for block in blocks(source))
    assert text.count("a") >= sum(line == "a" for line in lines)
