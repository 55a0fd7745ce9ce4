"""What comes in from elsewhere, before there is a file of it.

Each form that is read gives these, one at a time and in the order of its entries; whoever brings
them in does not know the forms. All strings are data: they may hold anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight or a note that comes with an article."""

    quote: str = ""
    """The words that it is about; empty: the article as such."""
    note: str = ""
    prefix: str = ""
    """The words before the quote, as far as the form says."""
    suffix: str = ""
    color: str = ""
    """A word of `HIGHLIGHT_COLORS`; empty: the usual one."""
    tags: tuple[str, ...] = ()
    created: str = ""
    """When it was made, in ISO 8601; empty: unknown."""
    location: str = ""
    """Where it is, as its source counts: `170-172`, `page 12`; empty: unknown."""


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is told of an article; empty where nothing is."""

    title: str = ""
    author: str = ""
    date: str = ""
    """When it was published, in ISO 8601 as far as it is known: `2024`, `2024-03-09`, with time."""
    source: str = ""
    """The place of publication."""
    url: str = ""
    tags: tuple[str, ...] = ()
    saved: str = ""
    """When it was saved, in ISO 8601."""
    by: str = ""
    """What it was saved with: `pocket`, `omnivore`; empty: by us, now."""
    summary: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article with its text."""

    facts: ArticleFacts
    body: str
    """Without front matter; relative addresses in it are those of the files in `files`."""
    kind: BodyKind
    annotations: tuple[Annotation, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Pictures that came with it, by the address that the body has for them."""
    page: str = ""
    """The whole page that the body was taken from, as it was sent; empty if there is none."""
    is_inert: bool = False
    """Whether the body is HTML that is known to do nothing when somebody opens its file."""
    notices: tuple[str, ...] = ()
    """What the owner should know of it, one line each."""


@dataclass(frozen=True, slots=True)
class IncomingAddress:
    """An article of which an address is known, and what a list or a feed says of it."""

    facts: ArticleFacts
    """`facts.url` is never empty."""
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingNotes:
    """Highlights of something that does not come with them, such as a book."""

    facts: ArticleFacts
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry that could not be read; the others go on."""

    name: str
    """What the owner may know it by: its title, its address, its place in the file."""
    reason: str


Incoming = IncomingArticle | IncomingAddress | IncomingNotes | Unreadable


def reason_of(error: Exception) -> str:
    """What happened, and what to do, for a line that names the entry already."""
    if not isinstance(error, ReaderError):  # a library's, about what it could not read
        return f"cannot be read ({type(error).__name__}: {error})"
    return f"{error.what} ({error.hint})" if error.hint else error.what
