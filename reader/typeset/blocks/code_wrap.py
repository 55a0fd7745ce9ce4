"""Rows of verbatim text: folded between tokens, or cut at the edges of a window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from reader.text.grapheme import is_boundary, next_boundary, previous_boundary
from reader.text.width import cell_width, char_widths
from reader.typeset.decorations import LEAST_ROOM

_LONG_REST = 64
"""Characters of which at least one surely has a width."""
TAB_STOP = 4
CONTINUATION = "↪ "
_PUNCTUATION = frozenset(",;)({}[]./=+-|&")
_SPARE = 32
"""Characters looked at beyond the cells asked for: some take none."""


def tabbed_widths(text: str, ambiguous: int) -> list[int]:
    """Cells of each character, where a tab reaches to the next stop."""
    widths = list(char_widths(text, ambiguous=ambiguous))
    if "\t" in text:
        column = 0
        for index, character in enumerate(text):
            if character == "\t":
                widths[index] = TAB_STOP - column % TAB_STOP
            column += widths[index]
    return widths


def continuation(width: int) -> str:
    """The mark before a row that continues a line; empty in rows of a few cells."""
    return CONTINUATION if width - len(CONTINUATION) >= LEAST_ROOM else ""


def cells_of(text: str, ambiguous: int) -> int:
    """Cells of a line, where a tab reaches to the next stop."""
    first, *others = text.split("\t")
    column = cell_width(first, ambiguous=ambiguous)
    for part in others:
        column += TAB_STOP - column % TAB_STOP + cell_width(part, ambiguous=ambiguous)
    return column


@dataclass(frozen=True, slots=True)
class Fitting:
    """The longest run of whole clusters, from an offset on, that fits a number of cells."""

    end: int
    cells: int
    most: int
    """The offset at which the last third of the cells begins."""


def fitting(text: str, start: int, stop: int, cells: int, ambiguous: int) -> Fitting:
    """Measure how much of `text[start:stop]` fits `cells`; tab stops count from `start`."""
    end = min(stop, start + cells)
    piece = text[start:end]
    if piece.isascii() and piece.isprintable() and (end == stop or text[end].isascii()):
        return Fitting(end, len(piece), min(end, start + cells * 2 // 3))
    size = cells + _SPARE
    while True:
        piece = text[start : min(stop, start + size)]
        sums = list(accumulate(tabbed_widths(piece, ambiguous), initial=0))
        cut = bisect_right(sums, cells) - 1
        if start + len(piece) == stop or cut + _SPARE <= len(piece):
            break
        size *= 2
    if cut < len(piece):
        cut = previous_boundary(piece, cut + 1)
    return Fitting(start + cut, sums[cut], start + bisect_left(sums, cells * 2 // 3))


def fold(text: str, start: int, width: int, ambiguous: int) -> Iterator[tuple[int, int]]:
    r"""Yield rows of at most `width` cells, from the row that begins at `start` on; `\n` ends one.

    A row ends after a space or punctuation if its last third has any, so that tokens stay whole,
    else between grapheme clusters. Rows that continue a line leave room for the continuation mark.
    """
    going_on = width - len(continuation(width))
    while True:
        stop = _line_end(text, start)
        begins = start == 0 or text[start - 1] == "\n"
        room = width if begins else going_on
        while (row := fitting(text, start, stop, room, ambiguous)).end < stop:
            cut = _token_end(text, start, row.most, row.end) or row.end
            if cut == start:
                cut = next_boundary(text, start, floor=start)
            yield start, cut
            start, room = cut, going_on
        yield start, stop
        if stop == len(text):
            return
        start = stop + 1


def source_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The lines from the one that begins at `start` on."""
    while True:
        stop = _line_end(text, start)
        yield start, stop
        if stop == len(text):
            return
        start = stop + 1


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return found if found >= 0 else len(text)


def _token_end(text: str, start: int, least: int, most: int) -> int:
    """The last offset in `least` to `most` at which a row from `start` on may well end, else 0."""
    for at in range(most, max(least, start), -1):
        before, after = text[at - 1], text[at : at + 1]
        if before == " ":
            good = after != " " and not text[start:at].isspace()
        else:
            # Operators of two characters, and a bracket with its semicolon, stay together
            good = before in _PUNCTUATION and after != " " and after not in _PUNCTUATION
        if good and is_boundary(text, at, floor=start):
            return at
    return 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` between two tabs, at cell `column` of their line."""

    column: int
    start: int
    end: int


def _is_visible(text: str, start: int, stop: int, ambiguous: int) -> bool:
    """Whether the rest of a row has anything to see; a long rest has."""
    rest = text[start : min(stop, start + _LONG_REST)]
    return len(rest) == _LONG_REST or "\t" in rest or cell_width(rest, ambiguous=ambiguous) > 0


def stretches(
    text: str, start: int, stop: int, ambiguous: int, low: int = 0, high: int | None = None
) -> tuple[list[Stretch], bool]:
    """The stretches of a row in columns `low` to `high` (exclusive, None for no limit).

    Clusters are whole. The second value is whether there is more to the right.
    """
    found: list[Stretch] = []
    at, column = start, 0
    while at < stop:
        if high is not None and column >= high:
            return found, column > high or _is_visible(text, at, stop, ambiguous)
        tab = text.find("\t", at, stop)
        end = tab if tab >= 0 else stop
        if at < end and column < low:
            skipped = fitting(text, at, end, low - column, ambiguous)
            at, column = skipped.end, column + skipped.cells
            if at < end and column < low:
                behind = next_boundary(text, at, floor=at)
                column += cell_width(text[at:behind], ambiguous=ambiguous)
                at = behind
            if high is not None and column > high:
                return found, True
        if at < end:
            shown = end if high is None else fitting(text, at, end, high - column, ambiguous).end
            if shown > at:
                found.append(Stretch(column, at, shown))
            if shown < end:
                return found, True
            if tab >= 0:
                column += cell_width(text[at:end], ambiguous=ambiguous)
        column += TAB_STOP - column % TAB_STOP
        at = end + 1
    return found, False
