"""AsciiDoc as Markdown."""

from __future__ import annotations

import pytest

from reader.document.sources.markups.asciidoc.blocks import header, to_markdown


@pytest.mark.parametrize(
    ("asciidoc", "markdown"),
    [
        ("*bold* _slanted_ `code` #marked#", "**bold** *slanted* `code` <mark>marked</mark>"),
        ("**b**old __i__talic", "**b**old *i*talic"),
        ("H~2~O x^2^", "H<sub>2</sub>O x<sup>2</sup>"),
        ("`+a *b*+`", "`a *b*`"),
        ("2*3*4 a_b_c no *end", "2\\*3\\*4 a_b_c no \\*end"),
        ("\\*plain*", "\\*plain\\*"),
        ("https://e.org/a[a _site_]", "[a *site*](https://e.org/a)"),
        ("link:b.html[b]", "[b](b.html)"),
        ("see https://e.org/x.", "see [https://e.org/x](https://e.org/x)."),
        ("<<sec,here>> xref:b.adoc[there]", "here there"),
        ("image:heron.png[A heron, 30]", "![A heron](heron.png)"),
        ("wordfootnote:[aside]", "wordfootnote:&#91;aside\\]"),
        ("word.footnote:[an _aside_]", "word.^[an *aside*]"),
        ("kbd:[F1] menu:File[Save > As]", "<kbd>F1</kbd> **File › Save › As**"),
        ("one +\ntwo", "one<br>two"),
        ('"`said`" (C) a -- b...', "“said” © a — b…"),
        ("<b>no tag</b>", "\\<b>no tag\\</b>"),
    ],
)
def test_inline_marks(asciidoc: str, markdown: str) -> None:
    assert to_markdown(f"x {asciidoc}") == f"x {markdown}\n"


def test_the_header_has_title_authors_revision_and_attributes() -> None:
    text = (
        "// remark\n= A walk: home\nAnn Lee <ann@e.org>; Bo\nv1.2, 2020-01-02: draft\n"
        ":tags: a, b\n:long: one \\\ntwo\n\ntext\n:not: this\n"
    )
    assert header(text) == {
        "doctitle": "A walk: home",
        "author": "Ann Lee, Bo",
        "revdate": "2020-01-02",
        "revnumber": "1.2",
        "tags": "a, b",
        "long": "one two",
    }
    assert to_markdown(text) == "# A walk: home\n\ntext\n:not: this\n"
    assert header("Only text.\n") == {}


def test_attributes_are_put_in_and_unknown_ones_stay() -> None:
    assert to_markdown(":river: Ilm\n\nThe {river} and {unknown}{nbsp}.") == (
        "The Ilm and {unknown}\u00a0.\n"
    )
    many = to_markdown(f":a: {'x' * 1000}\n\n" + "{a}" * 10_000)
    assert len(many) < 200_000


def test_sections() -> None:
    assert to_markdown("== One\n\n=== Two\n\nThree\n~~~~~\n\ntext\n") == (
        "## One\n\n### Two\n\n### Three\n\ntext\n"
    )


def test_delimited_blocks() -> None:
    text = (
        "[source,ruby]\n----\nputs 1 # <1>\n----\n<1> Says one.\n\n....\na *b*\n....\n\n"
        "____\nsaid\n____\n\n.Do\n[TIP]\n====\nso\n====\n\n****\naside\n****\n\n////\nhidden\n////\n"
    )
    assert to_markdown(text) == (
        "```ruby\nputs 1  (1)\n```\n\n1. Says one.\n\n```\na *b*\n```\n\n> said\n\n"
        '!!! tip "Do"\n    so\n\naside\n'
    )


def test_a_block_without_an_end_keeps_all_that_follows() -> None:
    assert to_markdown("====\none\n\n----\ntwo\n") == "one\n\n```\ntwo\n\n```\n"


def test_paragraphs_of_a_kind() -> None:
    assert to_markdown("NOTE: look\nhere\n") == "!!! note\n    look\n    here\n"
    assert to_markdown("[quote, Ann, Letters]\nsaid\n") == "> said\n>\n> — Ann, Letters\n"
    assert to_markdown('"said"\n-- Ann\n') == '> "said"\n>\n> — Ann\n'
    assert to_markdown(" literal *x*\n") == "```\nliteral *x*\n```\n"
    assert to_markdown(".Called so\ntext\n") == "**Called so**\n\ntext\n"


def test_lists_are_nested_by_their_marks() -> None:
    text = "* one\n** deep\n* two\n+\nmore\n\n. first\n. second\n"
    assert to_markdown(text) == (
        "- one\n\n  - deep\n\n- two\n\n  more\n\n  1. first\n  2. second\n"
    )
    assert to_markdown("CPU:: brain\nDisk::\n  memory\n") == (
        "CPU\n:   brain\n\nDisk\n:   memory\n"
    )


def test_tables() -> None:
    assert to_markdown("|===\n|A |B\n\n|1 |2 \\| 3\n2+|both\n|===\n") == (
        "| A | B |\n| --- | --- |\n| 1 | 2 \\| 3 |\n| both |  |\n"
    )
    assert to_markdown('[cols="1,1"]\n|===\n|a\n|b is a |c\n|d\n|===\n') == (
        "|  |  |\n| --- | --- |\n| a | b is a |\n| c | d |\n"
    )
    assert to_markdown(',===\na,"b, c"\n,===\n') == "|  |  |\n| --- | --- |\n| a | b, c |\n"


def test_conditions_show_what_depends_on_them() -> None:
    text = "one\nifdef::x[]\ntwo\nendif::[]\nifndef::y[three]\n\ninclude::b.adoc[]\n"
    assert to_markdown(text) == "one\ntwo\nthree\n\n[b.adoc](b.adoc)\n"
