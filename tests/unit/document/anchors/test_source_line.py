"""The line of a file on which the words of a place stand."""

from __future__ import annotations

import pytest

from reader.document import pipeline
from reader.document.anchors.source_line import line_of
from reader.document.body_kind import BodyKind
from reader.document.model import Document, Place

MARKDOWN = """\
---
title: The first words of all
summary: Same words here. And there.
---

# A heading

Same words here. And there.

A paragraph that is **hard**
wrapped by its [author](http://a.b/c), who had
narrow paper.

> Same words here. And there.

The last one.
"""
HTML = """\
<html><head><title>Words</title>
<meta name="description" content="It began with words &amp; ended">
</head><body><article>
<p>It began with <b class="a
b">words</b> &amp; ended
in a <a href="x">long</a> line.</p>
<p>结尾：<em>重点</em>在这里。</p>
</article></body></html>
"""


def place_of(document: Document, words: str, nth: int = 0) -> Place:
    found = [
        Place(index, block.text.index(words))
        for index, block in enumerate(document.blocks)
        if words in block.text
    ]
    return found[nth]


@pytest.mark.parametrize(
    ("words", "nth", "line"),
    [
        ("A heading", 0, 6),
        ("Same words", 0, 8),
        ("A paragraph", 0, 10),
        ("author", 0, 11),
        ("narrow", 0, 12),
        ("Same words", 1, 14),
        ("The last one", 0, 16),
    ],
)
def test_the_line_of_markdown(words: str, nth: int, line: int) -> None:
    body = MARKDOWN.partition("---\n\n")[2]
    document = pipeline.read(body, BodyKind.MARKDOWN)
    assert line_of(MARKDOWN, document, place_of(document, words, nth)) == line


@pytest.mark.parametrize(("words", "line"), [("It began", 4), ("long", 6), ("重点", 7)])
def test_the_line_of_html_with_tags_and_entities_between(words: str, line: int) -> None:
    document = pipeline.read(HTML, BodyKind.HTML_DOCUMENT)
    assert line_of(HTML, document, place_of(document, words)) == line


def test_a_block_that_is_gone_has_the_line_of_the_one_before_it() -> None:
    document = pipeline.read("A first one.\n\nSomething quite different.", BodyKind.MARKDOWN)
    assert line_of("\nA first one.\n\nChanged.", document, Place(1)) == 2


def test_words_that_are_nowhere_have_no_line() -> None:
    document = pipeline.read("Nothing of the kind.", BodyKind.MARKDOWN)
    assert line_of("x\ny\n", document, Place(0)) is None
