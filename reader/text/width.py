"""Cells that text takes in a terminal, cluster by cluster, as wcwidth counts them.

Where terminals differ, wcwidth's tests give the larger number: no line may be too wide. Rich, by
whose measure Textual crops, counts a little less for spacing marks (the vowel signs of Devanagari),
for a single regional indicator or emoji modifier, and after a joiner that joins nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise

from reader.text.grapheme import boundaries, is_plain
from reader.text.unicode.properties import CharacterRecord, class_table, ranges_of, record

FEW = 100
"""Characters of a text that is measured without the table."""

_AMBIGUOUS = [1]
"""Cells that the terminal of this process gives to an East Asian Ambiguous character."""

_ASCII_WIDTHS = bytes(1 if 0x20 <= code < 0x7F else 0 for code in range(0x100))
_WITHIN = 0x80
"""Bit of a letter whose character affects the cells of its whole cluster."""


def _letter(kind: CharacterRecord, ambiguous: int) -> str:
    cells = ambiguous if kind.width[0] == "A" else int(kind.width[0])
    return chr(cells | (_WITHIN if kind.width[1:] not in ("", "v") else 0))


@cache
def _table(ambiguous: int) -> str:
    return class_table(partial(_letter, ambiguous=ambiguous))


class _FewWidths(dict[int, str]):
    """The letters of the table, looked up one by one: titles are shown before there is a table."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, code_point: int) -> str:
        letter = self[code_point] = _letter(record(code_point), self._ambiguous)
        return letter


@cache
def _few(ambiguous: int) -> _FewWidths:
    return _FewWidths(ambiguous)


def ambiguous_cells() -> int:
    """Cells that the terminal gives to East Asian Ambiguous characters (UAX #11), 1 or 2.

    It is a fact of the terminal, as its size is: whatever is drawn there is measured by it, and
    nobody has to be told.
    """
    return _AMBIGUOUS[0]


def ambiguous_ranges() -> list[tuple[int, int]]:
    """First and last code points of the runs of Ambiguous characters, ascending."""
    return ranges_of(lambda kind: kind.width[0] == "A")


def set_ambiguous_cells(cells: int) -> None:
    """Have everything measured from now on as the terminal draws it; what is kept is made anew."""
    _AMBIGUOUS[0] = cells


def char_widths(text: str, *, ambiguous: int = 0) -> Sequence[int]:
    """Cells for each code point; a cluster's cells stand at its first, 0 at the others.

    `ambiguous` is 1 or 2: the cells of East Asian Ambiguous characters (UAX #11); 0 for those of
    the terminal. Control characters, tab and newline among them, count 0.
    """
    plain = _letters(text, ambiguous)
    if text.isascii() or is_plain(text):
        return plain
    widths = bytearray(plain)
    for start, end in pairwise(boundaries(text)):
        if end - start > 1 or plain[start] & _WITHIN:
            cells = min(255, _cells(text[start:end], plain[start:end]))
            widths[start:end] = bytes(end - start)
            widths[start] = cells
    return widths


def cell_width(text: str, *, ambiguous: int = 0) -> int:
    """Cells that `text` takes: the sum of its `char_widths`."""
    if text.isascii() and text.isprintable():
        return len(text)
    letters = _letters(text, ambiguous)
    ones, twos = letters.count(1), letters.count(2)
    if ones + twos + letters.count(0) == len(letters):
        return ones + 2 * twos
    return sum(char_widths(text, ambiguous=ambiguous))


def sign(glyph: str, narrow: str) -> str:
    """A glyph that has a cell and no more: `narrow` where the terminal would give two to it."""
    return glyph if cell_width(glyph) == 1 else narrow


def rule(glyph: str, cells: int) -> str:
    """A line of so many cells, of as many glyphs as fit; a blank at its end fills what is left."""
    count, rest = divmod(max(0, cells), cell_width(glyph))
    return glyph * count + " " * rest


def _letters(text: str, ambiguous: int) -> bytes:
    if text.isascii():
        return text.encode("ascii").translate(_ASCII_WIDTHS)
    cells = ambiguous or _AMBIGUOUS[0]
    widths = _few(cells) if len(text) <= FEW else _table(cells)
    return text.translate(widths).encode("latin-1")


def _cells(cluster: str, letters: bytes) -> int:
    """Cells of one cluster, whose `letters` are given.

    An emoji sequence is as wide as what it begins with, a flag two cells; VARIATION SELECTOR-16
    makes two of an emoji's one; a spacing mark stands beside a base of one cell.
    """
    if max(letters) < _WITHIN:
        return sum(letters)
    cells = bare = 0
    base, widens, joined = "", False, False
    for character, letter in zip(cluster, letters, strict=True):
        kind = record(ord(character))
        pictured = base.endswith(("Pictographic", "Regional_Indicator"))
        match kind.width[1:]:
            case "j":
                joined = base.endswith("Pictographic")
            case "w":
                cells += widens
                widens = False
            case "m" if not pictured:
                cells += 2
                widens = False
            case "s":
                cells += bare == 1
                bare = 0
            case "r":
                cells += 0 if base == kind.cluster else 2
                base = kind.cluster
            case "" | "v" if letter and not joined:
                cells += letter
                bare += letter if kind.cluster != "Prepend" else 0
                base, widens = kind.cluster, letter == 1 and kind.width.endswith("v")
            case "" | "v":
                joined = joined and not letter
    return cells
