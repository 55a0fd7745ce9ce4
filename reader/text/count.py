"""How long a text is, in the unit that its readers count in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CJK = (
    r"\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    r"\u30fc-\u30ff\u3105-\u312f\u3130-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_CHARACTER = re.compile(rf"[{_CJK}]")
_WORD = re.compile(rf"[^\W_{_CJK}]+(?:['’.\-_\u200d][^\W_{_CJK}]+)*")


@dataclass(frozen=True, slots=True)
class Count:
    """`characters`: Han, kana and Hangul, one each (字). `words`: of every other script."""

    characters: int
    words: int


def count(text: str) -> Count:
    if text.isascii():
        return Count(0, sum(1 for _ in _WORD.finditer(text)))
    return Count(len(_CHARACTER.findall(text)), sum(1 for _ in _WORD.finditer(text)))
