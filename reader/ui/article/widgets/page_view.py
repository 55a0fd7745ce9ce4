"""A line-API view of a page: what stands on a row, and in which colours."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from textual import on
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from reader.document.model import BlockKind, Place
from reader.document.ranges.copy_text import selected_text
from reader.services.highlights import Highlight, Highlights, Mark
from reader.services.reading_view import Reading
from reader.text.grapheme import is_boundary, next_boundary, previous_boundary
from reader.typeset.overlays import Overlay, Overlays
from reader.ui.article.widgets.anchored_view import (
    DEFAULT_MEASURE,
    AnchoredView,
    StyleMaker,
    plain_style,
)
from reader.ui.article.widgets.code_colors import Asked, CodeColors
from reader.ui.article.widgets.looks import ARTICLE_LOOKS, HIGHLIGHT, UNSURE_HIGHLIGHT
from reader.ui.article.widgets.paint import NO_MARKS, Marks, paint
from reader.ui.theme.rich_styles import Looks

if TYPE_CHECKING:
    from reader.document.code_tokens import SyntaxSpan

KEPT_STRIPS = 512


def look_of(overlay: Overlay[Style]) -> Style:
    return overlay.look


def whole_clusters(place: Place, text: str, *, up: bool) -> Place:
    """The nearest place between grapheme clusters, further on or back."""
    offset = min(place.offset, len(text))
    if not is_boundary(text, offset):
        offset = next_boundary(text, offset) if up else previous_boundary(text, offset)
    return Place(place.block, offset)


def _by_block(places: Iterable[Place]) -> dict[int, list[int]]:
    known: dict[int, list[int]] = {}
    for place in places:
        known.setdefault(place.block, []).append(place.offset)
    return known


class PageView(AnchoredView):
    """Draws one document. Knows nothing of files, links or matches."""

    class Colored(Message):
        """A worker has coloured more of a block of code."""

        def __init__(self, asked: Asked, spans: tuple[SyntaxSpan, ...]) -> None:
            super().__init__()
            self.asked = asked
            self.spans = spans

    def __init__(
        self,
        *,
        measure: int = DEFAULT_MEASURE,
        page_style: StyleMaker = plain_style,
        id: str | None = None,
    ) -> None:
        super().__init__(measure=measure, page_style=page_style, id=id)
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self.looks = Looks(self, ARTICLE_LOOKS)
        self._code_colors = CodeColors(self._start_coloring, self._tell_colored)
        self._fixed: dict[int, Overlays[Style]] = {}
        """By block, what does not change while it is read; and with what lies over that."""
        self._overlays: dict[int, Overlays[Style]] = {}
        self._bookmarks: dict[int, list[int]] = {}
        self._unsure: dict[int, list[int]] = {}
        self.highlights = Highlights()
        self.gap_behind: Offset | None = None
        """The end of the mouse's selection if that began in a gap, which has no character."""
        self._shift = 0
        """Cells that code is moved to the left."""

    def show(self, reading: Reading) -> None:
        self._forget_text()
        self._bookmarks, self._unsure = {}, {}
        self.highlights = Highlights()
        self._shift = 0
        super().show(reading)

    def grow(self, reading: Reading) -> bool:
        last = len(self.document.blocks) - 1 if self.document else 0
        if not super().grow(reading):
            return False
        self._code_colors.forget(last)
        for known in (self._fixed, self._overlays):
            known.pop(last, None)
        self.forget_drawing()
        return True

    def replace(self, reading: Reading, place: Place | None) -> None:
        self._forget_text()
        super().replace(reading, place)

    def _forget_text(self) -> None:
        self._code_colors.forget()
        for known in (self._fixed, self._overlays):
            known.clear()

    def forget_drawing(self) -> None:
        self._strips.clear()

    def set_bookmarks(self, places: Sequence[Place], unsure: Iterable[Place] = ()) -> None:
        """Mark these places in the margin; `unsure` with another sign."""
        self._bookmarks = _by_block(places)
        self._unsure = _by_block(unsure)
        self._redraw()

    def set_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        """Draw these, and nothing else, as highlighted."""
        self.highlights = Highlights(highlights)
        self.repaint()

    # -- drawing ------------------------------------------------------------------------

    def _redraw(self) -> None:
        self.forget_drawing()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        for known in (self.looks, self._fixed, self._overlays, self._strips):
            known.clear()

    def style_of(self, name: str) -> Style:
        """What a look of the article adds to the pane's own style."""
        return self.looks[name]

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
        block, line = page.line(row, self._shift)
        strip = paint(
            line,
            block,
            self._block_overlays(block),
            left=self._left(),
            width=width,
            measure=page.style.width,
            base=base,
            style_of=self.style_of,
            ambiguous=page.style.ambiguous,
            covered=width - self._room,
            marks=self._marks(block, row),
        )
        self._strips[row] = strip
        if len(self._strips) > KEPT_STRIPS:
            self._strips.popitem(last=False)
        return strip

    def _marks(self, block: int, row: int) -> Marks:
        """What the margin says of a row."""
        page, offsets = self._page, self._bookmarks.get(block)
        unsure = self._unsure.get(block, ())
        if page is None or block < 0:
            return NO_MARKS
        lit = self._highlights_on(row) if self.highlights else []
        colorless = self.app.native_ansi_color or self.app.no_color
        return Marks(
            bookmarked=bool(offsets) and page.shows(row, offsets or ()),
            noted=any(
                one.has_note and one.start.block == block and page.shows(row, (one.start.offset,))
                for one in lit
            ),
            highlighted=bool(lit) and colorless,
            unsure=bool(unsure) and page.shows(row, unsure),
        )

    def _highlights_on(self, row: int) -> list[Highlight]:
        start, end = self._page.span_at(row) if self._page is not None else (Place(), Place())
        return self.highlights.touching(start, end)

    def shift_code(self, cells: int) -> None:
        """Move code that is cut at the right to the left, as far as rows on the screen go on."""
        page = self._page
        if page is not None:
            top = round(self.scroll_y)
            most = max(page.overflow(row) for row in range(top, top + max(1, self.size.height)))
            self._shift = max(0, min(self._shift + cells, max(most, self._shift - abs(cells))))
            self._redraw()

    # -- what colours the text ----------------------------------------------------------

    def _block_overlays(self, block: int) -> Overlays[Style] | tuple[()]:
        """All that colours a block's text, the last on top; all but the selection is kept."""
        if block < 0 or self._reading is None:
            return ()
        looks = self._overlays.get(block)
        if looks is None:
            looks = self._overlays[block] = self.lay_over(block, self._fixed_overlays(block))
        span = self.selected_span()
        if span is None or not span[0].block <= block <= span[1].block:
            return self.lay_on_top(block, looks)
        first, last = span
        start = first.offset if first.block == block else 0
        whole = len(self._reading.document.blocks[block].text)
        look = self.screen.get_component_rich_style("screen--selection", partial=True)
        selected = Overlay(start, last.offset if last.block == block else whole, look)
        return self.lay_on_top(block, Overlays([selected], look_of, looks))

    def _fixed_overlays(self, index: int) -> Overlays[Style]:
        known = self._fixed.get(index)
        if known is None and self.document is not None:
            block = self.document.blocks[index]
            known = Overlays(block.spans, lambda span: self.style_of(f"span-{span.kind}"))
            if block.kind is BlockKind.CODE and block.language:
                known = Overlays(
                    self._code_colors.of(self.document, index),
                    lambda span: self.style_of(f"syntax-{span.kind}"),
                    known,
                )
            known = self._fixed[index] = self.lay_under(index, known)
        return known or Overlays((), look_of)

    def _start_coloring(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, group="syntax")

    def _tell_colored(self, asked: Asked, spans: tuple[SyntaxSpan, ...]) -> None:
        self.post_message(self.Colored(asked, spans))

    @on(Colored)
    def _colored(self, message: Colored) -> None:
        message.stop()
        if self._code_colors.take(message.asked, message.spans):
            self._fixed.pop(message.asked.block, None)
            self._overlays.pop(message.asked.block, None)
            self._redraw()

    def on_unmount(self) -> None:
        self._code_colors.close()

    def lay_under(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        """What a subclass lays over a block's text once and for all."""
        del block
        return below

    def lay_over(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        """What a subclass lays over that, until `repaint`."""
        if not self.highlights or self.document is None:
            return below
        marks = self.highlights.in_block(block, len(self.document.blocks[block].text))
        if not marks:
            return below
        return Overlays(marks, self._look_of_mark, below)

    def _look_of_mark(self, mark: Mark) -> Style:
        """What may belong elsewhere has no colour: it is told apart without any."""
        name = UNSURE_HIGHLIGHT if mark.is_unsure else HIGHLIGHT.format(mark.color)
        return self.style_of(name)

    def lay_on_top(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        """What a subclass lays over the selection too; asked for each row."""
        del block
        return below

    def repaint(self) -> None:
        """Draw anew after something that lies over the text has changed."""
        self._overlays.clear()
        self._redraw()

    # -- selection ----------------------------------------------------------------------

    def selected_span(self) -> tuple[Place, Place] | None:
        """From where to where text is selected, by mouse or by keys; None if none is."""
        return self._span_of(self.text_selection)

    def _span_of(self, selection: Selection | None) -> tuple[Place, Place] | None:
        """What a selection of Textual's means: it counts characters, and knows no gaps."""
        blocks = self.document.blocks if self.document is not None else ()
        if selection is None or not blocks:
            return None
        first, last = selection
        if last is not None and last == self.gap_behind:
            last = Offset(last.x - 1, last.y)
        start = Place(first.y, first.x) if first else Place()
        end = Place(last.y, last.x) if last else Place(len(blocks) - 1, len(blocks[-1].text))
        end = whole_clusters(end, blocks[end.block].text, up=True)
        start = whole_clusters(start, blocks[start.block].text, up=False)
        return (start, end) if start < end else None

    def select(self, span: tuple[Place, Place] | None) -> None:
        """Let this be selected, and nothing else on the screen."""
        self.gap_behind = None
        if span is None:
            self.screen.selections = {}
        else:
            start, end = (Offset(place.offset, place.block) for place in span)
            self.screen.selections = {self: Selection(start, end)}

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, unwrapped."""
        if self._reading is None:
            return None
        span = self._span_of(selection)
        return (selected_text(self._reading.document, *span), "\n") if span is not None else None

    def selection_updated(self, selection: Selection | None) -> None:
        del selection
        self._redraw()
