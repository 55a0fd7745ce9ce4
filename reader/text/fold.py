"""Folding for search: one character becomes one, so that offsets stay what they are.

Case, width, accents, hiragana and katakana, and Han variants (Simplified, Traditional, of regions
and of Japan) count as equal. The classes are generated (tests/tables), from OpenCC for Han.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from reader.text.unicode.scripts import HAN, KANA, is_cjk

_TABLE = Path(__file__).with_name("fold_table.txt")
_SPACES = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_NOTHING = re.compile(r"(?!)")
_LETTER = f"[^\\W_{HAN}{KANA}]"


class _Classes(dict[int, int]):
    """Code point to the representative of its class; by default the code point itself."""

    def __missing__(self, code_point: int) -> int:
        self[code_point] = code_point
        return code_point


class HanForms(NamedTuple):
    """The characters that occur in one of the two ways of writing Chinese only."""

    simplified: frozenset[str]
    traditional: frozenset[str]


def _rows() -> list[str]:
    return _TABLE.read_text(encoding="utf-8").split("\n")[2:-1]


@cache
def _classes() -> _Classes:
    classes = _Classes(dict.fromkeys(_SPACES, 0x20))
    for row in islice(_rows(), 2, None):
        classes.update(dict.fromkeys(map(ord, row), ord(row[0])))
    return classes


@cache
def _members() -> dict[int, str]:
    """Code point of a representative to all characters of its class."""
    members: defaultdict[int, str] = defaultdict(str)
    for row in islice(_rows(), 2, None):
        members[ord(row[0])] = row
    return members


@cache
def han_forms() -> HanForms:
    simplified, traditional = _rows()[:2]
    return HanForms(frozenset(simplified), frozenset(traditional))


def fold(text: str) -> str:
    """Replace each character by the representative of its class; the length stays.

    The result is for comparisons only. All kinds of spaces become a space; newlines and tabs stay.
    """
    return text.translate(_classes())


def search_form(text: str) -> str:
    """What texts have in common that a search takes for equal, for comparisons only.

    Folded text in which a space between Han or kana and a letter or digit is gone: writers set it
    or leave it out (CLREQ 3.2.2). The length may change; newlines stay.
    """
    return _script_space().sub("", fold(text))


@cache
def _script_space() -> re.Pattern[str]:
    """A space between scripts; compiled on first use, the space first for `re` to leap to."""
    han = f"[{HAN}{KANA}]"
    return re.compile(f" (?:(?<={han} )(?={_LETTER})|(?<={_LETTER} )(?={han}))")


def alike(character: str) -> str:
    """All characters that fold to the same as a folded character, itself included."""
    return _members().get(ord(character), character)


def compile_query(term: str) -> re.Pattern[str]:
    """A pattern that finds `term` in unfolded NFC text wherever `fold` makes the two equal.

    White space in the term stands for any run of it, between Han, kana or Hangul also for none. A
    term of white space alone matches nothing. Never raises.
    """
    words = unicodedata.normalize("NFC", term).split()
    if not words:
        return _NOTHING
    pattern = _word_pattern(words[0])
    for before, word in pairwise(words):
        loose = is_cjk(before[-1]) and is_cjk(word[0])
        pattern += (r"\s*" if loose else r"\s+") + _word_pattern(word)
    return re.compile(pattern)


def _word_pattern(word: str) -> str:
    return "".join(_class_pattern(code_point) for code_point in map(ord, fold(word)))


def _class_pattern(code_point: int) -> str:
    members = _members().get(code_point)
    if members is None:
        return re.escape(chr(code_point))
    return f"[{''.join(map(re.escape, members))}]"
