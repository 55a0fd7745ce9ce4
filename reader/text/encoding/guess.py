"""The encodings that some bytes may be in, by what they would say in each.

Every encoding is tried with the languages that are written in it; the one in which the words make
the likeliest text is the best. Only words that are not all ASCII are looked at, a few thousand
bytes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf

from reader.text.encoding.language_models import character_model, letter_model, letters

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
    if declared and _is_likely(words, declared[0], best * _DOUBT_SHARE + _DOUBT):
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
    found: list[Guess] = []
    limit = inf
    for candidate in candidates:
        if words.decode(candidate.codec, "replace").count("\ufffd") > len(words) * most_damage:
            continue
        for guess in _costs(words, candidate, limit):
            found.append(guess)
            limit = min(limit, guess.cost * _RULED_OUT_SHARE + _RULED_OUT)
    return sorted((one for one in found if one.cost <= limit), key=lambda guess: guess.cost)


def _is_likely(words: bytes, codec: str, limit: float) -> bool:
    """Whether it costs no more in any language: one that is declared may not be thought of.

    What is no character tells that it is not true, even of a few words. An encoding that is none
    of those that are tried is named by no mistake.
    """
    damaged = len(_NO_CHARACTER.findall(words.decode(codec, "replace")))
    limit -= damaged * _DOUBT
    if codec not in _TRIED:
        return limit >= 0
    is_eastern = codec in _EASTERN_CODECS
    languages = _EASTERN if is_eastern else _LETTERED
    found = _costs(words, _Candidate(codec, languages, 0, is_eastern=is_eastern), limit)
    return any(guess.cost <= limit for guess in found)


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


def _costs(words: bytes, candidate: _Candidate, limit: float) -> Iterator[Guess]:
    text = words.decode(candidate.codec, "replace")
    if candidate.is_eastern:
        for language in candidate.languages:
            cost = character_model(language).cost(text)
            yield Guess(candidate.codec, language, cost + candidate.rarity)
        return
    if candidate.codec == "cp1258":
        text = text.lower().translate(_TONES)
    counted = letters(text)
    for language in candidate.languages if counted.signs <= limit else ():
        cost = letter_model(language).cost(counted, limit)
        yield Guess(candidate.codec, language, cost + candidate.rarity)
