"""Grapheme clusters (UAX #29, extended), as offsets into a string."""

from __future__ import annotations

import re
from functools import cache

from reader.text.unicode.fast_path import is_ordinary
from reader.text.unicode.properties import CharacterRecord, character_class, class_table

_LETTERS = {
    "CR": "r",
    "LF": "n",
    "Control": "C",
    "Regional_Indicator": "R",
    "Prepend": "P",
    "SpacingMark": "S",
    "L": "L",
    "V": "V",
    "T": "T",
    "LV": "v",
    "LVT": "t",
    "ZWJ/Extend": "Z",
    "Extend": "x",
    "Extend/Extend": "e",
    "Extend/Linker": "k",
    "Other/Consonant": "c",
    "Other/Pictographic": "p",
}
_OTHER = "o"
_MODIFIER = "m"
"""An emoji modifier: Extend, but two cells wide where no emoji is before it."""
_IN_A_CELL = {"x": "h", "e": "h", "V": "w"}
"""Letters for Extend and V that take a cell: half-width voicing marks, vowels of Kirat Rai."""


def _letter(record: CharacterRecord) -> str:
    if record.width[1:] == "m":
        return _MODIFIER
    letter = _LETTERS.get(record.cluster, _OTHER)
    return letter if record.width[0] == "0" else _IN_A_CELL.get(letter, letter)


@cache
def _table() -> str:
    return class_table(_letter)


# Written so that no run can be divided in two ways: time stays linear in any input. What repeats
# and takes cells does so a few times, where UAX #29 has no end: more than any writing needs, and
# yet a cluster fits a column of a table.
_CLUSTER = re.compile(
    r"""
    rn | [rnC]                                      # GB3, GB4, GB5
    | P?                                            # GB9b
      (?: L?(?:tT*|(?:v|L[Vw])V*(?:wV*){0,3}T*) | LL?
        | [Vw]V*(?:wV*){0,3}T* | T+                 # GB6, GB7, GB8
        | RR                                        # GB12, GB13
        | p(?:[xekm]*Zp)*                           # GB11
        | c(?:[eZ]*k[ekZ]*c){0,4}                   # GB9c
        | [^rnC]
      )
      [xekZ]*(?:[Sh][xekZ]*){0,3}(?:m[xekZ]*)?      # GB9, GB9a
    """,
    re.VERBOSE,
)
_SINGLE = frozenset("oCpcvtn")
# A cluster begins at the letter unless one of these is before it, wherever the text began
_JOINED_BEHIND = {
    "o": "P", "C": "", "r": "", "n": "r", "p": "PZ", "c": "PekZ", "P": "P",
    "R": "PR", "L": "PL", "v": "PL", "t": "PL", "V": "PLVvw", "w": "PLVvw",
    "T": "PVTvtw",
}  # fmt: skip
_WINDOW = 64


@cache
def _singles() -> re.Pattern[str]:
    return re.compile(f"{character_class(lambda kind: _letter(kind) in _SINGLE)}*")


def is_plain(text: str) -> bool:
    """Whether each character is certainly a cluster of its own; quick."""
    return is_ordinary(text) or ("\r" not in text and bool(_singles().fullmatch(text)))


def boundaries(text: str) -> list[int]:
    """Offsets of all cluster boundaries, 0 and `len(text)` included; `[0]` for an empty text."""
    if is_plain(text):
        return list(range(len(text) + 1))
    classes = text.translate(_table())
    return [0, *(match.end() for match in _CLUSTER.finditer(classes))]


def previous_boundary(text: str, offset: int) -> int:
    """The greatest boundary below `offset`; 0 if there is none."""
    if offset > len(text):
        return len(text)
    return _cluster_at(text, offset - 1)[0] if offset > 0 else 0


def next_boundary(text: str, offset: int, *, floor: int = 0) -> int:
    """The smallest boundary above `offset`; `len(text)` if there is none.

    `floor` is a boundary up to `offset`, if one is known: nothing before it is looked at.
    """
    if offset < 0:
        return 0
    return _cluster_at(text, offset, floor)[1] if offset < len(text) else len(text)


def is_boundary(text: str, offset: int, *, floor: int = 0) -> bool:
    """Whether `offset` lies between clusters; both ends of the text do.

    `floor` is a boundary up to `offset`, if one is known: nothing before it is looked at.
    """
    if not floor < offset < len(text) or _certain_start(text, offset, floor) == offset:
        return True
    return _cluster_at(text, offset, floor)[0] == offset


def follows_virama(text: str, offset: int) -> bool:
    """Whether a consonant begins at `offset` after a virama, whatever base that has.

    GB9c joins them only if the base is a consonant; but fonts join them anyway, and so do wcwidth
    and regex.
    """
    table = _table()
    if table[ord(text[offset])] != "c":
        return False
    while offset > 0 and table[ord(text[offset - 1])] in "eZ":
        offset -= 1
    return offset > 0 and table[ord(text[offset - 1])] == "k"


def _cluster_at(text: str, index: int, floor: int = 0) -> tuple[int, int]:
    """Start and end of the cluster that holds the character `index`, from its surroundings."""
    start = _certain_start(text, index, floor)
    room = _WINDOW
    while True:
        limit = index + room
        classes = text[start:limit].translate(_table())
        at = 0
        while (match := _CLUSTER.match(classes, at)) and start + match.end() <= index:
            at = match.end()
        end = start + match.end() if match else len(text)
        if end < limit or limit >= len(text):
            return start + at, end
        room *= 4


def _certain_start(text: str, index: int, floor: int) -> int:
    """The nearest offset up to `index` at which a cluster begins whatever is before it."""
    table = _table()
    here = table[ord(text[index])]
    while index > floor:
        before = table[ord(text[index - 1])]
        if here in _JOINED_BEHIND and before not in _JOINED_BEHIND[here]:
            return index
        index -= 1
        here = before
    return floor
