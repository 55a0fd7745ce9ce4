from __future__ import annotations

import pytest

from reader.text.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这是一篇关于阅读器的文章，讲述它怎样断行。", "zh-Hans"),
        ("這是一篇關於閱讀器的文章，講述它怎樣斷行。", "zh-Hant"),
        ("これは日本語の文章です。改行の規則について書きます。", "ja"),
        ("이 글은 줄바꿈 규칙에 관한 것입니다.", "ko"),
        ("บทความนี้เกี่ยวกับการตัดบรรทัด", "th"),
        ("هذه مقالة عن قواعد كسر الأسطر", "ar"),
        ("این مقاله درباره‌ی شکستن سطرهاست و چگونگی آن", ""),
        ("מאמר על כללי שבירת שורות", "he"),
        ("Эта статья о правилах переноса строк.", "ru"),
        ("Ця стаття про правила переносу рядків і їхню історію.", ""),
        ("This is an article of the kind that we have written for the reader.", "en"),
        ("Dies ist ein Artikel über die Regeln des Zeilenumbruchs in der Typographie.", ""),
        ("Questo articolo parla delle regole per andare a capo.", ""),
        ("用 Python 写一个 terminal reader：先 parse Markdown，再 render 出来看看效果", "zh-Hans"),
        ("This is a long article in English that is about the word 漢字 and its history.", "en"),
        ("", ""),
        ("12345 !?", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_only_the_beginning_counts() -> None:
    assert guess_language("的文章" * 2000 + "これは日本語です" * 5000) == "zh-Hans"
