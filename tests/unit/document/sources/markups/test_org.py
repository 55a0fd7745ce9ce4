"""Org as Markdown."""

from __future__ import annotations

import pytest

from reader.document.sources.markups.org.blocks import header, to_markdown


@pytest.mark.parametrize(
    ("org", "markdown"),
    [
        ("*bold* /slanted/ _under_ +gone+", "**bold** *slanted* <u>under</u> ~~gone~~"),
        ("=a = b= and ~x == y~", "`a = b` and `x == y`"),
        ("*bold /and/ more*", "**bold *and* more**"),
        ("2*3*4 a_b_c /usr/bin x", "2\\*3\\*4 a_b_c /usr/bin x"),
        ("no *end here", "no \\*end here"),
        ("[[https://e.org/a][a *site*]]", "[a **site**](https://e.org/a)"),
        ("[[file:heron.png]]", "![](heron.png)"),
        ("[[#reeds][the reeds]] [[Otters]]", "[the reeds](#reeds) Otters"),
        ("see https://e.org/x.", "see [https://e.org/x](https://e.org/x)."),
        ("H_{2}O \\alpha x^{2}", "H<sub>2</sub>O α x<sup>2</sup>"),
        ("one\\\\\ntwo", "one<br>two"),
        ("a[fn:1] b[fn:: aside]", "a[^1] b^[aside]"),
        ("sum \\(a_{i}\\)", "sum \\(a_{i}\\)"),
        ("<b>no tag</b>", "\\<b>no tag\\</b>"),
        ("[[unfinished", "&#91;&#91;unfinished"),
    ],
)
def test_inline_marks(org: str, markdown: str) -> None:
    assert to_markdown(f"x {org}") == f"x {markdown}\n"


def test_headings_stand_below_the_title() -> None:
    assert to_markdown("* One\n** TODO [#A] Two\n") == "# One\n\n## TODO Two\n"
    assert to_markdown("#+title: T\n\n* One\n") == "## One\n"


def test_settings_comments_and_properties_are_not_shown() -> None:
    org = (
        "#+options: toc:nil\n# a remark\n* One\n:PROPERTIES:\n:ID: 5\n:END:\ntext\n"
        "#+begin_comment\nhidden\n#+end_comment\n:NOTES:\nkept\n:END:\n"
    )
    assert to_markdown(org) == "# One\n\ntext\n\nkept\n"


def test_lists_are_nested_by_their_indentation() -> None:
    org = "- one\n  goes on\n  1. deep\n  2. deeper\n- [X] two\n- [ ] three\n"
    assert to_markdown(org) == (
        "- one\n  goes on\n\n  1. deep\n  2. deeper\n\n- [x] two\n\n- [ ] three\n"
    )
    assert to_markdown("- term :: meaning\n") == "term\n:   meaning\n"


def test_blocks() -> None:
    org = (
        "#+begin_src python\nx = 1\n#+end_src\n#+BEGIN_QUOTE\nsaid\n#+END_QUOTE\n"
        "#+begin_warning\ncareful\n#+end_warning\n#+begin_verse\none\ntwo\n#+end_verse\n"
        "#+begin_example\n,* star\n#+end_example\n: fixed\n-----\n"
    )
    assert to_markdown(org) == (
        "```python\nx = 1\n```\n\n> said\n\n!!! warning\n    careful\n\none<br>two\n\n"
        "```\n* star\n```\n\n```\nfixed\n```\n\n---\n"
    )


def test_a_block_without_an_end_is_text() -> None:
    assert "begin_src" in to_markdown("#+begin_src c\nint x;\n")
    assert "int x;" in to_markdown("#+begin_src c\nint x;\n")


def test_a_table_has_a_header_where_a_rule_follows_its_first_row() -> None:
    assert to_markdown("| a | b |\n|---+---|\n| 1 | =x= |\n") == (
        "| a | b |\n| --- | --- |\n| 1 | `x` |\n"
    )
    assert to_markdown("| 1 | 2 |\n") == "|  |  |\n| --- | --- |\n| 1 | 2 |\n"


def test_notes() -> None:
    assert to_markdown("text[fn:a]\n\n[fn:a] The note\ngoes on.\n") == (
        "text[^a]\n\n[^a]: The note\n    goes on.\n"
    )


def test_the_header_has_the_keywords() -> None:
    org = "#+TITLE: A walk\n#+author: Ann\n#+author: Bo\n#+date: [2020-01-02 Thu]\n* One\n#+x: y\n"
    assert header(org) == {"title": "A walk", "author": "Ann, Bo", "date": "[2020-01-02 Thu]"}
