"""What somebody wants to bring in, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class ArticleFormat(StrEnum):
    """How the text of an article is written."""

    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class IntakeOrder:
    """What is to be brought in, and how."""

    wanted: tuple[str, ...]
    """Addresses, files and folders, as they were typed."""
    folder: Path
    """Where the articles are written; it is made if it is missing."""
    feed_lists: tuple[Path, ...] = ()
    """OPML files, of whose feeds the new entries are wanted."""
    tags: tuple[str, ...] = ()
    format: ArticleFormat | None = None
    """None: as it comes; pages are HTML then, and what was written as text stays what it is."""
    pictures: bool = False
    """Whether pictures are kept beside the article."""
    whole_page: bool = False
    """Whether the page as it was sent is kept beside the article."""
    again: bool = False
    """Whether what is there already is added once more."""
    limit: int = 0
    """Entries of each feed and list at the most, the newest of a feed; 0: all."""
    since: datetime | None = None
    """When the oldest wanted entry of a feed was published; with a time zone."""
    allow_private: bool = False
    """Whether addresses of this machine and of private networks may be asked."""
    dry_run: bool = False
    """Whether nothing is written; what would be is told."""


class Outcome(StrEnum):
    """What came of one entry."""

    ADDED = "added"
    KNOWN = "known"
    """An article with its address, or of its text, is there already."""
    NOTED = "noted"
    """Highlights came in; there was no article to write."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """One entry, done with. Its strings are safe to show, one line each."""

    outcome: Outcome
    title: str
    """Its title, else its address, else its place in the file."""
    url: str = ""
    path: Path | None = None
    """The file that was written, would be, or is there already."""
    reason: str = ""
    """Why it failed."""
    highlights: int = 0
    """Highlights and notes that came with it and are new."""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeProgress:
    """How far a job is."""

    done: int
    total: int | None
    """Entries in all; None while it is not known."""
    now: str = ""
    """What is being done, such as a host that is asked; safe to show."""
