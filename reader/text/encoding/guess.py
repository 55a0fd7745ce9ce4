"""The encodings that some bytes may be in, by what they would say in each.

Every encoding is tried with the languages that are written in it; the one in which the words make
the likeliest text is the best. Only words that are not all ASCII are looked at, a few thousand
bytes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import NamedTuple

from reader.text.encoding.language_models import (
    ascii_cost,
    character_model,
    characters_of,
    letter_model,
    other_letters,
)

_SAMPLE = 4 * 1024
"""Bytes of words that are looked at."""
_WORD = re.compile(rb"[0-9@-\x7f]{0,40}+[\x80-\xff][0-9@-\xff]*+")
"""Parts of words that are not ASCII: no second byte of a character is one that they end at."""
_MIXED_IN, _LONG = 80, 24
"""Words after which one of each byte is looked at, and bytes of words that are too long for it."""
_FIRST = 256
"""Bytes of words by which most encodings are ruled out."""
_RULED_OUT, _RULED_OUT_SHARE = 60, 1.25
"""What an encoding and a language may cost more than the best: they are not thought of beyond."""
_HOPELESS = 0.15
"""Share of damage beyond which an encoding is not looked at any more."""

_WESTERN = ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "no", "fi", "ca", "gl")
_SELDOM = ("is", "sq")
"""Icelandic and Albanian: few write in them, and their letters are those of others elsewhere."""
_CENTRAL = ("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq")
_CYRILLIC = ("ru", "uk", "be", "bg", "sr", "mk")
_BALTIC = ("et", "lv", "lt")


@dataclass(frozen=True, slots=True)
class _Candidate:
    codec: str
    languages: tuple[str, ...]
    rarity: int
    """Half bits that it costs to take this one."""
    is_eastern: bool = False


class _Reading(NamedTuple):
    """Some words in an encoding, taken for a language."""

    candidate: _Candidate
    language: str
    text: str
    plain: bytes
    """The text with `?` for what is not ASCII; the words have no question mark."""
    least: int
    """Half bits that it costs or more."""

    def guess(self, limit: float) -> Guess:
        """What it costs; some number beyond the limit if that is more."""
        return Guess(self.candidate.codec, self.language, self._cost(limit) + self.candidate.rarity)

    def _cost(self, limit: float) -> int:
        if self.candidate.is_eastern:
            return character_model(self.language).cost(self.text)
        # What is ASCII is the same in all encodings.
        plain = ascii_cost(self.language, self.plain)
        if plain > limit:
            return plain
        return plain + letter_model(self.language).cost(other_letters(self.text), limit - plain)


_CANDIDATES = (
    _Candidate("gb18030", ("zh", "zht"), 0, is_eastern=True),
    _Candidate("cp1252", _WESTERN, 0),
    _Candidate("cp1252", _SELDOM, 8),
    _Candidate("cp1251", _CYRILLIC, 0),
    _Candidate("cp1250", _CENTRAL, 3),
    _Candidate("big5hkscs", ("zht",), 4, is_eastern=True),
    _Candidate("cp932", ("ja",), 4, is_eastern=True),
    _Candidate("euc_jp", ("ja",), 6, is_eastern=True),
    _Candidate("cp949", ("ko",), 4, is_eastern=True),
    _Candidate("cp1253", ("el",), 4),
    _Candidate("cp1254", ("tr",), 6),
    _Candidate("cp1255", ("he",), 4),
    _Candidate("cp1256", ("ar",), 4),
    _Candidate("cp1256", ("fa",), 10),
    _Candidate("cp1257", _BALTIC, 6),
    _Candidate("cp1258", ("vi",), 6),
    _Candidate("cp874", ("th",), 4),
    _Candidate("iso8859_2", _CENTRAL, 8),
    _Candidate("iso8859_15", _WESTERN, 12),
    _Candidate("iso8859_7", ("el",), 8),
    _Candidate("iso8859_6", ("ar",), 8),
    _Candidate("koi8_r", ("ru",), 6),
    _Candidate("koi8_u", ("uk",), 8),
    _Candidate("cp866", _CYRILLIC, 10),
    _Candidate("iso8859_5", _CYRILLIC, 12),
    _Candidate("iso8859_13", _BALTIC, 12),
    _Candidate("iso8859_4", _BALTIC, 14),
    _Candidate("mac_cyrillic", _CYRILLIC, 14),
    _Candidate("cp855", _CYRILLIC, 18),
    _Candidate("mac_roman", (*_WESTERN, *_SELDOM), 24),
    _Candidate("cp850", (*_WESTERN, *_SELDOM), 24),
    _Candidate("cp852", _CENTRAL, 26),
)
_TONE_LETTERS = "ˋˊˌˑˎ"
_TONES = str.maketrans(
    dict(zip("\u0300\u0301\u0303\u0309\u0323", _TONE_LETTERS, strict=True))
    | {letter: f"{vowel}ˋ" for letter, vowel in zip("àèìòù", "aeiou", strict=True)}
    | {letter: f"{vowel}ˊ" for letter, vowel in zip("áéíóú", "aeiou", strict=True)}
    | {"ã": "aˌ", "õ": "oˌ"}
)
"""Vietnamese may be written with tones as marks or not: here, as letters of their own."""
_SAME = {
    "big5hkscs": ("big5", "cp950", "big5hkscs"),
    "cp932": ("cp932", "shift_jisx0213"),
    "euc_jp": ("euc_jp", "euc_jisx0213"),
}
"""Codecs that are looked at as one: the first in which all bytes mean something is meant."""
_EASTERN = ("zh", "zht", "ja", "ko")
_LETTERED = tuple(
    dict.fromkeys(name for one in _CANDIDATES if not one.is_eastern for name in one.languages)
)
_EASTERN_CODECS = frozenset(
    same for one in _CANDIDATES if one.is_eastern for same in (one.codec, *_SAME.get(one.codec, ()))
)
_TRIED = _EASTERN_CODECS.union(one.codec for one in _CANDIDATES)
_NO_TEXT, _SHORT_TEXT = 15, 60
"""Half bits a byte, and for all, beyond which it is no text: noise takes 17 a byte, most text 9."""
_AS_GOOD, _AS_GOOD_SHARE = 30, 1.05
"""What another may cost more that takes all of the bytes, where the best one does not."""
_DOUBT, _DOUBT_SHARE = 32, 1.08
"""What a declared encoding may cost more than the best, of which nothing says that it is meant."""
_NO_CHARACTER = re.compile("[\x80-\x9f\ufffd]")
_CHINESE = 25
"""Half bits a character of what is Chinese, Japanese or Korean beyond doubt."""
_EASTERN_CHARACTER = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_NEARLY_ALL = 0.9
_SHORTEST = 16
"""Bytes of the shortest text that is told to be UTF-16 by its characters."""


@dataclass(frozen=True, slots=True)
class Guess:
    codec: str
    language: str
    cost: int
    """Half bits of the words that were looked at, see `language_models`."""


def likely_codecs(data: bytes, declared: tuple[str, ...] = ()) -> list[str]:
    """The codecs that the bytes may be in, the likeliest first; none if they are no text.

    One that was declared comes first, unless it makes far less likely text than another.
    """
    words = b" ".join(_words(data))
    found = _guesses(words)
    if not found:
        return list(declared)
    best = found[0].cost
    codecs: list[str] = []
    if declared and _is_likely(words, declared[0], found, best * _DOUBT_SHARE + _DOUBT):
        codecs.extend(declared)
    if best <= len(words) * _NO_TEXT + _SHORT_TEXT:
        for guess in found:
            if guess.cost <= best * _AS_GOOD_SHARE + _AS_GOOD:
                codecs.extend(_SAME.get(guess.codec, (guess.codec,)))
    return list(dict.fromkeys((*codecs, *declared)))


def eastern_utf16(data: bytes) -> str:
    """UTF-16 without any mark and without the zeros that ASCII has in it; empty if it is not."""
    if len(data) % 2 or len(data) < _SHORTEST:
        return ""
    found: dict[str, float] = {}
    for codec in ("utf_16_le", "utf_16_be"):
        try:
            text = data[:_SAMPLE].decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_EASTERN_CHARACTER.findall(text)) >= len(text) * _NEARLY_ALL:
            costs = (character_model(language).cost(text) for language in _EASTERN)
            found[codec] = min(costs) / len(text)
    best = min(found, key=lambda codec: found[codec], default="")
    return best if best and found[best] <= _CHINESE else ""


def is_likelier_utf8(data: bytes) -> bool:
    """Whether UTF-8 makes likelier text than anything else, for all that is damaged in it."""
    words = b" ".join(_words(data))
    utf8 = (_Candidate("utf_8", _LETTERED, 0), _Candidate("utf_8", _EASTERN, 0, is_eastern=True))
    found = _tried(words, utf8, most_damage=1)
    return bool(found) and found[0].cost <= _guesses(words)[0].cost


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters, and nearly all are common ones."""
    characters = re.sub(r"[\0-\x7f]++", "", text)[:_SAMPLE]
    cost = character_model("zh").cost(characters)
    return 0 < cost <= len(characters) * _CHINESE


def _guesses(words: bytes) -> list[Guess]:
    """Most are ruled out by the first few words."""
    if len(words) <= 3 * _FIRST:
        return _tried(words, _CANDIDATES) if words else []
    cut = words.find(b" ", _FIRST)
    first = _tried(words[: cut if 0 < cut < 2 * _FIRST else _FIRST], _CANDIDATES)
    left = {(guess.codec, guess.language) for guess in first}
    candidates = (
        replace(one, languages=tuple(name for name in one.languages if (one.codec, name) in left))
        for one in _CANDIDATES
    )
    return _tried(words, (one for one in candidates if one.languages))


def _tried(
    words: bytes, candidates: Iterable[_Candidate], most_damage: float = _HOPELESS
) -> list[Guess]:
    """The guesses that are not ruled out, the likeliest first, of equal ones the first candidate's.

    Those that may be the likeliest are looked at first: they rule out others unseen.
    """
    readings = [
        reading
        for candidate in candidates
        if (text := _text(words, candidate.codec)).count("\ufffd") <= len(words) * most_damage
        for reading in _readings(words, text, candidate)
    ]
    found: list[tuple[int, int, Guess]] = []
    limit = inf
    for number, reading in sorted(enumerate(readings), key=lambda each: each[1].least):
        if reading.least > limit:
            break
        guess = reading.guess(limit)
        found.append((guess.cost, number, guess))
        limit = min(limit, guess.cost * _RULED_OUT_SHARE + _RULED_OUT)
    return [guess for cost, _, guess in sorted(found, key=lambda each: each[:2]) if cost <= limit]


def _is_likely(words: bytes, codec: str, found: list[Guess], limit: float) -> bool:
    """Whether it costs no more in any language: one that is declared may not be thought of.

    What is no character tells that it is not true, even of a few words. An encoding that is none
    of those that are tried is named by no mistake.
    """
    text = _text(words, codec)
    limit -= len(_NO_CHARACTER.findall(text)) * _DOUBT
    if any(guess.codec == codec and guess.cost <= limit for guess in found):
        return True
    if codec not in _TRIED:
        return limit >= 0
    is_eastern = codec in _EASTERN_CODECS
    languages = _EASTERN if is_eastern else _LETTERED
    readings = _readings(words, text, _Candidate(codec, languages, 0, is_eastern=is_eastern))
    return any(one.least <= limit and one.guess(limit).cost <= limit for one in readings)


def _words(data: bytes) -> Iterator[bytes]:
    """Words that are not all ASCII, from everywhere, `_SAMPLE` bytes of them in all.

    Of each byte some word, as similar encodings differ in a few, which may be seldom.
    """
    words = _WORD.findall(data)
    step = max(1, min(sum(map(len, words)) // _SAMPLE, len(words) // 2))
    chosen = words[::step]
    if step > 1:
        chosen = [*chosen[:_MIXED_IN], *_of_each_byte(b" ".join(words)), *chosen[_MIXED_IN:]]
    left = _SAMPLE
    for word in chosen:
        yield word[:left]
        left -= len(word)
        if left <= 0:
            return


def _of_each_byte(words: bytes) -> Iterator[bytes]:
    for byte in range(0x80, 0x100):
        at = words.find(byte)
        if at >= 0:
            word = words[words.rfind(b" ", 0, at) + 1 : at] + words[at : at + _LONG].split(b" ")[0]
            if len(word) < _LONG:
                yield word


def _text(words: bytes, codec: str) -> str:
    text = words.decode(codec, "replace")
    return text.lower().translate(_TONES) if codec == "cp1258" else text


def _readings(words: bytes, text: str, candidate: _Candidate) -> Iterator[_Reading]:
    """What some words, and the text that they are in an encoding, may say in its languages."""
    is_measured = not candidate.is_eastern and candidate.codec != "utf_8"
    plain = text.encode("ascii", "replace")
    for language in candidate.languages:
        costs = _least_costs(candidate.codec, language) if is_measured else b""
        least = sum(words.translate(costs)) if is_measured else 0
        yield _Reading(candidate, language, text, plain, candidate.rarity + least)


@cache
def _least_costs(codec: str, language: str) -> bytes:
    """For each byte of an encoding, half bits that it costs in a language or more."""
    return letter_model(language).least_costs(_characters(codec))


@cache
def _characters(codec: str) -> tuple[tuple[str, int], ...]:
    # Of two characters that are made of one byte the first is enough: the least is looked for.
    return characters_of("".join(_text(bytes((byte,)), codec)[0] for byte in range(256)))
