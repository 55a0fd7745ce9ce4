"""The footnote that is shown at its reference, until the reader moves on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.document.model import Document, Place
from reader.services.reading.footnotes import note_of
from reader.typeset.model import PageStyle
from reader.typeset.wording import PageWording
from reader.ui.article.page.viewport import Viewport


class ShownNote(NamedTuple):
    """A note, and how the page that it belongs to is set."""

    document: Document
    style: PageStyle
    wording: PageWording
    left: int
    """Cells to the left of the text column."""
    row: int
    """The row of the area that the reference is on; -1 if it is on none."""


class NotePeek:
    """Knows of which reference the note is shown."""

    def __init__(self, viewport: Viewport, told: Callable[[ShownNote | None], None]) -> None:
        """`told` hears of the note that is shown, or of None when it is no longer."""
        self._viewport = viewport
        self._told = told
        self._number = -1
        """Index of the reference among the links, -1 for none."""
        self._is_hovered = False
        """Whether only the mouse is on it."""
        self._top: tuple[Place, int] | None = None
        """What was at the top of the area then."""

    @property
    def is_on(self) -> bool:
        return self._number >= 0

    def show(self, number: int) -> bool:
        """Show the note of a reference; False if that is shown, or the link is no reference."""
        if number == self._number:
            self._is_hovered = False
            return False
        self.close()
        return self._show(number)

    def hover(self, number: int) -> None:
        """The mouse came to a link, or to none (-1): show its note for as long as it stays."""
        if number == self._number:
            return
        if self._is_hovered:
            self.close()
        if number >= 0 and not self.is_on:
            self._is_hovered = self._show(number)

    def focused(self, number: int) -> None:
        """Another link, or none (-1), has the focus."""
        if number != self._number:
            self.close()

    def close(self) -> None:
        """Show no note."""
        self._is_hovered = False
        if self.is_on:
            self._number = -1
            self._told(None)

    def moved(self) -> None:
        """Close it if the page stands elsewhere now."""
        if self.is_on and self._top != self._here():
            self.close()

    def _here(self) -> tuple[Place, int]:
        return self._viewport.place, self._viewport.top_row

    def _show(self, number: int) -> bool:
        links, page = self._viewport.links, self._viewport.page
        if page is None or not 0 <= number < len(links):
            return False
        link = links[number]
        note = note_of(page.document, link)
        if note is None:
            return False
        self._number, self._top = number, self._here()
        row = self._viewport.row_on_screen(Place(link.block, link.start))
        left, wording = self._viewport.left, self._viewport.wording
        self._told(ShownNote(note, page.style, wording, left, -1 if row is None else row))
        return True
