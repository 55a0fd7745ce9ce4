"""Tables of AsciiDoc: cells between bars, in rows of as many as there are columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_SPEC: Final = re.compile(
    r"(?:(?P<times>\d{1,3})\*|(?P<across>\d{1,3})?(?:\.(?P<down>\d{1,3}))?\+)?"
    r"(?:[<^>](?:\.[<^>])?|\.[<^>])?[adehlmsv]?$"
)
_BAR: Final = re.compile(r"(?<!\\)[|]")
_COLUMNS: Final = re.compile(r"cols=\"?(?P<list>[^\"\]]{1,500})")
_MOST_COLUMNS: Final = 100
_MOST: Final = 20
"""Times that a cell is repeated, and rows that it takes."""


class _Cell(NamedTuple):
    text: str
    across: int = 1
    down: int = 1


def rows(content: str, style: str, mark: str) -> tuple[list[list[str]], bool]:
    """The cells as they are written, row by row, and whether the first row is a header.

    `style` is the list of attributes before the table, `mark` the first character of its fence.
    """
    is_headed = "header" in style or _begins_with_header(content)
    if mark in ",:" or "format=" in style:
        separator = "," if mark == "," or "csv" in style else ":"
        found = csv.reader(content.strip("\n").split("\n"), delimiter=separator)
        try:
            return [[cell.strip() for cell in row] for row in found if row], is_headed
        except csv.Error:  # a cell that is too long
            return [[line] for line in content.split("\n") if line.strip()], False
    lines = [line for line in content.split("\n") if line.strip() and not line.startswith("//")]
    if mark == "!":
        lines = [line.replace("!", "|") for line in lines]
    cells = list(_cells("\n".join(lines)))
    width = _width(style) or sum(cell.across for cell in _cells(lines[0] if lines else ""))
    return _grid(cells, min(max(width, 1), _MOST_COLUMNS)), is_headed


def _begins_with_header(content: str) -> bool:
    """A first line that is followed by a blank one (AsciiDoc, implicit header row)."""
    first, _, rest = content.partition("\n")
    return bool(first.strip()) and rest.startswith("\n") and bool(rest.strip())


def _width(style: str) -> int:
    found = _COLUMNS.search(style)
    if found is None:
        return 0
    columns = [part for part in re.split(r"[,;]", found["list"]) if part.strip() or "=" not in part]
    total = 0
    for column in columns:
        if re.match(r"\s*\w+=", column):
            break
        times = re.match(r"\s*(\d{1,3})\*", column)
        total += int(times[1]) if times else 1
    return total


def _cells(text: str) -> Iterator[_Cell]:
    """Each cell with the specification that stands right before its bar."""
    first, *parts = _BAR.split(text)
    if not parts and first.strip():
        yield _Cell(first.strip())
    spec = first
    for number, part in enumerate(parts):
        content, following = part, ""
        if number + 1 < len(parts):
            end = max(part.rfind(" "), part.rfind("\n")) + 1
            if part[end:] and _SPEC.match(part, end):
                content, following = part[:end], part[end:]
        yield from _repeated(content, spec.strip())
        spec = following


def _repeated(content: str, spec: str) -> Iterator[_Cell]:
    found = _SPEC.match(spec)
    text = content.strip().replace("\\|", "|")
    if found is None:
        yield _Cell(f"{spec} {text}" if spec else text)
    elif found["times"]:
        yield from [_Cell(text)] * (min(int(found["times"]), _MOST) if len(text) < 1000 else 1)
    else:
        yield _Cell(text, int(found["across"] or 1) or 1, min(int(found["down"] or 1), _MOST))


def _grid(cells: list[_Cell], width: int) -> list[list[str]]:
    found: list[list[str]] = []
    row: list[str] = []
    held: dict[int, int] = {}
    """Columns that a cell above still takes, for how many rows."""
    for cell in cells:
        while True:
            while len(row) < width and held.get(len(row), 0):
                held[len(row)] -= 1
                row.append("")
            if len(row) < width:
                break
            found.append(row)
            row = []
        for offset in range(min(cell.across, width - len(row))):
            if cell.down > 1:
                held[len(row)] = cell.down - 1
            row.append("" if offset else cell.text)
    if row:
        found.append(row)
    return found
