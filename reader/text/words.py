"""Words as a reader selects them, Chinese ones too, which nothing separates.

Chinese is cut into the words of a table whose product of frequencies is greatest (a unigram model).
Rare characters side by side that are in no word of the table are a name, or a new word.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from reader.text.fold import fold
from reader.text.grapheme import is_boundary, next_boundary, previous_boundary
from reader.text.unicode.scripts import HAN, HANGUL, KANA

_TABLE = Path(__file__).with_name("word_table.txt")
_TOTAL = 26
"""Binary logarithm of the number of words that the table was counted in."""
_LONGEST = 4
_RARE = 14
"""Binary logarithm of the count of a character that is seldom a word by itself."""
_LONGEST_NAME = 3
_STRETCH = 256
"""Han without punctuation are cut at multiples of this offset, however long they go on."""
_KINDS = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<kana>[{KANA}]+)|(?P<space>[^\S\n]+|\n)"
    rf"|(?P<word>(?:(?![{HAN}{KANA}])[\w'’])++(?:-(?:(?![{HAN}{KANA}{HANGUL}])[\w'’])++)*+)"
    rf"|(?P<sign>(?:(?![{HAN}{KANA}])[^\w\s'’])++)"
)
_REACH = 512
"""Characters looked at on either side of a place."""


@cache
def _scores() -> dict[str, int]:
    """Folded word to the binary logarithm of its count."""
    known: dict[str, int] = {}
    for row in _TABLE.read_text(encoding="utf-8").split("\n")[2:-1]:
        score, length, words = row.split(" ")
        step = int(length)
        cut = [words[at : at + step] for at in range(0, len(words), step)]
        known.update(dict.fromkeys(cut, int(score)))
    return known


def is_usual(word: str) -> bool:
    """Whether a folded word of up to four Han is in the table."""
    return word in _scores()


def segment(han: str) -> list[str]:
    """Cut Han characters into words; joined they are `han` again."""
    scores, folded, length = _scores(), fold(han), len(han)
    best: list[tuple[int, int]] = [(0, 0)] * length + [(0, length)]
    for start in range(length - 1, -1, -1):
        ways = [(scores.get(folded[start], 0) - _TOTAL + best[start + 1][0], start + 1)]
        for end in range(start + 2, min(start + _LONGEST, length) + 1):
            score = scores.get(folded[start:end])
            if score is not None:
                ways.append((score - _TOTAL + best[end][0], end))
        best[start] = max(ways)
    words: list[str] = []
    start, after_rare = 0, False
    while start < length:
        end = best[start][1]
        rare = end - start == 1 and scores.get(folded[start], 0) <= _RARE
        if rare and after_rare and len(words[-1]) < _LONGEST_NAME:
            words[-1] += han[start]
        else:
            words.append(han[start:end])
        start, after_rare = end, rare
    return words


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the word, the run of signs or the white space at a character.

    Both are `offset` if there is no such character. Grapheme clusters stay whole.
    """
    if not 0 <= offset < len(text):
        return offset, offset
    if not is_boundary(text, offset):
        offset = previous_boundary(text, offset)
    low, high = max(0, offset - _REACH), min(len(text), offset + _REACH)
    start, end = offset, offset + 1
    for found in _KINDS.finditer(text, low, high):
        if found.end() > offset >= found.start():
            start, end = found.span()
            if found.lastgroup == "han":
                start, end = _chinese(text, start, end, offset)
            break
    return _whole(text, start, end)


def _chinese(text: str, start: int, end: int, offset: int) -> tuple[int, int]:
    start = max(start, offset // _STRETCH * _STRETCH)
    end = min(end, start // _STRETCH * _STRETCH + _STRETCH)
    for word in segment(text[start:end]):
        if start + len(word) > offset:
            return start, start + len(word)
        start += len(word)
    return start, end


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends to cluster boundaries; a cluster belongs to its first character."""
    if not is_boundary(text, start):
        start = next_boundary(text, start)
    if not is_boundary(text, end):
        end = next_boundary(text, end)
    return start, end
