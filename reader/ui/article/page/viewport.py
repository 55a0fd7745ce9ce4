"""Where in an article the eye is: the page, the place that holds it, and the rows that follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from reader.document.model import Block, BlockKind, Document, Place
from reader.services.reading.chinese_wording import wording_of
from reader.services.reading.reading_view import Reading
from reader.settings import LEAST_MEASURE, MOST_MEASURE, Settings
from reader.text.chinese_variants.variant import Variant
from reader.typeset.card import tag_at
from reader.typeset.model import Line, PageStyle
from reader.typeset.page import Page, Position
from reader.typeset.picture_size import PictureRoom, PixelSize
from reader.typeset.wording import AS_WRITTEN

if TYPE_CHECKING:
    from reader.document.links import Link
    from reader.document.outline import Heading
    from reader.ui.article.page.end_section import EndRow

DEFAULT_MEASURE = Settings().measure
MEASURE_STEP = 4
SIDE = 2
"""Cells kept free on either side of the column where the area has them."""
END_ROWS = 3
"""Blank rows after the last line, so that an end looks like one."""
CONTEXT = 0.3
"""Share of the area that is left above a place that was brought into it."""

StyleMaker = Callable[[int, int], PageStyle]
"""A function from the cells of the column, and those free to the right of it, to a style."""


def plain_style(width: int, margin: int) -> PageStyle:
    del margin
    return PageStyle(width)


def no_pictures() -> PictureRoom | None:
    """Where no picture is shown."""
    return None


class Area(Protocol):
    """The part of the screen that a page is seen in; it is told when the page changes."""

    @property
    def room(self) -> int:
        """Cells that the scroll bar leaves; 0 while the area is not on the screen."""
        ...

    @property
    def rows(self) -> int: ...

    def redraw(self) -> None:
        """Rows show something else now; what was drawn of them is void."""
        ...

    def page_moved(self) -> None:
        """The first row, or the height of the page, may be another."""
        ...


class Viewport:
    """Holds the page of one document, or of a part that grows, and where in it the eye is.

    The anchor is a place in the text; positions and rows follow from it, so that the text under
    the eye stays when the width changes, estimates become exact, or more of the article comes.
    """

    def __init__(
        self,
        area: Area,
        *,
        measure: int = DEFAULT_MEASURE,
        page_style: StyleMaker = plain_style,
        picture_room: Callable[[], PictureRoom | None] = no_pictures,
    ) -> None:
        """`picture_room` says what pictures may take now."""
        self._area = area
        self._picture_room = picture_room
        self._pictures: dict[str, PixelSize] = {}
        """Sizes of the article's pictures that can be shown, by their addresses."""
        self._has_images = False
        self._page_style = page_style
        self.measure = measure
        """Cells of the column, where the area has them."""
        self.variant = Variant.AS_WRITTEN
        """How Chinese is written on the page."""
        self.wording = AS_WRITTEN
        """That, for the document that is shown."""
        self.reading: Reading | None = None
        self.page: Page | None = None
        """The page; None while nothing is shown, or the area is not on the screen."""
        self._position = Position(-1, 0)
        self._anchor: Place | None = None
        """The character that a new layout puts at the top again; None is the title card."""
        self._awaited: Place | None = None
        """What is to be brought into the area once that is on the screen."""
        self._characters = 0
        """Length of the text in what there is of the article."""
        self._revision = 0
        """The page's, when the position was right."""
        self._jumped: tuple[Position | None, int] = (None, -1)
        """The position after a jump, and the block that the jump led to."""
        self.is_led = False
        """Whether a jump or a match has led here, and nobody went on from here."""
        self.shift = 0
        """Cells that code is moved to the left."""
        self.end_section: tuple[EndRow, ...] = ()
        """Rows under the article, a blank one before them: nothing is found or selected there."""
        self._held_back: tuple[Position, Place] | None = None
        """Where the end kept a place from the top as the article was shown, and that place."""
        self.pages_set = 0
        """Count of work, for tests."""

    # -- what is shown ------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        return self.reading.document if self.reading else None

    @property
    def links(self) -> tuple[Link, ...]:
        return self.reading.links if self.reading else ()

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.reading.headings if self.reading else ()

    @property
    def complete(self) -> bool:
        """Whether all of the article has been read in."""
        return self.reading is None or self.reading.complete

    @property
    def ends_early(self) -> bool:
        """Whether the article goes on behind what there is of it."""
        return self.page is not None and self.reading is not None and self.reading.after > 0

    @property
    def end_links(self) -> tuple[EndRow, ...]:
        """The rows under the article that lead to others."""
        return tuple(row for row in self.end_section if row.path is not None)

    def end_link_at(self, row: int) -> int:
        """Which of `end_links` is on row `row` of the page; -1 if none is."""
        page = self.page
        place = row - page.height - 1 if page is not None else -1
        if not 0 <= place < len(self.end_section) or self.end_section[place].path is None:
            return -1
        return sum(each.path is not None for each in self.end_section[:place])

    def tag_at(self, row: int, column: int) -> str:
        """The tag on the title card at a cell of the page, as the article has it; else empty."""
        page, reading = self.page, self.reading
        if page is None or reading is None or reading.before or not 0 <= row < len(page.card):
            return ""
        at = tag_at(page.card, row, column, page.style.ambiguous)
        return reading.card.tags[at] if 0 <= at < len(reading.card.tags) else ""

    def shows_end_link(self, index: int) -> bool:
        """Whether one of `end_links` is among the rows of the area."""
        rows = range(self.top_row, self.top_row + self._area.rows)
        return any(self.end_link_at(row) == index for row in rows)

    @property
    def refined(self) -> bool:
        """Whether no height of the page is an estimate."""
        return self.page is None or self.page.exact

    @property
    def place(self) -> Place:
        """The first character in the area, or near it; before there is one, what it will show."""
        return self._awaited or self._anchor or Place()

    @property
    def at_start(self) -> bool:
        return self._awaited is None and self._anchor is None

    @property
    def block(self) -> int:
        """The block at the top of the area, -1 for the title card."""
        return self._position.block

    @property
    def section(self) -> str:
        """The heading that the top of the area stands under."""
        above = [each.text for each in self.headings if each.block <= self._position.block]
        return self.wording.line(above[-1]) if above else ""

    def first_line(self) -> tuple[Place, Place]:
        """The first line: from the first character in the area to the first of the next line."""
        start = self.place
        if self.page is None:
            return start, start
        row = self.page.row_of(self.page.position_of(start))
        following = self.page.span_at(row)[1]
        at_end = following.offset >= len(self.page.document.blocks[start.block].text)
        return start, Place(start.block + 1) if at_end or following <= start else following

    @property
    def progress(self) -> float:
        """How far the last row in the area is, 0 to 1; an estimate until all is laid out."""
        if self.page is None:
            return 0.0
        hidden = self._text_height - self._area.rows
        return 1.0 if hidden <= 0 else min(1.0, self.page.row_of(self._position) / hidden)

    # -- rows and columns ---------------------------------------------------------------

    @property
    def top_row(self) -> int:
        """The row of the page that is the first in the area."""
        return self.page.row_of(self._position) if self.page is not None else 0

    @property
    def rows(self) -> int:
        """Rows of the area."""
        return self._area.rows

    @property
    def height(self) -> int:
        """Rows of the whole article, those included that are a guess or under its end."""
        return self._text_height + len(self.end_section) if self.page is not None else 0

    @property
    def _text_height(self) -> int:
        """Rows that count for progress."""
        if self.page is None or self.reading is None:
            return 0
        return self.page.height + self._rows_of(self.reading.after) + END_ROWS

    @property
    def ends_soon(self) -> bool:
        """Whether less than another screen follows."""
        return self._text_height - self.top_row <= 2 * self._area.rows

    @property
    def column(self) -> int:
        """Cells of the text column: even, so that Han characters fill it."""
        room = self._area.room
        room -= 2 * SIDE if room > LEAST_MEASURE + 2 * SIDE else 0
        return max(2, min(self.measure, room) // 2 * 2)

    @property
    def described_measure(self) -> str:
        """The width of the column in words, and why it is no other."""
        column = self.column
        if column < self.measure - 1:
            return f"Column of {column} cells: the pane has no room for {self.measure}"
        if self.measure == MOST_MEASURE:
            return f"Column of {column} cells, the widest"
        if self.measure == LEAST_MEASURE:
            return f"Column of {column} cells, the narrowest"
        return f"Column of {column} cells"

    @property
    def left(self) -> int:
        """Cells to the left of the text column."""
        return max(0, (self._area.room - self.column) // 2)

    def row_on_screen(self, place: Place) -> int | None:
        """The row of the area that a place is on; None if it is on none."""
        if self.page is None:
            return None
        row = self.page.row_of(self.page.position_of(place)) - self.top_row
        return row if 0 <= row < self._area.rows else None

    def on_screen(self, place: Place) -> bool:
        return self.row_on_screen(place) is not None

    @property
    def ambiguous(self) -> int:
        """Cells of an East Asian Ambiguous character."""
        return self._page_style(self.column, 0).ambiguous

    def _style(self) -> PageStyle:
        column = self.column
        style = self._page_style(column, self._area.room - self.left - column)
        return replace(style, pictures=self._picture_room()) if self._has_images else style

    def _rows_of(self, characters: int) -> int:
        """A guess at the rows of so much text that is not there yet, if it is like the rest."""
        page = self.page
        if page is None or not characters:
            return 0
        return round(characters * (page.height - len(page.card)) / max(1, self._characters))

    # -- another article, more of it, another width -------------------------------------

    def show(self, reading: Reading) -> None:
        """Show another article, from its card or from `reading.place` on."""
        self.shift = 0
        self._jumped = (None, -1)
        self.is_led = False
        self._pictures.clear()
        self._begin(reading, reading.place)

    def replace(self, reading: Reading, place: Place | None) -> None:
        """Show the article that a part stood for, at `place`; code stays where it was moved."""
        self._jumped = (None, -1)
        self._begin(reading, place)

    def _begin(self, reading: Reading, place: Place | None) -> None:
        self.reading = reading
        self.wording = wording_of(reading.document, self.variant)
        self.page = None
        self._anchor, self._position = place, Position(-1, 0)
        self._awaited = None
        self.end_section, self._held_back = (), None
        if self._set_page():
            self.go_to(place)
            if place is not None and self._anchor != place:
                self._held_back = self._position, place

    def grow(self, reading: Reading) -> bool:
        """Go on with more of the same document; False, and nothing, if it begins otherwise."""
        known = self.document.blocks if self.document else ()
        if self.reading is None or self.reading.before:
            return False
        blocks = reading.document.blocks
        whole = blocks[: len(known)] == known
        # The last block of a part may have been cut short.
        if not whole and blocks[: len(known) - 1] != known[:-1]:
            return False
        self.reading = reading
        if whole and self.page is not None and self._has_images == self._shows_images(blocks):
            self.page.extend(reading.document)
            self._count_characters()
            self._keep_up()
            self._area.page_moved()
        else:
            self.page = None
            self._relayout()
        return True

    def put_end_section(self, rows: tuple[EndRow, ...]) -> None:
        """Show these under the article; who left it when they were there sees the same again."""
        held_back, self._held_back = self._held_back, None
        self.end_section = rows
        self.fit()
        if held_back is not None and held_back[0] == self._position:
            self.go_to(held_back[1])

    def set_measure(self, measure: int) -> None:
        """Change the width of the column; the text under the eye stays."""
        measure = max(LEAST_MEASURE, min(MOST_MEASURE, measure))
        if measure != self.measure:
            self.measure = measure
            self._relayout()

    def set_variant(self, variant: Variant) -> None:
        """Show Chinese in another way; the text under the eye stays."""
        self.variant = variant
        if self.reading is not None:
            self.wording = wording_of(self.reading.document, variant)
            self._relayout()

    def fit(self) -> None:
        """Take up what the area's size is now; nothing is set anew for another height."""
        if self.page is None or self.page.style != self._style():
            self._relayout()
        else:
            anchor = self._anchor
            self._area.redraw()
            self.go(self._position)
            self._anchor = anchor

    def _set_page(self) -> bool:
        """Set what there is of the article anew; False if there is nothing, or no area for it."""
        reading = self.reading
        if reading is None or self._area.room <= 0:
            self.page = None
            return False
        self._count_characters()
        self._has_images = self._shows_images(reading.document.blocks)
        style, card = self._style(), reading.card if not reading.before else None
        known = self.page
        if known is not None:
            self.page = known.restyled(style, card, self.wording)
        else:
            self.page = Page(reading.document, style, card, wording=self.wording)
            self.page.put_pictures(self._pictures)
        self.pages_set += 1
        if reading.before:
            self.page.card = (Line(),) * self._rows_of(reading.before)
        self._revision = self.page.revision
        self._area.redraw()
        return True

    @staticmethod
    def _shows_images(blocks: Sequence[Block]) -> bool:
        return any(block.kind is BlockKind.IMAGE for block in blocks)

    def put_pictures(self, known: Mapping[str, PixelSize], gone: Set[str] = frozenset()) -> None:
        """Show pictures of these sizes; the text under the eye stays, what is below it moves."""
        for address in gone:
            self._pictures.pop(address, None)
        self._pictures.update(known)
        page = self.page
        if page is not None and page.put_pictures(known, gone):
            anchor = self._anchor
            self._area.redraw()
            self.go(self._position)
            self._anchor = anchor

    def knows_picture(self, block: int) -> bool:
        """Whether the picture of a block is there, shown or not."""
        document = self.document
        return document is not None and document.blocks[block].href in self._pictures

    def picture_pixels(self, block: int) -> PixelSize | None:
        """The size of the picture that a block is shown as; None if it is a line of text."""
        page, document = self.page, self.document
        if page is None or document is None or not page.shows_picture(block):
            return None
        return self._pictures.get(document.blocks[block].href)

    def picture_at(self, row: int, column: int) -> int:
        """The block whose picture covers a cell of the area; -1 if none does."""
        if self.page is None:
            return -1
        return self.page.picture_at(self.top_row + row, column - self.left)

    def _relayout(self) -> None:
        """Set the page anew with the anchor at the top, or the row of the card that was there."""
        anchor, row = self._anchor, self._position.row
        if self._set_page() and self.page is not None:
            card_row = Position(-1, row)
            self.go(card_row if anchor is None else self.page.position_of(anchor))
        self._anchor = anchor
        if self.page is not None and self._awaited is not None:
            awaited, self._awaited = self._awaited, None
            self.show_place(awaited)

    def _count_characters(self) -> None:
        blocks = self.document.blocks if self.document and not self.complete else ()
        self._characters = sum(len(block.text) for block in blocks)

    def _keep_up(self) -> None:
        """Stay at the anchor if rows above it, or its own, were set anew."""
        page = self.page
        if page is not None and page.revision != self._revision:
            self._revision = page.revision
            if self._anchor is not None:
                self._position = page.position_of(self._anchor)
            self._area.redraw()

    def refine(self, enough: Callable[[], bool]) -> None:
        """Make estimated heights exact until `enough()`, without moving the text in the area."""
        if self.page is not None:
            self.page.hold(self._position, self._area.rows)
            self.page.refine(enough)
            self._keep_up()

    # -- moving -------------------------------------------------------------------------

    def go(self, position: Position, *, from_bottom: bool = False) -> None:
        """Make `position` the first row in the area, or as near as the end allows."""
        page = self.page
        if page is None:
            return
        height = max(1, self._area.rows)
        position = page.settle(position, height, from_bottom=from_bottom)
        short = height - END_ROWS - len(self.end_section) - page.rows_from(position, height)
        if short > 0:
            position = page.above(position, short)
        self._position = page.settle(position, height)
        self._anchor = None if self._position.block < 0 else page.place_at(self._position)
        self._area.page_moved()

    def go_to(self, place: Place | None) -> None:
        """Put a place at the top of the area; None is the title card."""
        if self.page is not None:
            self.go(Position(-1, 0) if place is None else self.page.position_of(place))

    def go_to_end(self) -> None:
        """Show the last rows of what is there."""
        self.is_led = False
        if self.page is not None:
            self.go(self.page.end)

    def go_to_row(self, row: int, *, from_bottom: bool = False) -> None:
        """Put what row `row` of the page shows now at the top of the area."""
        self.is_led = False
        if self.page is not None:
            self.go(self.page.position_at(row), from_bottom=from_bottom)

    def go_to_share(self, percent: int) -> None:
        """Go to so many hundredths of the article, as `50%` in less."""
        hidden = max(0, self._text_height - self._area.rows)
        self.go_to_row(round(hidden * min(100, percent) / 100))

    def scroll_rows(self, rows: int) -> None:
        """Move by exact rows, whatever is estimated; up if `rows` is negative."""
        self.is_led = False
        if self.page is not None:
            move = self.page.below if rows > 0 else self.page.above
            self.go(move(self._position, abs(rows)))

    def show_place(self, place: Place, *, context: float = CONTEXT) -> None:
        """Bring a place into the area if it is not there, some rows from the top.

        The beginning of a picture's caption comes with all of the picture.
        """
        if self.page is None:
            self._awaited = place
            return
        position = self.page.position_of(place)
        picture = self.page.picture(place.block) if not place.offset else None
        rows = 1 + (picture.rows if picture is not None else 0)
        first = self.page.row_of(self._position)
        if not first <= self.page.row_of(position) < first + self._area.rows - rows:
            self.is_led = True
            self.go(self.page.above(position, int(self._area.rows * context)))

    def keep_in_sight(self, place: Place, around: int) -> None:
        """Scroll as little as it takes for a place to have `around` rows above it and below."""
        if self.page is None:
            return
        position = self.page.position_of(place)
        height = max(1, self._area.rows)
        around = min(around, (height - 1) // 2)
        row = self.page.row_of(position) - self.page.row_of(self._position)
        if row < around:
            self.go(self.page.above(position, around))
        elif row >= height - around:
            self.go(self.page.above(position, height - 1 - around))

    def jump_to(self, place: Place) -> tuple[Place, Place] | None:
        """Go to a place; the line that it is on, if the article's end keeps it from the top."""
        before = self._position
        self.go_to(place)
        page = self.page
        if page is None or not page.document.blocks:
            return None
        self.is_led |= self._position != before
        self._jumped = (self._position, place.block)
        position = page.position_of(place)
        if position == self._position or not self.on_screen(place):
            return None
        start, end = page.span_at(page.row_of(position))
        whole = len(page.document.blocks[place.block].text)
        last = end.offset if end.offset > start.offset else whole
        return start, Place(start.block, last)

    @property
    def block_jumped_to(self) -> int:
        """The block that the last jump led to, until the page moves; else the one at the top."""
        position, block = self._jumped
        return block if position == self._position else self.block

    def shift_code(self, cells: int) -> None:
        """Move code that is cut at the right to the left, as far as rows in the area go on."""
        page = self.page
        if page is not None:
            rows = range(self.top_row, self.top_row + max(1, self._area.rows))
            most = max(page.overflow(row) for row in rows)
            self.shift = max(0, min(self.shift + cells, max(most, self.shift - abs(cells))))
            self._area.redraw()
