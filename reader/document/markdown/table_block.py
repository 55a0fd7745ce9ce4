"""Tables of Markdown (GFM 4.10) that keep all that their source says.

GFM drops the cells of a row beyond those of its header, parts cells at bars within code, and takes
a line of text under a table for a row of it. Clippers write cells of several lines, and headers
with fewer cells than columns.

Import this late, with markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?")
_WITH_BARS = re.compile(
    r"(?<!`)(?:`(?!`)[^`]{1,500}`|``(?!`)(?:[^`]|`(?!`)){1,500}``)(?!`)"
    r"|\[\[[^\[\]]{1,300}\]\]|\$[^$\s][^$]{0,200}\$"
)
"""Code, links between notes and formulas: a bar in them parts no cells where others do."""
_BAR = re.compile(r"\\?\|")
_MOST_LINES = 30
"""Lines of a cell that goes on below its row's beginning."""
_MOST_COLUMNS = 100


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table that begins in line `start`: a rule of markdown-it's block parser."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    if state.is_code_block(start) or state.is_code_block(start + 1):
        return False
    header, delimiters = _line(state, start), _line(state, start + 1)
    if "|" not in header or len(delimiters) < 2 or delimiters.startswith("- "):
        return False
    if not _DELIMITERS.fullmatch(delimiters):
        return False
    aligns = [_align(cell.strip()) for cell in delimiters.strip("|").split("|")]
    names = _cells(header, len(aligns))
    closed = all(line.startswith("|") and line.endswith("|") for line in (header, delimiters))
    if not names or (len(names) != len(aligns) and not closed):
        return False
    if silent:
        return True
    width = max(len(names), len(aligns))
    outer, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1)
    _push_row(state, "th", _padded(names, width), aligns, (start, start + 1))
    state.push("thead_close", "thead", -1)
    line = _read_rows(state, start + 2, end, aligns, closed=closed, width=width)
    state.push("table_close", "table", -1)
    opening.map = [start, line]
    state.parentType = outer
    state.line = line
    return True


def _read_rows(
    state: StateBlock, line: int, end: int, aligns: Sequence[str], *, closed: bool, width: int
) -> int:
    """Push the rows of the table's body; returns the line after the last."""
    rules = state.md.block.ruler.getRules("blockquote")
    first = line
    completed = 0
    while line < end and state.sCount[line] >= state.blkIndent:
        text = _line(state, line)
        if not text or state.is_code_block(line) or (closed and "|" not in text):
            break
        if any(rule(state, line, end, True) for rule in rules):
            break
        below = line + 1
        if closed and text.startswith("|") and not text.endswith("|"):
            below = _end_of_cell(state, line, end)
            text = "<br>".join(_line(state, number) for number in range(line, below))
        cells = _cells(text, width)
        completed += width - len(cells)
        if completed > MAX_AUTOCOMPLETED_CELLS:
            break
        if line == first:
            state.push("tbody_open", "tbody", 1)
        _push_row(state, "td", _padded(cells, width), aligns, (line, below))
        line = below
    if line > first:
        state.push("tbody_close", "tbody", -1)
    return line


def _end_of_cell(state: StateBlock, line: int, end: int) -> int:
    """The line after a row whose last cell goes on below, up to the bar that ends it."""
    for number in range(line + 1, min(end, line + _MOST_LINES)):
        text = _line(state, number)
        if not text or text.startswith("|") or state.sCount[number] < state.blkIndent:
            break
        if text.endswith("|"):
            return number + 1
    return line + 1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _cells(line: str, width: int) -> list[str]:
    """The cells of a row; if they are more than `width`, bars within code part none."""
    cells = _split(line)
    if len(cells) > width:
        fewer = _split(_WITH_BARS.sub(lambda match: _BAR.sub(r"\\|", match[0]), line))
        if len(fewer) >= width:
            cells = fewer
    most = max(width, _MOST_COLUMNS)
    if len(cells) > most:
        cells[most - 1 :] = [" | ".join(cells[most - 1 :])]
    return cells


def _split(line: str) -> list[str]:
    cells = escapedSplit(line)
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _align(delimiter: str) -> str:
    if delimiter.endswith(":"):
        return "center" if delimiter.startswith(":") else "right"
    return "left" if delimiter.startswith(":") else ""


def _push_row(
    state: StateBlock, tag: str, cells: list[str], aligns: Sequence[str], lines: tuple[int, int]
) -> None:
    state.push("tr_open", "tr", 1).map = [*lines]
    for number, cell in enumerate(cells):
        opening = state.push(f"{tag}_open", tag, 1)
        align = aligns[number] if number < len(aligns) else ""
        if align:
            opening.attrs = {"style": f"text-align:{align}"}
        content = state.push("inline", "", 0)
        content.map = [*lines]
        content.content = cell
        content.children = []
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)
