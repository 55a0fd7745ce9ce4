"""What a double click takes, and a Chinese sentence as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.grapheme import boundaries
from reader.text.words import segment, word_at


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("one two", 5, "two"),
        ("don't stop", 2, "don't"),
        ("well-known fact", 6, "well-known"),
        ("用Vim写字", 1, "Vim"),
        ("用Vim写字", 5, "写字"),
        ("x = foo_bar(1)", 5, "foo_bar"),
        ("真的吗？！走", 3, "？！"),
        ("タワーへ上る", 1, "タワーへ"),
        ("a  b", 1, "  "),
        ("a \n b", 2, "\n"),
        ("cafe\u0301 au", 1, "cafe\u0301"),
        ("", 0, ""),
        ("ab", 2, ""),
    ],
)
def test_a_word_ends_where_its_script_does(text: str, offset: int, word: str) -> None:
    start, end = word_at(text, offset)
    assert text[start:end] == word


@pytest.mark.parametrize(
    "words",
    [
        "清晨 的 码头 上 渔民 已经 开始 工作",
        "她 在 图书馆 里 找到 了 一本 关于 灯塔 的 书",
        "研究 生命 的 起源",
        "我們 應該 重新 考慮 這個 問題",
        "天氣 越來越 冷",
        "南京市 长江大桥",
    ],
)
def test_chinese_is_cut_into_words_in_either_script(words: str) -> None:
    assert segment(words.replace(" ", "")) == words.split()


def test_rare_characters_side_by_side_are_a_name() -> None:
    assert "翟翊" in segment("医生翟翊说")


def test_a_click_takes_the_chinese_word_under_it() -> None:
    text = "傍晚，渔民们回到码头。"
    assert text[slice(*word_at(text, 3))] == "渔民"
    assert text[slice(*word_at(text, 9))] == "码头"


@given(st.text(alphabet="的一是不了人我在有他這個們學問題蘑菇", max_size=40))
def test_words_are_the_text_again(text: str) -> None:
    assert "".join(segment(text)) == text


@given(st.text(alphabet="的人問題ab '-\n。！é\u0301👩\u200d🚀かカ", max_size=60), st.data())
def test_words_part_a_text_between_clusters(text: str, data: st.DataObject) -> None:
    at, edges, known = 0, [0], boundaries(text)
    while at < len(text):
        start, end = word_at(text, at)
        assert (start, start < end) == (at, True)
        edges.append(end)
        at = end
    assert set(edges) <= set(known)
    if text:
        offset = data.draw(st.sampled_from(known[:-1]))
        start, end = word_at(text, offset)
        assert start <= offset < end
        assert {start, end} <= set(edges)


def test_han_that_go_on_and_on_are_cut_all_the_same() -> None:
    text = "問題" * 2_000
    start, end = word_at(text, 3_001)
    assert text[start:end] == "問題"


@pytest.mark.parametrize("offset", [-1, 2, 3])
def test_there_is_no_word_outside_of_a_text(offset: int) -> None:
    assert word_at("ab", offset) == (offset, offset)
