"""A line-API view of a page: what stands on a row, and in which colours."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.style import Style
from textual import on
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from reader.document.model import Block, BlockKind, Document, Place
from reader.typeset.piece import Overlay, Overlays
from reader.ui.widgets.anchored_view import (
    DEFAULT_MEASURE,
    AnchoredView,
    StyleMaker,
    plain_style,
)
from reader.ui.widgets.article_look import ARTICLE_LOOKS
from reader.ui.widgets.article_paint import paint
from reader.ui.widgets.looks import Looks
from reader.ui.widgets.reading import Reading

if TYPE_CHECKING:
    from reader.document.highlight import SyntaxSpan

KEPT_STRIPS = 512


def look_of(overlay: Overlay[Style]) -> Style:
    return overlay.look


class PageView(AnchoredView):
    """Draws one document. Knows nothing of files, links or matches."""

    class Highlighted(Message):
        """A worker has coloured more of a block of code."""

        def __init__(self, document: Document, block: int, spans: tuple[SyntaxSpan, ...]) -> None:
            super().__init__()
            self.document = document
            self.block = block
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
        self._syntax: dict[int, list[SyntaxSpan]] = {}
        self._fixed: dict[int, Overlays[Style]] = {}
        """By block, what does not change while it is read; and with what lies over that."""
        self._overlays: dict[int, Overlays[Style]] = {}
        self._bookmarks: dict[int, list[int]] = {}
        self._shift = 0
        """Cells that code is moved to the left."""

    def show(self, reading: Reading) -> None:
        self._forget_text()
        self._bookmarks = {}
        self._shift = 0
        super().show(reading)

    def grow(self, reading: Reading) -> bool:
        last = len(self.document.blocks) - 1 if self.document else 0
        if not super().grow(reading):
            return False
        for known in (self._syntax, self._fixed, self._overlays):
            known.pop(last, None)
        self.forget_drawing()
        return True

    def replace(self, reading: Reading, place: Place | None) -> None:
        self._forget_text()
        super().replace(reading, place)

    def _forget_text(self) -> None:
        for known in (self._syntax, self._fixed, self._overlays):
            known.clear()

    def forget_drawing(self) -> None:
        self._strips.clear()

    def set_bookmarks(self, places: Sequence[Place]) -> None:
        """Mark these places in the margin."""
        self._bookmarks = {}
        for place in places:
            self._bookmarks.setdefault(place.block, []).append(place.offset)
        self._redraw()

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
        return self._page.shows(row, offsets)

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
        selection = self.text_selection
        span = selection.get_span(block) if selection is not None else None
        if span is None:
            return looks
        start, end = span
        text = self._reading.document.blocks[block].text
        look = self.screen.get_component_rich_style("screen--selection", partial=True)
        selected = Overlay(start, len(text) if end == -1 else end, look)
        return Overlays([selected], look_of, looks)

    def _fixed_overlays(self, index: int) -> Overlays[Style]:
        known = self._fixed.get(index)
        if known is None and self.document is not None:
            block = self.document.blocks[index]
            known = Overlays(block.spans, lambda span: self.style_of(f"span-{span.kind}"))
            if block.kind is BlockKind.CODE and block.language:
                known = Overlays(
                    self._syntax_of(index, block),
                    lambda span: self.style_of(f"syntax-{span.kind}"),
                    known,
                )
            known = self._fixed[index] = self.lay_under(index, known)
        return known or Overlays((), look_of)

    def _syntax_of(self, index: int, block: Block) -> list[SyntaxSpan]:
        """The colours of code: of much code those that a worker has found so far."""
        from reader.document.highlight import AT_ONCE, highlight  # late: most have no code

        known = self._syntax.get(index)
        if known is None:
            known = self._syntax[index] = []
            if len(block.text) <= AT_ONCE:
                known += highlight(block.text, block.language)
            elif self.document is not None:
                work = partial(self._highlight, self.document, index)
                self.run_worker(work, thread=True, group="syntax")
        return known

    def _highlight(self, document: Document, index: int) -> None:
        from reader.document.highlight import batches

        block = document.blocks[index]
        for spans in batches(block.text, block.language):
            if self.document is None or self.document.blocks[index : index + 1] != (block,):
                return
            self.post_message(self.Highlighted(document, index, spans))

    @on(Highlighted)
    def _highlighted(self, message: Highlighted) -> None:
        message.stop()
        known = self._syntax.get(message.block)
        if known is None or self.document is None:
            return
        if self.document.blocks[message.block] == message.document.blocks[message.block]:
            known += message.spans
            self._fixed.pop(message.block, None)
            self._overlays.pop(message.block, None)
            self._redraw()

    def lay_under(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        """What a subclass lays over a block's text once and for all."""
        del block
        return below

    def lay_over(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        """What a subclass lays over that, until `repaint`."""
        del block
        return below

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
