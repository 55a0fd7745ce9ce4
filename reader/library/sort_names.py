"""Orders of an article list by the names that settings and options use; cheap to import."""

from __future__ import annotations

from enum import StrEnum


class SortKey(StrEnum):
    DATE = "date"
    """Newest first, undated last."""
    ADDED = "added"
    """Most recently saved file first."""
    TITLE = "title"
    """Folded, numbers by their value, leading punctuation passed over; Han by pinyin."""
    AUTHOR = "author"
    """Names ordered as titles are, the unnamed last; an author's newest article first."""
    LENGTH = "length"
    """Shortest reading time first, empty and unreadable files last."""
    READ = "read"
    """Most recently read first, the unread last."""
    RELEVANCE = "relevance"
    """The order of the search that found the articles; without a search as DATE."""
