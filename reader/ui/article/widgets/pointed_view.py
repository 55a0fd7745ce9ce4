"""What the mouse does in an article: links, highlights, words and paragraphs."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset

from reader.document.model import Place
from reader.text.words import word_at
from reader.ui.article.widgets.hit_test import caret_at
from reader.ui.article.widgets.lit_view import LitView

LEFT_BUTTON = 1


class PointedView(LitView):
    """Finds the text under the mouse; knows no keys."""

    _gap: Offset | None = None
    """Where the mouse was last, if that is a gap: a selection may begin there."""

    def offset_under(self, x: int, y: int, origin: Offset | None) -> Offset | None:
        """The character at a cell of the view, as Textual's selection wants it.

        That takes in the character under the pointer at the end of a selection, whichever end
        the pointer is at. `origin` is the other end while the mouse is being dragged: a pointer
        in a gap after it takes in what is before the gap, a pointer before it what is after.
        """
        if self._page is None or not self._page.document.blocks:
            return None
        place, on_glyph = caret_at(self._page, round(self.scroll_y) + y, x - self._left())
        here = Offset(place.offset, place.block)
        if origin is None:
            self._gap = None if on_glyph else here
            return here
        self.gap_behind = Offset(origin.x + 1, origin.y) if origin == self._gap else None
        after = (origin.y, origin.x) < (here.y, here.x)
        return Offset(here.x - (after and not on_glyph), here.y)

    def on_click(self, event: events.Click) -> None:
        """Follow a link; twice selects the word, three times the paragraph."""
        if event.button != LEFT_BUTTON:
            return
        if event.chain > 1:
            event.prevent_default()  # Textual selects all there is
        index = event.style.meta.get("link")
        if isinstance(index, int) and 0 <= index < len(self.links):
            self.focus_link(index)
            self.post_message(self.LinkFollowed(self.links[index].href))
        elif event.chain > 1:
            self._select_around(event.x, event.y, whole=event.chain > 2)
        elif self.text_selection is None:
            self._choose_highlight(event.x, event.y)

    def _choose_highlight(self, x: int, y: int) -> None:
        if self._page is None or not self.highlights:
            return
        place, on_glyph = caret_at(self._page, round(self.scroll_y) + y, x - self._left())
        chosen = self.highlights.at(place) if on_glyph else None
        if chosen is not None:
            self.post_message(self.HighlightChosen(chosen.key))

    def _select_around(self, x: int, y: int, *, whole: bool) -> None:
        if self._page is None:
            return
        place, on_glyph = caret_at(self._page, round(self.scroll_y) + y, x - self._left())
        if on_glyph:
            text = self._page.document.blocks[place.block].text
            start, end = (0, len(text)) if whole else word_at(text, place.offset)
            self.select((Place(place.block, start), Place(place.block, end)))
