from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document.markdown.parse import parse
from reader.document.model import Block, BlockKind, Document
from reader.document.ranges.find import MOST, Match, find


def found(markdown: str, query: str) -> list[str]:
    document = parse(markdown)
    return [document.blocks[m.block].text[m.start : m.end] for m in find(document, query)]


def test_matches_come_in_reading_order_from_every_kind_of_block() -> None:
    source = "# an Ox\n\n- ox\n\n```\noX\n```\n\n| ox |\n|---|\n| fox |"
    assert [m.block for m in find(parse(source), "ox")] == [0, 1, 2, 3, 3]
    assert found(source, "ox") == ["Ox", "ox", "oX", "ox", "ox"]


def test_formatting_does_not_break_words() -> None:
    assert found("an **ex**ample\nof it", "example of") == ["example of"]


def test_matches_do_not_overlap() -> None:
    assert find(parse("aaaa"), "aa") == (Match(0, 0, 2), Match(0, 2, 4))


def test_simplified_finds_traditional() -> None:
    assert found("用釘釘開會", "钉钉") == ["釘釘"]


def test_width_makes_no_difference() -> None:
    assert found("ＡＢＣ公司", "abc公司") == ["ＡＢＣ公司"]


def test_marks_of_a_pattern_are_only_text() -> None:
    assert found("a.c abc [x] (y", "a.c") == ["a.c"]
    assert found("a.c abc [x] (y", "(y") == ["(y"]


def test_a_blank_query_finds_nothing() -> None:
    assert find(parse("a b"), "") == ()
    assert find(parse("a b"), " \t") == ()


def test_limit() -> None:
    document = parse("a a a\n\na a")
    assert len(find(document, "a", limit=4)) == 4
    assert find(document, "a", limit=0) == ()


@given(
    st.lists(st.text(alphabet="ab釘 \n", max_size=30), max_size=5), st.text(min_size=1, max_size=3)
)
def test_matches_lie_within_their_blocks(texts: list[str], query: str) -> None:
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))
    reached = (-1, 0)
    for match in find(document, query):
        assert (match.block, match.start) >= reached
        assert match.start < match.end <= len(texts[match.block])
        reached = (match.block, match.end)


@given(st.text("aAbBkK{.\n ", max_size=60), st.text("aAbk{.KKＡ", min_size=1, max_size=3))
def test_ascii_is_searched_as_all_text_is(text: str, query: str) -> None:
    plain = Document((Block(BlockKind.PARAGRAPH, text),))
    other = Document((Block(BlockKind.PARAGRAPH, f"{text}一"),))
    assert find(plain, query) == find(other, query)


def test_of_a_very_long_query_the_beginning_is_found() -> None:
    text = "字" * MOST
    assert find(parse(text), f" {text}外" + "word " * 100_000) == (Match(0, 0, MOST),)
