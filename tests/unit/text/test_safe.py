"""The gate: what comes out of it can be shown anywhere."""

from __future__ import annotations

import json
import os
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.safe import (
    MOST_MARKS,
    capped,
    clean,
    clean_line,
    clean_lines,
    escaped,
    inert,
    inert_row,
    shown_path,
)

HAZARDS = (
    "\r\n\t\x00\x07\x1b\x7f\x85\x9b\x9d\u2028\u2029\x0b\x0c\u202e\u2066\u200f\ufeff\xad\u3164\ud800"
    "\udc00\ufffe\U0001ffff\U000e0001\U000e0067\U000e007f\U0001f3f4\u0301\u0308\u20dd\u200d\ufe0f"
)
ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None, categories=None),
        st.sampled_from(HAZARDS),
        st.sampled_from("a é字か\u1100\u1161\uf900\u0958\u212b"),
    )
)
SHOWN_WITH_NOTHING = {"Cc", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("plain 字\ttab\n", "plain 字\ttab\n"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\x1b]0;title\x07 \x1b[31mred\x9b0m", "]0;title [31mred0m"),
        ("user\u202egnp.exe\u202c \u2066x\u2069\u200e\u200f\u061c", "usergnp.exe x"),
        ("\ufeffso\xadft", "soft"),
        ("a\ufff9b\ufffac\ufffb", "abc"),
        ("\ud800x\udfff", "\ufffdx\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("\ufdd0\ufffe\U0010ffffx", "x"),
        ("\u3164\u115f\u1160\uffa0x", "    x"),
        ("e\u0301", "é"),
        ("x\U000e0041\U000e007f", "x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧 ❤\ufe0f", "👩\u200d👧 ❤\ufe0f"),
    ],
)
def test_hazards_go_and_text_stays(raw: str, safe: str) -> None:
    assert clean(raw) == safe


def test_a_flag_of_tags_is_kept() -> None:
    wales = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
    assert clean(wales) == wales
    assert clean(wales[:-1]) == "\U0001f3f4"


def test_marks_piled_on_one_base_are_capped() -> None:
    assert clean("x" + "\u0316" * 50 + "y") == "x" + "\u0316" * MOST_MARKS + "y"
    assert clean("x" + "\u0316\u200d" * 50) == "x" + "\u0316\u200d" * (MOST_MARKS // 2)
    assert clean("x" + "\u0316" * MOST_MARKS) == "x" + "\u0316" * MOST_MARKS


@given(st.text(st.sampled_from("aé、字ب😀 \n\u0301\u0308\u20dd\u200d"), max_size=60))
def test_of_any_run_of_marks_the_first_stay_and_all_else(text: str) -> None:
    runs = re.findall("[\u0301\u0308\u20dd\u200d]+|[^\u0301\u0308\u20dd\u200d]+", text)
    kept = (run[:MOST_MARKS] if run[0] in "\u0301\u0308\u20dd\u200d" else run for run in runs)

    assert capped(text) == "".join(kept)


def test_clean_text_is_returned_as_it_is() -> None:
    text = "中文 and English，“引号”…… 👩‍👧 שָׁלוֹם".replace("שָׁ", "ש")
    assert clean(text) is text


@given(ANY_TEXT)
def test_nothing_that_acts_comes_out(text: str) -> None:
    for character in clean(text):
        assert character in "\n\t" or unicodedata.category(character) not in SHOWN_WITH_NOTHING
        assert unicodedata.bidirectional(character) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    line = clean_line(text)
    assert clean_line(line) == line
    assert clean(line) == line


@given(ANY_TEXT)
def test_a_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert not any(character.isspace() and character != " " for character in line)
    assert "  " not in line


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("  a \n\t b  ", "a b"),
        ("标题\n第二行", "标题第二行"),
        ("標題，\n  第二行", "標題，第二行"),
        ("ひら\nカナ", "ひらカナ"),
        ("标题 空格", "标题 空格"),
        ("标题\nword\n标题", "标题 word 标题"),
        ("하늘\n땅", "하늘 땅"),
        ("　全角　空格　", "全角 空格"),
        ("", ""),
    ],
)
def test_white_space_in_a_line(raw: str, line: str) -> None:
    assert clean_line(raw) == line


def test_lines_that_were_written_apart_stay_apart_on_one_line() -> None:
    assert clean_lines("在台式机上\n\n 在笔记本上 \n\x1b[31m") == "在台式机上 · 在笔记本上 · [31m"
    assert clean_lines("\n") == ""


@pytest.mark.parametrize("place", ["hbeng", "gbxxx", "usca"])
def test_other_sequences_of_tags_say_nothing(place: str) -> None:
    """Any text could stand in them, and nobody would see it."""
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in place)
    assert clean(f"\U0001f3f4{hidden}\U000e007f!") == "\U0001f3f4!"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("中文.md".encode("gbk"), "中文.md"),
        ("《中》第1章 续.md".encode("gbk"), "《中》第1章 续.md"),
        ("測試文件.txt".encode("big5"), "測試文件.txt"),
        ("夹/".encode("gbk") + b"a.md", "夹/a.md"),
        ("新/".encode() + "旧的文件.md".encode("gbk"), "新/旧的文件.md"),
        ("新文件".encode() + "旧".encode("gbk"), "新文件旧"),
        (b"caf\xe9.md", "caf\ufffd.md"),
        (b"r\xe9sum\xe9.md", "r\ufffdsum\ufffd.md"),
        (b"\xff\xfe.md", "\ufffd\ufffd.md"),
        ("“".encode() + "中文".encode("gbk") + "”".encode(), "“中文”"),
    ],
)
def test_a_name_that_is_not_utf_8_is_readable(name: bytes, shown: str) -> None:
    assert shown_path(os.fsdecode(name)) == shown


def test_a_path_keeps_its_spaces_and_stays_on_a_line() -> None:
    assert shown_path(" a  b/c\nd\te ") == " a  b/c d e "


@given(st.binary(max_size=40))
def test_any_bytes_of_a_name_are_shown_safely(name: bytes) -> None:
    shown = shown_path(os.fsdecode(name))
    assert inert_row(shown) == shown
    assert shown.encode().decode() == shown


_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]"
)


@given(ANY_TEXT)
def test_a_writer_lets_nothing_through_that_acts(text: str) -> None:
    assert not _ACTS.search(inert(text))
    assert not re.search(r"[\n\t]", inert_row(text))
    assert inert(inert(text)) == inert(text)


@given(ANY_TEXT)
def test_a_writer_changes_nothing_that_is_safe(text: str) -> None:
    safe = clean(text)
    assert inert(safe) == safe


@given(ANY_TEXT)
def test_json_is_escaped_and_means_the_same(text: str) -> None:
    written = escaped(json.dumps({text: [text]}, ensure_ascii=False))
    assert not _ACTS.search(written)
    assert inert(written) == written
    # A pair of surrogates is one character, in JSON as elsewhere.
    one = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    assert json.loads(written) == {one: [one]}


@pytest.mark.parametrize(
    ("character", "written"),
    [
        ("\x9b", r"\u009b"),
        ("\u202e", r"\u202e"),
        ("\U000e0041", r"\udb40\udc41"),
        ("\U0001fffe", r"\ud83f\udffe"),
    ],
)
def test_what_acts_on_a_terminal_is_escaped_as_json_has_it(character: str, written: str) -> None:
    assert escaped(f'["{character}"]') == f'["{written}"]'
