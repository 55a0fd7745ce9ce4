"""Which old encoding some bytes are in: a sentence of each language is enough."""

from __future__ import annotations

import unicodedata
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.files.decode import decode
from reader.text.encoding import guess
from reader.text.encoding.guess import eastern_utf16, is_chinese, likely_codecs
from tests.unit.text.encoding.old_encodings import ENCODINGS, SENTENCES, as_held

CASES = [
    (language, codec, held)
    for language, sentence in SENTENCES.items()
    for codec in ENCODINGS[language]
    if (held := as_held(sentence, codec)) is not None
]
RARE = [
    ("de", "mac_roman"),
    ("fr", "mac_roman"),
    ("es", "mac_roman"),
    ("pt", "cp850"),
    ("sv", "cp850"),
    ("pl", "cp852"),
    ("hu", "cp852"),
    ("bg", "mac_cyrillic"),
    ("et", "iso8859_4"),
]


def test_each_language_has_a_sentence_in_nearly_all_of_its_encodings() -> None:
    assert set(SENTENCES) == set(ENCODINGS)
    assert len(CASES) == sum(map(len, ENCODINGS.values())) - 1  # œ is not in ISO 8859-1


@pytest.mark.parametrize(("language", "codec", "sentence"), CASES)
def test_a_sentence_is_read_in_any_encoding_of_its_language(
    language: str, codec: str, sentence: str
) -> None:
    found = decode(sentence.encode(codec))

    assert found.text == unicodedata.normalize("NFC", sentence), (language, found.encoding)
    assert not found.lossy


@pytest.mark.parametrize(("language", "codec"), RARE)
def test_encodings_that_are_hardly_ever_met_are_read_too(language: str, codec: str) -> None:
    sentence = as_held(SENTENCES[language], codec)
    assert sentence is not None
    assert decode(sentence.encode(codec)).text == sentence


@pytest.mark.parametrize(
    "text",
    [
        "déjà vu",
        "Wie geht´s für Oma",
        "São Paulo",
        "über",
        "El Niño",
        "Ångström",
        "© 2004",
        "It’s “fine”",
        "naïve",
    ],
)
def test_a_word_that_fits_several_is_western(text: str) -> None:
    assert decode(text.encode("cp1252")).encoding == "windows-1252"


@pytest.mark.parametrize(
    "text", ["你好，世界。", "第一章", "今天下雨", "使用Python编程", "书：《茶》"]
)
def test_a_few_characters_are_chinese(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("text", ["你好，世界。", "第一章 開始", "今天下雨了", "使用Python寫程式"])
def test_a_few_characters_are_chinese_of_taiwan(text: str) -> None:
    assert decode(text.encode("big5")).text == text


def test_a_few_letters_in_a_long_page_of_markup_tell() -> None:
    page = b"<p class='x'>plain words</p>\n" * 5_000 + "<b>Çağrı</b>, <i>düğün</i>".encode("cp1254")

    assert decode(page).encoding == "windows-1254"


def test_what_was_declared_comes_first_unless_it_is_far_less_likely() -> None:
    slovak = SENTENCES["sk"].encode("cp1250")

    assert likely_codecs(slovak)[0] == "cp1250"
    assert likely_codecs(slovak, ("iso8859_2",))[0] == "cp1250"
    assert likely_codecs("Zoë".encode("cp1252"), ("cp1251",))[0] == "cp1251"
    assert likely_codecs(SENTENCES["fr"].encode("cp1252"), ("cp1251",))[0] == "cp1252"


def test_japanese_declared_as_chinese_is_believed() -> None:
    data = SENTENCES["ja"].encode("gb18030")

    assert likely_codecs(data, ("gb18030",))[0] == "gb18030"


def test_ascii_says_nothing() -> None:
    assert likely_codecs(b"plain") == []
    assert likely_codecs(b"plain", ("cp1251",)) == ["cp1251"]


def test_zero_bytes_are_not_needed_to_tell_utf_16() -> None:
    text = "傍晚我们坐在窗边听大雁"

    assert eastern_utf16(text.encode("utf-16-le")) == "utf_16_le"
    assert eastern_utf16(text.encode("utf-16-be")) == "utf_16_be"
    assert eastern_utf16(text.encode("gb18030")) == ""
    assert eastern_utf16(text.encode("utf-16-le")[:-1]) == ""


def test_chinese_is_told_from_what_only_looks_like_it() -> None:
    assert is_chinese("标题: 傍晚我们坐在窗边")
    assert not is_chinese("(format t ~a)")
    assert not is_chinese("囧囗囝囡囟")


@given(st.binary(max_size=300))
def test_of_any_bytes_the_likely_encodings_are_told_once_each(data: bytes) -> None:
    likely = likely_codecs(data)

    assert len(likely) == len(set(likely))
    assert not data.isascii() or likely == []


OLD_ENCODINGS = st.sampled_from(sorted({codec for _, codec, _ in CASES if "utf" not in codec}))
WORDS = st.one_of(
    st.binary(min_size=1, max_size=200),
    st.tuples(st.sampled_from(sorted(SENTENCES.values())), OLD_ENCODINGS).map(
        lambda case: case[0].encode(case[1], "ignore")
    ),
).map(lambda data: bytes(byte if byte > 0x7F or chr(byte).isalpha() else 0x20 for byte in data))
"""Bytes of words as they are looked at: without ASCII signs."""


@given(WORDS)
def test_no_guess_is_ruled_out_unseen_that_would_be_among_the_likely(words: bytes) -> None:
    everything = [
        reading.guess(inf)
        for candidate in guess._CANDIDATES
        if (text := guess._text(words, candidate.codec)).count("\ufffd")
        <= len(words) * guess._HOPELESS
        for reading in guess._readings(words, text, candidate)
    ]
    best = min((one.cost for one in everything), default=0)
    limit = best * guess._RULED_OUT_SHARE + guess._RULED_OUT
    kept = [one for one in everything if one.cost <= limit]

    assert guess._tried(words, guess._CANDIDATES) == sorted(kept, key=lambda one: one.cost)


@given(WORDS)
def test_words_cost_no_less_than_their_bytes(words: bytes) -> None:
    for candidate in guess._CANDIDATES:
        for reading in guess._readings(words, guess._text(words, candidate.codec), candidate):
            assert reading.least <= reading.guess(inf).cost, (candidate.codec, reading.language)
