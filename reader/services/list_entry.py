"""What the two rows of an article in the list show."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from reader.library.article import Article, reading_time
from reader.library.files.copy_names import conflict_of
from reader.text.chinese_variants.variant import Variant
from reader.text.truncate import elide
from reader.text.width import cell_width, sign

MARK_UNREAD, NARROW_UNREAD = "•", "∙"
MARK_BOOKMARK, NARROW_BOOKMARK = "◆", "♦"
MARK_ERROR = "✗"
MARK_CHOSEN = "✓"

LEAST_SOURCE = 4
"""Cells a source needs at least: a shorter rest of its name tells nothing and is left out."""

Spans = tuple[tuple[int, int], ...]
"""Ranges of characters (start, end), ascending."""


class EntryMark(NamedTuple):
    """What the owner did with an article, as the list marks it."""

    bookmarked: bool = False
    read: bool = False
    progress: float = 0.0
    """How far it was read, 0 to 1."""
    tags: tuple[str, ...] = ()
    """The owner's own."""
    archived: bool = False


class Entry(NamedTuple):
    """An article of the list, and what a search found in it."""

    article: Article
    snippet: str = ""
    lit: Spans = ()
    """Parts of the snippet that the search found."""
    title_lit: Spans = ()
    """Parts of the title that the search found."""
    hits: int = 0
    """Times that the search found something in the text."""
    copies: int = 1
    """Files that hold this same article."""
    near_query: str = ""
    """Finds in the article what it has of a query that does not hold for it; else empty."""

    @property
    def copies_note(self) -> str:
        """What the row says of copies: that there are some, or that this is one of another text."""
        if self.copies > 1:
            return f"{self.copies} copies"
        return "conflict copy" if conflict_of(self.article.path.name) else ""

    def in_variant(self, variant: Variant) -> Entry:
        """The entry with its title and snippet as they are shown; places in them stay."""
        if variant is Variant.AS_WRITTEN:
            return self
        from reader.services.reading.chinese_wording import line_in  # late: few need it

        article = self.article
        shown = replace(
            article,
            title=line_in(article.title, variant),
            source=line_in(article.source, variant),
            author=line_in(article.author, variant),
        )
        return self._replace(article=shown, snippet=line_in(self.snippet, variant))


NO_MARK = EntryMark()


def glyph(article: Article, mark: EntryMark, *, is_marked: bool = False) -> tuple[str, str]:
    """The sign before the title, and the name of the style component that it is drawn with.

    `is_marked`: whether it is one of several that something is to be done with.
    """
    if is_marked:
        return MARK_CHOSEN, "marked"
    if article.error:
        return MARK_ERROR, "error"
    if mark.bookmarked:
        return sign(MARK_BOOKMARK, NARROW_BOOKMARK), "bookmark"
    if mark.read or mark.progress:
        return " ", "meta"
    return sign(MARK_UNREAD, NARROW_UNREAD), "unread"


def detail(article: Article, room: int) -> tuple[str, int]:
    """The text of the second row, at most `room` cells wide, and the cells that it takes.

    It has source, date and reading time, the source cut where there is no room; or why the file
    cannot be read.
    """
    if article.error:
        return elide(article.error, room)
    day = article.date.day if article.date else ""
    facts = " · ".join(part for part in (day, reading_time(article.minutes)) if part)
    source = article.shown_source or ("" if facts else article.file_name)
    behind = f" · {facts}" if facts else ""
    left = room - cell_width(behind)
    if not source or left < LEAST_SOURCE:
        return elide(facts, room)
    name, cells = elide(source, left)
    return f"{name}{behind}", cells + cell_width(behind)
