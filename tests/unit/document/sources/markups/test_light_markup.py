"""What holds in all markups: no word is lost, nothing raises, the facts are those of the header."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import pipeline, preview
from reader.document.body_kind import MARKUPS, BodyKind, of_file
from reader.document.facts import markup_header
from reader.document.facts.fact import FactName, Origin
from reader.document.plain_text import plain_text
from reader.document.sources.markups import light_markup

KINDS = sorted(MARKUPS)
MARKS = [
    *"*/_=~+`[]()<>|$^#\"'\\:.-!{}",
    "**",
    "__",
    "[[",
    "]]",
    "))",
    "::",
    "--",
    "~~",
    "_ ",
    "\n",
]
STARTS = [
    "* ",
    "- ",
    "1. ",
    "> ",
    "  ",
    "= ",
    "#+begin_quote\n",
    "----\n",
    "====\n",
    "|===\n| ",
    ".. note:: ",
    "+--+--+\n| ",
    "=== ===\n",
    "\n\n",
    "::\n\n  ",
    ": ",
    "+\n",
    "a:: ",
    "=> x ",
]


_ENTRY = re.compile(r"^:!?\w+!?:", re.MULTILINE)


@given(st.lists(st.sampled_from([*MARKS, *STARTS, " ", " "]), max_size=14), st.sampled_from(KINDS))
@settings(max_examples=150)
def test_every_word_is_in_the_text(pieces: list[str], kind: BodyKind) -> None:
    words = [f"word{number}z" for number in range(len(pieces))]
    text = "Begin\n\n" + "".join(
        f"{piece}{word}" for piece, word in zip(pieces, words, strict=True)
    )
    if "[[" in pieces or "```" in text or _ENTRY.search(text):  # AsciiDoc does not show these
        return
    shown = plain_text(text, kind)
    assert [word for word in words if word not in shown] == []


@given(st.text(max_size=200), st.sampled_from(KINDS))
@settings(max_examples=80)
def test_no_text_is_too_odd(text: str, kind: BodyKind) -> None:
    light_markup.to_markdown(text, kind)
    markup_header.read(text, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_deep_in_each_other_is_text_in_the_end(kind: BodyKind) -> None:
    text = "".join(f"{' ' * (2 * depth)}- word{depth}\n" for depth in range(60))
    assert "word59" in plain_text(text, kind)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".org", BodyKind.ORG),
        (".ADOC", BodyKind.ASCIIDOC),
        (".rst", BodyKind.RESTRUCTURED_TEXT),
        (".gmi", BodyKind.GEMTEXT),
        (".md", BodyKind.MARKDOWN),
        (".txt", BodyKind.MARKDOWN),
    ],
)
def test_the_ending_tells_the_markup(ending: str, kind: BodyKind) -> None:
    assert of_file("# Words\n\ntext\n", ending) is kind
    assert of_file("<!DOCTYPE html><html><body>x", ending) is BodyKind.HTML_DOCUMENT


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (BodyKind.ORG, "#+title: A walk\n#+author: Ann\n#+date: <2020-01-02>\n#+tags: a, b"),
        (BodyKind.ASCIIDOC, "= A walk\nAnn\n2020-01-02\n:keywords: a, b\n"),
        (
            BodyKind.RESTRUCTURED_TEXT,
            "A walk\n======\n\n:author: Ann\n:date: 2020-01-02\n:tags: a, b\n",
        ),
    ],
)  # fmt: skip
def test_the_header_states_the_facts(kind: BodyKind, text: str) -> None:
    facts = markup_header.read(text, kind)
    assert facts.first(FactName.TITLE) == "A walk"
    assert facts.first(FactName.AUTHOR) == "Ann"
    assert facts.first(FactName.DATE) == "2020-01-02"
    assert [fact.value for fact in facts.of(FactName.KEYWORD)] == ["a", "b"]
    assert {fact.origin for fact in facts.facts} == {Origin.MARKUP_HEADER}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (BodyKind.ORG, "Before.\n* A *long* [[https://e.org][walk]]\n"),
        (BodyKind.ASCIIDOC, "Before.\n\n== A *long* https://e.org[walk]\n"),
        (BodyKind.GEMTEXT, "# A long walk\n"),
    ],
)
def test_the_first_heading_is_the_title_where_none_is_stated(kind: BodyKind, text: str) -> None:
    [title] = markup_header.read(text, kind).of(FactName.TITLE)
    assert (title.value, title.origin) == ("A long walk", Origin.HEADING)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (BodyKind.ORG, "#+title: On =a_b= & *c*\n"),
        (BodyKind.ASCIIDOC, "= On `a_b` & *c*\n"),
        (BodyKind.RESTRUCTURED_TEXT, "On ``a_b`` & **c**\n==================\n"),
    ],
)
def test_a_title_has_no_marks(kind: BodyKind, text: str) -> None:
    assert markup_header.read(text, kind).first(FactName.TITLE) == "On a_b & c"


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_one_is_read_as_a_whole_and_a_huge_one_has_a_part(kind: BodyKind) -> None:
    words = "Some words in a line.\n\n"
    assert preview.head(words * 1_000, kind) is None
    part = preview.head(words * 50_000, kind)
    assert part is not None
    assert part.document.blocks[0].text == "Some words in a line."
    assert pipeline.read(words, kind).blocks[0].text == "Some words in a line."
