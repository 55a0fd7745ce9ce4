"""The dictionaries that one way of writing Chinese is turned into another by, as OpenCC does it.

The table is generated (tests/tables) from the data of OpenCC. It holds pairs of equal length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_TABLE: Final = Path(__file__).with_name("variant_table.txt")
SECTION: Final = "#"
"""Begins the row that names a dictionary."""
BECOMES: Final = "="
"""Stands in the table between a phrase and what it becomes; without: character by character."""


class Name(StrEnum):
    """The dictionaries of the table."""

    TO_TRADITIONAL = "simplified to traditional"
    TO_SIMPLIFIED = "traditional to simplified"
    TO_TAIWAN = "traditional to taiwan"
    TO_HONG_KONG = "traditional to hong kong"
    FROM_REGIONS = "taiwan and hong kong to traditional"


class Phrases(NamedTuple):
    """The phrases that begin with one character."""

    becomes: Mapping[str, str]
    lengths: tuple[int, ...]
    """The longest first."""


class Dictionary:
    """What characters become, alone and in phrases; the longest phrase counts, from the left.

    A group of phrases is read when a text has its first character: all of them take 60 ms.
    """

    def __init__(self, pairs: str, groups: Sequence[str]) -> None:
        """`pairs`: a character, then what it becomes; each group begins with its character."""
        self._characters = str.maketrans(pairs[::2], pairs[1::2])
        self._rows = {group[0]: group[1:] for group in groups}
        self._groups: dict[str, Phrases] = {}
        self._first = re.compile(f"[{''.join(self._rows)}]" if groups else "(?!)")

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(phrase for first in self._rows for phrase in self._group(first).becomes)

    def _group(self, first: str) -> Phrases:
        known = self._groups.get(first)
        if known is None:
            becomes: dict[str, str] = {}
            for entry in self._rows[first].split(" "):
                rest, _, other = entry.partition(BECOMES)
                phrase = first + rest
                becomes[phrase] = other or phrase.translate(self._characters)
            lengths = tuple(sorted({len(phrase) for phrase in becomes}, reverse=True))
            known = self._groups[first] = Phrases(becomes, lengths)
        return known

    def segments(self, text: str) -> Iterator[str]:
        """The text in the other form, cut where a phrase begins or ends."""
        at = 0
        for match in self._first.finditer(text):
            start = match.start()
            if start < at:
                continue
            group = self._group(match[0])
            for length in group.lengths:
                becomes = group.becomes.get(text[start : start + length])
                if becomes is not None:
                    if at < start:
                        yield text[at:start].translate(self._characters)
                    yield becomes
                    at = start + length
                    break
        if at < len(text):
            yield text[at:].translate(self._characters)

    def by_character(self, text: str) -> str:
        """The text without a look at phrases, in a tenth of the time."""
        return text.translate(self._characters)


@cache
def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _TABLE.read_text(encoding="utf-8").split("\n")[1:-1]:
        if row.startswith(SECTION):
            rows = found.setdefault(row.removeprefix(SECTION), [])
        else:
            rows.append(row)
    return found


@cache
def dictionary(name: Name) -> Dictionary:
    """A dictionary of the table."""
    pairs, *groups = _sections()[name]
    return Dictionary(pairs, groups)
