"""What every match of a pattern has in it, for an index to narrow where it is looked for."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

from reader.text.unicode.scripts import HAN, KANA

Alternatives = frozenset[frozenset[str]]
"""Each match has all literals of one of them; of an empty one nothing is known."""

_ANYTHING: Final[Alternatives] = frozenset({frozenset()})
_LITERAL: Final = re.compile(f"[{HAN}{KANA}]{{2,}}|[0-9A-Za-z]{{3,}}")
_MOST_ALTERNATIVES: Final = 16
_DEEPEST: Final = 16
_GROUP: Final = re.compile(r"\((?:\?(?::|>|P?<[^\W\d]\w*>))?(?![?*])")
_SET: Final = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*+\]")
_QUANTIFIER: Final = re.compile(r"(?:([?*]|\{[^{}]*\})|\+)[?+]?")
_ESCAPE: Final = re.compile(r"\\(?:([AbBdDsSwWZnrtfv])|([^0-9A-Za-z]))")
_FLAG: Final = "(?i)"


class _NotReadError(Exception):
    """Something that may change what the rest means."""


def needed_text(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Alternatives, each with literals that stand in a match of it; empty if nothing is known.

    A literal is a run of two Han or kana, or of three ASCII letters and digits, at least, as the
    pattern has it. Of the syntax of `re` only what is common is read; for other patterns it is
    empty (Cox, "Regular Expression Matching with a Trigram Index", does so for three letters).
    """
    try:
        found, end = _alternatives(pattern, len(_FLAG) if pattern.startswith(_FLAG) else 0, 0)
    except _NotReadError:
        return ()
    if end < len(pattern) or not all(found):
        return ()
    return tuple(sorted(tuple(sorted(each)) for each in found))


def _alternatives(pattern: str, at: int, depth: int) -> tuple[Alternatives, int]:
    """What stands up to the end of a group, and where that is."""
    if depth > _DEEPEST:
        raise _NotReadError
    found: list[Alternatives] = []
    while True:
        sequence, at = _sequence(pattern, at, depth)
        found.append(sequence)
        if pattern[at : at + 1] != "|":
            break
        at += 1
    union = frozenset[frozenset[str]]().union(*found)
    return (union if len(union) <= _MOST_ALTERNATIVES else _ANYTHING), at


def _sequence(pattern: str, at: int, depth: int) -> tuple[Alternatives, int]:
    needed, run = _ANYTHING, ""
    while at < len(pattern) and pattern[at] not in "|)":
        character = pattern[at]
        part, literal = _ANYTHING, ""
        if character == "(":
            opened = _GROUP.match(pattern, at)
            if opened is None:
                raise _NotReadError
            part, at = _alternatives(pattern, opened.end(), depth + 1)
            if pattern[at : at + 1] != ")":
                raise _NotReadError
            at += 1
        elif character == "[":
            at = _end(_SET.match(pattern, at))
        elif character == "\\":
            escape = _ESCAPE.match(pattern, at)
            at, literal = _end(escape), (escape and escape[2]) or ""
        else:
            literal = "" if character in ".^$" else character
            at += 1
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            at = quantifier.end()
            if quantifier[1]:
                part, literal = _ANYTHING, ""
        run += literal
        if not literal or quantifier:
            needed, run = _both(_both(needed, _of_run(run)), part), ""
    return _both(needed, _of_run(run)), at


def _end(found: re.Match[str] | None) -> int:
    if found is None:
        raise _NotReadError
    return found.end()


def _of_run(run: str) -> Alternatives:
    return frozenset({frozenset(_LITERAL.findall(run))})


def _both(one: Alternatives, other: Alternatives) -> Alternatives:
    if len(one) * len(other) > _MOST_ALTERNATIVES:
        return one
    return frozenset(a | b for a, b in product(one, other))
