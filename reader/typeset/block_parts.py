"""Blocks that are set in parts, and the rows that all blocks may have before any is set."""

from __future__ import annotations

from itertools import pairwise

from reader.document.model import Block
from reader.typeset.block_kinds import PartSetting, setting_of
from reader.typeset.model import PageStyle
from reader.typeset.parts import text_size


def part_setting(block: Block) -> PartSetting | None:
    """How the block is set in parts; None if it is set whole, because of its kind or its size."""
    setting = setting_of(block.kind).in_parts
    return setting if setting is not None and setting.is_large(block) else None


def estimates(block: Block, setting: PartSetting, style: PageStyle) -> list[int]:
    """A guess at the rows of each part of a large block."""
    starts = setting.starts(block, style)
    return [
        setting.rows(text_size(block.text[start:end].removesuffix("\n")), style)
        for start, end in pairwise([*starts, len(block.text)])
    ]
