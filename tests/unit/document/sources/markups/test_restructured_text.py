"""reStructuredText as Markdown."""

from __future__ import annotations

import pytest

from reader.document.sources.markups.restructured_text.blocks import header, to_markdown


@pytest.mark.parametrize(
    ("rst", "markdown"),
    [
        ("**bold** *slanted* ``co*de*``", "**bold** *slanted* `co*de*`"),
        ("2*3*4 a_b_c no *end", "2\\*3\\*4 a_b_c no \\*end"),
        ("\\*plain\\* H\\ :sub:`2`\\ O", "\\*plain\\* H<sub>2</sub>O"),
        ("`a site <https://e.org/a>`_", "[a site](https://e.org/a)"),
        ("see https://e.org/x.", "see [https://e.org/x](https://e.org/x)."),
        (":ref:`the reeds <reeds>` :doc:`b`", "the reeds b"),
        (":func:`~a.b` :kbd:`F1` `titled`", "`a.b` <kbd>F1</kbd> *titled*"),
        (":math:`x_{i}`", "\\(x_{i}\\)"),
        ("noted [1]_ and [#a]_ by [Lee20]_", "noted [^1] and [^#a] by &#91;Lee20\\]"),
        ("no target_ here", "no target\\_ here"),
        ("<b>no tag</b>", "\\<b>no tag\\</b>"),
    ],
)
def test_inline_marks(rst: str, markdown: str) -> None:
    assert to_markdown(f"x {rst}") == f"x {markdown}\n"


def test_references_are_links_to_their_targets() -> None:
    text = "Ilm_, `the long one`_ and |it|.\n\n.. _Ilm: https://e.org/ilm\n"
    text += ".. _the long one:\n   https://e.org/long\n.. |it| replace:: *this*\n"
    assert to_markdown(text) == (
        "[Ilm](https://e.org/ilm), [the long one](https://e.org/long) and *this*.\n"
    )


def test_title_and_fields_are_the_header() -> None:
    text = "======\nA walk\n======\n\n:Author: Ann\n:Date: 2020-01-02\n:Version: 3\n\ntext\n"
    assert header(text) == {
        "title": "A walk",
        "author": "Ann",
        "date": "2020-01-02",
        "version": "3",
    }
    assert to_markdown(text) == "# A walk\n\nVersion\n:   3\n\ntext\n"
    nikola = ".. title: A walk\n.. date: 2020-01-02\n\ntext\n"
    assert header(nikola) == {"title": "A walk", "date": "2020-01-02"}
    assert to_markdown(nikola) == "text\n"


def test_levels_are_in_the_order_of_their_adornments() -> None:
    text = "One\n===\n\nTwo\n----\n\nThree\n~~~~~\n\nFour\n----\n\n-----\n\nend\n"
    assert to_markdown(text) == "# One\n\n## Two\n\n### Three\n\n## Four\n\n---\n\nend\n"


def test_lists() -> None:
    assert to_markdown("- one\n  goes on\n\n  * deep\n\n- two\n") == (
        "- one\n  goes on\n\n  - deep\n\n- two\n"
    )
    assert to_markdown("3. three\n#. four\n") == "3. three\n2. four\n"
    assert to_markdown("term\n    meaning\n") == "term\n:   meaning\n"
    assert to_markdown("| one\n|   two\n") == "one<br>\u2003two\n"


def test_literal_blocks_and_quotes() -> None:
    assert to_markdown("So::\n\n   a = 1\n\nend\n") == "So:\n\n```\na = 1\n```\n\nend\n"
    assert to_markdown("text\n\n  said\n\n  -- Ann\n") == "text\n\n> said\n>\n> — Ann\n"
    assert to_markdown(">>> 1\n1\n") == "```pycon\n>>> 1\n1\n```\n"


def test_directives() -> None:
    text = (
        ".. code-block:: c\n   :linenos:\n\n   int x;\n\n.. note:: look\n   here\n\n"
        ".. admonition:: Mine\n\n   so\n\n.. image:: heron.png\n   :alt: A heron\n\n"
        ".. contents::\n\n.. versionadded:: 2.0\n   It is new.\n\n"
        ".. strange:: thing\n\n   content\n"
    )
    assert to_markdown(text) == (
        "```c\nint x;\n```\n\n!!! note\n    look here\n\n"
        '!!! note "Mine"\n    so\n\n![A heron](heron.png)\n\n'
        "**Added in version 2.0 It is new.**\n\n**thing**\n\ncontent\n"
    )


def test_comments_are_not_shown() -> None:
    assert (
        to_markdown(".. a remark\n   goes on\n\ntext\n\n..\n\n  quoted\n") == "text\n\n> quoted\n"
    )


def test_tables() -> None:
    grid = (
        "+---+-----+\n| A | B   |\n+===+=====+\n| 1 | two |\n|   | go  |\n+---+-----+\n"
        "| both    |\n+---+-----+\n"
    )
    assert to_markdown(grid) == ("| A | B |\n| --- | --- |\n| 1 | two go |\n| both |  |\n")
    simple = "=== ===\nA   B\n=== ===\n1   2\n    3\nword and more\n=== ===\n"
    assert to_markdown(simple) == ("| A | B |\n| --- | --- |\n| 1 | 2 3 |\n| word and more |  |\n")
    listed = ".. list-table:: T\n   :header-rows: 1\n\n   * - A\n     - B\n   * - 1\n     - 2\n"
    assert to_markdown(listed) == "**T**\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    comma = '.. csv-table::\n   :header: "A", "B"\n\n   1, "2, 3"\n'
    assert to_markdown(comma) == "| A | B |\n| --- | --- |\n| 1 | 2, 3 |\n"


def test_notes_without_a_label_are_told_by_their_order() -> None:
    text = "a [#]_ b [#]_\n\n.. [#] First.\n\n.. [#] Second.\n"
    assert to_markdown(text) == "a [^auto1] b [^auto2]\n\n[^auto1]: First.\n\n[^auto2]: Second.\n"


def test_notes() -> None:
    assert to_markdown("a [1]_\n\n.. [1] The note\n   goes on.\n") == (
        "a [^1]\n\n[^1]: The note\n    goes on.\n"
    )
