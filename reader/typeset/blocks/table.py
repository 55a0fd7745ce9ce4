"""Tables that keep all their text: columns shrink by need, cells wrap; else records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from reader.document.model import Align, Block, Cell, Table
from reader.text.linebreak.wrap import wrap
from reader.text.width import cell_width
from reader.typeset.blocks.table_columns import LINE_SAMPLE, TableMeasure, column_count
from reader.typeset.blocks.thematic_break import rule
from reader.typeset.decorations import LEAST_ROOM, Frame
from reader.typeset.model import Line, PageStyle, Role, Run
from reader.typeset.parts import LARGE, Section, continued

SEPARATOR = " │ "
CROSSING = "─┼─"
RECORD_INDENT = 2
PART_CELLS = 120
PART_CHARACTERS = 8192
"""Cells and characters of the rows that are set at a time."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A part of a cell: offsets in the block's text, in column `column`."""

    column: int
    start: int
    end: int


Fields = tuple[_Field, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table. Each entry of `rows` is the fields of one row on the screen; None is a line."""

    block: Block
    frame: Frame
    rows: Sequence[Fields | None]
    starts: Sequence[int]
    """First offset of each row, ascending."""
    widths: Sequence[int]
    """Cells of each column; empty for records."""
    columns: Sequence[int]
    """Cells before each column."""
    header_height: int
    """Rows of the header; its rule is the next row. -1 if the header is not in this part."""
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
            return Line((*decoration, *self._rule(row)))
        role = Role.TABLE_HEADER if row < self.header_height else Role.TEXT
        runs = [*decoration, *(self._field_run(field, role) for field in fields)]
        bar = separator_width(self.style)
        runs.extend(
            Run(self.frame.indent + x - bar, SEPARATOR, role=Role.LINE) for x in self.columns[1:]
        )
        return Line(tuple(sorted(runs, key=lambda run: run.x)))

    def _rule(self, row: int) -> list[Run]:
        indent, cells = self.frame.indent, cell_width("─", ambiguous=self.style.ambiguous)
        if not self.widths:
            room = self.style.width - indent
            length = min(room, max(3, room // 4))
            return [Run(indent, rule(length, self.style.ambiguous), role=Role.LINE)]
        glyph = "─" if row == self.header_height else "┄"
        joint = CROSSING if row == self.header_height else "┄┼┄"
        if cells == 1:
            line = joint.join(glyph * width for width in self.widths)
            return [Run(indent, line, role=Role.LINE)]
        # Lines of two cells a glyph: from bar to bar, as many as there is room for
        runs: list[Run] = []
        for x, width in zip(self.columns, self.widths, strict=True):
            if x:
                runs.append(Run(indent + x - cells - 1, "┼", role=Role.LINE))
            low = x - 1 if x else 0
            high = x + width + (1 if x != self.columns[-1] else 0)
            runs.append(Run(indent + low, glyph * ((high - low) // cells), role=Role.LINE))
        return runs

    def _field_run(self, field: _Field, role: Role) -> Run:
        text = self.block.text[field.start : field.end]
        if not self.widths:
            x = min(field.column, 1) * record_indent(self.style.width - self.frame.indent)
            role = Role.TEXT if field.column else Role.TABLE_HEADER
            return Run(self.frame.indent + x, text, field.start, field.end, role)
        aligns = self.block.table.aligns if self.block.table else ()
        align = aligns[field.column] if field.column < len(aligns) else Align.START
        slack = self.widths[field.column] - cell_width(text, ambiguous=self.style.ambiguous)
        shift = {Align.START: 0, Align.CENTER: slack // 2, Align.END: slack}[align]
        x = self.frame.indent + self.columns[field.column] + max(0, shift)
        return Run(x, text, field.start, field.end, role)

    def row_of(self, offset: int) -> int:
        """The row that shows the character, else the last row that begins before it."""
        fallback = bisect_right(self.starts, offset) - 1
        # A part that has nothing but the header of records has no row.
        for row in range(fallback, -1, -1):
            fields = self.rows[row]
            if fields and any(f.start <= offset < max(f.end, f.start + 1) for f in fields):
                return self.frame.gap_rows + row
            if self.starts[row] < self.starts[fallback] - PART_CHARACTERS:
                break
        return self.frame.gap_rows + max(0, fallback)

    def offset_of(self, row: int) -> int:
        row = min(max(row - self.frame.gap_rows, 0), len(self.starts) - 1)
        return self.starts[row] if self.starts else 0


def record_indent(width: int) -> int:
    """Cells before the values of records."""
    return RECORD_INDENT if width - RECORD_INDENT >= LEAST_ROOM else 0


def separator_width(style: PageStyle) -> int:
    return cell_width(SEPARATOR, ambiguous=style.ambiguous)


class TableParts:
    """A table in parts: as columns where they fit, else as records of `header: value` lines.

    A part is a few rows of the table, set when it is asked for.
    """

    def __init__(
        self, block: Block, frame: Frame, style: PageStyle, measure: TableMeasure | None = None
    ) -> None:
        self._block = block
        self._table = block.table or Table(())
        self._frame = frame
        self._style = style
        self.measure = measure or TableMeasure(block, self._table, style.ambiguous)
        self._step = rows_of_a_part(block, self._table)
        self._form: _Columns | _Records | None = None

    @property
    def count(self) -> int:
        return max(1, -(-len(self._table.rows) // self._step))

    def part_of(self, offset: int) -> int:
        low, high = 0, self.count - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._first_offset(middle) <= offset:
                low = middle
            else:
                high = middle - 1
        return low

    def _first_offset(self, part: int) -> int:
        rows = self._table.rows[part * self._step : (part + 1) * self._step]
        return next((row[0].start for row in rows if row), 0)

    def entry(self, part: int) -> tuple[int, bool]:
        del part
        return 0, True

    def expected(self, part: int) -> int | None:
        if self._form is None:
            return None
        rows = len(self._table.rows[part * self._step : (part + 1) * self._step])
        return max(1, round(rows * self._form.mean))

    def set(self, part: int, entry: int, limit: int | None) -> Section:
        del entry, limit
        low = part * self._step
        return Section(self.rows(low, min(low + self._step, len(self._table.rows))), 0)

    def rows(self, low: int, high: int) -> TableLayout:
        """The rows of the table from `low` to `high` (exclusive), set."""
        if self._form is None:
            self._form = self._chosen()
        lines = _Lines([], [])
        header_height = -1 if low > self._table.header_rows else 0
        for index in range(low, high):
            self._form.set(index, self._table.rows[index], lines)
            if index == self._table.header_rows - 1:
                header_height = len(lines.rows)
        return TableLayout(
            self._block,
            continued(self._frame) if low else self._frame,
            lines.rows,
            lines.starts,
            self._form.widths,
            self._form.columns,
            header_height,
            self._style,
        )

    def _chosen(self) -> _Columns | _Records:
        bar = separator_width(self._style)
        columns = self.measure.columns
        room = self._style.width - self._frame.indent
        widths = self.measure.shared(room - bar * max(0, columns - 1))
        if widths is None:
            return _Records(self._block, self._table, max(1, room), self._style, self.measure)
        return _Columns(self._block, self._table, widths, self._style, self.measure)


def table_layout(block: Block, frame: Frame, style: PageStyle) -> TableLayout:
    """Set a whole table."""
    parts = TableParts(block, frame, style)
    return parts.rows(0, len((block.table or Table(())).rows))


def is_large_table(block: Block) -> bool:
    table = block.table
    return table is not None and len(table.rows) > LARGE * rows_of_a_part(block, table)


def table_starts(block: Block, _style: PageStyle) -> list[int]:
    if block.table is None:
        return [0]
    firsts = block.table.rows[:: rows_of_a_part(block, block.table)]
    return [row[0].start if row else 0 for row in firsts]


def rows_of_a_part(block: Block, table: Table) -> int:
    """The number of rows of the table, not of the screen, in each part but the last."""
    rows = max(1, len(table.rows))
    by_cells = PART_CELLS // max(1, column_count(table))
    by_characters = PART_CHARACTERS * rows // max(1, len(block.text))
    return max(1, min(by_cells, by_characters))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Rows on the screen, as they are added."""

    rows: list[Fields | None]
    starts: list[int]

    def add(self, fields: Fields | None, start: int) -> None:
        self.rows.append(fields)
        self.starts.append(max(self.starts[-1] if self.starts else 0, start))


class _Columns:
    """Sets cells beside each other."""

    def __init__(
        self,
        block: Block,
        table: Table,
        widths: Sequence[int],
        style: PageStyle,
        measure: TableMeasure,
    ) -> None:
        self._block = block
        self._header_rows = table.header_rows
        self._style = style
        self.widths = widths
        bar = separator_width(style)
        self.columns = list(accumulate((width + bar for width in widths), initial=0))[:-1]
        self._ruled = list(widths) != measure.naturals
        self.mean = 1 + measure.mean_height(widths) if self._ruled else 1.0

    def set(self, index: int, row: tuple[Cell, ...], lines: _Lines) -> None:
        start = row[0].start if row else 0
        rules = index == self._header_rows or (self._ruled and index > self._header_rows)
        if index and rules:
            lines.add(None, start)
        wrapped = [
            _wrapped(self._block, cell, self.widths[column], self._style)
            for column, cell in enumerate(row)
        ]
        for line in range(max(map(len, wrapped), default=1)):
            fields = (
                _Field(column, *ranges[line])
                for column, ranges in enumerate(wrapped)
                if line < len(ranges)
            )
            lines.add(tuple(fields), start)


class _Records:
    """Sets each row of the table as a group: a header line, then its value, for each cell."""

    widths: Sequence[int] = ()
    columns: Sequence[int] = ()

    def __init__(
        self, block: Block, table: Table, width: int, style: PageStyle, measure: TableMeasure
    ) -> None:
        self._block = block
        self._style = style
        self._width = width
        headers = table.rows[table.header_rows - 1] if table.header_rows and table.rows else ()
        self._alone = len(table.rows) <= table.header_rows
        """Whether there is a header and nothing else: then it is shown as text."""
        self._first = 0 if self._alone else table.header_rows
        self._headers = [
            _wrapped(block, header, width, style) if header.end > header.start else []
            for header in (() if self._alone else headers)
        ]
        cells = [cell for row in measure.sample(LINE_SAMPLE) for cell in row]
        values = sum(len(self._value(cell)) for cell in cells) / max(1, len(cells))
        self.mean = 1 + measure.columns * values + sum(map(len, self._headers))

    def _value(self, cell: Cell) -> list[tuple[int, int]]:
        width = max(1, self._width - record_indent(self._width))
        return _wrapped(self._block, cell, width, self._style)

    def set(self, index: int, row: tuple[Cell, ...], lines: _Lines) -> None:
        if index < self._first:
            return
        if index > self._first:
            lines.add(None, row[0].start if row else 0)
        for column, cell in enumerate(row):
            for start, end in self._headers[column] if column < len(self._headers) else ():
                lines.add((_Field(0, start, end),), cell.start)
            for start, end in self._value(cell):
                lines.add((_Field(1, start, end),), start)
        if index == self._first:
            # Headers of columns that the row lacks are shown once, for they are text.
            for start, end in chain.from_iterable(self._headers[len(row) :]):
                lines.add((_Field(0, start, end),), row[-1].start if row else 0)


def _wrapped(block: Block, cell: Cell, width: int, style: PageStyle) -> list[tuple[int, int]]:
    text = block.text[cell.start : cell.end]
    if 2 * len(text) <= width and not text[-1:].isspace() and "\n" not in text:
        return [(cell.start, cell.end)]
    ranges = wrap(text, width, ambiguous=style.ambiguous) or [(0, 0)]
    return [(cell.start + start, cell.start + end) for start, end in ranges]
