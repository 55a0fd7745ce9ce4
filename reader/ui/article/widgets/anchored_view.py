"""A page in a scrolling pane, anchored to the text under the eye."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from reader.document.model import Document, Place
from reader.services.reading_view import Reading
from reader.typeset.model import Line, PageStyle
from reader.typeset.page import Page, Position

if TYPE_CHECKING:
    from reader.document.links import Link

DEFAULT_MEASURE = 76
LEAST_MEASURE = 20
MOST_MEASURE = 120
MEASURE_STEP = 4
SIDE = 2
"""Cells kept free on either side of the column where the pane has them."""
END_ROWS = 3
"""Blank rows after the last line, so that an end looks like one."""
SLICE_SECONDS = 0.008
SYNC_SECONDS = 0.25

StyleMaker = Callable[[int, int], PageStyle]
"""From the cells of the column, and those free to the right of it, to a style."""


def plain_style(width: int, margin: int) -> PageStyle:
    del margin
    return PageStyle(width)


class AnchoredView(ScrollView, can_focus=True):
    """Holds the page of one document, or of a part that grows, and where in it the eye is.

    Rows are Textual's; the anchor is a place, and rows follow from it.
    """

    class Moved(Message):
        """Another part of the article is on the screen."""

        def __init__(self, place: Place, progress: float) -> None:
            super().__init__()
            self.place = place
            self.progress = progress

    class EndWanted(Message):
        """The reader goes to the end of an article that is not all there yet."""

    class Scrolled(Message):
        """The reader moved the page with the mouse."""

    def __init__(
        self,
        *,
        measure: int = DEFAULT_MEASURE,
        page_style: StyleMaker = plain_style,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.measure = measure
        self._page_style = page_style
        self._page: Page | None = None
        self._reading: Reading | None = None
        self._position = Position(-1, 0)
        self._anchor: Place | None = None
        """What a new layout puts at the top again, to the character; None is the title card."""
        self._characters = 0
        """Of text in what there is of the article."""
        self._syncing = False
        self._revision = 0
        """Of the page, when the position was right."""
        self._resizing = False
        self._refining = False
        self._synced_at = 0.0
        self.pages_set = 0
        """Count of work, for tests."""
        self.auto_links = False

    def forget_drawing(self) -> None:
        """Rows show something else now; what was drawn of them is void."""

    # -- what is shown ------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        return self._reading.document if self._reading else None

    @property
    def place(self) -> Place:
        """What the top of the screen is held by: the first character on it, or near it."""
        return self._anchor or Place()

    @property
    def links(self) -> tuple[Link, ...]:
        return self._reading.links if self._reading else ()

    @property
    def exact(self) -> bool:
        """Whether the whole article is there and laid out, so that progress is no estimate."""
        return self._page is None or (self.complete and self._page.exact)

    @property
    def complete(self) -> bool:
        """Whether all of the article has been read in."""
        return self._reading is None or self._reading.complete

    @property
    def section(self) -> str:
        """The heading that the top of the screen stands under."""
        headings = self._reading.headings if self._reading else ()
        above = [heading.text for heading in headings if heading.block <= self._position.block]
        return above[-1] if above else ""

    def first_line(self) -> tuple[Place, Place]:
        """From the first character on the screen to the first of the next line."""
        start = self.place
        if self._page is None:
            return start, start
        row = self._page.row_of(self._page.position_of(start))
        following = self._page.span_at(row)[1]
        at_end = following.offset >= len(self._page.document.blocks[start.block].text)
        return start, Place(start.block + 1) if at_end or following <= start else following

    @property
    def anchor_block(self) -> int:
        """The block at the top of the screen, -1 for the title card."""
        return self._position.block

    @property
    def at_start(self) -> bool:
        return self._anchor is None

    @property
    def laid_out(self) -> bool:
        """Whether there are rows: a pane that is hidden has none."""
        return self._page is not None

    @property
    def progress(self) -> float:
        """How far the last row on the screen is, 0 to 1; an estimate until all is laid out."""
        if self._page is None:
            return 0.0
        hidden = self._virtual_height() - self.size.height
        return 1.0 if hidden <= 0 else min(1.0, self._page.row_of(self._position) / hidden)

    @property
    def blocks_laid_out(self) -> int:
        """Count of work, for tests."""
        return self._page.blocks_laid_out if self._page else 0

    def show(self, reading: Reading) -> None:
        """Replace the article; begins at its card or at `reading.place`."""
        self._reading = reading
        self._page = None
        self._anchor = reading.place
        self.screen.clear_selection()
        self._set_page(reading.place)

    def grow(self, reading: Reading) -> bool:
        """Go on with more of the same document; False, and nothing, if it begins otherwise."""
        known = self.document.blocks if self.document else ()
        if self._reading is None or self._reading.before:
            return False
        blocks = reading.document.blocks
        whole = blocks[: len(known)] == known
        # The last block of a part may have been cut short.
        if not whole and blocks[: len(known) - 1] != known[:-1]:
            return False
        self._reading = reading
        if whole and self._page is not None:
            self._page.extend(reading.document)
            self._count_characters()
            self._keep_up()
            self._sync()
            self._start_refining()
            self.post_message(self.Moved(self.place, self.progress))
        else:
            self._page = None
            self._relayout()
        return True

    def replace(self, reading: Reading, place: Place | None) -> None:
        """Show the article that a part stood for, at the same text."""
        self._reading = reading
        self._page = None
        self.screen.clear_selection()
        self._set_page(place)

    def set_measure(self, measure: int) -> None:
        """Change the width of the column; the text under the eye stays."""
        measure = max(LEAST_MEASURE, min(MOST_MEASURE, measure))
        if measure != self.measure:
            self.measure = measure
            self._relayout()

    # -- page and anchor ----------------------------------------------------------------

    @property
    def _room(self) -> int:
        """Cells that the scroll bar leaves."""
        return self.scrollable_size.width

    def _column(self) -> int:
        """Cells of the text column: even, so that Han characters fill it."""
        room = self._room - (2 * SIDE if self._room > LEAST_MEASURE + 2 * SIDE else 0)
        return max(2, min(self.measure, room) // 2 * 2)

    def _style(self) -> PageStyle:
        column = self._column()
        return self._page_style(column, self._room - self._left() - column)

    def _left(self) -> int:
        return max(0, (self._room - self._column()) // 2)

    def _rows(self, characters: int) -> int:
        """A guess at the rows of so much text that is not there yet, if it is like the rest."""
        page = self._page
        if page is None or not characters:
            return 0
        return round(characters * (page.height - len(page.card)) / max(1, self._characters))

    def _count_characters(self) -> None:
        blocks = self.document.blocks if self.document and not self.complete else ()
        self._characters = sum(len(block.text) for block in blocks)

    def _set_page(self, place: Place | None) -> None:
        """Set what there is of the article anew, with `place` at the top."""
        reading = self._reading
        if reading is None or self._room <= 0:
            self._page = None
            return
        self._count_characters()
        style, card = self._style(), reading.card if not reading.before else None
        known = self._page
        self._page = known.restyled(style, card) if known else Page(reading.document, style, card)
        self.pages_set += 1
        if reading.before:
            self._page.card = (Line(),) * self._rows(reading.before)
        self._revision = self._page.revision
        self.forget_drawing()
        self._go(Position(-1, 0) if place is None else self._page.position_of(place))
        self._start_refining()

    def _start_refining(self) -> None:
        if not self._refining:
            self._refining = True
            self.set_timer(SLICE_SECONDS, self._refine)

    def _relayout(self) -> None:
        anchor, card_row = self._anchor, self._position.row
        self._set_page(anchor)
        if anchor is None and self._page is not None:
            self._go(Position(-1, card_row))
        self._anchor = anchor

    def on_resize(self, event: events.Resize) -> None:
        """Many of these come while a window is dragged: the last one counts."""
        del event
        if not self._resizing:
            self._resizing = True
            self.call_later(self._fit)

    def _fit(self) -> None:
        self._resizing = False
        if self._page is None or self._page.style != self._style():
            self._relayout()
        else:
            anchor = self._anchor
            self.forget_drawing()
            self._go(self._position)
            self._anchor = anchor

    def _keep_up(self) -> None:
        """Stay at the anchor if rows above it, or its own, were set anew."""
        page = self._page
        if page is not None and page.revision != self._revision:
            self._revision = page.revision
            if self._anchor is not None:
                self._position = page.position_of(self._anchor)
            self.forget_drawing()

    def _virtual_height(self) -> int:
        if self._page is None or self._reading is None:
            return 0
        return self._page.height + self._rows(self._reading.after) + END_ROWS

    def _go(self, position: Position, *, from_bottom: bool = False) -> None:
        """Make `position` the first row on the screen, or as near as the end allows."""
        page = self._page
        if page is None:
            return
        height = max(1, self.size.height)
        position = page.settle(position, height, from_bottom=from_bottom)
        short = height - END_ROWS - page.rows_from(position, height)
        if short > 0:
            position = page.above(position, short)
        self._position = page.settle(position, height)
        self._anchor = None if self._position.block < 0 else page.place_at(self._position)
        self._sync()
        self.refresh()
        self.post_message(self.Moved(self.place, self.progress))

    def _sync(self) -> None:
        """Bring Textual's idea of size and scroll to the anchor."""
        if self._page is None:
            return
        self._syncing = True
        try:
            self.virtual_size = Size(self.size.width, self._virtual_height())
            row = self._page.row_of(self._position)
            if round(self.scroll_y) != row:
                self.forget_drawing()
                self.set_scroll(None, row)
            # The wheel goes on from the target; the bar is drawn from a position of its own.
            self.scroll_target_y = self.vertical_scrollbar.position = row
        finally:
            self._syncing = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the mouse wheel and the scroll bar, which know rows only."""
        super().watch_scroll_y(old_value, new_value)
        if self._syncing or self._page is None or round(old_value) == round(new_value):
            return
        target = self._page.position_at(round(new_value))
        wheel = self.scroll_target_y
        self.post_message(self.Scrolled())
        self._go(target, from_bottom=new_value < old_value)
        # The wheel keeps its aim, moved by as much as the rows under it were.
        self.scroll_target_y = wheel + round(self.scroll_y) - round(new_value)

    def _refine(self) -> None:
        """One time slice of making estimated heights exact, without moving the text.

        The scroll bar follows now and then; the rows only if they moved under the anchor.
        """
        page = self._page
        if page is None or page.exact:
            self._refining = False
            return
        end = perf_counter() + SLICE_SECONDS
        page.hold(self._position, self.size.height)
        page.refine(lambda: perf_counter() > end)
        self._keep_up()
        moved = page.row_of(self._position) != round(self.scroll_y)
        if moved or page.exact or end - self._synced_at > SYNC_SECONDS:
            self._synced_at = end
            self.forget_drawing()
            self._sync()
            self.refresh()
        if page.exact:
            self._refining = False
            self.post_message(self.Moved(self.place, self.progress))
        else:
            self.set_timer(SLICE_SECONDS * 2, self._refine)

    def go_to_end(self) -> None:
        """Show the last rows, of what is there."""
        if self._page is not None:
            self._go(self._page.end)
            if self._reading is not None and self._reading.after:
                self.post_message(self.EndWanted())

    def go_to(self, place: Place | None) -> None:
        """Put a place at the top of the screen; None is the title card."""
        if self._page is not None:
            self._go(Position(-1, 0) if place is None else self._page.position_of(place))
