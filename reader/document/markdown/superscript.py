"""Superscripts and subscripts as plain text: Unicode's small characters, else `^(…)` and `_(…)`."""

from __future__ import annotations

import re

from reader.document.formulas.symbols import SUBSCRIPT, SUPERSCRIPT
from reader.document.model import SpanKind

_SMALL = {SpanKind.SUPERSCRIPT: SUPERSCRIPT, SpanKind.SUBSCRIPT: SUBSCRIPT}
_SIGN = {SpanKind.SUPERSCRIPT: "^", SpanKind.SUBSCRIPT: "_"}

_MOST_LETTERS = 8
"""The most letters of an exponent, an index or an ordinal; more are small text."""
_LIST = re.compile(r"[0-9]+(?:[,–-] ?[0-9]+)+")
_FORMULA = re.compile(r"[0-9+\-−–=()]|^.$")
# Characters that would be read as part of the base: letters, numbers, and signs before them
_MISLEADING = re.compile(r"[+\-−–]?[^\W_\u2e80-\uffff][^\s\[\]*†‡\u2e80-\uffff]{0,11}")


def is_script(kind: SpanKind) -> bool:
    return kind in _SMALL


def as_plain(kind: SpanKind, text: str, base: str) -> str:
    """Write `text` as a superscript or subscript after `base`, the character before it or "".

    One character for each where Unicode has them all: `x²`, `1ˢᵗ`. Otherwise in parentheses after a
    sign, where it would be read as a part of the base: `10^(−1.5)`. Marks of notes (`[1]`, `*`) and
    words that are only meant to be small are returned unchanged.
    """
    table = _SMALL[kind]
    attached = base.isalnum() or base in {")", "]", "}"}
    if _LIST.fullmatch(text):
        return "".join(char if char in ", " else table[char] for char in text)
    if all(char in table for char in text):
        if _FORMULA.search(text) or (attached and len(text) <= _MOST_LETTERS):
            return "".join(table[char] for char in text)
        return text
    if not (attached and _MISLEADING.fullmatch(text)) or base > "\u2e7f":
        return text
    sign = _SIGN[kind]
    return sign + text if len(text) == 1 else f"{sign}({text})"
