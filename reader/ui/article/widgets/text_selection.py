"""Textual's selection on the page, and the character that the mouse is at."""

from __future__ import annotations

from textual.geometry import Offset
from textual.selection import Selection

from reader.document.model import Place
from reader.text.grapheme import is_boundary, next_boundary, previous_boundary
from reader.ui.article.page.hit_test import caret_at
from reader.ui.article.page.viewport import Viewport


class TextSelection:
    """Translates between places and Textual's offsets: x counts characters, y is the block.

    Textual's selection takes in the character at its end, and knows no gaps between characters.
    """

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._gap: Offset | None = None
        """The mouse's last place, if that is a gap: a selection may begin there."""
        self._gap_behind: Offset | None = None
        """The end of the mouse's selection if that began in a gap, which has no character."""

    def span(self, selection: Selection | None) -> tuple[Place, Place] | None:
        """The places from which and up to which a selection goes; None if it holds nothing."""
        document = self._viewport.document
        if selection is None or document is None or not document.blocks:
            return None
        blocks = document.blocks
        first, last = selection
        if last is not None and last == self._gap_behind:
            last = Offset(last.x - 1, last.y)
        start = Place(first.y, first.x) if first else Place()
        end = Place(last.y, last.x) if last else Place(len(blocks) - 1, len(blocks[-1].text))
        end = whole_clusters(end, blocks[end.block].text, up=True)
        start = whole_clusters(start, blocks[start.block].text, up=False)
        return (start, end) if start < end else None

    def selection(self, span: tuple[Place, Place] | None) -> Selection | None:
        """Return the selection of a span, which no mouse has begun; None selects nothing."""
        self._gap_behind = None
        if span is None:
            return None
        start, end = (Offset(place.offset, place.block) for place in span)
        return Selection(start, end)

    def offset_at(self, row: int, column: int, origin: Offset | None) -> Offset | None:
        """The character at a cell of the page, as Textual's selection wants it.

        That takes in the character under the pointer at the end of a selection, whichever end
        the pointer is at. `origin` is the other end while the mouse is being dragged: a pointer
        in a gap after it takes in what is before the gap, a pointer before it what is after.
        """
        page = self._viewport.page
        if page is None or not page.document.blocks:
            return None
        place, on_glyph = caret_at(page, row, column)
        here = Offset(place.offset, place.block)
        if origin is None:
            self._gap = None if on_glyph else here
            return here
        self._gap_behind = Offset(origin.x + 1, origin.y) if origin == self._gap else None
        after = (origin.y, origin.x) < (here.y, here.x)
        return Offset(here.x - (after and not on_glyph), here.y)


def whole_clusters(place: Place, text: str, *, up: bool) -> Place:
    """The nearest place between grapheme clusters, further on or back."""
    offset = min(place.offset, len(text))
    if not is_boundary(text, offset):
        offset = next_boundary(text, offset) if up else previous_boundary(text, offset)
    return Place(place.block, offset)
