"""A document at a width, as rows that are made only where somebody looks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from reader.document.model import Block, Document, Place
from reader.typeset.card import Card, card_lines
from reader.typeset.frame import containers_on_grid
from reader.typeset.heights import Heights
from reader.typeset.layout import estimate, layout
from reader.typeset.model import BlockLayout, Line, PageStyle

KEPT_LAYOUTS = 256


@dataclass(frozen=True, slots=True)
class Position:
    """A row of the page that stays the same while the rows above it are refined."""

    block: int
    """Index of the block, -1 for the title card."""
    row: int
    """Row within it."""


class Page:
    """Rows of a title card and of a document's blocks.

    Heights of blocks that nobody looked at are estimates; `refine` replaces them. Rows are
    counted from the top of the card. Not thread-safe: owned by one thread.
    """

    def __init__(
        self,
        document: Document,
        style: PageStyle,
        card: Card | None = None,
    ) -> None:
        self.document = document
        self.style = style
        self.card = card_lines(card, style) if card else ()
        self._heights = Heights([estimate(block, style) for block in document.blocks])
        self._on_grid = containers_on_grid(document.blocks)
        self._exact = bytearray(len(document.blocks))
        self._next_inexact = 0
        self._layouts: OrderedDict[int, BlockLayout] = OrderedDict()
        self.blocks_laid_out = 0
        """Count of work, for tests."""

    @property
    def height(self) -> int:
        """Rows of the whole page, as far as they are known."""
        return len(self.card) + self._heights.total

    @property
    def exact(self) -> bool:
        """Whether every height is known."""
        return self._next_inexact >= len(self._exact)

    @property
    def end(self) -> Position:
        """The last row of the page; lays out the last block only."""
        block = len(self._exact) - 1
        return Position(block, max(0, self._rows_of(block) - 1))

    def block_layout(self, index: int) -> BlockLayout:
        """The layout of a block, made if need be; its height becomes exact."""
        known = self._layouts.get(index)
        if known is not None:
            self._layouts.move_to_end(index)
            return known
        made = self._make(index)
        self._layouts[index] = made
        if len(self._layouts) > KEPT_LAYOUTS:
            self._layouts.popitem(last=False)
        return made

    def _make(self, index: int) -> BlockLayout:
        blocks = self.document.blocks
        previous: Block | None = blocks[index - 1] if index else None
        made = layout(previous, blocks[index], self.style, self._on_grid)
        self.blocks_laid_out += 1
        self._heights.set(index, made.height)
        self._exact[index] = 1
        return made

    def top_of(self, block: int) -> int:
        """The first row of a block (its gap included), as far as it is known."""
        return len(self.card) + self._heights.before(block) if block >= 0 else 0

    def row_of(self, position: Position) -> int:
        return self.top_of(position.block) + position.row

    def position_at(self, row: int) -> Position:
        """The position that row `row` shows now, clamped to the page."""
        row = max(0, min(row, self.height - 1))
        if row < len(self.card) or not len(self._heights):
            return Position(-1, row)
        block, inner = self._heights.find(row - len(self.card))
        return Position(block, inner)

    def settle(self, position: Position, rows: int, *, from_bottom: bool = False) -> Position:
        """Make the blocks that `rows` rows from `position` on show exact.

        Rows below a position never move it. `from_bottom` keeps the distance from the end of
        the position's block rather than from its start, as scrolling up wants it. Returns the
        position, with its row inside the block's real height.
        """
        block, inner = position.block, position.row
        if block >= 0 and not self._exact[block]:
            guessed = self._heights[block]
            real = self.block_layout(block).height
            inner = real - (guessed - inner) if from_bottom else inner
            inner = max(0, min(inner, real - 1))
        position = Position(block, inner)
        self.rows_from(position, rows)
        return position

    def above(self, position: Position, rows: int) -> Position:
        """The position `rows` rows further up, exactly; the top of the page at most."""
        block, inner = position.block, position.row
        while rows > inner and block >= 0:
            rows -= inner + 1
            block -= 1
            inner = self._rows_of(block) - 1
        return Position(block, max(0, inner - rows))

    def below(self, position: Position, rows: int) -> Position:
        """The position `rows` rows further down, exactly; the last row of the page at most."""
        block, inner = position.block, position.row
        last = len(self._exact) - 1
        while (left := self._rows_of(block) - 1 - inner) < rows and block < last:
            rows -= left + 1
            block += 1
            inner = 0
        return Position(block, max(0, min(inner + rows, self._rows_of(block) - 1)))

    def rows_from(self, position: Position, most: int) -> int:
        """Rows from a position to the end of the page, counted up to `most`."""
        block = position.block
        rows = self._rows_of(block) - position.row
        while rows < most and block < len(self._exact) - 1:
            block += 1
            rows += self._rows_of(block)
        return min(rows, most)

    def _rows_of(self, block: int) -> int:
        """Exact rows of a block, or of the card."""
        if block < 0:
            return len(self.card)
        return self._heights[block] if self._exact[block] else self.block_layout(block).height

    def line(self, row: int) -> tuple[int, Line]:
        """The block index (-1 for the card) and the line of a row of the page."""
        position = self.position_at(row)
        if position.block < 0:
            return -1, self.card[position.row] if position.row < len(self.card) else Line()
        made = self.block_layout(position.block)
        if position.row >= made.height:
            return position.block, Line()
        return position.block, made.line(position.row)

    def position_of(self, place: Place) -> Position:
        """Where a place of the document is on the page."""
        if not self.document.blocks:
            return Position(-1, 0)
        block = max(0, min(place.block, len(self.document.blocks) - 1))
        return Position(block, self.block_layout(block).row_of(place.offset))

    def place_at(self, position: Position) -> Place:
        """The first character that a position shows."""
        if position.block < 0:
            return Place(0, 0)
        return Place(position.block, self.block_layout(position.block).offset_of(position.row))

    def refine(self, enough: Callable[[], bool]) -> bool:
        """Make heights exact from the top on until `enough()`; whether any height changed."""
        before = self._heights.total
        while self._next_inexact < len(self._exact):
            if not self._exact[self._next_inexact]:
                self._make(self._next_inexact)
            self._next_inexact += 1
            if enough():
                break
        return self._heights.total != before
