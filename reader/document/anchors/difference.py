"""Whether two versions of some words differ in meaning, or in spelling only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.text.fold import fold

_TOKEN = re.compile(
    r"\d++(?:[.,:/-]\d++)*+"
    r"|[A-Za-z\u00c0-\u024f\u0370-\u052f]+(?:['\u2019][A-Za-z]+)?"
    r"|[^\W_]|\S"
)
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]{2}")
_OPERATORS = frozenset("=<>+*/%&|^~\\_$#@{}[]×÷±≠≤≥→")
_NEGATIONS = frozenset("不没沒非无無未别別勿莫否")
_NEGATIVE_WORDS = frozenset(
    {"not", "no", "never", "none", "nor", "neither", "without", "cannot", "nothing", "nobody"}
    | {"unless", "nicht", "kein", "keine", "non", "pas", "ne", "jamais", "sin", "nunca", "не"}
)
_TELLING = frozenset(
    "〇零一二两兩三四五六七八九十百千万萬亿億东東西南北上下前后後左右男女大小多少高低新旧舊甲乙丙丁"
)
"""Han characters that change a statement, or the thing it is about, if one replaces another."""
_SAME_WORD = 0.6
"""The least share of letters that two spellings or inflections of one word have in common."""


def weight(text: str) -> int:
    """How much a text tells, in Latin letters: a Han character, kana or syllable counts twice."""
    return len(text) + sum(character >= "\u2e80" for character in text)


def is_another(before: str, after: str) -> bool:
    """Whether figures, names, operators, a negation or a whole word differ."""
    from difflib import SequenceMatcher  # late: only text that has changed needs it

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, list(map(fold, old)), list(map(fold, new)), autojunk=False)
    return any(
        tag != "equal" and matters(old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes()
    )


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def matters(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether replacing the old tokens by the new changes the statement; either may be empty."""
    if any(map(_tells, (*old, *new))):
        return True
    old, new = _spoken(old), _spoken(new)
    if not old or not new:
        return False
    if len(old) == len(new) == 1:
        return not _is_same_word(old[0], new[0])
    return True


def _tells(token: str) -> bool:
    if token[0].isdigit() or token in _OPERATORS or token in _NEGATIONS:
        return True
    plain = fold(token)
    if plain in _NEGATIVE_WORDS or plain.endswith("n't"):
        return True
    # A letter alone is a name: of a variable, a plan, a vitamin.
    return token.isascii() and token.isalpha() and len(token) == 1 and plain not in "ai"


def _spoken(found: Sequence[str]) -> list[str]:
    return [token for token in found if token[0].isalnum()]


def _is_same_word(old: str, new: str) -> bool:
    if not _WORD.match(old) or not _WORD.match(new):
        return not (old in _TELLING or new in _TELLING) and len(old) == len(new) == 1
    if old[0].isupper() and new[0].isupper():
        return fold(old) == fold(new)
    return likeness(fold(old), fold(new)) >= _SAME_WORD


def likeness(one: str, other: str) -> float:
    """The share of two texts that they have in common, 0 to 1."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()
