"""A quick choice of the keys that a query may match, before each is looked at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product, repeat
from operator import add

from reader.text.pinyin.query import Matcher, QueryPart
from reader.text.pinyin.readings import PASSED, initials, syllables

_BLOCK = 2_048
"""Keys whose bits are held in one number."""
_BYTE = 8
_OCCUPIED = re.compile(rb"[^\0]")
_READING = "="
"""Prefix of the features that are readings, `=an`; others are two first letters."""
_UNREAD = "\n"
_SEVERAL = 0xE000


class Sieve:
    """The readings, and the pairs of first letters, that each of some keys has.

    Takes 250 bytes a title. Any thread may ask.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._blocks = [
            _Block(keys[start : start + _BLOCK]) for start in range(0, len(keys), _BLOCK)
        ]

    def candidates(self, matcher: Matcher) -> Iterator[int]:
        """The rows that match and a few others, ascending. Lazy: take as many as you need."""
        for number, block in enumerate(self._blocks):
            for row in block.candidates(matcher.parts):
                yield number * _BLOCK + row


class _Block:
    def __init__(self, keys: Sequence[str]) -> None:
        self._all = (1 << len(keys)) - 1
        having: defaultdict[str, int] = defaultdict(int)
        for code, rows in _codes(keys).items():
            for syllable in syllables(code):
                having[_READING + syllable] |= rows
        for pair, rows in _pairs(keys).items():
            for letters in product(*map(_letters.meant, pair)):
                having["".join(letters)] |= rows
        self._having = dict(having)

    def candidates(self, parts: Sequence[QueryPart]) -> Iterator[int]:
        """The rows that have what some way to read the query asks for."""
        passing = [0] * len(parts) + [self._all]
        for at in reversed(range(len(parts))):
            part = parts[at]
            for end, step in part.steps.items():
                rows = passing[end]
                if rows and step.syllables:
                    rows &= self._any(_READING + syllable for syllable in step.syllables)
                following = parts[end].initials if end < len(parts) else ""
                if rows and part.initials and following:
                    rows &= self._any(map("".join, product(part.initials, following)))
                passing[at] |= rows
        return _members(passing[0])

    def _any(self, features: Iterable[str]) -> int:
        """The rows that have any of these, as bits."""
        rows = 0
        for feature in features:
            rows |= self._having.get(feature, 0)
        return rows


def _codes(keys: Sequence[str]) -> dict[str, int]:
    """The rows that have each code, as bits."""
    found: defaultdict[str, int] = defaultdict(int)
    for row, key in enumerate(keys):
        bit = 1 << row
        for code in set(key):
            found[code] |= bit
    return found


def _pairs(keys: Sequence[str]) -> dict[str, int]:
    """The rows that have each pair of neighbours, as bits; letters as in `_letters`."""
    found: defaultdict[str, int] = defaultdict(int)
    lines = [key.translate(_letters) for key in keys]
    bits = (repeat(1 << row, len(line) + 1) for row, line in enumerate(lines))
    joined = _UNREAD.join(lines)
    for pair, bit in zip(map(add, joined, joined[1:]), chain.from_iterable(bits), strict=False):
        found[pair] |= bit
    return found


class _Letters(dict[int, str]):
    """Code point in a key to a letter, or to a stand-in for several."""

    def __init__(self) -> None:
        super().__init__()
        self._several: list[str] = []

    def __missing__(self, point: int) -> str:
        code = chr(point)
        letter = "" if code == PASSED else initials(code) or _UNREAD
        if len(letter) > 1:
            if letter not in self._several:
                self._several.append(letter)
            letter = chr(_SEVERAL + self._several.index(letter))
        self[point] = letter
        return letter

    def meant(self, letter: str) -> str:
        """The letters that a stand-in means."""
        if letter == _UNREAD:
            return ""
        return letter if letter.isascii() else self._several[ord(letter) - _SEVERAL]


_letters = _Letters()


def _members(rows: int) -> Iterator[int]:
    """The bits that are set, ascending."""
    for occupied in _OCCUPIED.finditer(rows.to_bytes(-(-rows.bit_length() // _BYTE), "little")):
        byte = occupied[0][0]
        for bit in range(_BYTE):
            if byte >> bit & 1:
                yield occupied.start() * _BYTE + bit
