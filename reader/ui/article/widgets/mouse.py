"""Clicks in an article: on links, highlights, words and paragraphs, or for the caret."""

from __future__ import annotations

from typing import Protocol

from textual import events
from textual.selection import Selection

from reader.document.model import Place
from reader.text.words import word_at
from reader.ui.article.page.hit_test import caret_at
from reader.ui.article.page.layers import HighlightLayer
from reader.ui.article.page.link_focus import LinkFocus
from reader.ui.article.page.select_mode import SelectMode
from reader.ui.article.page.viewport import Viewport

LEFT_BUTTON = 1


class Clicked(Protocol):
    """A widget that is clicked on, and carries out what a click asks for."""

    @property
    def text_selection(self) -> Selection | None: ...

    def select(self, span: tuple[Place, Place] | None) -> None: ...

    def follow_link(self) -> None:
        """Go where the focused link leads."""
        ...

    def choose_highlight(self, key: str) -> None: ...

    def choose_tag(self, tag: str) -> None: ...

    def open_picture(self, block: int) -> bool:
        """Show the picture of a block alone on the screen; False if it has none."""
        ...


class Mouse:
    """Finds the text under the mouse."""

    def __init__(
        self,
        viewport: Viewport,
        highlights: HighlightLayer,
        links: LinkFocus,
        mode: SelectMode,
        clicked: Clicked,
    ) -> None:
        self._viewport = viewport
        self._highlights = highlights
        self._links = links
        self._mode = mode
        self._clicked = clicked

    def click(self, event: events.Click) -> None:
        """Carry out a click at a cell of the page's area."""
        if self._mode.is_on and event.chain == 1 and self._viewport.page is not None:
            event.prevent_default()
            self._take_caret(event)
        elif event.button == LEFT_BUTTON:
            if event.chain > 1:
                event.prevent_default()  # Textual selects all there is
            self._click_left(event)

    def _take_caret(self, event: events.Click) -> None:
        """Let the caret go to where the mouse is, unless a drag has just selected something."""
        under = self._under(event)
        if self._clicked.text_selection is None and under is not None:
            self._mode.take_caret_to(under[0])

    def _click_left(self, event: events.Click) -> None:
        """Follow a link; twice selects the word, three times the paragraph."""
        index = event.style.meta.get("link")
        picture = self._viewport.picture_at(event.y, event.x)
        if picture >= 0 and self._clicked.text_selection is None:
            self._clicked.open_picture(picture)
        elif isinstance(index, int) and 0 <= index < self._links.count:
            self._links.focus(index)
            self._clicked.follow_link()
        elif event.chain > 1:
            self._select_around(event, whole=event.chain > 2)
        elif self._clicked.text_selection is None:
            tag = self._viewport.tag_at(
                self._viewport.top_row + event.y, event.x - self._viewport.left
            )
            if tag:
                self._clicked.choose_tag(tag)
            else:
                self._choose_highlight(event)

    def _choose_highlight(self, event: events.Click) -> None:
        highlights = self._highlights.highlights
        under = self._under(event) if highlights else None
        chosen = highlights.at(under[0]) if under is not None and under[1] else None
        if chosen is not None:
            self._clicked.choose_highlight(chosen.key)

    def _select_around(self, event: events.Click, *, whole: bool) -> None:
        document, under = self._viewport.document, self._under(event)
        if document is None or under is None or not under[1]:
            return
        place = under[0]
        text = document.blocks[place.block].text
        start, end = (0, len(text)) if whole else word_at(text, place.offset)
        self._clicked.select((Place(place.block, start), Place(place.block, end)))

    def _under(self, event: events.Click) -> tuple[Place, bool] | None:
        """The character at a cell, and whether the cell is its glyph; None without a page."""
        page = self._viewport.page
        if page is None:
            return None
        return caret_at(page, self._viewport.top_row + event.y, event.x - self._viewport.left)
