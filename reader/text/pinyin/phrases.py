"""Han that are read otherwise in a phrase or as a surname: 重庆 is Chóngqìng, 重 zhòng.

For sorting; a search looks for all readings of a character. The table is generated
(tests/tables), from the data of pypinyin.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from reader.text.fold import fold
from reader.text.pinyin.readings import keys, syllables

SURNAME: Final = "^"
"""Begins a surname in the table."""
LONGEST: Final = 4
"""Characters of a phrase."""
_TABLE: Final = Path(__file__).with_name("phrase_table.txt")
_HEADER_ROWS: Final = 3
_HAN_ONLY: Final = re.compile("[\u3400-\u9fff]+")
_LONGEST_NAME: Final = 3
"""Characters of a person's name of one surname: longer ones are those of newspapers."""


class PhraseTable(NamedTuple):
    likes: dict[str, str]
    """For the characters of a phrase others that are usually read as they are there."""
    first: frozenset[str]
    """Characters that begin a phrase."""


@cache
def phrase_table() -> PhraseTable:
    rows = _TABLE.read_text(encoding="utf-8").split("\n")[_HEADER_ROWS:-1]
    likes = {phrase: like for phrase, _, like in (row.partition("\t") for row in rows)}
    return PhraseTable(likes, frozenset(phrase[0] for phrase in likes if phrase[0] != SURNAME))


def reading_key(text: str, *, is_name: bool = False) -> str:
    """The key of `readings.keys`, for sorting: what is read otherwise has another's code before it.

    `text` is in NFC. That code is of the last character that is usually read so: it comes behind
    all of them. The beginning of a name may be a surname.
    """
    key, folded, likes = keys(text), fold(text), phrase_table().likes
    parts: list[str] = []
    at = 0
    if is_name and (end := _surname_end(folded, likes)):
        parts.append(_reread(likes[SURNAME + folded[:end]], key[:end]))
        at = end
    first = phrase_table().first
    for start in range(at, len(folded)):
        if start >= at and folded[start] in first and (end := _phrase_end(folded, start, likes)):
            parts += key[at:start], _reread(likes[folded[start:end]], key[start:end])
            at = end
    return "".join((*parts, key[at:]))


def _phrase_end(folded: str, start: int, likes: dict[str, str]) -> int:
    """The end of the longest phrase that begins there; 0 without one."""
    for end in range(min(start + LONGEST, len(folded)), start + 1, -1):
        if folded[start:end] in likes:
            return end
    return 0


def _surname_end(folded: str, likes: dict[str, str]) -> int:
    """The end of the surname that begins a name of Han; 0 if it is read as usual."""
    for end, longest in ((2, LONGEST), (1, _LONGEST_NAME)):
        is_surname = SURNAME + folded[:end] in likes
        if is_surname and end < len(folded) <= longest and _HAN_ONLY.fullmatch(folded):
            return end
    return 0


def _reread(like: str, key: str) -> str:
    others = zip(keys(like), key, strict=True)
    return "".join(
        code if syllables(code)[:1] == syllables(other)[:1] else other + code
        for other, code in others
    )
