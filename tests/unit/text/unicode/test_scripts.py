from __future__ import annotations

import re

import pytest

from reader.text.unicode.scripts import HANGUL, SPACELESS, is_cjk


@pytest.mark.parametrize("character", "字漢々〇\u3400\U00020000\uf900あカｶー한ㄱ，。「」！　～")
def test_cjk(character: str) -> None:
    assert is_cjk(character)


@pytest.mark.parametrize("character", "a1 ,“”…é—\n")
def test_neither(character: str) -> None:
    assert not is_cjk(character)


@pytest.mark.parametrize("character", "字〇\u3400\U00020000\uf900あカーㇰ、。「」！Ａ～￥︱")
def test_a_newline_beside_it_is_no_space(character: str) -> None:
    assert re.fullmatch(f"[{SPACELESS}]", character)


def test_a_newline_beside_hangul_or_latin_is_a_space() -> None:
    characters = "".join(map(chr, range(0x20, 0x20000)))
    found = re.findall(f"[{SPACELESS}]", "".join(re.findall(f"[{HANGUL}A-Za-z0-9]", characters)))
    assert found == []
