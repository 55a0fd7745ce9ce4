"""Cutting a line to a width, between grapheme clusters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from reader.text.grapheme import is_plain, previous_boundary
from reader.text.width import char_widths

ELLIPSIS = "…"


def elide(text: str, width: int, *, ambiguous: int = 1) -> tuple[str, int]:
    """Cut the text to at most `width` cells, `…` included; returns it and the cells it takes."""
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


def elide_middle(text: str, width: int, *, ambiguous: int = 1) -> tuple[str, int]:
    """Cut the middle out of a text for at most `width` cells, `…` included; as `elide`.

    For addresses: both the host and the end of the path tell where they lead.
    """
    widths = char_widths(text, ambiguous=ambiguous)
    cells = sum(widths)
    if cells <= width:
        return text, cells
    end = max(0, width - ambiguous) // 3
    tail = cut_start(text, cells - end, ambiguous=ambiguous)
    tail_cells = sum(char_widths(tail, ambiguous=ambiguous))
    head, head_cells = elide(text, width - tail_cells, ambiguous=ambiguous)
    return (head + tail, head_cells + tail_cells) if head else ("", 0)


def cut_start(text: str, cells: int, *, ambiguous: int = 1) -> str:
    """What is left of a text when it has lost its first `cells` cells, blank where a half is."""
    if cells <= 0:
        return text
    sums = list(accumulate(char_widths(text, ambiguous=ambiguous), initial=0))
    cut = bisect_left(sums, cells)
    if cut >= len(text):
        return ""
    while cut < len(text) and sums[cut + 1] == sums[cut]:
        cut += 1
    return " " * (sums[cut] - cells) + text[cut:]
