"""The line of a file on which the words of a place stand, among the file's marks and tags."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from reader.document.anchors.text import letters_of
from reader.document.model import Document, Place
from reader.text.safe import composed

_UNSEEN: Final = re.compile(r"<[^<>]*>|\]\([^()\s]*|&#?\w{1,10};")
"""Tags, addresses of links, and entities."""
_NEEDLES: Final = (48, 24, 12, 6)
"""Letters of a place that are looked for, the most first."""
_STEP: Final = 40
"""Characters between the places of a block that are tried."""
_MOST_TRIED: Final = 12
_MOST_BACK: Final = 4
"""Blocks before that of the place that stand in for it."""
_MOST_FOUND: Final = 200
"""Occurrences that are compared."""
_CONTEXT: Final = 24
"""Letters on either side by which occurrences are told apart."""


def line_of(source: str, document: Document, place: Place) -> int | None:
    """The line, from 1, of a place's words in the text that the document was made of.

    That of a block shortly before it, if they are not found; None if those are not either. What
    stands between the words in the source (tags, marks, white space, punctuation) does not matter.
    Of several occurrences the one whose neighbours are those of the place counts, else the one that
    is as far into the file.
    Cost: linear in the source. Raises IndexError if the document has no such place.
    """
    letters = _Letters(source)
    for block in range(place.block, max(-1, place.block - _MOST_BACK - 1), -1):
        found = _line_of(letters, document, place if block == place.block else Place(block))
        if found is not None:
            return found
    return None


def _line_of(letters: _Letters, document: Document, place: Place) -> int | None:
    before, after = _around(document, place)
    expected = _share(document, place)
    for start, words in _starts(document, place):
        for length in _NEEDLES:
            needle = words[:length]
            if len(needle) < length and needle != words:
                continue
            if len(needle) < min(_NEEDLES) and start:
                break
            found = letters.nearest(needle, before, after, expected)
            if found is not None:
                return found
    return None


def _starts(document: Document, place: Place) -> Iterator[tuple[int, str]]:
    """Offsets from which on a block's words are tried, with their letters: the place first."""
    text = document.blocks[place.block].text
    first = min(place.offset, len(text))
    for start in (*range(first, len(text), _STEP)[:_MOST_TRIED], 0):
        words = letters_of(composed(text[start : start + 4 * max(_NEEDLES)]))
        if words:
            yield start, words


def _around(document: Document, place: Place) -> tuple[str, str]:
    """The last letters before the block of a place, and the first ones behind it."""
    blocks = document.blocks
    before = blocks[place.block - 1].text[-4 * _CONTEXT :] if place.block else ""
    after = blocks[place.block + 1].text[: 4 * _CONTEXT] if place.block + 1 < len(blocks) else ""
    inside = blocks[place.block].text[: place.offset][-4 * _CONTEXT :]
    return letters_of(inside or before)[-_CONTEXT:], letters_of(after)[:_CONTEXT]


def _share(document: Document, place: Place) -> float:
    total = sum(len(block.text) for block in document.blocks)
    here = sum(len(block.text) for block in document.blocks[: place.block]) + place.offset
    return here / max(1, total)


class _Letters:
    """The letters of a source, and the line that each is on."""

    def __init__(self, source: str) -> None:
        seen = _UNSEEN.sub(_without, composed(source))
        lines = [letters_of(line) for line in seen.split("\n")]
        self.text = "".join(lines)
        self._ends: list[int] = []
        end = 0
        for line in lines:
            end += len(line)
            self._ends.append(end)

    def nearest(self, needle: str, before: str, after: str, expected: float) -> int | None:
        """The line of the occurrence that fits best; None if there is none."""
        found: list[int] = []
        at = self.text.find(needle)
        while at >= 0 and len(found) < _MOST_FOUND:
            found.append(at)
            at = self.text.find(needle, at + 1)
        if not found:
            return None

        def fit(at: int) -> tuple[int, float]:
            follows = before and self.text.startswith(before, max(0, at - len(before)))
            reach = self.text[at : at + 20 * _CONTEXT + len(needle)]
            precedes = after and after in reach
            off = abs(at / max(1, len(self.text)) - expected)
            return (bool(follows) + bool(precedes), -off)

        return bisect_right(self._ends, max(found, key=fit)) + 1


def _without(match: re.Match[str]) -> str:
    """What is left of a tag or an entity: its newlines, or the character that it means."""
    if match[0].startswith("&"):
        return html.unescape(match[0]).replace("\n", " ")
    return "\n" * match[0].count("\n")
