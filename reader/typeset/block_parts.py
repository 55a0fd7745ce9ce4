"""Which blocks are set in parts, and how many rows all of them may have before any is set."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from reader.document.model import Block, BlockKind
from reader.typeset.blocks import code, paragraph_parts
from reader.typeset.blocks.code import CodeParts, code_cuts
from reader.typeset.blocks.paragraph_parts import ProseParts, prose_cuts
from reader.typeset.blocks.table import TableParts, rows_of_a_part
from reader.typeset.blocks.table_columns import TableMeasure
from reader.typeset.decorations import Frame
from reader.typeset.model import PageStyle
from reader.typeset.parts import Parts

LARGE = 2
"""A block is set in parts from so many times the size of one on."""
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.TERM, BlockKind.MATH})


class Bulk(NamedTuple):
    """What a text amounts to at any width."""

    cells: int
    breaks: int

    def rows(self, width: int) -> int:
        """A guess at the rows that it takes."""
        return 1 + max(self.breaks, self.breaks // 2 + self.cells // max(1, width))


def bulk(text: str) -> Bulk:
    """In O(bytes) of C code: no width is looked up.

    UTF-8 spends three bytes on a Han character of two cells and one on an ASCII character of
    one, so (bytes + characters) / 2 is the width of either.
    """
    return Bulk((len(text.encode(errors="replace")) + len(text)) // 2, text.count("\n"))


def is_large(block: Block) -> bool:
    match block.kind:
        case BlockKind.CODE:
            return len(block.text) > LARGE * code.PART
        case BlockKind.TABLE:
            table = block.table
            return table is not None and len(table.rows) > LARGE * rows_of_a_part(block, table)
        case kind:
            return kind in _TEXT and len(block.text) > LARGE * paragraph_parts.PART


def parts(block: Block, frame: Frame, style: PageStyle, measure: TableMeasure | None) -> Parts:
    """The parts of a large block; `measure` is what is known of it, if it is a table."""
    match block.kind:
        case BlockKind.CODE:
            return CodeParts(block, frame, style)
        case BlockKind.TABLE:
            return TableParts(block, frame, style, measure)
        case _:
            return ProseParts(block, frame, style)


def estimates(block: Block, style: PageStyle) -> list[int]:
    """A guess at the rows of each part of a large block."""
    starts = _starts(block, style)
    rows = []
    for start, end in pairwise([*starts, len(block.text)]):
        found = bulk(block.text[start:end].removesuffix("\n"))
        cut = block.kind is BlockKind.CODE and not style.wrap_code
        rows.append(found.breaks + 1 if cut else found.rows(style.width))
    return rows


def _starts(block: Block, style: PageStyle) -> list[int]:
    """Where the parts begin, nearly."""
    if block.kind is BlockKind.CODE:
        return code_cuts(block, style).starts
    if block.table is None:
        return prose_cuts(block).starts
    rows = block.table.rows
    firsts = rows[:: rows_of_a_part(block, block.table)]
    return [row[0].start if row else 0 for row in firsts]
