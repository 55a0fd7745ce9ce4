"""How unlikely a text is in a language: by which letters follow which, or by each character.

Everything is counted in half bits: a text in its own language costs eight or nine a letter, and
nineteen a Chinese character. As each encoding is a way to read the same bytes, the costs of two
readings can be compared, however many bytes their characters take.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from math import inf
from pathlib import Path

EDGE = "-"
"""Stands before and behind a word: for all that is no letter."""
DAMAGE = 50
"""What stands for bytes that mean nothing, or is no character, or a control."""

_HALF_BITS = bytes((digit - ord("0")) % 256 for digit in range(256))
"""What the characters stand for by which the table writes half bits."""
_TABLE = Path(__file__).with_name("letter_table.txt")
_FOREIGN, _FOREIGN_MARK, _LATIN = 30, 18, 14
"""Of a letter, a mark and an ASCII letter that the language does not have."""
_SWITCH = 10
"""More, where letters of two scripts meet in a word."""
_CAPITAL, _CAPITAL_INSIDE = 4, 18
"""More, for a capital at the beginning of a word, and behind a small letter."""
_AWKWARD = 8
"""More, for a sign where it hardly ever is."""
_ASCII_SIGN = 16
_SIGNS = {
    **dict.fromkeys("“”‘’–—…«»„\xa0", 13),
    **dict.fromkeys("•·©®™°€£§¿¡\xad", 17),
    **dict.fromkeys("¤¦¨¸", DAMAGE),
    **dict.fromkeys("ªº²³½¼¾±×µ†‹›´№،؛؟", 22),
}
_SIGN = 28
_NO_BEGINNING = "”…•©®™€°¼½¾¤¦¨¸"
"""Signs that no letter follows."""
_NO_END = "„‚‘¿¡"
"""Signs that no letter is before."""
_NOT_ALONE = "”’"
"""Signs that no space is before."""

_HAN_SETS = {"zh": ("gb2312", range(0xB0, 0xD8)), "zht": ("big5", range(0xA4, 0xC7))}
_HAN_SETS["ja"] = ("euc_jp", range(0xB0, 0xD0))
"""By language: the character set that sorts by use, and the lead bytes of its common characters."""
_COMMON_HAN, _RARE_HAN = 29, 36
_EASTERN_SIGNS = dict.fromkeys("，。、：；？！“”‘’（）《》「」『』…—·～\u3000【】ー", 12)
_BLOCKS = (
    ("A", "z", _LATIN),
    ("\0", "\x1f", DAMAGE),
    ("\x20", "\x7f", _ASCII_SIGN),
    ("\x80", "\x9f", DAMAGE),
    ("\u2000", "\u27bf", 22),
    ("\u3000", "\u303f", 18),
    ("\u3040", "\u30ff", 26),
    ("\uac00", "\ud7a3", 31),
    ("\uff00", "\uff5e", 17),
    ("\uff61", "\uff9f", 22),
    ("\u0370", "\u04ff", 28),
    ("\u3100", "\u33ff", 28),
    ("\ue000", "\uf8ff", DAMAGE),
)
_STRANGE = 40


@dataclass(frozen=True, slots=True)
class Letters:
    """The pairs of characters of a text that cost something, and what its signs cost."""

    pairs: dict[tuple[str, str], int]
    """Two letters in lower case, or a letter and `EDGE`, and how often."""
    signs: int
    """Half bits of what is the same in every language."""


def characters_of(text: str) -> tuple[tuple[str, int], ...]:
    """Each character as a letter, "" for a sign, and half bits of one that no language has."""
    letters = ((_letter(character), character) for character in text)
    return tuple(
        ("", _sign(character)) if letter == EDGE else (letter, _foreign(letter, letter))
        for letter, character in letters
    )


@lru_cache(maxsize=32)
def other_letters(text: str) -> Letters:
    """The pairs of which at least one character is not ASCII."""
    pairs = Counter(pairwise(f" {text} "))
    return _letters((pair, count) for pair, count in pairs.items() if max(pair) >= "\x80")


@lru_cache(maxsize=4)
def _ascii_letters(text: bytes) -> Letters:
    """The pairs of characters that are both ASCII; of a text with `?` for all others."""
    pairs = Counter(pairwise(f" {text.decode('ascii')} "))
    return _letters((pair, count) for pair, count in pairs.items() if "?" not in pair)


def _letters(counted: Iterable[tuple[tuple[str, str], int]]) -> Letters:
    pairs: dict[tuple[str, str], int] = {}
    signs = 0
    for (one, other), count in counted:
        left, right = _letter(one), _letter(other)
        if right == EDGE:
            signs += (_sign(other) + _awkward(one, left, other)) * count
            if left == EDGE:
                continue
        elif one in _NO_BEGINNING:
            signs += _AWKWARD * count
        if other.isupper() and (left == EDGE or one.islower()):
            signs += (_CAPITAL if left == EDGE else _CAPITAL_INSIDE) * count
        pair = left, right
        pairs[pair] = pairs.get(pair, 0) + count
    return Letters(pairs, signs)


@cache
def _letter(character: str) -> str:
    if not character.isascii():
        is_letter = unicodedata.category(character)[0] in "LM"
        return character.lower()[0] if is_letter else EDGE
    return character.lower() if character.isalpha() else EDGE


@cache
def _sign(character: str) -> int:
    if character == " ":
        return 0
    if character.isascii():
        return _ASCII_SIGN if character >= " " else DAMAGE
    if character in _SIGNS:
        return _SIGNS[character]
    return DAMAGE if character == "\ufffd" or unicodedata.category(character)[0] == "C" else _SIGN


def _awkward(one: str, left: str, sign: str) -> int:
    """What a sign costs behind a character, of which `left` is the letter, if it is none there."""
    before = _NOT_ALONE if one == " " else _NO_END if left != EDGE else ""
    return _AWKWARD if sign in before else 0


@dataclass(frozen=True, slots=True)
class LetterModel:
    """A language that is written with few letters."""

    index: dict[str, int]
    costs: bytes
    """For each letter, half bits of each that may follow."""
    least: dict[str, int]
    """Half bits of each letter behind the one that is before it most often."""

    def least_costs(self, characters: Iterable[tuple[str, int]]) -> bytes:
        """For each of the `characters_of` some bytes, half bits that it costs or more."""
        least = self.least
        return bytes([least.get(letter, cost) for letter, cost in characters])

    def cost(self, text: Letters, limit: float) -> int:
        """Half bits of a text; some number beyond the limit if they are more."""
        index, costs, size = self.index, self.costs, len(self.index)
        total = text.signs
        for (one, other), count in text.pairs.items():
            left, right = index.get(one), index.get(other)
            if left is None:
                total += _SWITCH * count if right else 0
                left = 0
            cost = _foreign(other, one) if right is None else costs[left * size + right]
            total += cost * count
            if total > limit:
                break
        return total


def _foreign(letter: str, before: str) -> int:
    if letter.isascii():
        return _LATIN if before.isascii() else _LATIN + _SWITCH
    return _FOREIGN if letter.isalpha() else _FOREIGN_MARK


@dataclass(frozen=True, slots=True)
class CharacterModel:
    """A language that is written with many characters."""

    language: str
    costs: dict[str, int] = field(repr=False)

    def cost(self, text: str) -> int:
        """Half bits of a text."""
        known = self.costs
        return sum(
            (known.get(character) or _other_cost(self.language, character)) * count
            for character, count in Counter(text).items()
            if character != " "
        )


@cache
def _other_cost(language: str, character: str) -> int:
    if character in _EASTERN_SIGNS:
        return _EASTERN_SIGNS[character]
    if "\u3400" <= character <= "\u9fff":
        charset, common = _HAN_SETS.get(language, ("", range(0)))
        lead = character.encode(charset, "ignore")[:1] if charset else b""
        return _COMMON_HAN if lead and lead[0] in common else _RARE_HAN
    for first, last, cost in _BLOCKS:
        if first <= character <= last:
            return cost
    return DAMAGE if character == "\ufffd" else _STRANGE


@cache
def letter_model(language: str) -> LetterModel:
    alphabet, costs = _lines()[language][0].split(" ")
    index = {letter: number for number, letter in enumerate(alphabet)}
    half_bits = costs.encode("latin-1").translate(_HALF_BITS)
    least = {
        letter: min(half_bits[number :: len(index)])
        for letter, number in index.items()
        if letter != EDGE
    }
    return LetterModel(index, half_bits, least)


@lru_cache(maxsize=256)
def ascii_cost(language: str, text: bytes) -> int:
    """Half bits of the pairs of ASCII characters in a text with `?` for all others."""
    return letter_model(language).cost(_ascii_letters(text), inf)


@cache
def character_model(language: str) -> CharacterModel:
    costs: dict[str, int] = {}
    for line in _lines()[language]:
        cost, characters = line.split(" ")
        costs.update(dict.fromkeys(characters, int(cost)))
    return CharacterModel(language, costs)


@cache
def _lines() -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        language, rest = line.split(" ", 1)
        lines.setdefault(language, []).append(rest)
    return lines
