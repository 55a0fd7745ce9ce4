"""What is wanted of the web, or of an entry that has its text already."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from reader.intake.incoming import IncomingAddress, IncomingArticle
from reader.intake.web.answer import Validators


class Expected(Enum):
    """What is expected at an address."""

    ARTICLE = auto()
    FEED = auto()
    EITHER = auto()
    """Only its content says: the owner named it, or a feed was there before."""


class FeedPlace(NamedTuple):
    """An entry of a feed, as it is remembered."""

    feed: str
    """The address of the feed."""
    entry: str
    """The entry's key."""


@dataclass(frozen=True, slots=True)
class FetchTask:
    """Something that waits to be asked of the web."""

    wanted: IncomingAddress | IncomingArticle
    """An address, or an article whose pictures are missing."""
    expected: Expected = Expected.ARTICLE
    known: Validators | None = None
    """What is known of a feed at the address, to ask for it only if it has changed."""
    entry_of: FeedPlace | None = None
    """Where it came up, if that was in a feed."""
