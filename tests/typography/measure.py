"""Cells of a text as wcwidth counts them: a measure that is none of the reader's own.

wcwidth comes with pyte, the terminal emulator of the tests.
"""

from __future__ import annotations

import regex
from wcwidth import wcswidth, wcwidth

_JOINING = regex.compile(r"[\p{M}\u200d\ufe00-\ufe0f\p{Emoji_Modifier}\p{Regional_Indicator}ᄀ-ᇿ]")
"""What makes a text's width something else than the sum over its characters."""


class _Widths(dict[int, str]):
    def __missing__(self, code: int) -> str:
        cells = chr(max(0, wcwidth(chr(code))))
        self[code] = cells
        return cells


_WIDTHS = _Widths()


def cells(text: str) -> int:
    """Cells of a line without control characters."""
    if text.isascii():
        return len(text)
    if _JOINING.search(text):
        return max(0, wcswidth(text))
    widths = text.translate(_WIDTHS)
    return widths.count("\x01") + 2 * widths.count("\x02")
