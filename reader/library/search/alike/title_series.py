"""Titles that differ by a number: parts of a series, issues of a periodical, releases."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.text.fold import search_form
from reader.text.unicode.scripts import HAN

_HAN_NUMBERS: Final = "一二三四五六七八九十"
_PARTS: Final = "上中下"
"""First, middle and last part."""
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LONGEST: Final = 300
"""Characters of a title that are looked at."""
_MOST_NUMBERS: Final = 4
_COUNTING: Final = "|".join((*_WORDS, *_ROMAN))
_DIGITS: Final = 9
_NUMBER: Final = re.compile(
    rf"(?P<digits>[0-9]{{1,{_DIGITS}}})"
    rf"|第(?P<ordinal>[{_HAN_NUMBERS}]{{1,3}})(?=[部篇章期回集季卷讲講课課弹彈天次])"
    rf"|[((](?P<bracketed>[{_HAN_NUMBERS}]{{1,3}}|[{_PARTS}])[))]"
    rf"|(?P<part>[{_PARTS}])(?=篇|集|部|$)"
    rf"|\b(?:part|chapter|episode)[ ]?(?P<word>{_COUNTING})\b"
)
_BARE: Final = re.compile(r"[\W_]+")
_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")
_BEFORE: Final = 6
"""Letters before the number that are the name of a series; a Han counts as two. What is behind it
is a title of its own then, and else of the name too."""


class SeriesTitle(NamedTuple):
    """A title taken apart at its numbers."""

    before: str
    """What stands before the first number, letters and digits alone."""
    behind: str
    """What stands behind the last one."""
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, title: str) -> SeriesTitle | None:
        """None for a title without a number."""
        text = search_form(title[:_LONGEST])
        found = list(_NUMBER.finditer(text))[:_MOST_NUMBERS]
        if not found:
            return None
        return cls(
            _BARE.sub("", text[: found[0].start()]),
            _BARE.sub("", text[found[-1].end() :]),
            tuple(map(_value, found)),
        )

    @property
    def name(self) -> str:
        """What all titles of its series have."""
        return self.before if _weight(self.before) >= _BEFORE else self.before + self.behind

    def continues(self, other: SeriesTitle) -> bool:
        """Whether both belong to one series, as other parts of it."""
        is_other_part = self.numbers != other.numbers and self.before == other.before
        return is_other_part and self.name == other.name and _weight(self.name) >= _BEFORE

    def distance(self, other: SeriesTitle) -> tuple[int, ...]:
        """How far its number is from another's, to sort by."""
        pairs = zip(self.numbers, other.numbers, strict=False)
        return tuple(abs(one - another) for one, another in pairs)


def _value(number: re.Match[str]) -> int:
    said = number[number.lastgroup or 0]
    if said.isdecimal():
        return int(said)
    for names in (_WORDS, _ROMAN):
        if said in names:
            return names.index(said) + 1
    if said in _PARTS:
        return _PARTS.index(said) + 1
    return _han_value(said)


def _han_value(said: str) -> int:
    """Of 一 to 九十九; each character is one of `_HAN_NUMBERS`."""
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return int("".join(str(_HAN_NUMBERS.index(each) + 1) for each in said.replace("十", "")))
    high = _HAN_NUMBERS.index(tens[0]) + 1 if tens else 1
    return 10 * high + (_HAN_NUMBERS.index(ones[0]) + 1 if ones else 0)


def _weight(text: str) -> int:
    return len(text) + len(_HAN_CHARACTER.findall(text))
