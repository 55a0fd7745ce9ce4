"""Cells that text takes in a terminal, as wcwidth, Rich and Textual count them.

The compositor crops with Rich's measure, so that is the one to agree with: the sum over the
characters, where the one behind ZERO WIDTH JOINER counts nothing and VARIATION SELECTOR-16 makes
two cells of an emoji's one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise

from reader.text.grapheme import boundaries, is_plain
from reader.text.property import Record, class_table, record

FEW = 100
"""Characters of a text that is measured without the table."""

_ZWJ = "\u200d"
_VS16 = "\ufe0f"
_SELECTOR = re.compile(f"[{_ZWJ}{_VS16}]")
_ASCII_WIDTHS = bytes(1 if 0x20 <= code < 0x7F else 0 for code in range(0x100))


def _letter(kind: Record, ambiguous: int) -> str:
    return chr(ambiguous if kind.width[0] == "A" else int(kind.width[0]))


@cache
def _table(ambiguous: int) -> str:
    return class_table(partial(_letter, ambiguous=ambiguous))


class _FewWidths(dict[int, str]):
    """The same letters, looked up as they come: titles are shown before there is a table."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, code_point: int) -> str:
        letter = self[code_point] = _letter(record(code_point), self._ambiguous)
        return letter


@cache
def _few(ambiguous: int) -> _FewWidths:
    return _FewWidths(ambiguous)


def char_widths(text: str, *, ambiguous: int = 1) -> Sequence[int]:
    """Cells for each code point; a cluster's cells stand at its first, 0 at the others.

    `ambiguous` is 1 or 2: the cells of East Asian Ambiguous characters (UAX #11). Control
    characters, tab and newline among them, count 0.
    """
    plain = _code_point_widths(text, ambiguous)
    if text.isascii() or is_plain(text):
        return plain
    widths = bytearray(_with_selectors(text, plain))
    for start, end in pairwise(boundaries(text)):
        if end - start > 1:
            whole = min(255, sum(widths[start:end]))
            widths[start:end] = bytes(end - start)
            widths[start] = whole
    return widths


def cell_width(text: str, *, ambiguous: int = 1) -> int:
    """Cells that `text` takes: the sum of its `char_widths`."""
    if text.isascii() and text.isprintable():
        return len(text)
    widths = _code_point_widths(text, ambiguous)
    if _SELECTOR.search(text):
        widths = _with_selectors(text, widths)
    return widths.count(1) + 2 * widths.count(2)


def _code_point_widths(text: str, ambiguous: int) -> bytes:
    if text.isascii():
        return text.encode("ascii").translate(_ASCII_WIDTHS)
    widths = _few(ambiguous) if len(text) <= FEW else _table(ambiguous)
    return text.translate(widths).encode("latin-1")


def _with_selectors(text: str, plain: bytes) -> bytes:
    """`plain` with the effect of joiners and of variation selectors."""
    widths = bytearray(plain)
    seen = 0
    base = -1
    for match in _SELECTOR.finditer(text):
        at = match.start()
        if at < seen:
            continue
        base = next((index for index in range(at - 1, seen - 1, -1) if widths[index]), base)
        if match[0] == _ZWJ:
            widths[at + 1 : at + 2] = bytes(len(widths[at + 1 : at + 2]))
            seen = at + 2
        else:
            if base >= 0 and widths[base] == 1 and record(ord(text[base])).width.endswith("v"):
                widths[base] = 2
            base = -1
            seen = at + 1
    return bytes(widths)
