"""Tables: cells become one text, joined by tabs and newlines, and ranges into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.document.markdown.text_builder import Passage, untabbed
from reader.document.model import Align, Cell, Span, Table

_ALIGN = {"left": Align.START, "center": Align.CENTER, "right": Align.END}


def join_cells(
    rows: Iterable[Sequence[Passage]], *, header_rows: int = 1, aligns: Sequence[Align] = ()
) -> tuple[Passage, Table]:
    r"""The text and the shape of a table.

    A forced line break within a cell stays a `\n`: the ranges, not the newlines, say where
    cells end. Rows without any text are left out; a tab within a cell becomes a space.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    anchors: list[str] = []
    shape: list[tuple[Cell, ...]] = []
    length = 0
    for number, row in enumerate(rows):
        if not any(passage.text for passage in row):
            header_rows -= number < header_rows
            continue
        cells: list[Cell] = []
        for passage in row:
            if pieces:
                pieces.append("\t" if cells else "\n")
                length += 1
            text = untabbed(passage.text)
            pieces.append(text)
            cells.append(Cell(length, length + len(text)))
            spans += (
                replace(span, start=span.start + length, end=span.end + length)
                for span in passage.spans
            )
            anchors += passage.anchors
            length += len(text)
        shape.append(tuple(cells))
    passage = Passage("".join(pieces), tuple(spans), tuple(anchors))
    return passage, Table(tuple(shape), max(0, header_rows), tuple(aligns))


def align(style: str) -> Align:
    """The alignment of a column by an `align` attribute or a `text-align` declaration."""
    value = style.lower().rpartition("text-align:")[2].strip().partition(";")[0]
    return _ALIGN.get(value, Align.START)
