"""Marks and roles by which headings of each level differ, in any colours or none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from reader.document.model import Block, BlockKind
from reader.typeset.model import Role

ROLES = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
"""The roles of ranks 1 to 4; lower headings look like the last, but for their mark."""
MARKS = ("", "▰", "▱", "▸", "▹", "⁃")
"""The marks of ranks 1 to 6; none is Ambiguous in width. The first rank has a line below it."""


class HeadingScale:
    """The shallowest level among the headings up to each block.

    It depends on no later block, so that a page keeps its looks while its document grows.
    """

    def __init__(self) -> None:
        self._indexes: list[int] = []
        self._levels: list[int] = []
        self._count = 0

    def extend(self, blocks: Iterable[Block]) -> None:
        """Take note of the blocks that follow the known ones."""
        for block in blocks:
            if block.kind is BlockKind.HEADING and block.level < self.top(self._count, default=7):
                self._indexes.append(self._count)
                self._levels.append(block.level)
            self._count += 1

    def top(self, index: int, *, default: int = 1) -> int:
        """The shallowest level in the blocks up to `index`; `default` if they have no heading."""
        found = bisect_right(self._indexes, index) - 1
        return self._levels[found] if found >= 0 else default


def rank(block: Block, top: int) -> int:
    """The depth of a heading below the document's shallowest, of level `top`: 1 to 6."""
    return max(1, min(6, block.level - top + 1))


def role(rank: int) -> Role:
    return ROLES[min(rank, len(ROLES)) - 1]
