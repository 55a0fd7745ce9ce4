"""Tables of HTML: layout told from data, and cells as a rectangle."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.document.html.measures import attribute, letters

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MAX_COLUMNS = 60
_MAX_CELLS = 20_000
_BLOCKS_IN_CELL = "table, pre, h1, h2, h3, h4, h5, h6, blockquote, figure, dl, iframe, video, hr"
_FEW_PARAGRAPHS = 3
_MOST_HEADS = 3


def is_layout(table: LexborNode) -> bool:
    """Whether the table only places things: one column, or cells that are little pages."""
    if attribute(table, "role") in ("presentation", "none"):
        return True
    rows = _rows(table)
    widest = max((len(cells) for cells, _ in rows), default=0)
    headed = any(cell.tag == "th" for cells, _ in rows for cell in cells)
    if widest < 2 or (len(rows) == 1 and not headed):
        return True
    if table.css_first("td table, th table") is not None:
        return True
    if headed:
        return table.css_first("td h1, td h2, td h3, td blockquote, td pre") is not None
    if table.css_first(", ".join(f"td {tag}" for tag in _BLOCKS_IN_CELL.split(", "))) is not None:
        return True
    return any(len(cell.css("p, li")) > _FEW_PARAGRAPHS for cells, _ in rows for cell in cells)


def rows(table: LexborNode, inline: Callable[[LexborNode], str]) -> list[list[str]]:
    """The cells as rows of equal length of inline content; the first row is the header.

    The header is empty if the table has none, and one of several rows is made one. A cell that
    spans rows is repeated in each; one that spans columns leaves the others empty. Columns and rows
    without text are left out.
    """
    grid: list[list[str]] = []
    spanning: dict[int, tuple[int, str]] = {}
    headed = False
    source = _rows(table)
    # Spans that would make millions of cells of a few are not honoured.
    written = sum(
        _span(cell, "colspan") * _span(cell, "rowspan") for cells, _ in source for cell in cells
    )
    honoured = written <= _MAX_CELLS
    for number, (cells, in_head) in enumerate(source):
        row: list[str] = []
        for cell in cells:
            _fill(row, spanning)
            content = inline(cell)
            width = min(_span(cell, "colspan"), _MAX_COLUMNS) if honoured else 1
            height = _span(cell, "rowspan") if honoured else 1
            for offset in range(width):
                text = content if offset == 0 else ""
                if height > 1:
                    spanning[len(row)] = (height - 1, text)
                row.append(text)
        _fill(row, spanning)
        if number == 0:
            headed = in_head or (bool(cells) and all(cell.tag == "th" for cell in cells))
            headed = headed or (
                _is_bold(cells) and not _is_bold(source[1][0] if len(source) > 1 else cells)
            )
        if any(row):
            grid.append(row)
        elif number == 0:
            headed = False
    if not grid:
        return []
    columns = max(len(row) for row in grid)
    used = [column for column in range(columns)
            if any(column < len(row) and row[column] for row in grid)]  # fmt: skip
    grid = [[row[c] if c < len(row) else "" for c in used] for row in grid]
    if not headed:
        return [[""] * len(used), *grid]
    heads = _heads(source)
    if 1 < heads <= _MOST_HEADS and heads < len(grid) == len(source):
        grid[:heads] = [[_stacked(column) for column in zip(*grid[:heads], strict=True)]]
    return grid


def _heads(source: Sequence[tuple[list[LexborNode], bool]]) -> int:
    """The number of rows at the top that hold nothing but names of columns."""
    for number, (cells, in_head) in enumerate(source):
        if not in_head and not all(cell.tag == "th" for cell in cells):
            return number
    return len(source)


def _stacked(cells: Sequence[str]) -> str:
    return "<br>".join(dict.fromkeys(cell for cell in cells if cell))


def _is_bold(cells: Sequence[LexborNode]) -> bool:
    """Whether all of a row is bold: such a row is a header where an editor knows no `<th>`."""
    sizes = [(letters(cell), sum(map(letters, cell.css("b, strong")))) for cell in cells]
    return any(size for size, _ in sizes) and all(bold >= size for size, bold in sizes)


def _fill(row: list[str], spanning: dict[int, tuple[int, str]]) -> None:
    while len(row) in spanning:
        column = len(row)
        left, text = spanning.pop(column)
        if left > 1:
            spanning[column] = (left - 1, text)
        row.append(text)


def _span(cell: LexborNode, name: str) -> int:
    match = re.match(r"\d{1,4}", attribute(cell, name))
    return max(1, min(int(match[0]), 1000)) if match else 1


def _rows(table: LexborNode) -> list[tuple[list[LexborNode], bool]]:
    """The cells of each row, without those of inner tables, and whether the row is in the head."""
    found: list[tuple[list[LexborNode], bool]] = []
    for part in table.iter():
        group = part.iter() if part.tag in ("thead", "tbody", "tfoot") else (part,)
        for row in group:
            if row.tag == "tr":
                cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
                found.append((cells, part.tag == "thead"))
    return found
