from __future__ import annotations

import pytest

from reader.text.unicode.scripts import is_cjk


@pytest.mark.parametrize("character", "字漢々〇\u3400\U00020000\uf900あカｶー한ㄱ，。「」！　～")
def test_cjk(character: str) -> None:
    assert is_cjk(character)


@pytest.mark.parametrize("character", "a1 ,“”…é—\n")
def test_neither(character: str) -> None:
    assert not is_cjk(character)
