"""Emphasis beside Chinese, Japanese and Korean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.utils import isWhiteSpace

from reader.document.markdown.flanking import flanking, is_cjk_of_markdown
from reader.document.markdown.parse import parse
from reader.document.model import SpanKind


def emphasized(markdown: str) -> list[str]:
    (block,) = parse(markdown).blocks
    return [
        block.text[span.start : span.end]
        for span in block.spans
        if span.kind in (SpanKind.STRONG, SpanKind.EMPHASIS, SpanKind.STRIKE)
    ]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**「重点」**是", "「重点」"),
        ("是**“重点”**。", "“重点”"),
        ("很**重要。**后来", "重要。"),
        ("a**あ、**b", "あ、"),
        ("これは**強調（つよく）**です", "強調（つよく）"),
        ("**단어(word)**는", "단어(word)"),
        ("이것은~~「글」~~이다", "「글」"),
        ("字_强调_字", "强调"),
        ("⺀**「字」**⺀", "「字」"),
    ],
)
def test_emphasis_beside_cjk_is_emphasis(markdown: str, words: str) -> None:
    assert emphasized(markdown) == [words]


@pytest.mark.parametrize("markdown", ["a**(b)**c", "a_b_c", "2 * 3 * 4", "字 * 字 * 字"])
def test_what_commonmark_takes_for_none_stays_none(markdown: str) -> None:
    assert emphasized(markdown) == []


_LATIN = st.sampled_from(" \n\u00a0aZ9é.,!?()[]\"'~-—“”…$+^👍")


@given(_LATIN, _LATIN)
def test_without_cjk_it_is_the_rule_of_commonmark(before: str, after: str) -> None:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    state = StateInline(f"{before}*{after}", MarkdownIt(), {}, [])
    for mark, within_words in (("*", True), ("_", False)):
        state.src = f"{before}{mark}{after}"
        scanned = state.scanDelims(1, within_words)
        expected = scanned.can_open, scanned.can_close
        assert flanking(before, after, within_words=within_words) == expected


@given(st.characters(), st.characters(), st.booleans())
def test_a_run_behind_cjk_opens_unless_white_space_follows(
    before: str, after: str, within_words: bool
) -> None:
    if is_cjk_of_markdown(before) and not is_cjk_of_markdown(after):
        opens, _ = flanking(before, after, within_words=within_words)
        assert opens is not isWhiteSpace(ord(after))
