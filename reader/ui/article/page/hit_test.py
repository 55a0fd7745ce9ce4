"""The character of the text that a mouse means by a cell of the page."""

from __future__ import annotations

from reader.document.model import Place
from reader.text.width import char_widths
from reader.typeset.model import Run
from reader.typeset.page import Page

BEFORE_ALL = Place(0, 0)


def caret_at(page: Page, row: int, column: int) -> tuple[Place, bool]:
    """The character at `column` (from the column's left edge) of row `row` of the page.

    True with it if the pointer is on its glyph; otherwise the place is a gap, before that
    character: the beginning of a row for the margin on its left, its end for the right, the end
    of the text above for a blank row.
    """
    if not 0 <= row < page.height:
        row = max(0, min(row, page.height - 1))
        column = -1 if row == 0 else page.style.width
    block, line = page.line(row)
    if block < 0:
        return BEFORE_ALL, False
    runs = [run for run in line.runs if not run.decoration and run.text]
    if not runs:
        return _end_of_text_above(page, block, row), False
    for run in runs:
        if column < run.x:
            return Place(block, run.start), False
        inside = _character_under(run, column - run.x, page.style.ambiguous)
        if inside >= 0:
            return Place(block, run.start + inside), True
    return Place(block, max(run.end for run in runs)), False


def _character_under(run: Run, cells: int, ambiguous: int) -> int:
    """Index of the character that covers the cell, -1 if the run ends before it."""
    at = 0
    for index, width in enumerate(char_widths(run.text, ambiguous=ambiguous)):
        at += width
        if cells < at:
            return index
    return -1


def _end_of_text_above(page: Page, block: int, row: int) -> Place:
    offset = page.place_at(page.position_at(row)).offset
    blocks = page.document.blocks
    if offset <= 0:
        return Place(block - 1, len(blocks[block - 1].text)) if block > 0 else BEFORE_ALL
    return Place(block, offset)
