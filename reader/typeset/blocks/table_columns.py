"""Widths of the columns of a table: by need, as far as a few milliseconds can tell.

Every cell has a say in the natural width of its column. What costs more than that, longest words
and wrapped lines, is taken from all the cells of a small table and from a sample of a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from reader.document.model import Block, Cell, Table
from reader.text.linebreak.wrap import opportunities, wrap
from reader.text.width import cell_width

LEAST_COLUMN = 6
"""Cells below which a column is hard to read: the table becomes records."""
LONGEST_WORD = 24
"""Cells beyond which a word is cut: one URL does not turn a table into records."""
MOST_LINES = 12
"""Lines of a wrapped row beyond which the eye loses the row: the table becomes records."""
WORD_SAMPLE = 500
"""Cells in which the longest word is looked for."""
LINE_SAMPLE = 150
"""Cells that are wrapped to compare ways of sharing the room."""
# Between two Han characters a line may break: no word is longer than what is between spaces or Han
_BETWEEN_HAN = re.compile("[^\\s\u4e00-\u9fff]+")

Row = tuple[Cell, ...]


def column_count(table: Table) -> int:
    return max((len(row) for row in table.rows), default=0)


@dataclass
class TableMeasure:
    """Measures of a table at any width; each is worked out on first use."""

    block: Block
    table: Table
    ambiguous: int
    cells_measured: int = 0
    """Count of work, for tests: cells whose width was looked up."""
    cells_searched: int = 0
    """Count of work, for tests: cells whose longest word was looked for."""
    _tried: dict[tuple[int, ...], list[int]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> int:
        return column_count(self.table)

    @cached_property
    def naturals(self) -> list[int]:
        """Cells that each column needs to wrap nothing, at least 1.

        A character takes at most two cells: text that is too short to matter is not measured.
        """
        found = [1] * self.columns
        most = 1 if self.block.text.isascii() else 2
        for row in self.table.rows:
            for column, cell in enumerate(row):
                if most * (cell.end - cell.start) > found[column]:
                    found[column] = max(found[column], self._natural(cell))
        return found

    def _natural(self, cell: Cell) -> int:
        self.cells_measured += 1
        text = self.block.text[cell.start : cell.end]
        if "\n" not in text:
            return cell_width(text, ambiguous=self.ambiguous)
        return max(cell_width(part, ambiguous=self.ambiguous) for part in text.split("\n"))

    @cached_property
    def minimums(self) -> list[int]:
        """Cells that each column needs for its longest word, up to a limit, and to be readable."""
        naturals = self.naturals
        found = [min(natural, LEAST_COLUMN) for natural in naturals]
        most = [min(natural, LONGEST_WORD) for natural in naturals]
        for row in self.sample(WORD_SAMPLE):
            for column, cell in enumerate(row):
                least = found[column]
                if least < most[column] and 2 * (cell.end - cell.start) > least:
                    found[column] = max(least, min(self._longest_word(cell, least), LONGEST_WORD))
        return found

    def _longest_word(self, cell: Cell, least: int) -> int:
        """Cells of the widest part that `wrap` keeps in one line; 0 if surely `least` at most."""
        text = self.block.text[cell.start : cell.end]
        runs = _BETWEEN_HAN.findall(text)
        around = 0 if text.isascii() else 4
        if all(len(run) * (1 if run.isascii() else 2) + around <= least for run in runs):
            return 0
        self.cells_searched += 1
        words = (text[start:end].rstrip() for start, end in pairwise([0, *opportunities(text)]))
        return max((cell_width(word, ambiguous=self.ambiguous) for word in words), default=0)

    def sample(self, cells: int) -> Sequence[Row]:
        """All rows if they have at most `cells` cells, else some at even distances."""
        rows = self.table.rows
        wanted = max(1, cells // max(1, self.columns))
        if len(rows) <= wanted:
            return rows
        body = rows[self.table.header_rows :]
        apart = -(-len(body) // wanted)
        return (*rows[: self.table.header_rows], *body[::apart])

    def shared(self, room: int) -> list[int] | None:
        """Widths of the columns in `room` cells, None if the table cannot be set in columns."""
        naturals = self.naturals
        if sum(naturals) <= room:
            return list(naturals)
        if sum(min(natural, LEAST_COLUMN) for natural in naturals) > room:
            return None
        proportional = column_widths(naturals, self.minimums, room)
        if proportional is None:
            return None
        even = even_widths(naturals, self.minimums, room)
        widths = min((even, proportional), key=lambda widths: sum(self.heights(widths)))
        if self.columns > 1 and max(self.heights(widths), default=0) > MOST_LINES:
            return None
        return widths

    def heights(self, widths: Sequence[int]) -> list[int]:
        """Lines of the rows of a sample, in columns of these widths."""
        key = tuple(widths)
        if self._tried.get(key) is None:
            rows = self.sample(LINE_SAMPLE)
            self._tried[key] = [row_height(self.block, row, key, self.ambiguous) for row in rows]
        return self._tried[key]

    def mean_height(self, widths: Sequence[int]) -> float:
        """The average lines of a row, over the sample."""
        heights = self.heights(widths)
        return sum(heights) / max(1, len(heights))


def row_height(block: Block, row: Iterable[Cell], widths: Sequence[int], ambiguous: int) -> int:
    """Lines of a row of cells, in columns of these widths."""
    height = 1
    for column, cell in enumerate(row):
        if (
            2 * (cell.end - cell.start) > widths[column]
            or "\n" in block.text[cell.start : cell.end]
        ):
            text = block.text[cell.start : cell.end]
            height = max(height, len(wrap(text, widths[column], ambiguous=ambiguous)))
    return height


def column_widths(naturals: Sequence[int], minimums: Sequence[int], room: int) -> list[int] | None:
    """Share `room` cells among columns that would like `naturals`; None if it cannot be done.

    Each has its minimum (at most its natural width), and what is left goes to those that need
    more, in proportion to their need: automatic table layout as in CSS 2.1, 17.5.2.2.
    """
    if sum(naturals) <= room:
        return list(naturals)
    left = room - sum(minimums)
    if left < 0:
        return None
    needs = [natural - least for natural, least in zip(naturals, minimums, strict=True)]
    total = sum(needs)
    shares = [divmod(left * need, total) for need in needs]
    widths = [least + share for least, (share, _) in zip(minimums, shares, strict=True)]
    by_remainder = sorted(range(len(widths)), key=lambda column: -shares[column][1])
    for column in by_remainder[: room - sum(widths)]:
        widths[column] += 1
    return widths


def even_widths(naturals: Sequence[int], minimums: Sequence[int], room: int) -> list[int]:
    """Share the room beyond the minimums evenly; a column that needs less gets what it needs.

    `room` is less than all need, and no less than the minimums.
    """
    widths = list(minimums)
    left = room - sum(widths)
    by_need = sorted(range(len(widths)), key=lambda column: naturals[column] - minimums[column])
    for nth, column in enumerate(by_need):
        share = min(naturals[column] - minimums[column], left // (len(widths) - nth))
        widths[column] += share
        left -= share
    return widths
