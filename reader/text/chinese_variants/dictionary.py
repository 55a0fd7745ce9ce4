"""The dictionaries that one way of writing Chinese is turned into another by, as OpenCC does it.

The table is generated (tests/tables) from the data of OpenCC. It holds pairs of equal length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

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


class Dictionary:
    """What characters become, alone and in phrases; the longest phrase counts, from the left."""

    def __init__(self, characters: Mapping[str, str], phrases: Mapping[str, str]) -> None:
        self._characters = str.maketrans(dict(characters))
        self._phrases = {
            phrase: becomes or phrase.translate(self._characters)
            for phrase, becomes in phrases.items()
        }
        lengths: dict[str, set[int]] = {}
        for phrase in phrases:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._first = re.compile(f"[{''.join(lengths)}]" if lengths else "(?!)")

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(self._phrases)

    def segments(self, text: str) -> Iterator[str]:
        """The text in the other form, cut where a phrase begins or ends."""
        at = 0
        for match in self._first.finditer(text):
            start = match.start()
            if start < at:
                continue
            for length in self._lengths[match[0]]:
                becomes = self._phrases.get(text[start : start + length])
                if becomes is not None:
                    if at < start:
                        yield text[at:start].translate(self._characters)
                    yield becomes
                    at = start + length
                    break
        if at < len(text):
            yield text[at:].translate(self._characters)


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
    """A dictionary of the table; the first use reads it, 30 ms for that of Simplified."""
    pairs, *groups = _sections()[name]
    phrases: dict[str, str] = {}
    for group in groups:
        first = group[0]
        for entry in group[1:].split(" "):
            rest, _, becomes = entry.partition(BECOMES)
            phrases[first + rest] = becomes
    return Dictionary(dict(zip(pairs[::2], pairs[1::2], strict=True)), phrases)
