"""Links and marks as programs for notes write them."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.markdown.parse import parse
from reader.document.model import Block, BlockKind, SpanKind


def only(markdown: str) -> Block:
    (block,) = parse(markdown).blocks
    return block


def linked(block: Block) -> list[tuple[str, str]]:
    return [(block.text[s.start : s.end], s.href) for s in block.spans if s.kind is SpanKind.LINK]


@pytest.mark.parametrize(
    ("source", "shown", "href"),
    [
        ("[[Low water]]", "Low water", "[[Low%20water]]"),
        ("[[Low water|at ebb]]", "at ebb", "[[Low%20water]]"),
        ("[[Low water#At night]]", "Low water > At night", "[[Low%20water#At%20night]]"),
        ("[[Low water#Night#Moon]]", "Low water > Night > Moon", "[[Low%20water#Moon]]"),
        ("[[#At Night]]", "At Night", "#at-night"),
        ("[[#^moon-1]]", "moon-1", "#^moon-1"),
        ("[[Low water#^moon]]", "Low water", "[[Low%20water#^moon]]"),
        ("[[Low water^moon]]", "Low water", "[[Low%20water#^moon]]"),
        ("[[#At Night#]]", "At Night", "#at-night"),
        ("[[Low water#]]", "Low water", "[[Low%20water]]"),
        ("[[落潮|退潮]]", "退潮", "[[落潮]]"),
        ("[[100% sure]]", "100% sure", "[[100%25%20sure]]"),
        ("[[https://sea.example/x|sea]]", "sea", "https://sea.example/x"),
        ("![[Low water]]", "Low water", "[[Low%20water]]"),
        ("![[chart.pdf#page=3|300]]", "chart.pdf > page=3", "[[chart.pdf#page=3]]"),
    ],
)
def test_names_in_two_brackets_are_links(source: str, shown: str, href: str) -> None:
    block = only(f"Go to {source}.")
    assert block.text == f"Go to {shown}."
    assert linked(block) == [(shown, href)]


@pytest.mark.parametrize("source", ["[[#]]", "[[#^]]", "![[##]]", "[[^]]", "[[#|]]"])
def test_brackets_that_name_nothing_are_text(source: str) -> None:
    block = only(f"Go to {source}.")
    assert block.text == f"Go to {source}."
    assert not linked(block)


@pytest.mark.parametrize(
    "source",
    ["`[[a]]`", "```\n[[a]] ^b1 %%c%%\n```", "    [[a]]", "\\[[a]]"],
)
def test_what_is_code_or_escaped_is_none(source: str) -> None:
    assert not linked(only(source))
    assert "[[a]]" in only(source).text


def test_brackets_of_markdown_stay_what_they_are() -> None:
    assert linked(only("As said[[1]](#one).")) == [("[1]", "#one")]
    assert only("A mark [[12]] and [[1, 2], [3, 4]].").text == "A mark [[12]] and [[1, 2], [3, 4]]."
    assert linked(only("[[sea]]\n\n[sea]: /sea")) == [("sea", "/sea")]


def test_a_link_in_a_table_has_an_escaped_bar() -> None:
    block = only("| a |\n|---|\n| [[Low water\\|ebb]] |")
    assert linked(block) == [("ebb", "[[Low%20water]]")]


def test_an_embedded_picture_is_a_picture_without_its_size() -> None:
    for source in ("![[low tide.png|300]]", "![[low tide.png]]", "![](<low tide.png>)"):
        block = only(source)
        assert (block.kind, block.href, block.text) == (BlockKind.IMAGE, "low%20tide.png", "")
    block = only("![[tide.png|The shore|300x200]]")
    assert (block.kind, block.text) == (BlockKind.IMAGE, "The shore")
    assert only("![The shore|300](https://sea.example/t.png)").text == "The shore"


def test_names_of_blocks_are_not_shown_but_lead_there() -> None:
    document = parse("One. ^first\n\n- Two ^b2\n\n| a |\n|---|\n| b |\n\n^tab-1\n\nAnd x ^2")
    assert [block.text for block in document.blocks if not block.table] == [
        "One.",
        "Two",
        "And x ^2",
    ]
    assert document.anchors["^first"] == 0
    assert document.anchors["^b2"] == 1
    assert document.anchors["^tab-1"] == 2


@pytest.mark.parametrize("source", ["^this", "E = mc ^2", "a ^b", "2^10", "\\^abc1"])
def test_other_carets_stay(source: str) -> None:
    assert only(source).text == source.removeprefix("\\")


def test_tasks_are_open_done_begun_or_given_up() -> None:
    document = parse("- [ ] a\n- [x] b\n- [/] c\n- [-] d\n- [1] e")
    assert [block.containers[-1].marker for block in document.blocks] == ["☐", "☑", "◪", "☒", "•"]
    assert [block.text for block in document.blocks] == ["a", "b", "c", "d", "[1] e"]


def test_what_logseq_and_siyuan_write_for_themselves_is_not_shown() -> None:
    name = "0a1b2c3d-0000-1111-2222-333344445555"
    document = parse(f"- Ebb.\n  id:: {name}\n  collapsed:: true\n- (({name}))")
    assert [block.text for block in document.blocks] == ["Ebb.", "↪"]
    assert document.anchors[name] == 0
    assert linked(document.blocks[1]) == [("↪", f"#{name}")]
    block = only("((20240102030405-abcdefg 'the shore'))")
    assert linked(block) == [("the shore", "#20240102030405-abcdefg")]
    assert only("{{{row\nBeside.\n}}}").text == "Beside."


@pytest.mark.parametrize(
    ("source", "text", "href"),
    [
        ("[a](my file.md)", "a", "my%20file.md"),
        ("[a](./deep/my file)", "a", "./deep/my%20file"),
        ('[a](my file.md "T")', "a", "my%20file.md"),
        ("[a](b_(c))", "a", "b_(c)"),
        ("[a](<my file.md>)", "a", "my%20file.md"),
    ],
)
def test_targets_may_hold_spaces_and_parentheses(source: str, text: str, href: str) -> None:
    assert linked(only(source)) == [(text, href)]


@pytest.mark.parametrize("source", ["[1](see the page)", "`[a](my file.md)`", "f[0](a, b)"])
def test_words_in_parentheses_are_no_target(source: str) -> None:
    assert not linked(only(source))


def test_an_alternative_with_parentheses_is_whole() -> None:
    assert only("![a (b) c [d]](https://sea.example/x.png)").text == "a (b) c [d]"


_PARTS = ["[[", "]]", "#", "^", "ebb", " ", "!", "![[", "x.png", "`", "(", "\\", "(("]


@given(st.lists(st.sampled_from(_PARTS), max_size=40).map("".join))
def test_no_word_among_brackets_is_lost(inside: str) -> None:
    blocks = parse(f"Go to {inside}.").blocks
    shown = "".join(block.text + block.href for block in blocks)
    hrefs = "".join(span.href for block in blocks for span in block.spans)
    # A superscript is shown in Unicode's own letters.
    assert "ebb" in normalize("NFKC", shown) + hrefs or "ebb" not in inside


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("++new++", "new", [SpanKind.INSERTED]),
        ("^^new^^", "new", [SpanKind.INSERTED]),
        ("==lit==", "lit", [SpanKind.MARK]),
        ("++ctrl+alt+del++", "ctrl+alt+del", [SpanKind.KEY] * 3),
        ("{--old--} and {++new++}", "old and new", [SpanKind.STRIKE, SpanKind.INSERTED]),
        ("{~~old~>new~~}", "oldnew", [SpanKind.STRIKE, SpanKind.INSERTED]),
        ("{==lit==}{>>why<<}", "lit (why)", [SpanKind.MARK]),
        ("H~2~O and x^2^", "H₂O and x²", []),
        ("C++ and D++ or a == b", "C++ and D++ or a == b", []),
        ("~ 3 ~ and 2^10 or 3^4", "~ 3 ~ and 2^10 or 3^4", []),
        ("`++a++ ==b==`", "++a++ ==b==", [SpanKind.CODE]),
    ],
)
def test_marks_of_editors(source: str, text: str, kinds: list[SpanKind]) -> None:
    block = only(source)
    assert (block.text, [span.kind for span in block.spans]) == (text, kinds)
