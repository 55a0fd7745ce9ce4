"""What counts as equal: folded, where one character becomes one, and expanded, for search.

Case, width, accents, hiragana and katakana, and Han variants (Simplified, Traditional, of regions
and of Japan) are folded, so that offsets stay what they are. A search also takes for equal what
differs in length: ligatures, special forms of letters and numbers, marks and joiners, and spaces
between scripts. The tables are generated (tests/tables): from OpenCC for Han, from NFKC otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from reader.text.unicode.scripts import HAN, HANGUL, KANA, WIDE_SIGNS

_TABLE = Path(__file__).with_name("fold_table.txt")
_EXPANSIONS = Path(__file__).with_name("expansion_table.txt")
_SPACES = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
VOICEABLE = frozenset("ｳｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ")
"""Half-width kana that may be one character with the voice mark behind them."""
VOICE_MARKS = frozenset("ﾞﾟ")
"""What a character before may become one with when it is expanded."""
_BEFORE_WORDS = "№℡℻"
"""Signs for a word that is one of its own before what follows: `№5` is `no 5`."""
_BEHIND_WORDS = "™℠㏂㏘"
_VOICED = re.compile(f"[{''.join(VOICEABLE)}][ﾞﾟ]")
_SPACE_RUN = re.compile(" {2,}")
_FIRST_MATHEMATICAL, _LAST_ENCLOSED = 0x1D400, 0x1F2FF


class _Classes(dict[int, int]):
    """Code point to the representative of its class; by default the code point itself."""

    def __missing__(self, code_point: int) -> int:
        self[code_point] = code_point
        return code_point


class _Expansions(dict[int, int | str]):
    """Code point to what it expands to; by default the code point itself."""

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


def expand(text: str) -> str:
    """Fold NFC text, and also what is not one character for one; for comparisons only.

    Ligatures, squared words, circled and other special forms become the letters that they stand
    for (NFKC), half-width kana and voice mark one character; accents, points, vowel marks,
    joiners, selectors and zero-width spaces go. Newlines stay.
    """
    if text.isascii():
        return fold(text)
    if "ﾞ" in text or "ﾟ" in text:
        text = _VOICED.sub(lambda pair: _voiced(pair[0]), text)
    return text.translate(_expansions())


def search_form(text: str) -> str:
    """What NFC texts have in common that a search takes for equal, for comparisons only.

    Expanded text in which runs of spaces are one space, and none stands between Han or kana and
    what belongs to another script: writers set it or leave it out (CLREQ 3.2.2). Between wide
    characters, and beside Hangul, it stays. The length may change; newlines stay.
    """
    return without_script_spaces(expand(text))


def without_script_spaces(expanded: str) -> str:
    """The search form of a text that is expanded."""
    if "  " in expanded:
        expanded = _SPACE_RUN.sub(" ", expanded)
    return expanded if expanded.isascii() else _script_space().sub("", expanded)


def is_script_change(one: str, other: str) -> bool:
    """Whether a space between two expanded characters makes no difference."""
    return not (one.isascii() and other.isascii()) and bool(
        _script_space().match(f"{one} {other}", 1)
    )


@cache
def _script_space() -> re.Pattern[str]:
    """A space between scripts; compiled on first use, the space first for `re` to leap to."""
    han = f"[{HAN}{KANA}]"
    other = f"[^\\s{HAN}{KANA}{HANGUL}{WIDE_SIGNS}]"
    # Han first on either side: of most spaces nothing more is asked.
    return re.compile(f" (?:(?={han})(?<={other} )|(?<={han} )(?={other}))")


@cache
def expanding() -> re.Pattern[str]:
    """All that may not become one character as by `fold`, alone or with the character behind."""
    points = sorted(point for point in _expansion_rows() if not _is_astral_form(point))
    ranges: list[str] = []
    start = points[0]
    for last, point in pairwise([*points, -1]):
        if point != last + 1:
            ranges.append(f"{chr(start)}-{chr(last)}")
            start = point
    # One range for all of the astral forms: each costs time at every character.
    ranges.append(f"{chr(_FIRST_MATHEMATICAL)}-{chr(_LAST_ENCLOSED)}")
    return re.compile(f"[{''.join(ranges)}{''.join(VOICEABLE)}]")


def _is_astral_form(point: int) -> bool:
    return _FIRST_MATHEMATICAL <= point <= _LAST_ENCLOSED


@cache
def _expansion_rows() -> dict[int, str]:
    """Code point to what it becomes, of all that is folded in another way than by `fold`."""
    ignored, *rows = _EXPANSIONS.read_text(encoding="utf-8").split("\n")[2:-1]
    found: dict[int, str] = {}
    for each in ignored.split(" "):
        first, _, last = each.partition("-")
        found.update(dict.fromkeys(range(int(first, 16), int(last, 16) + 1), ""))
    for row in rows:
        expansion, _, characters = row.partition(" ")
        found.update(dict.fromkeys(map(ord, characters), expansion))
    return found


@cache
def _expansions() -> _Expansions:
    expansions = _Expansions({**_classes(), **_expansion_rows()})
    expansions.update({ord(sign): f"{expansions[ord(sign)]} " for sign in _BEFORE_WORDS})
    expansions.update({ord(sign): f" {expansions[ord(sign)]}" for sign in _BEHIND_WORDS})
    return expansions


def part_words(text: str) -> str:
    """The text with spaces about the signs that expand to a word of its own."""
    return text.translate(_parting())


@cache
def _parting() -> dict[int, str]:
    before = {ord(sign): f"{sign} " for sign in _BEFORE_WORDS}
    return before | {ord(sign): f" {sign}" for sign in _BEHIND_WORDS}


def _voiced(pair: str) -> str:
    composed = unicodedata.normalize("NFKC", pair)
    return composed if len(composed) == 1 else pair


def alike(character: str) -> str:
    """All characters that fold to the same as a folded character, itself included."""
    return _members().get(ord(character), character)
