"""A document written as HTML: every text escaped, every element closed."""

from __future__ import annotations

from html.parser import HTMLParser

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind, Document, Span, SpanKind
from reader.document.written.html_text import html_text
from tests.unit.document.written.test_markdown_text import PAGE, read

VOID = {"img", "br", "hr"}


class Elements(HTMLParser):
    """Fails where an element is closed that is not the last one open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.seen.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_elements_are_nested_and_closed() -> None:
    elements = Elements()
    elements.feed(html_text(read(PAGE)))
    assert elements.open == []
    assert elements.seen.count("ul") == elements.seen.count("ol") == 1
    assert elements.seen.count("li") == 4


def test_what_is_written_is_read_again_with_the_same_text() -> None:
    document = read(PAGE)
    again = pipeline.read(html_text(document), BodyKind.HTML)
    texts = "".join(block.text for block in again.blocks)
    for block in document.blocks:
        for word in block.text.split():
            assert word.replace("[1]", "").strip("↩") in texts


def test_nothing_in_a_text_is_an_element() -> None:
    text = "<script>alert(1)</script> & \"'"
    spans = (Span(0, 8, SpanKind.LINK, 'http://a/"><script>'),)
    blocks = (
        Block(BlockKind.PARAGRAPH, text, spans),
        Block(BlockKind.CODE, text, language='"><script>'),
        Block(BlockKind.IMAGE, text, href='"><script>'),
    )
    assert "<script" not in html_text(Document(blocks))


def test_spans_that_cross_are_cut_where_the_outer_one_ends() -> None:
    spans = (Span(0, 4, SpanKind.STRONG), Span(2, 6, SpanKind.EMPHASIS))
    document = Document((Block(BlockKind.PARAGRAPH, "abcdef", spans),))
    assert html_text(document) == "<p><strong>ab<em>cd</em></strong>ef</p>\n"
