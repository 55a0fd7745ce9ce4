"""The likely language of a text, by its scripts and its commonest words."""

from __future__ import annotations

import re
from functools import cache

from reader.text.fold import han_forms
from reader.text.unicode.scripts import HAN, HANGUL, KANA

_SAMPLE = 4000
_SCRIPTS = {
    "han": HAN,
    "latin": "A-Za-z\u00c0-\u024f",
    "kana": KANA,
    "ko": HANGUL,
    "th": "\u0e01-\u0e2e\u0e40-\u0e44",
    "ar": "\u0621-\u064a\u0671-\u06d3",
    "he": "\u05d0-\u05ea",
    "ru": "\u0400-\u04ff",
}
# Letters of one script that make it another language: Persian and Urdu; Ukrainian, Serbian, …
_FOREIGN = {
    "ar": "\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06cc\u06d2",
    "ru": "іїєґўђѓќјљњћџәғқңөұүһІЇЄҐЎЂЃЌЈЉЊЋЏӘҒҚҢӨҰҮҺ",
}
_LETTERS_A_WORD = 5
_COMMON_WORDS = (
    "the of and to is that for it with as are this be have not you from by or was can which their"
    " will would has been your they"
)
_ENGLISH = frozenset(_COMMON_WORDS.split())
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")


@cache
def _any_of(characters: str | frozenset[str]) -> re.Pattern[str]:
    """Compiled on first use: large sets take a millisecond each at start-up."""
    return re.compile(f"[{''.join(characters)}]+")


def guess_language(text: str) -> str:
    """BCP 47 tag from the scripts of the first 4,000 characters, "" if they do not tell.

    One of `zh-Hans`, `zh-Hant`, `ja`, `ko`, `th`, `ar`, `he`, `ru`, `en`.
    """
    head = text[:_SAMPLE]
    counts = _counts(head)
    # A Han character or syllable weighs as much as a few letters: code and names are Latin
    weights = {
        name: count if name in ("han", "kana", "ko") else count / _LETTERS_A_WORD
        for name, count in counts.items()
    }
    weights["han"] += weights.pop("kana")
    main = max(weights, key=lambda name: weights[name])
    if not weights[main]:
        return ""
    if main == "latin":
        # Chinese on programming is half Latin; English with Chinese names in it is not Chinese
        others = (name for name in weights if name != "latin")
        other = max(others, key=lambda name: weights[name])
        main = other if weights[other] * 3 >= weights["latin"] else main
    match main:
        case "han":
            return "ja" if counts["kana"] * 10 > counts["han"] else _chinese(head)
        case "latin":
            return _latin(head)
        case _:
            foreign = _count(_any_of(_FOREIGN[main]), head) if main in _FOREIGN else 0
            return "" if foreign * 50 > counts[main] else main


def _counts(text: str) -> dict[str, int]:
    """The number of letters in each script; a letter is counted for one script only."""
    counts: dict[str, int] = {}
    for name, letters in _SCRIPTS.items():
        # Of the letters of ASCII all are Latin: most texts need one look.
        rest = text if text.isascii() and name != "latin" else _any_of(letters).sub("", text)
        counts[name] = len(text) - len(rest)
        text = rest
    return counts


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(text) - len(pattern.sub("", text))


def _chinese(text: str) -> str:
    forms = han_forms()
    simplified = _count(_any_of(forms.simplified), text)
    traditional = _count(_any_of(forms.traditional), text)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _latin(text: str) -> str:
    common = sum(word in _ENGLISH for word in _ASCII_WORD.findall(text.lower()))
    return "en" if common >= 3 and common * 8 > len(_WORD.findall(text)) else ""
