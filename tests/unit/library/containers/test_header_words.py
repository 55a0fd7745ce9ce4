"""Encoded words in the fields of messages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.containers.header_words import decoded, in_charset
from tests.unit.library.containers.letters import encoded_word


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("plain words", "plain words"),
        ("=?utf-8?q?Otters=20of_the_Ilm?=", "Otters of the Ilm"),
        ("=?UTF-8?B?5rC054mN?= again", "水牍 again"),
        ("=?UTF-8?B?5rC054mN5w?= again", "水牍\ufffd again"),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("=?utf-8?q?one?= =?utf-8?q?two?=", "onetwo"),
        ("=?utf-8?q?one?==?iso-8859-1?q?_tw=F6?=", "one twö"),
        ("=?iso-8859-1*en?Q?caf=E9?=", "café"),
        ("=?no-such-set?Q?river?=", "river"),
        ("=?utf-8?Q?a question?mark?=", "=?utf-8?Q?a question?mark?="),
        ('"=?utf-8?q?Reed=2C_Ann?="', '"Reed, Ann"'),
    ],
)
def test_words_are_read_as_they_are_meant(written: str, text: str) -> None:
    assert decoded(written) == text


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "big5", "utf-8"])
def test_a_character_may_be_cut_in_half_between_two_words(charset: str) -> None:
    content = "河邊的水獺又來了".encode("big5" if charset == "big5" else "gb18030")
    if charset == "utf-8":
        content = "河邊的水獺又來了".encode()
    cut = 5
    halves = " ".join(encoded_word(half, charset) for half in (content[:cut], content[cut:]))
    assert decoded(halves) == "河邊的水獺又來了"


def test_a_set_that_is_called_less_than_it_is() -> None:
    assert decoded(encoded_word("镕".encode("gbk"), "gb2312")) == "镕"


def test_japanese_by_escapes() -> None:
    words = [encoded_word(text, "iso-2022-jp") for text in ("カワウソ", "がまた")]
    assert decoded("\r\n ".join(words)) == "カワウソがまた"


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("河边的水獭".encode("gb18030"), "gb2312", "河边的水獭"),
        (
            "河边的水獭，今年有九只，比去年多两只。".encode("gb18030"),
            "us-ascii",
            "河边的水獭，今年有九只，比去年多两只。",
        ),
        (
            "河边的水獭，今年有九只，比去年多两只。".encode("gb18030"),
            "iso-8859-1",
            "河边的水獭，今年有九只，比去年多两只。",
        ),
        ("河边的水獭".encode(), "gb2312", "河边的水獭"),
        ("Café au lait".encode("cp1252"), "iso-8859-1", "Café au lait"),
        ("カワウソ".encode("iso-2022-jp"), "iso-2022-jp", "カワウソ"),
        (b"caf+AOk-", "utf-7", "café"),
        (b"1 + 1 = 2 ~ok", "", "1 + 1 = 2 ~ok"),
        ("река и берег".encode("koi8-r"), "KOI8-R", "река и берег"),
    ],
)
def test_text_is_in_the_set_that_is_stated_if_that_can_be_true(
    content: bytes, charset: str, text: str
) -> None:
    assert in_charset(content, charset) == text


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_what_is_encoded_is_decoded(text: str) -> None:
    text = "".join(character for character in text if character.isprintable())
    if text.strip():
        assert decoded(encoded_word(text)) == text


@settings(max_examples=100)
@given(st.text(alphabet="=?utf-8bqQB_ A+/é\n", max_size=80))
def test_no_field_is_too_odd(written: str) -> None:
    assert isinstance(decoded(written), str)
