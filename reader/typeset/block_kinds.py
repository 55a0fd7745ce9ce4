"""The registry of block kinds: how a block of each kind is set, whole and in parts.

A new kind takes a member of `BlockKind` with its traits, an entry here, a line in
`document.ranges.copy_text` for how it is quoted, and whatever makes such blocks. mypy names the
places that lack it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from reader.document.model import Block, BlockKind
from reader.typeset.blocks.code import (
    code_layout,
    code_parts,
    code_rows,
    code_starts,
    is_large_code,
)
from reader.typeset.blocks.heading import heading_layout
from reader.typeset.blocks.image import image_layout
from reader.typeset.blocks.paragraph import math_layout, paragraph_layout, term_layout
from reader.typeset.blocks.paragraph_parts import (
    TextSetter,
    is_large_prose,
    prose_parts,
    prose_rows,
    prose_starts,
)
from reader.typeset.blocks.table import TableParts, is_large_table, table_layout, table_starts
from reader.typeset.blocks.table_columns import TableMeasure
from reader.typeset.blocks.thematic_break import break_layout
from reader.typeset.decorations import Frame
from reader.typeset.model import BlockLayout, PageStyle
from reader.typeset.parts import BlockParts, TextSize


@dataclass(frozen=True, slots=True)
class PartSetting:
    """How the large blocks of a kind are set in parts."""

    is_large: Callable[[Block], bool]
    starts: Callable[[Block, PageStyle], list[int]]
    """Offsets in the block's text at which the parts begin, nearly."""
    rows: Callable[[TextSize, PageStyle], int]
    """A guess at the rows of a part whose text is of that size."""
    parts: Callable[[Block, Frame, PageStyle, TableMeasure | None], BlockParts]
    """The parts; the measure is what is known of the block, if it is a table."""


@dataclass(frozen=True, slots=True)
class KindSetting:
    """How blocks of a kind are set; their colours are the roles of the runs that come out."""

    layout: Callable[[Block, Frame, PageStyle], BlockLayout]
    """Sets a whole block, in O(its length)."""
    in_parts: PartSetting | None = None
    """None if blocks of the kind are set whole, however long they are."""


def _prose(layout: TextSetter) -> KindSetting:
    def parts(
        block: Block, frame: Frame, style: PageStyle, _measure: TableMeasure | None
    ) -> BlockParts:
        return prose_parts(block, frame, style, layout)

    return KindSetting(layout, PartSetting(is_large_prose, prose_starts, prose_rows, parts))


def _code_parts(
    block: Block, frame: Frame, style: PageStyle, _measure: TableMeasure | None
) -> BlockParts:
    return code_parts(block, frame, style)


_HEADING = KindSetting(heading_layout)
_PARAGRAPH = _prose(paragraph_layout)
_CODE = KindSetting(code_layout, PartSetting(is_large_code, code_starts, code_rows, _code_parts))
_TABLE = KindSetting(
    table_layout, PartSetting(is_large_table, table_starts, prose_rows, TableParts)
)
_RULE = KindSetting(break_layout)
_IMAGE = KindSetting(image_layout)
_MATH = _prose(math_layout)
_TERM = _prose(term_layout)


def setting_of(kind: BlockKind) -> KindSetting:
    """The registry's entry for a kind."""
    match kind:
        case BlockKind.HEADING:
            return _HEADING
        case BlockKind.PARAGRAPH:
            return _PARAGRAPH
        case BlockKind.CODE:
            return _CODE
        case BlockKind.TABLE:
            return _TABLE
        case BlockKind.RULE:
            return _RULE
        case BlockKind.IMAGE:
            return _IMAGE
        case BlockKind.MATH:
            return _MATH
        case BlockKind.TERM:
            return _TERM
        case _:
            assert_never(kind)
