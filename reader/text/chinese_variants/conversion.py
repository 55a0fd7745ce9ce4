"""Text as another region writes it. No length changes, so every place in the text stays."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import Final

from reader.text.chinese_variants.dictionary import Name, dictionary
from reader.text.chinese_variants.variant import Variant
from reader.text.fold import han_forms
from reader.text.unicode.scripts import KANA

_CLAUSE: Final = re.compile(r"[^，。！？；：、…—「」『』“”‘’（）《》〈〉\n]*+.?", re.DOTALL)
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_KANA: Final = re.compile(f"[{KANA}]")
_MOST_BY_PHRASES: Final = 20_000
"""Characters, 20 ms; what is longer, and no paragraph of a person, goes character by character."""


_REGIONS: Final = {Variant.TAIWAN: Name.TO_TAIWAN, Variant.HONG_KONG: Name.TO_HONG_KONG}


def is_simplified(text: str, *, otherwise: bool) -> bool:
    """Whether the Han of a text are Simplified; `otherwise` if none of them tells."""
    simplified, traditional = _telling()
    ours, theirs = len(simplified.findall(text)), len(traditional.findall(text))
    return otherwise if ours == theirs else ours > theirs


def written_as(text: str, variant: Variant, *, simplified: bool = True) -> str:
    """Return a text in a variant: as many characters, each in the place of the one it was.

    Text may mix both scripts: each clause is taken for what most of it is. `simplified` says what
    those are that do not tell, as the article around them does. Clauses with kana stay.
    """
    if variant is Variant.AS_WRITTEN or not _HAN.search(text):
        return text
    simplified = is_simplified(text, otherwise=simplified)

    def steps(clause: str) -> tuple[Name, ...]:
        if _KANA.search(clause):
            return ()
        return _steps(variant, is_simplified(clause, otherwise=simplified))

    runs = groupby(_CLAUSE.findall(text), steps)
    return "".join(_through("".join(run), *names) for names, run in runs)


def _steps(variant: Variant, from_simplified: bool) -> tuple[Name, ...]:
    """The dictionaries from either script to a variant.

    Forms of a region are looked for in Traditional alone: 著 is one of 着, but not in 显著.
    """
    match variant:
        case Variant.AS_WRITTEN:
            return ()
        case Variant.SIMPLIFIED if from_simplified:
            return (Name.TO_SIMPLIFIED,)
        case Variant.SIMPLIFIED:
            return (Name.FROM_REGIONS, Name.TO_SIMPLIFIED)
        case Variant.TRADITIONAL:
            return (Name.TO_TRADITIONAL,) if from_simplified else ()
        case Variant.TAIWAN | Variant.HONG_KONG:
            first = Name.TO_TRADITIONAL if from_simplified else Name.FROM_REGIONS
            return (first, _REGIONS[variant])


def _through(text: str, *names: Name) -> str:
    """Each dictionary in its turn; phrases of a later one are within the segments of the first."""
    if not names:
        return text
    if len(text) > _MOST_BY_PHRASES:
        for name in names:
            text = dictionary(name).by_character(text)
        return text
    segments = dictionary(names[0]).segments(text)
    for name in names[1:]:
        segments = (piece for segment in segments for piece in dictionary(name).segments(segment))
    return "".join(segments)


@cache
def _telling() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that are Simplified only, and those that are Traditional only."""
    forms = han_forms()
    return _any_of(forms.simplified), _any_of(forms.traditional)


def _any_of(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")
