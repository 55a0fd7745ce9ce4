"""Where bookmarks are in a document as it is now: found again by their words."""

from __future__ import annotations

from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.document.anchors.finder import FoundQuote
    from reader.document.anchors.quote import Quote
    from reader.document.model import Document, Place
    from reader.services.highlights import Highlight
    from reader.state.bookmark import Bookmark

Span = tuple["Place", "Place"]
"""From a place up to another."""
KNOWN_DOCUMENTS = 2
"""Of so many it is remembered: each change of one bookmark asks for all."""


class Marks(NamedTuple):
    """What the owner marked in an article, by bookmark id; all as of one document."""

    places: Mapping[str, Place] = {}
    """Of bookmarks on places, and where highlights begin."""
    spans: Mapping[str, Span] = {}
    """Of highlights."""
    margin: tuple[Place, ...] = ()
    """Of bookmarks on places only."""
    highlights: tuple[Highlight, ...] = ()
    unsure: Mapping[str, Place] = {}
    """Where those begin that may be elsewhere: their words or surroundings are others now."""
    lost: tuple[Bookmark, ...] = ()
    """Those whose words are not there any more."""
    complete: bool = True
    """Whether all were looked for."""

    def nearest(self, place: Place) -> str:
        """The last bookmark that begins at or before a place, else the first; empty for none."""
        ordered = sorted(self.places.items(), key=lambda known: (known[1], known[0]))
        before = [key for key, at in ordered if at <= place]
        return before[-1] if before else ordered[0][0] if ordered else ""


NO_MARKS = Marks()


class Anchors:
    """Finds bookmarks in documents, and remembers where they were found. For any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: list[_Anchored] = []

    def marks(
        self, document: Document, bookmarks: Sequence[Bookmark], *, seconds: float | None = None
    ) -> Marks:
        """Where all of these are, those on the article as such aside.

        Only what is found at once is said of those that are still to be looked for when `seconds`
        are over: a quote whose words are gone takes the longest.
        """
        from reader.services.highlights import Highlight
        from reader.state.bookmark import COLORS

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
                color = bookmark.color if bookmark.color in COLORS else COLORS[0]
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
        return Marks(
            places, spans, margin, tuple(highlights), unsure, tuple(lost), complete=not left
        )

    def place(self, document: Document, bookmark: Bookmark) -> Place | None:
        """Where a bookmark begins now; None if that is nowhere in particular, or if it is lost."""
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
    """One document, and what was found in it, by all that decides where that is."""

    def __init__(self, document: Document) -> None:
        from reader.document.anchors.finder import QuoteFinder

        self.document = document
        self._finder = QuoteFinder(document)
        self._known: dict[tuple[Quote | None, Place | None, Place | None], FoundQuote | None] = {}

    def has(self, bookmark: Bookmark) -> bool:
        """Whether it is known where a bookmark is."""
        return (bookmark.quote, bookmark.place, bookmark.end) in self._known

    def found(self, bookmark: Bookmark) -> FoundQuote | None:
        """Where a bookmark begins and ends now, the same place twice for a mere place."""
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
        """A span that may have been recorded without its words, if there are such places."""
        blocks = self.document.blocks
        for place in (start, end):
            if place.block >= len(blocks) or place.offset > len(blocks[place.block].text):
                return None
        from reader.document.anchors.finder import FoundQuote

        return FoundQuote(start, end)
