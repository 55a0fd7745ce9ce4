from __future__ import annotations

from reader.document.markdown.parse import parse
from reader.document.outline import Heading, outline


def test_headings_in_order_with_their_levels() -> None:
    document = parse("# One\n\ntext\n\n### Two<br>lines\n\n## 三")
    assert outline(document) == (
        Heading(0, 1, "One"),
        Heading(2, 3, "Two lines"),
        Heading(3, 2, "三"),
    )


def test_headings_within_quotes_are_not_the_articles() -> None:
    assert outline(parse("> # Theirs\n\n# Ours")) == (Heading(1, 1, "Ours"),)


def test_bold_lines_serve_where_there_are_no_headings() -> None:
    document = parse(
        "**一、起因**\n\n很长的一段文字在这里。\n\n**二、经过**\n\n又是很长的一段文字。"
    )
    assert outline(document) == (Heading(0, 2, "一、起因"), Heading(2, 2, "二、经过"))


def test_bold_lines_do_not_serve_beside_headings() -> None:
    document = parse("# A\n\n**b**\n\nlonger text\n\n**c**\n\nlonger text")
    assert outline(document) == (Heading(0, 1, "A"),)


def test_bold_text_that_is_no_heading() -> None:
    assert outline(parse("**One**\n\nlonger text follows")) == ()
    assert (
        outline(parse("**A whole sentence.**\n\nlonger text follows\n\n**And so.**\n\ntext text"))
        == ()
    )
    assert outline(parse("**a** b\n\nlonger text\n\n**c** d\n\nlonger text")) == ()
    assert outline(parse("- **a**\n- longer text\n- **b**\n- longer text")) == ()
    assert outline(parse("**a**\n\n**b**\n\n**c**")) == ()


def test_an_empty_document_has_none() -> None:
    assert outline(parse("")) == ()
