"""Codes of Han characters, in the order of their readings.

A key is as long as its text: a place in the one is a place in the other. The characters of a
syllable are neighbours in it, so that a class of them is a range, and keys sort by reading. The
table is generated (tests/tables), from the data of pypinyin.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reader.text.fold import alike, fold

_TABLE = Path(__file__).with_name("pinyin_table.txt")
# All of CJK Extension A to CJK Unified Ideographs: what has no reading comes behind what has
_HAN = range(0x3400, 0xA000)
_HEADER_ROWS = 3
_AFTER_LETTERS = "\x7f"

PASSED = " "
"""The character in a key for white space and for marks within titles, which a match passes over."""
_MARKS = "\"'`´()[]{}<>《》〈〉「」『』【】〔〕〖〗“”‘’«»（）［］｛｝-–—·•・:：,，、&+_#*~…@"


class ReadingTable(NamedTuple):
    """Syllables in order, with `v` for ü."""

    syllables: list[str]
    starts: list[int]
    """The first code of the characters usually read so, by syllable; one more at the end."""
    others: list[str]
    """Codes of the characters sometimes read so, by syllable."""
    codes: array[int]
    """The code of each character of the range."""

    def prefixed(self, prefix: str) -> tuple[int, int]:
        """The range of syllables that begin with `prefix`."""
        return (
            bisect_left(self.syllables, prefix),
            bisect_left(self.syllables, prefix + _AFTER_LETTERS),
        )


@cache
def table() -> ReadingTable:
    rows = _TABLE.read_text(encoding="utf-8").split("\n")[_HEADER_ROWS:-1]
    syllables, usual, others = zip(*(row.split("\t") for row in rows), strict=True)
    codes = array("H", bytes(2 * len(_HAN)))
    read = "".join(usual)
    for code, character in zip(_HAN, read, strict=False):
        codes[ord(character) - _HAN.start] = code
    last = _HAN.start + len(read)
    for place, code in enumerate(codes):
        if not code:
            codes[place] = last
            last += 1
    starts = [_HAN.start]
    for characters in usual:
        starts.append(starts[-1] + len(characters))
    return ReadingTable(list(syllables), starts, [_coded(each, codes) for each in others], codes)


def _coded(characters: str, codes: array[int]) -> str:
    return "".join(chr(codes[ord(character) - _HAN.start]) for character in characters)


class _Keys(dict[int, int]):
    """Code point to its character in a key; Han are added as they occur, for few of them do."""

    def __init__(self, codes: array[int]) -> None:
        self._codes = codes

    def __missing__(self, point: int) -> int:
        folded = fold(chr(point))
        if point in _HAN:
            code = self._codes[point - _HAN.start]
        elif ord(folded) in _HAN:
            code = self._codes[ord(folded) - _HAN.start]
        elif folded in _MARKS or (folded.isspace() and folded != "\n"):
            code = ord(PASSED)
        else:
            code = ord(folded)
        self[point] = code
        return code


@cache
def _keys() -> _Keys:
    return _Keys(table().codes)


def keys(text: str) -> str:
    """The key of a title, an author or a tag, in NFC: one character for each of its characters.

    Han become codes in the order of their readings, other characters are folded, and what a match
    passes over becomes a space. Newlines stay: no match goes across one.
    """
    return text.translate(_keys())


@cache
def _others() -> Mapping[str, tuple[str, ...]]:
    """Code to the readings that it has sometimes."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for syllable, codes in zip(table().syllables, table().others, strict=True):
        for code in codes:
            found[code] += (syllable,)
    return found


def syllables(code: str) -> tuple[str, ...]:
    """The readings of a character of a key, the usual one first."""
    places = table()
    index = bisect_right(places.starts, ord(code)) - 1
    usual = places.syllables[index : index + 1] if index >= 0 else []
    return (*usual, *_others().get(code, ()))


def readings(character: str) -> tuple[str, ...]:
    """Syllables without tones, `v` for ü, the most usual first; none for other than Han."""
    return syllables(keys(character))


def initials(code: str) -> str:
    """First letters of the readings of a character of a key, each once, the usual one first.

    A Latin letter or digit is its own; empty for everything else.
    """
    if code.isascii() and code.isalnum():
        return code
    return "".join(dict.fromkeys(syllable[0] for syllable in syllables(code)))


def equals(folded: str) -> str:
    """Codes of all Han that fold to this folded character; none for other than Han."""
    return keys("".join(each for each in alike(folded) if ord(each) in _HAN))
