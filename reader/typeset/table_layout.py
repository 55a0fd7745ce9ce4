"""Tables that keep all their text: columns shrink by need, cells wrap, else records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reader.document.model import Align, Block, Cell, Table
from reader.text.linebreak import opportunities, wrap
from reader.text.width import cell_width
from reader.typeset.frame import Frame
from reader.typeset.model import Line, PageStyle, Role, Run

SEPARATOR = " │ "
CROSSING = "─┼─"
LEAST_COLUMN = 6
"""Cells below which a column is no longer read with pleasure: rather records."""
LONGEST_WORD = 24
"""Cells of a word beyond which it is cut: one URL does not turn a table into records."""
MOST_LINES = 12
"""Lines of a wrapped row beyond which the eye loses the row: rather records."""
RECORD_INDENT = 2


@dataclass(frozen=True, slots=True)
class _Field:
    """A part of a cell: offsets into the block's text, in column `column`."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Each entry of `rows` is the fields of one row of cells on the screen; None is a line."""

    block: Block
    frame: Frame
    rows: tuple[tuple[_Field, ...] | None, ...]
    starts: tuple[int, ...]
    """First offset of each row, ascending."""
    widths: tuple[int, ...]
    """Of the columns; empty for records."""
    header_height: int
    style: PageStyle

    @property
    def height(self) -> int:
        return self.frame.gap_rows + len(self.rows)

    def line(self, row: int) -> Line:
        row -= self.frame.gap_rows
        if row < 0:
            return Line(self.frame.gap)
        decoration = self.frame.around(row)
        fields = self.rows[row]
        if fields is None:
            return Line((*decoration, self._rule(row)))
        role = Role.TABLE_HEADER if row < self.header_height else Role.TEXT
        runs = [*decoration, *(self._field_run(field, role) for field in fields)]
        runs.extend(
            Run(self.frame.indent + x - len(SEPARATOR), SEPARATOR, role=Role.LINE)
            for x in self._columns()[1:]
        )
        return Line(tuple(sorted(runs, key=lambda run: run.x)))

    def _columns(self) -> list[int]:
        steps = (width + len(SEPARATOR) for width in self.widths)
        return list(accumulate(steps, initial=0))[:-1] if self.widths else []

    def _rule(self, row: int) -> Run:
        if not self.widths:
            length = max(3, (self.style.width - self.frame.indent) // 4)
            return Run(self.frame.indent, "─" * length, role=Role.LINE)
        glyph = "─" if row == self.header_height else "┄"
        joint = CROSSING if row == self.header_height else "┄┼┄"
        return Run(self.frame.indent, joint.join(glyph * w for w in self.widths), role=Role.LINE)

    def _field_run(self, field: _Field, role: Role) -> Run:
        text = self.block.text[field.start : field.end]
        if not self.widths:
            x = RECORD_INDENT * min(field.column, 1)
            return Run(
                self.frame.indent + x,
                text,
                field.start,
                field.end,
                Role.TEXT if field.column else Role.TABLE_HEADER,
            )
        aligns = self.block.table.aligns if self.block.table else ()
        align = aligns[field.column] if field.column < len(aligns) else Align.START
        slack = self.widths[field.column] - cell_width(text, ambiguous=self.style.ambiguous)
        shift = {Align.START: 0, Align.CENTER: slack // 2, Align.END: slack}[align]
        x = self.frame.indent + self._columns()[field.column] + max(0, shift)
        return Run(x, text, field.start, field.end, role)

    def row_of(self, offset: int) -> int:
        fallback = max(0, bisect_right(self.starts, offset) - 1)
        for row in range(fallback, -1, -1):
            fields = self.rows[row]
            if fields and any(f.start <= offset < max(f.end, f.start + 1) for f in fields):
                return self.frame.gap_rows + row
            if fields and fields[0].column == 0 and fields[0].end < offset and row < fallback - 64:
                break
        return self.frame.gap_rows + fallback

    def offset_of(self, row: int) -> int:
        row = min(max(row - self.frame.gap_rows, 0), len(self.starts) - 1)
        return self.starts[row] if self.starts else 0


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


def table_layout(block: Block, frame: Frame, style: PageStyle) -> TableLayout:
    """Set a table as columns where they fit, else as records of `header: value` lines."""
    table = block.table or Table(())
    columns = max((len(row) for row in table.rows), default=0)
    naturals = [0] * columns
    for row in table.rows:
        for column, cell in enumerate(row):
            naturals[column] = max(naturals[column], _natural(block, cell, style))
    naturals = [max(1, natural) for natural in naturals]
    room = style.width - frame.indent - len(SEPARATOR) * max(0, columns - 1)
    minimums = naturals if sum(naturals) <= room else _minimums(block, table, naturals, style)
    widths = column_widths(naturals, minimums, room)
    if widths is None:
        return _records(block, table, frame, style)
    ruled = widths != naturals
    wrapped = [_wrapped_row(block, row, widths, style) for row in table.rows]
    if ruled and columns > 1 and max(map(len, wrapped)) > MOST_LINES:
        return _records(block, table, frame, style)
    rows: list[tuple[_Field, ...] | None] = []
    starts: list[int] = []
    header_height = 0
    for index, row in enumerate(table.rows):
        if index and (index == table.header_rows or (ruled and index > table.header_rows)):
            rows.append(None)
            starts.append(row[0].start if row else (starts[-1] if starts else 0))
        for fields in wrapped[index]:
            rows.append(fields)
            starts.append(max(starts[-1] if starts else 0, row[0].start if row else 0))
        if index == table.header_rows - 1:
            header_height = len(rows)
    return TableLayout(
        block, frame, tuple(rows), tuple(starts), tuple(widths), header_height, style
    )


def _natural(block: Block, cell: Cell, style: PageStyle) -> int:
    text = block.text[cell.start : cell.end]
    return max(cell_width(part, ambiguous=style.ambiguous) for part in text.split("\n"))


def _minimums(block: Block, table: Table, naturals: Sequence[int], style: PageStyle) -> list[int]:
    """Cells that each column needs for its longest word, up to a limit, and to be readable."""
    minimums = [min(natural, LEAST_COLUMN) for natural in naturals]
    for row in table.rows:
        for column, cell in enumerate(row):
            if minimums[column] >= min(naturals[column], LONGEST_WORD):
                continue
            longest = _longest_word(block.text[cell.start : cell.end], style.ambiguous)
            minimums[column] = max(minimums[column], min(longest, LONGEST_WORD))
    return minimums


def _longest_word(text: str, ambiguous: int) -> int:
    """Cells of the widest part of a text that `wrap` keeps in one line."""
    words = pairwise([0, *opportunities(text)])
    widths = (cell_width(text[start:end].rstrip(), ambiguous=ambiguous) for start, end in words)
    return max(widths, default=0)


def _wrapped_row(
    block: Block, row: tuple[Cell, ...], widths: Sequence[int], style: PageStyle
) -> list[tuple[_Field, ...]]:
    wrapped = [_wrapped(block, cell, widths[column], style) for column, cell in enumerate(row)]
    height = max((len(ranges) for ranges in wrapped), default=1)
    return [
        tuple(
            _Field(column, *ranges[line])
            for column, ranges in enumerate(wrapped)
            if line < len(ranges)
        )
        for line in range(height)
    ]


def _wrapped(block: Block, cell: Cell, width: int, style: PageStyle) -> list[tuple[int, int]]:
    text = block.text[cell.start : cell.end]
    ranges = wrap(text, width, ambiguous=style.ambiguous) or [(0, 0)]
    return [(cell.start + start, cell.start + end) for start, end in ranges]


def _records(block: Block, table: Table, frame: Frame, style: PageStyle) -> TableLayout:
    """Each row of the table becomes a group: a header line, then its value, for each cell."""
    width = max(1, style.width - frame.indent)
    headers = table.rows[table.header_rows - 1] if table.header_rows and table.rows else ()
    rows: list[tuple[_Field, ...] | None] = []
    starts: list[int] = []
    body = table.rows[table.header_rows :] or table.rows[: table.header_rows]
    for index, row in enumerate(body):
        if index:
            rows.append(None)
            starts.append(row[0].start if row else 0)
        for column, cell in enumerate(row):
            header = headers[column] if column < len(headers) and body[0] is not headers else None
            if header and header.end > header.start:
                for start, end in _wrapped(block, header, width, style):
                    rows.append((_Field(0, start, end),))
                    starts.append(cell.start)
            for start, end in _wrapped(block, cell, max(1, width - RECORD_INDENT), style):
                rows.append((_Field(1, start, end),))
                starts.append(start)
    return TableLayout(block, frame, tuple(rows), tuple(starts), (), 0, style)
