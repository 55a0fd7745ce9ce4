"""Which script a character is of, and which language a text seems to be in."""

from __future__ import annotations

import re
from functools import cache

HAN = (
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9"
    "\U00016ff0-\U00016ff1\U00020000-\U0003ffff"
)
KANA = (
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
    "\U0001b000-\U0001b16f"
)
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa1-\uffdc"
"""Letters of the three scripts, each as the inside of a set for `re`."""

_PUNCTUATION = (
    "\u3000-\u3004\u3008-\u3020\u3030\u303d\u309b\u309c\u30a0\u30fb\ufe30-\ufe4f\uff01-\uff65"
    "\uffe0-\uffe6"
)
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
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|is|that|for|it|with|as|are|this|be|have|not|you|from|by|or|was|can|which"
    r"|their|will|would|has|been|your|they)\b",
    re.IGNORECASE | re.ASCII,
)
_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")


@cache
def _any_of(characters: str | frozenset[str]) -> re.Pattern[str]:
    """Compiled when first asked for: large sets take a millisecond each at start-up."""
    return re.compile(f"[{''.join(characters)}]+")


def is_han(ch: str) -> bool:
    """Whether the character is a Han character, the iteration mark and 〇 among them."""
    return bool(_any_of(HAN).match(ch))


def is_cjk(ch: str) -> bool:
    """Whether it is Han, kana, Hangul, or punctuation as wide as they are."""
    return bool(_any_of(HAN + KANA + HANGUL + _PUNCTUATION).match(ch))


def guess_language(text: str) -> str:
    """BCP 47 tag from the scripts of the first 4,000 characters, "" if they do not tell.

    `zh-Hans`, `zh-Hant`, `ja`, `ko`, `th`, `ar`, `he`, `ru`, `en`.
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
    """Letters of each script; what was counted is not looked at again."""
    counts: dict[str, int] = {}
    for name, letters in _SCRIPTS.items():
        rest = _any_of(letters).sub("", text)
        counts[name] = len(text) - len(rest)
        text = rest
    return counts


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(text) - len(pattern.sub("", text))


def _chinese(text: str) -> str:
    # The forms come from the table of `fold`, which asks this module for `is_cjk`
    from reader.text.fold import han_forms

    forms = han_forms()
    simplified = _count(_any_of(forms.simplified), text)
    traditional = _count(_any_of(forms.traditional), text)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _latin(text: str) -> str:
    common = len(_ENGLISH.findall(text))
    return "en" if common >= 3 and common * 8 > len(_WORD.findall(text)) else ""
