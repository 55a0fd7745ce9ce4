from __future__ import annotations

import pytest

from reader.text.length import TextLength, count


@pytest.mark.parametrize(
    ("text", "characters", "words"),
    [
        ("", 0, 0),
        ("天地玄黄，宇宙洪荒。", 8, 0),
        ("ひらがなとカタカナー", 10, 0),
        ("하늘과 땅", 4, 0),
        ("The quick brown fox.", 0, 4),
        ("don't well-known 3.14 e-mail’s", 0, 4),
        ("用 Python 写 2 行", 3, 2),
        ("中文word中文", 4, 1),
        ("Привет, мир — über café", 0, 4),
        ("हिन्दी भाषा", 0, 2),
        ("שָׁלוֹם עולם", 0, 2),
        ("— … “ ” 。", 0, 0),
        ("snake_case __init__", 0, 2),
    ],
)
def test_counts(text: str, characters: int, words: int) -> None:
    assert count(text) == TextLength(characters, words)


def test_thai_counts_words_by_their_usual_length() -> None:
    assert count("ก" * 60).words == 10
