"""Pictures that are shown: rows left free for them, with the caption under them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.document.model import Block
from reader.typeset.blocks.lines import Prose, set_prose
from reader.typeset.decorations import Frame
from reader.typeset.model import Line, PageStyle, PictureRow, Role
from reader.typeset.picture_size import CellSize, PixelSize, fitted


@dataclass(frozen=True, slots=True)
class PictureLayout:
    """Rows: the gap, those of the picture, those of the caption if there is one."""

    block: Block
    frame: Frame
    size: CellSize
    caption: Prose

    @property
    def _caption_rows(self) -> int:
        return len(self.caption.ranges) if self.block.text else 0

    @property
    def height(self) -> int:
        return self.frame.gap_rows + self.size.rows + self._caption_rows

    def line(self, row: int) -> Line:
        row -= self.frame.gap_rows
        if row < 0:
            return Line(self.frame.gap)
        around = self.frame.around(row)
        if row < self.size.rows:
            return Line(around, picture=PictureRow(self.frame.indent, row, self.size))
        runs = self.caption.runs(row - self.size.rows, self.frame.indent, Role.CAPTION)
        return Line((*around, *runs))

    def row_of(self, offset: int) -> int:
        """The row of a character; of the first one that of the picture, which is seen first."""
        if offset <= 0 or not self._caption_rows:
            return self.frame.gap_rows
        ranges = self.caption.ranges
        found = max((n for n, (start, _) in enumerate(ranges) if start <= offset), default=0)
        return self.frame.gap_rows + self.size.rows + found

    def offset_of(self, row: int) -> int:
        row -= self.frame.gap_rows + self.size.rows
        if row < 0 or not self._caption_rows:
            return 0
        return self.caption.ranges[min(row, self._caption_rows - 1)][0]


def picture_layout(
    block: Block, frame: Frame, style: PageStyle, pixels: PixelSize
) -> PictureLayout | None:
    """An image block as the picture that it is of; None if its line of text says more."""
    if style.pictures is None:
        return None
    room = max(1, style.width - frame.indent)
    size = fitted(pixels, room, style.pictures)
    if size is None:
        return None
    plain = replace(style, justify=False, hang=0)
    return PictureLayout(block, frame, size, set_prose(block.text, room, plain, spans=block.spans))
