"""What the reading pane is given to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.document.endings.tail import Tail
    from reader.document.links import Link
    from reader.document.model import Document, Place
    from reader.document.outline import Heading
    from reader.typeset.card import Card


@dataclass(frozen=True, slots=True)
class Reading:
    """What the view shows: a document, its card, and where in it the eye is."""

    document: Document
    card: Card
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    place: Place | None = None
    """None begins at the title card."""
    complete: bool = True
    """Whether the document is all of the article; a part is shown until the rest is read in."""
    before: int = 0
    """For a part: characters of the article before the document's first block, estimated."""
    after: int = 0
    """For a part: characters of the article behind the document's last block, estimated."""
    language: str = ""
    """The tag of the article's language (BCP 47), if it is known."""
    tail: Tail | None = None
    """What is folded at first, behind the end of the whole; None for nothing."""
