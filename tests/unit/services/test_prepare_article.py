"""What a search of the library lights in the article that it found."""

from __future__ import annotations

from reader.document.model import Block, BlockKind, Document
from reader.services.prepare_article import matches_of


def lit(text: str, query: str) -> list[str]:
    document = Document((Block(BlockKind.PARAGRAPH, text),))
    return [text[match.start : match.end] for match in matches_of(document, query)]


def test_words_are_lit_where_the_search_found_them() -> None:
    text = "Operators cooperate; 釘釘 and 钉钉, OPERA."
    assert lit(text, "oper") == ["Oper", "OPER"]
    assert lit(text, "钉钉") == ["釘釘", "钉钉"]


def test_no_place_is_lit_twice() -> None:
    assert lit("人工智能与人工", "人工 人工智能") == ["人工智能", "人工"]


def test_what_must_not_occur_and_fields_light_nothing() -> None:
    assert lit("red green blue", "green -blue title:red") == ["green"]
