"""Declared encodings, as browsers read them."""

from __future__ import annotations

import codecs

import pytest

from reader.text.encoding.labels import codecs_of, label


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("GB2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ("gb_2312-80", "gb18030"),
        ("iso-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("iso88592", "iso8859_2"),
        ("ISO_8859-2:1987", "iso8859_2"),
        ("iso-8859-8-i", "iso8859_8"),
        ("latin5", "cp1254"),
        ("windows-31j", "cp932"),
        ("x-sjis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("windows-949", "cp949"),
        ("x-x-big5", "big5"),
        ("x-euc-jp", "euc_jp"),
        ("dos-874", "cp874"),
        ("koi8-ru", "koi8_u"),
        ("x-mac-ukrainian", "mac_cyrillic"),
        (" Windows-1251 ", "cp1251"),
    ],
)
def test_a_label_is_read_as_the_superset_in_use(declared: str, codec: str) -> None:
    assert codecs.lookup(codecs_of(declared)[0]).name == codecs.lookup(codec).name


@pytest.mark.parametrize("declared", ["", "utf-7", "hex", "idna", "no-such", "a\0b", "é", "rot13"])
def test_no_text_is_in_the_other_codecs_of_python(declared: str) -> None:
    assert codecs_of(declared) == ()


def test_an_encoding_is_told_by_its_label() -> None:
    assert label("cp1252") == "windows-1252"
    assert label("cp949") == "euc-kr"
    assert label("iso8859_2") == "iso-8859-2"
    assert label("mac_roman") == "macintosh"
    assert label("utf_8") == "utf-8"
