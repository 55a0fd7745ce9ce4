"""A line-API view of a page, anchored to the text under the eye."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.document.model import Block, BlockKind, Document, Place
from reader.typeset.model import PageStyle
from reader.typeset.page import Page, Position
from reader.typeset.piece import Overlay
from reader.ui.widgets import article_paint as paint
from reader.ui.widgets.reading import Reading

if TYPE_CHECKING:
    from reader.document.highlight import SyntaxSpan
    from reader.document.link import Link

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
KEPT_STRIPS = 512


class PageView(ScrollView, can_focus=True):
    """Shows one document. Knows nothing of files, links or matches."""

    COMPONENT_CLASSES: ClassVar[set[str]] = paint.COMPONENT_CLASSES

    class Moved(Message):
        """Another part of the article is on the screen."""

        def __init__(self, place: Place, progress: float) -> None:
            super().__init__()
            self.place = place
            self.progress = progress

    class Scrolled(Message):
        """The reader moved the page with the mouse."""

    def __init__(self, *, measure: int = DEFAULT_MEASURE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.measure = measure
        self._page: Page | None = None
        self._reading: Reading | None = None
        self._position = Position(-1, 0)
        self._anchor: Place | None = None
        """What a new layout puts at the top again, to the character; None is the title card."""
        self._syncing = False
        self._refining: Page | None = None
        self._synced_at = 0.0
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self._styles: dict[str, Style] = {}
        self._syntax: dict[int, tuple[SyntaxSpan, ...]] = {}
        self._overlays: dict[int, list[Overlay[Style]]] = {}
        self._bookmarks: dict[int, list[int]] = {}
        self.auto_links = False

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
        """Whether the whole article is laid out, so that progress is no estimate."""
        return self._page is None or self._page.exact

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
        top = self._page.position_of(start)
        following = self._page.place_at(Position(top.block, top.row + 1))
        return start, following if following > start else Place(start.block + 1, 0)

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
        self._anchor = reading.place
        self._syntax.clear()
        self._bookmarks = {}
        self.screen.clear_selection()
        self._set_page(reading.place)

    def set_measure(self, measure: int) -> None:
        """Change the width of the column; the text under the eye stays."""
        measure = max(LEAST_MEASURE, min(MOST_MEASURE, measure))
        if measure != self.measure:
            self.measure = measure
            self._relayout()

    def set_bookmarks(self, places: Sequence[Place]) -> None:
        """Mark these places in the margin."""
        self._bookmarks = {}
        for place in places:
            self._bookmarks.setdefault(place.block, []).append(place.offset)
        self._redraw()

    # -- page and anchor ----------------------------------------------------------------

    def _column(self) -> int:
        """Cells of the text column: even, so that Han characters fill it."""
        room = self.size.width - (2 * SIDE if self.size.width > LEAST_MEASURE + 2 * SIDE else 0)
        return max(2, min(self.measure, room) // 2 * 2)

    def _left(self) -> int:
        return max(0, (self.size.width - self._column()) // 2)

    def _set_page(self, place: Place | None) -> None:
        reading = self._reading
        if reading is None or self.size.width <= 0:
            self._page = None
            return
        self._page = Page(reading.document, PageStyle(self._column()), reading.card)
        self._overlays.clear()
        self._strips.clear()
        self._go(Position(-1, 0) if place is None else self._page.position_of(place))
        if self._refining is None or self._refining.exact:
            self.set_timer(SLICE_SECONDS, self._refine)
        self._refining = self._page

    def _relayout(self) -> None:
        anchor, card_row = self._anchor, self._position.row
        self._set_page(anchor)
        if anchor is None and self._page is not None:
            self._go(Position(-1, card_row))
        self._anchor = anchor

    def on_resize(self, event: events.Resize) -> None:
        del event
        if self._page is None or self._page.style.width != self._column():
            self._relayout()
        else:
            anchor = self._anchor
            self._strips.clear()
            self._go(self._position)
            self._anchor = anchor

    def _virtual_height(self) -> int:
        return (self._page.height + END_ROWS) if self._page else 0

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
                self._strips.clear()
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
            self._refining = None
            return
        end = perf_counter() + SLICE_SECONDS
        page.refine(lambda: perf_counter() > end)
        moved = page.row_of(self._position) != round(self.scroll_y)
        if moved or page.exact or end - self._synced_at > SYNC_SECONDS:
            self._synced_at = end
            self._strips.clear()
            self._sync()
            self.refresh()
        if page.exact:
            self.post_message(self.Moved(self.place, self.progress))
        else:
            self.set_timer(SLICE_SECONDS * 2, self._refine)

    def go_to_end(self) -> None:
        """Show the last rows."""
        if self._page is not None:
            self._go(self._page.end)

    def go_to(self, place: Place | None) -> None:
        """Put a place at the top of the screen; None is the title card."""
        if self._page is not None:
            self._go(Position(-1, 0) if place is None else self._page.position_of(place))

    # -- drawing ------------------------------------------------------------------------

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._overlays.clear()
        self._strips.clear()

    def style_of(self, component: str) -> Style:
        """The part of a component's style that differs from the pane's own."""
        style = self._styles.get(component)
        if style is None:
            style = self.get_component_rich_style(component, partial=True)
            self._styles[component] = style
        return style

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        page = self._page
        row = round(self.scroll_y) + y
        if page is None or row >= page.height:
            return Strip.blank(width, base)
        known = self._strips.get(row)
        if known is not None:
            return known
        block, line = page.line(row)
        strip = paint.paint(
            line,
            block,
            self._block_overlays(block),
            left=self._left(),
            width=width,
            measure=page.style.width,
            base=base,
            style_of=self.style_of,
            bookmarked=self._is_bookmarked(block, row),
        )
        self._strips[row] = strip
        if len(self._strips) > KEPT_STRIPS:
            self._strips.popitem(last=False)
        return strip

    def _is_bookmarked(self, block: int, row: int) -> bool:
        offsets = self._bookmarks.get(block)
        if not offsets or self._page is None:
            return False
        made = self._page.block_layout(block)
        inner = row - self._page.top_of(block)
        return any(made.row_of(offset) == inner for offset in offsets)

    def _block_overlays(self, block: int) -> list[Overlay[Style]]:
        """All that colours a block's text, the last on top; all but the selection is kept."""
        if block < 0 or self._reading is None:
            return []
        fixed = self._overlays.get(block)
        if fixed is None:
            fixed = self._fixed_overlays(self._reading, block)
            self._overlays[block] = fixed
        selection = self.text_selection
        span = selection.get_span(block) if selection is not None else None
        if span is None:
            return fixed
        start, end = span
        text = self._reading.document.blocks[block].text
        look = self.screen.get_component_rich_style("screen--selection", partial=True)
        return [*fixed, Overlay(start, len(text) if end == -1 else end, look)]

    def _fixed_overlays(self, reading: Reading, block_index: int) -> list[Overlay[Style]]:
        block = reading.document.blocks[block_index]
        overlays = [
            Overlay(s.start, s.end, self.style_of(paint.SPAN_CLASS[s.kind])) for s in block.spans
        ]
        if block.kind is BlockKind.CODE and block.language:
            overlays += self._syntax_overlays(block_index, block)
        overlays += self.overlays_of(block_index)
        return overlays

    def _syntax_overlays(self, index: int, block: Block) -> list[Overlay[Style]]:
        """The colours of code: worked out once, for matches and links repaint often."""
        from reader.document.highlight import highlight  # late: most articles have no code

        if index not in self._syntax:
            self._syntax[index] = highlight(block.text, block.language)
        return [
            Overlay(span.start, span.end, self.style_of(paint.SYNTAX_CLASS[span.kind]))
            for span in self._syntax[index]
        ]

    def overlays_of(self, block: int) -> list[Overlay[Style]]:
        """What a subclass lays over a block's text."""
        del block
        return []

    def repaint(self) -> None:
        """Draw anew after something that lies over the text has changed."""
        self._overlays.clear()
        self._redraw()

    # -- selection ----------------------------------------------------------------------

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, unwrapped; blocks are parted by a blank line."""
        if self._reading is None:
            return None
        parts: list[str] = []
        for index, block in enumerate(self._reading.document.blocks):
            span = selection.get_span(index)
            if span is not None:
                start, end = span
                parts.append(block.text[start:] if end == -1 else block.text[start:end])
        return "\n\n".join(parts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        del selection
        self._redraw()
