"""Where the bookmarks of an article are in its document as it is now, found by their words."""

from __future__ import annotations

from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.document.anchors.finder import FoundQuote
    from reader.document.anchors.quote import Quote
    from reader.document.model import Document, Place
    from reader.services.reading.highlights import Highlight
    from reader.state.bookmark import Bookmark

Span = tuple["Place", "Place"]
"""From a place up to another."""
KNOWN_DOCUMENTS = 2
"""Documents whose places are remembered: each change of one bookmark asks for all of them."""


class ArticleMarks(NamedTuple):
    """Where the bookmarks of an article are, by bookmark id, in one document."""

    places: Mapping[str, Place] = {}
    """The place of each bookmark; of a highlight, its beginning."""
    spans: Mapping[str, Span] = {}
    """The span of each highlight."""
    margin: tuple[Place, ...] = ()
    """The places that get a sign in the margin: of bookmarks that are no highlights."""
    highlights: tuple[Highlight, ...] = ()
    """The highlights, as the page draws them."""
    unsure: Mapping[str, Place] = {}
    """The beginnings of those that may belong elsewhere: their words or surroundings changed."""
    lost: tuple[Bookmark, ...] = ()
    """The bookmarks whose words are not in the document any more."""
    complete: bool = True
    """Whether all bookmarks were looked for."""

    def nearest(self, place: Place) -> str:
        """The id of the last bookmark that begins at or before a place, else of the first.

        Empty if there are no bookmarks.
        """
        ordered = sorted(self.places.items(), key=lambda known: (known[1], known[0]))
        before = [key for key, at in ordered if at <= place]
        return before[-1] if before else ordered[0][0] if ordered else ""


NO_MARKS = ArticleMarks()


class Anchors:
    """Finds bookmarks in documents, and remembers where they were found. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: list[_Anchored] = []

    def marks(
        self, document: Document, bookmarks: Sequence[Bookmark], *, seconds: float | None = None
    ) -> ArticleMarks:
        """Where these bookmarks are; those on the article as a whole are left out.

        Once `seconds` are over no more are looked for, only those found before are given: a quote
        whose words are gone takes the longest.
        """
        from reader.services.reading.highlights import Highlight
        from reader.state.highlight_colors import HIGHLIGHT_COLORS

        known = self._of(document)
        places: dict[str, Place] = {}
        spans: dict[str, Span] = {}
        highlights: list[Highlight] = []
        unsure: dict[str, Place] = {}
        lost: list[Bookmark] = []
        end = None if seconds is None else perf_counter() + seconds
        left = 0
        for bookmark in bookmarks:
            if bookmark.place is None:
                continue
            if end is not None and perf_counter() > end and not known.has(bookmark):
                left += 1
                continue
            found = known.found(bookmark)
            if found is None:
                lost.append(bookmark)
                continue
            places[bookmark.id] = found.start
            if not found.is_sure:
                unsure[bookmark.id] = found.start
            if found.start < found.end:
                spans[bookmark.id] = found.start, found.end
                color = (
                    bookmark.color if bookmark.color in HIGHLIGHT_COLORS else HIGHLIGHT_COLORS[0]
                )
                made = Highlight(
                    found.start,
                    found.end,
                    color,
                    bool(bookmark.note),
                    bookmark.id,
                    is_unsure=not found.is_sure,
                )
                highlights.append(made)
        margin = tuple(at for key, at in places.items() if key not in spans and key not in unsure)
        return ArticleMarks(
            places, spans, margin, tuple(highlights), unsure, tuple(lost), complete=not left
        )

    def place(self, document: Document, bookmark: Bookmark) -> Place | None:
        """Where a bookmark begins now; None if it is lost, or on the article as a whole."""
        found = self._of(document).found(bookmark)
        return None if found is None else found.start

    def _of(self, document: Document) -> _Anchored:
        with self._lock:
            for at, known in enumerate(self._known):
                if known.document is document:
                    self._known.append(self._known.pop(at))
                    return known
            fresh = _Anchored(document)
            self._known.append(fresh)
            del self._known[:-KNOWN_DOCUMENTS]
            return fresh


class _Anchored:
    """One document with the places found in it, each by quote and recorded ends of a bookmark."""

    def __init__(self, document: Document) -> None:
        from reader.document.anchors.finder import QuoteFinder

        self.document = document
        self._finder = QuoteFinder(document)
        self._known: dict[tuple[Quote | None, Place | None, Place | None], FoundQuote | None] = {}

    def has(self, bookmark: Bookmark) -> bool:
        """Whether a bookmark was looked for before."""
        return (bookmark.quote, bookmark.place, bookmark.end) in self._known

    def found(self, bookmark: Bookmark) -> FoundQuote | None:
        """Where a bookmark begins and ends now, one place twice if it has no span; None if lost."""
        if bookmark.place is None:
            return None
        anchor = bookmark.quote, bookmark.place, bookmark.end
        if anchor not in self._known:
            self._known[anchor] = self._find(bookmark.quote, bookmark.place, bookmark.end)
        return self._known[anchor]

    def _find(self, quote: Quote | None, start: Place, end: Place | None) -> FoundQuote | None:
        span = end if end is not None and start < end else None
        if quote is None:
            return self._within(start, span or start)
        return self._finder.find(quote, start, span)

    def _within(self, start: Place, end: Place) -> FoundQuote | None:
        """A span that was recorded without its words; None if the document has no such places."""
        blocks = self.document.blocks
        for place in (start, end):
            if place.block >= len(blocks) or place.offset > len(blocks[place.block].text):
                return None
        from reader.document.anchors.finder import FoundQuote

        return FoundQuote(start, end)


def trimmed(document: Document, start: Place, end: Place) -> tuple[Place, Place]:
    """A span without the white space at its ends; an empty one if it holds no words.

    `start` and `end` may come in either order.
    """
    from reader.document.model import Place

    start, end = min(start, end), max(start, end)
    blocks = document.blocks
    while start < end:
        text = blocks[start.block].text
        stop = end.offset if start.block == end.block else len(text)
        at = start.offset + len(text[start.offset : stop]) - len(text[start.offset : stop].lstrip())
        if at < stop:
            start = Place(start.block, at)
            break
        if start.block == end.block:
            return end, end
        start = Place(start.block + 1)
    while start < end:
        low = start.offset if start.block == end.block else 0
        kept = blocks[end.block].text[low : end.offset].rstrip()
        if kept:
            return start, Place(end.block, low + len(kept))
        end = Place(end.block - 1, len(blocks[end.block - 1].text))
    return start, start
