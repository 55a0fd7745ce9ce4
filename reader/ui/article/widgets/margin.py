"""Marks in the margin of a row: bookmarks, and highlights that have a note."""

from __future__ import annotations

from collections.abc import Iterable

from reader.document.model import Place
from reader.ui.article.page.layers import HighlightLayer
from reader.ui.article.page.viewport import Viewport
from reader.ui.article.widgets.paint import NO_MARKS, Marks


class Margin:
    """Keeps the places that are marked, and finds those of a row."""

    def __init__(self, viewport: Viewport, highlights: HighlightLayer) -> None:
        self._viewport = viewport
        self._highlights = highlights
        self._bookmarks: dict[int, list[int]] = {}
        self._unsure: dict[int, list[int]] = {}

    def put(self, places: Iterable[Place], unsure: Iterable[Place] = ()) -> None:
        """Mark these places, and no others; `unsure` with another sign."""
        self._bookmarks = _by_block(places)
        self._unsure = _by_block(unsure)

    def marks(self, block: int, row: int, *, colorless: bool) -> Marks:
        """The marks of a row of the page, which shows `block`."""
        page, offsets = self._viewport.page, self._bookmarks.get(block)
        unsure = self._unsure.get(block, ())
        if page is None or block < 0:
            return NO_MARKS
        highlights = self._highlights.highlights
        lit = highlights.touching(*page.span_at(row)) if highlights else []
        return Marks(
            bookmarked=bool(offsets) and page.shows(row, offsets or ()),
            noted=any(
                one.has_note and one.start.block == block and page.shows(row, (one.start.offset,))
                for one in lit
            ),
            highlighted=bool(lit) and colorless,
            unsure=bool(unsure) and page.shows(row, unsure),
        )


def _by_block(places: Iterable[Place]) -> dict[int, list[int]]:
    known: dict[int, list[int]] = {}
    for place in places:
        known.setdefault(place.block, []).append(place.offset)
    return known
