"""Lines for the pickers: what they say of headings, links and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.document.link import Link
from reader.document.model import Document
from reader.document.outline import Heading
from reader.state.bookmark import Bookmark
from reader.text.safe import clean_line
from reader.ui.screens.picker import Choice

UNNAMED = "(untitled)"


def outline_choices(headings: Sequence[Heading]) -> list[Choice]:
    """One line a heading, indented by its level below the highest; the key is its position."""
    highest = min((heading.level for heading in headings), default=1)
    return [
        Choice(str(position), clean_line(h.text) or UNNAMED, indent=h.level - highest)
        for position, h in enumerate(headings)
    ]


def link_choices(document: Document, links: Sequence[Link]) -> list[Choice]:
    """The words of each link, and where it leads; the key is its position."""
    return [
        Choice(
            str(position),
            clean_line(document.blocks[link.block].text[link.start : link.end]) or UNNAMED,
            clean_line(link.href),
        )
        for position, link in enumerate(links)
    ]


def bookmark_choices(bookmarks: Iterable[Bookmark]) -> list[Choice]:
    """The article, then the words at the place, the note and the day; the key is the id."""
    choices: list[Choice] = []
    for bookmark in bookmarks:
        words = clean_line(bookmark.quote.exact) if bookmark.quote else "the whole article"
        parts = (words, clean_line(bookmark.note), bookmark.created[:10])
        detail = " · ".join(part for part in parts if part)
        choices.append(Choice(bookmark.id, clean_line(bookmark.article.title) or UNNAMED, detail))
    return choices
