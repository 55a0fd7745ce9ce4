"""Cutting a line to a width, between grapheme clusters."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from reader.text.grapheme import is_plain, previous_boundary
from reader.text.width import ambiguous_cells, char_widths

ELLIPSIS = "…"


def elide(text: str, width: int, *, ambiguous: int = 0) -> tuple[str, int]:
    """Cut the text to at most `width` cells, `…` included; returns it and the cells it takes.

    `ambiguous` is as `char_widths` has it.
    """
    ambiguous = ambiguous or ambiguous_cells()
    if len(text) * 2 <= width and text.isascii():
        return text, len(text)
    sums = list(accumulate(char_widths(text, ambiguous=ambiguous), initial=0))
    if sums[-1] <= width:
        return text, sums[-1]
    room = width - ambiguous
    if room < 0:
        return "", 0
    cut = bisect_right(sums, room) - 1
    if cut and not is_plain(text):
        cut = previous_boundary(text, cut + 1)
    return text[:cut] + ELLIPSIS, sums[cut] + ambiguous
