"""A document at a width, as rows that are made only where somebody looks."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from reader.document.model import Block, BlockKind, Document, Place
from reader.typeset.block_kinds import PartSetting
from reader.typeset.block_parts import estimates, part_setting
from reader.typeset.blocks.code import CodeLayout
from reader.typeset.blocks.list_grid import Grid
from reader.typeset.blocks.picture import PictureLayout
from reader.typeset.blocks.table_columns import TableMeasure
from reader.typeset.card import Card, card_lines, reworded
from reader.typeset.decorations import frame
from reader.typeset.headings import HeadingScale
from reader.typeset.long_block import LongBlock
from reader.typeset.model import BlockLayout, Line, PageStyle
from reader.typeset.parts import TextSize, text_size
from reader.typeset.picture_size import CellSize, PixelSize, fitted
from reader.typeset.row_heights import Heights
from reader.typeset.set_block import layout
from reader.typeset.wording import AS_WRITTEN, PageWording

KEPT_LAYOUTS = 256


@dataclass(frozen=True, slots=True)
class Position:
    """A row of the page that stays the same while the rows above it are refined.

    Apart from the first row of a block and the rows of the card it comes from the page only.
    """

    block: int
    """Index of the block, -1 for the title card."""
    row: int
    """Row within the part."""
    part: int = 0
    """Which part of the block; a block that is not large has one."""


@dataclass(slots=True)
class _DocumentFacts:
    """Facts of a document that hold at any width."""

    grid: Grid = field(default_factory=Grid)
    scale: HeadingScale = field(default_factory=HeadingScale)
    sizes: list[TextSize | PartSetting] = field(default_factory=list)
    """For each block the size of its text or, if it is large, how its parts are set."""
    tables: dict[tuple[int, int], TableMeasure] = field(default_factory=dict)
    """Measures of the large tables, by block and cells of an ambiguous character."""
    images: list[int] = field(default_factory=list)
    """The blocks that are images."""
    pictures: dict[str, PixelSize] = field(default_factory=dict)
    """Sizes of the pictures that can be shown, by their addresses."""

    def extend(self, blocks: Sequence[Block]) -> int:
        """Take note of more blocks; returns the index of the first whose indent changes."""
        count = len(self.sizes)
        self.images += (
            index for index, block in enumerate(blocks, count) if block.kind is BlockKind.IMAGE
        )
        self.scale.extend(blocks)
        self.sizes += (part_setting(block) or text_size(block.text) for block in blocks)
        return self.grid.extend(blocks)


class Page:
    """Rows of a title card and of a document's blocks.

    A large block is set in parts. Heights of parts that nobody looked at are estimates; `refine`
    replaces them. Rows are counted from the top of the card. Not thread-safe: owned by one thread.
    """

    def __init__(
        self,
        document: Document,
        style: PageStyle,
        card: Card | None = None,
        *,
        rest: int = 0,
        wording: PageWording = AS_WRITTEN,
        known: _DocumentFacts | None = None,
    ) -> None:
        """`rest` is a guess at the cells of text still to come; `known` is for `restyled`."""
        self.document = Document(())
        self.style = style
        self.wording = wording
        """What is shown of each block; `document` is as it is written."""
        self.card = card_lines(reworded(card, wording), style) if card else ()
        self._known = known if known is not None else _DocumentFacts()
        self._heights = Heights(())
        self._first = [0]
        """The first part of each block, counted through the document; then the number of parts."""
        self._settled = bytearray()
        """Whether the height of each part is that of its rows."""
        self._next_inexact = 0
        self._layouts: OrderedDict[int, BlockLayout] = OrderedDict()
        self._long: dict[int, LongBlock] = {}
        self.revision = 0
        """Grows when rows that were known are set anew, and positions may be off by a few."""
        self.blocks_laid_out = 0
        self.parts_laid_out = 0
        """Counts of work, for tests; a part of a large block is no block."""
        self.extend(document, rest)

    def restyled(
        self, style: PageStyle, card: Card | None = None, wording: PageWording = AS_WRITTEN
    ) -> Page:
        """The same document in another style or wording; this page is done with then."""
        if wording != self.wording:
            self._known.tables.clear()
        return Page(self.document, style, card, rest=self._rest, wording=wording, known=self._known)

    def extend(self, document: Document, rest: int = 0) -> None:
        """Show a document that begins with the very blocks of the one before."""
        count = len(self.document.blocks)
        added = document.blocks[count:]
        self.document = document
        self._rest = rest
        fresh = document.blocks[len(self._known.sizes) :]
        moved = self._known.extend(fresh) if fresh else count
        for index, block in enumerate(added, count):
            rows = self._estimates(index, block)
            self._heights.extend(rows)
            self._settled.extend(bytes(len(rows)))
            self._first.append(len(self._settled))
        self._forget(range(moved, count))

    def _estimates(self, index: int, block: Block) -> list[int]:
        gap = 0 if block.tight else 1
        known = self._known.sizes[index]
        if isinstance(known, TextSize):
            size = self._picture_size(block)
            caption = known.rows(self.style.width) if size is None or block.text else 0
            return [gap + caption + (size.rows if size is not None else 0)]
        first, *others = estimates(block, known, self.style)
        return [gap + first, *others]

    def _forget(self, blocks: range) -> None:
        """Set these blocks anew when they are looked at again."""
        for index in blocks:
            self._long.pop(index, None)
            for part in range(self._first[index], self._first[index + 1]):
                self._unsettle(part)

    def _unsettle(self, part: int) -> None:
        self._layouts.pop(part, None)
        if self._settled[part]:
            self._settled[part] = 0
            self._next_inexact = min(self._next_inexact, part)
            self.revision += 1

    # -- pictures -----------------------------------------------------------------------

    def put_pictures(self, known: Mapping[str, PixelSize], gone: Set[str] = frozenset()) -> bool:
        """Show pictures of these sizes, by their addresses, and no longer those that are `gone`.

        Positions of other blocks stay right. Returns whether the page has any of them.
        """
        sizes = self._known.pictures
        changed = {address for address, size in known.items() if sizes.get(address) != size}
        changed |= gone & sizes.keys()
        for address in gone:
            sizes.pop(address, None)
        sizes.update(known)
        images = [n for n in self._known.images if self.document.blocks[n].href in changed]
        for index in images:
            part = self._first[index]
            self._layouts.pop(part, None)
            self._settled[part] = 0
            self._heights.set(part, self._estimates(index, self.document.blocks[index])[0])
            self._next_inexact = min(self._next_inexact, part)
        return bool(images)

    def picture(self, index: int) -> CellSize | None:
        """The cells that a block's picture takes; None if it shows none."""
        if not 0 <= index < len(self.document.blocks):
            return None
        made = self._layout(self._first[index]) if self._has_picture(index) else None
        return made.size if isinstance(made, PictureLayout) else None

    def shows_picture(self, index: int) -> bool:
        """Whether a block is shown as a picture; sets nothing."""
        return self._picture_size(self.document.blocks[index]) is not None

    def pictures_after(self, index: int, count: int) -> list[int]:
        """The next blocks behind one that show pictures, `count` at the most."""
        images = self._known.images
        found: list[int] = []
        for each in images[bisect_right(images, index) :]:
            if len(found) == count:
                break
            if self.shows_picture(each):
                found.append(each)
        return found

    def picture_at(self, row: int, column: int) -> int:
        """The block whose picture covers a cell, counted from the text column; -1 if none does."""
        if not 0 <= row < self.height:
            return -1
        block, line = self.line(row)
        shown = line.picture
        is_on = shown is not None and 0 <= column - shown.x < shown.size.columns
        return block if is_on else -1

    def _has_picture(self, index: int) -> bool:
        return self._pixels(self.document.blocks[index]) is not None

    def _pixels(self, block: Block) -> PixelSize | None:
        is_image = block.kind is BlockKind.IMAGE and self.style.pictures is not None
        return self._known.pictures.get(block.href) if is_image else None

    def _picture_size(self, block: Block) -> CellSize | None:
        pixels, room = self._pixels(block), self.style.pictures
        if pixels is None or room is None:
            return None
        return fitted(pixels, self.style.width, room)

    @property
    def height(self) -> int:
        """Rows of the whole page, as far as they are known."""
        return len(self.card) + self._heights.total + -(-self._rest // self.style.width)

    @property
    def exact(self) -> bool:
        """Whether every height is known."""
        return self._next_inexact >= len(self._settled)

    @property
    def end(self) -> Position:
        """The last row of the page; lays out the last part only."""
        return self._position(len(self._settled) - 1, -1)

    # -- parts --------------------------------------------------------------------------

    def _position(self, part: int, row: int) -> Position:
        """The row of a part, clamped to it; -1 is the last one.

        A part in which no row begins has none: the one before has the row that covers it.
        """
        while part >= 0 and self._rows_of(part) == 0:
            part -= 1
            row = -1
        rows = self._rows_of(part)
        row = max(0, rows - 1 if row < 0 else min(row, rows - 1))
        if part < 0:
            return Position(-1, row)
        block = self._block_of(part)
        return Position(block, row, part - self._first[block])

    def _block_of(self, part: int) -> int:
        return bisect_right(self._first, part) - 1 if part >= 0 else -1

    def _part_of(self, position: Position) -> int:
        return self._first[position.block] + position.part if position.block >= 0 else -1

    def _rows_of(self, part: int) -> int:
        """Exact rows of a part, or of the card."""
        if part < 0:
            return len(self.card)
        return self._heights[part] if self._settled[part] else self._layout(part).height

    def _layout(self, part: int) -> BlockLayout:
        """The layout of a part, made if need be; its height is known then."""
        known = self._layouts.get(part)
        if known is not None:
            self._layouts.move_to_end(part)
            return known
        made = self._make(part)
        self._layouts[part] = made
        if len(self._layouts) > KEPT_LAYOUTS:
            self._layouts.popitem(last=False)
        return made

    def _make(self, part: int) -> BlockLayout:
        index = self._block_of(part)
        blocks, first = self.document.blocks, self._first[index]
        setting = self._known.sizes[index]
        if isinstance(setting, PartSetting):
            long = self._long_block(index, setting)
            made, anew = long.set(part - first)
            self.parts_laid_out += 1
            for other in anew:
                self._unsettle(first + other)
            self._expect(first, long)
        else:
            previous = blocks[index - 1] if index else None
            on_grid, top = self._known.grid.serials, self._known.scale.top(index)
            block = self.wording.block(blocks[index])
            pixels = self._pixels(block)
            made = layout(previous, block, self.style, on_grid, top, pixels)
            self.blocks_laid_out += 1
        self._heights.set(part, made.height)
        self._settled[part] = 1
        return made

    def _long_block(self, index: int, setting: PartSetting) -> LongBlock:
        known = self._long.get(index)
        if known is not None:
            return known
        blocks = self.document.blocks
        block = self.wording.block(blocks[index])
        on_grid, top = self._known.grid.serials, self._known.scale.top(index)
        around = frame(blocks[index - 1] if index else None, block, self.style, on_grid, top)
        measure = None
        if block.table is not None:
            fresh = TableMeasure(block, block.table, self.style.ambiguous)
            measure = self._known.tables.setdefault((index, self.style.ambiguous), fresh)
        made = self._long[index] = LongBlock(setting.parts(block, around, self.style, measure))
        return made

    def _expect(self, first: int, long: LongBlock) -> None:
        """Take over better guesses, once: when the first part of a block was set."""
        if long.expectations_taken:
            return
        long.expectations_taken = True
        for nth in range(long.count):
            rows = long.expected(nth)
            if rows is not None and not self._settled[first + nth]:
                self._heights.set(first + nth, rows)

    # -- rows and positions -------------------------------------------------------------

    def row_of(self, position: Position) -> int:
        if position.block < 0:
            return position.row
        return len(self.card) + self._heights.before(self._part_of(position)) + position.row

    def position_at(self, row: int) -> Position:
        """The position that row `row` shows now, clamped to the page."""
        inner = max(0, row) - len(self.card)
        if inner < 0 or not self._heights.total:
            return Position(-1, max(0, min(row, len(self.card) - 1)))
        part, inner = self._heights.find(min(inner, self._heights.total - 1))
        block = self._block_of(part)
        return Position(block, inner, part - self._first[block])

    def settle(self, position: Position, rows: int, *, from_bottom: bool = False) -> Position:
        """Make the parts that `rows` rows from `position` on show exact.

        Rows below a position never move it. `from_bottom` keeps the distance from the end of the
        position's part rather than from its start, as scrolling up needs it. Returns the position,
        with its row inside the part's real height.
        """
        part, inner = self._part_of(position), position.row
        if part >= 0 and not self._settled[part] and from_bottom:
            guessed = self._heights[part]
            inner = max(0, self._layout(part).height - (guessed - inner))
        position = self._position(part, inner)
        self.rows_from(position, rows)
        return position

    def above(self, position: Position, rows: int) -> Position:
        """The position `rows` rows further up, exactly; the top of the page at most."""
        part, inner = self._part_of(position), position.row
        while rows > inner and part >= 0:
            rows -= inner + 1
            part -= 1
            inner = self._rows_of(part) - 1
        return self._position(part, max(0, inner - rows))

    def below(self, position: Position, rows: int) -> Position:
        """The position `rows` rows further down, exactly; the last row of the page at most."""
        part, inner = self._part_of(position), position.row
        last = len(self._settled) - 1
        while (left := self._rows_of(part) - 1 - inner) < rows and part < last:
            rows -= left + 1
            part += 1
            inner = 0
        return self._position(part, inner + rows)

    def rows_from(self, position: Position, most: int) -> int:
        """Rows from a position to the end of the page, counted up to `most`."""
        part = self._part_of(position)
        rows = self._rows_of(part) - position.row
        while rows < most and part < len(self._settled) - 1:
            part += 1
            rows += self._rows_of(part)
        return min(rows, most)

    def _shown(self, row: int) -> tuple[int, int, BlockLayout | None]:
        """The part that a row of the page shows, the row of it, and the part's layout."""
        inner = row - len(self.card)
        while 0 <= inner < self._heights.total:
            part, at = self._heights.find(inner)
            made = self._layout(part)
            if at < made.height:
                return part, at, made
        return -1 if inner < 0 else len(self._settled) - 1, 0, None

    def line(self, row: int, shift: int = 0) -> tuple[int, Line]:
        """The block index (-1 for the card) and the line of a row of the page.

        `shift` is the cells that code is moved to the left, if it is cut and not folded.
        """
        part, at, made = self._shown(row)
        if made is None:
            return self._block_of(part), self.card[row] if 0 <= row < len(self.card) else Line()
        if shift and isinstance(made, CodeLayout):
            return self._block_of(part), made.shifted(at, shift)
        return self._block_of(part), made.line(at)

    def overflow(self, row: int) -> int:
        """Cells of code on a row that are cut off at the right, if nothing is shifted."""
        _, at, made = self._shown(row)
        return made.overflow(at) if isinstance(made, CodeLayout) else 0

    # -- places -------------------------------------------------------------------------

    def position_of(self, place: Place) -> Position:
        """Where a place of the document is on the page."""
        if not self.document.blocks:
            return Position(-1, 0)
        block = max(0, min(place.block, len(self.document.blocks) - 1))
        part, last = self._first[block], self._first[block + 1] - 1
        setting = self._known.sizes[block]
        if isinstance(setting, PartSetting):
            long = self._long_block(block, setting)
            part += long.part_of(place.offset)
            self._layout(part)
            while part < last and long.is_behind(part - self._first[block], place.offset):
                part += 1
                self._layout(part)
        return self._position(part, self._layout(part).row_of(place.offset))

    def place_at(self, position: Position) -> Place:
        """The first character that a position shows."""
        if position.block < 0:
            return Place(0, 0)
        return Place(position.block, self._layout(self._part_of(position)).offset_of(position.row))

    def span_at(self, row: int) -> tuple[Place, Place]:
        """The first character of a row, and the first of the next; at most the block's end."""
        position = self.position_at(row)
        start = self.place_at(position)
        following = self.below(position, 1)
        if following.block == position.block and following != position:
            return start, self.place_at(following)
        text = self.document.blocks[start.block].text if position.block >= 0 else ""
        return start, Place(start.block, len(text))

    def shows(self, row: int, offsets: Sequence[int]) -> bool:
        """Whether one of these characters of the row's block stands on the row."""
        part, at, made = self._shown(row)
        if made is None or part < 0:
            return False
        block = self._block_of(part)
        nth, long = part - self._first[block], self._long.get(block)
        return any(
            made.row_of(offset) == at
            for offset in offsets
            if long is None or long.holds(nth, offset)
        )

    def hold(self, position: Position, rows: int) -> None:
        """Keep the rows from `position` on as they are, though they were set from a guess.

        This matters for large blocks; others never change.
        """
        index = position.block
        long = self._long.get(index)
        if long is not None:
            last = self._part_of(self.below(position, rows)) - self._first[index]
            long.hold(range(position.part, min(last, long.count - 1) + 1))

    def refine(self, enough: Callable[[], bool]) -> bool:
        """Make heights exact from the top on until `enough()`; returns whether one has changed."""
        before = self._heights.total
        while self._next_inexact < len(self._settled):
            part = self._next_inexact
            long = self._long.get(self._block_of(part))
            certain = long is None or long.is_certain(part - self._first[self._block_of(part)])
            if not (self._settled[part] and certain):
                self._make(part)
            self._next_inexact += 1
            if enough():
                break
        return self._heights.total != before
