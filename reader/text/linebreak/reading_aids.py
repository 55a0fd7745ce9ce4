"""Parentheses that give the reading of the characters before them: 漢(hàn), 東京（とうきょう）."""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The inside of a set for `re`: characters that have readings, and no radicals."""
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙ"
_LONGEST = 6
"""The most Han characters that letters without tones may be the reading of."""

_PARENTHESIS = re.compile(rf"[(（](?<=[{HAN}].)(?=([^()（）\n]{{1,32}})[)）])")
_SPELLED = re.compile(
    rf"(?=[A-Za-zü’'\- ]*[{_TONED}])[A-Za-zü’'\- {_TONED}]{{1,32}}"
    r"|[ぁ-ゖァ-ヺー・ ]{1,24}|[\u3105-\u312f\u02c7\u02c9-\u02cb\u02d9 ]{1,32}"
)
"""Readings with tones, in kana or in Bopomofo: nothing else is written so after Han."""
_SYLLABLE = (
    "(?:[bpmfwy]o|(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:i(?:a(?:o|ng?)?|e|u|ng?|ong)?|u(?:a(?:i|ng?)?|o|i|n|e)?|[üv](?:e|an|n)?"
    "|a(?:i|o|ng?)?|e(?:i|r|ng?)?|o(?:u|ng)))"
)
_PINYIN = [
    re.compile(rf"{_SYLLABLE}(?:[’' -]?{_SYLLABLE}){{{count - 1}}}", re.IGNORECASE)
    for count in range(1, _LONGEST + 1)
]
"""Patterns for one, two, … `_LONGEST` syllables of pinyin without tones."""
_RUN = re.compile(f"[{HAN}]*")


def reading_parentheses(text: str) -> Iterator[int]:
    """Offsets of the parentheses that open a reading, in linear time.

    Letters without tones are a reading if they are at most as many syllables of pinyin as there are
    Han before them: `Beijing` after 北京, not `Munich` after 慕尼黑.
    """
    for found in _PARENTHESIS.finditer(text):
        if _SPELLED.fullmatch(found[1]) or _is_pinyin(found[1], text, found.start()):
            yield found.start()


def _is_pinyin(letters: str, text: str, end: int) -> bool:
    """Whether `letters` are syllables of the characters before offset `end`."""
    for count, pattern in enumerate(_PINYIN[: min(_LONGEST, end)], 1):
        if pattern.fullmatch(letters):
            return _RUN.fullmatch(text, end - count, end) is not None
    return False
