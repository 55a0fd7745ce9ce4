"""Tables of reStructuredText: drawn as a grid, or with columns under rules."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Final

GRID: Final = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$")
SIMPLE: Final = re.compile(r"[ \t]*={2,}(?:[ \t]+={2,})+[ \t]*$")
_SPAN: Final = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})*[ \t]*$")
_MOST_COLUMNS: Final = 100

Rows = list[list[str]]


def grid(lines: Sequence[str]) -> tuple[Rows, bool]:
    """The cells of a grid table, and whether its first row is a header.

    A cell across columns stands in the first of them. Lines within a row are joined.
    """
    places = [at for at, mark in enumerate(lines[0]) if mark == "+"][: _MOST_COLUMNS + 1]
    rows: Rows = []
    row: list[list[str]] = [[] for _ in places[1:]]
    header_end = 0
    for line in lines[1:]:
        if line.lstrip()[:1] == "+" and GRID.match(line):
            _add(rows, row)
            row = [[] for _ in places[1:]]
            header_end = len(rows) if "=" in line and not header_end else header_end
            continue
        start = places[0]
        column = 0
        for number, end in enumerate(places[1:]):
            if line[end : end + 1] in ("|", "+", ""):
                row[column].append(line[start + 1 : end].strip())
                start, column = end, number + 1
        if column < len(row):  # what is beyond the last bar
            row[column].append(line[start + 1 :].strip(" |"))
    _add(rows, row)
    return rows, header_end == 1


def simple(lines: Sequence[str]) -> tuple[Rows, bool]:
    """The cells of a simple table. A line without text in the first column goes on with a row."""
    starts = [found.start() for found in re.finditer(r"={2,}", lines[0])][:_MOST_COLUMNS]
    rows: Rows = []
    header_end = 0
    row: list[list[str]] = [[] for _ in starts]
    for line in lines[1:]:
        if SIMPLE.match(line) or re.fullmatch(r"[ \t]*={2,}[ \t]*", line):
            _add(rows, row)
            row = [[] for _ in starts]
            header_end = header_end or len(rows)
        elif not line.strip():
            _add(rows, row)
            row = [[] for _ in starts]
        elif not _SPAN.match(line):
            cells = _cells(line, starts)
            if cells[0]:
                _add(rows, row)
                row = [[] for _ in starts]
            for column, cell in enumerate(cells):
                row[column].append(cell)
    _add(rows, row)
    return rows, header_end == 1 and len(rows) > 1


def _cells(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a line; text that stands across the beginning of a column is not cut."""
    cells = [""] * len(starts)
    column = begin = 0
    for number, start in enumerate(starts[1:], 1):
        if line[start - 1 : start].isspace() or start >= len(line):
            cells[column] = line[begin:start].strip()
            column, begin = number, start
    cells[column] = line[begin:].strip()
    return cells


def from_csv(lines: Sequence[str], header: str, separator: str) -> tuple[Rows, bool]:
    """The cells of a `csv-table`; its header may stand in an option."""
    try:
        found = csv.reader(
            [header, *lines] if header else lines, delimiter=separator, skipinitialspace=True
        )
        rows = [[cell.strip() for cell in row] for row in found if row]
    except csv.Error:  # a cell that is too long
        rows = [[line] for line in lines if line.strip()]
    return rows, bool(header)


def from_list(lines: Sequence[str]) -> Rows:
    """The cells of a `list-table`: `* - first`, then `- second`, each as its lines joined."""
    rows: Rows = []
    for line in lines:
        text = line.strip()
        if found := re.match(r"\*[ \t]+-(?:[ \t]+|$)", text):
            rows.append([text[found.end() :]])
        elif rows and (text == "-" or text.startswith("- ")):
            rows[-1].append(text[2:])
        elif text and rows:
            rows[-1][-1] = f"{rows[-1][-1]} {text}".strip()
        elif text:
            rows.append([text])
    return rows


def _add(rows: Rows, row: Sequence[Sequence[str]]) -> None:
    cells = [" ".join(filter(None, lines)) for lines in row]
    if any(cells):
        rows.append(cells)
