"""A feed and its entries, whatever form it was written in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reader.document.body_kind import BodyKind
from reader.intake.incoming import ArticleFacts, IncomingAddress, IncomingArticle, Unreadable
from reader.library.metadata import dates

MOST_ENTRIES = 10_000
"""Entries of a feed that are read; those that come first are the newest in nearly all feeds."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry; empty where the feed says nothing."""

    id: str = ""
    """As the feed names it."""
    url: str = ""
    """Absolute, of http or https."""
    title: str = ""
    author: str = ""
    published: str = ""
    """In ISO 8601 as far as it is known."""
    source: str = ""
    """The place of publication: the feed, or where the entry was taken from."""
    tags: tuple[str, ...] = ()
    language: str = ""
    summary: str = ""
    """Plain text."""
    body: str = ""
    """HTML as it is written; the text, or as much of it as the feed has."""
    base: str = ""
    """What addresses in `body` are relative to."""
    is_whole: bool = False
    """Whether `body` is the article, and not a part that makes one want to read it."""

    @property
    def key(self) -> str:
        """What tells the entry from others of its feed, today and tomorrow; never empty."""
        if self.id or self.url:
            return self.id or self.url
        said = f"{self.title}\n{self.published}" if self.title or self.published else self.body
        return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @property
    def instant(self) -> datetime | None:
        """When it was published, with a time zone."""
        found = dates.parse(self.published)
        return found.instant if found else None

    @property
    def facts(self) -> ArticleFacts:
        return ArticleFacts(
            title=self.title,
            author=self.author,
            date=self.published,
            source=self.source,
            url=self.url,
            tags=self.tags,
            summary=self.summary,
            language=self.language,
        )

    def incoming(self) -> IncomingArticle | IncomingAddress | Unreadable:
        """The article if the feed has it whole, or nothing else is known; else its address."""
        if self.url and not self.is_whole:
            return IncomingAddress(self.facts)
        return self._article() or Unreadable(self.title or self.key, "has neither text nor address")

    def _article(self) -> IncomingArticle | None:
        """The entry with the text that the feed has, however much; None if it has none."""
        from reader.intake.pages.article_html import article_html  # late: not all has its text

        body = article_html(self.body, BodyKind.HTML, self.base) if self.body else ""
        return IncomingArticle(self.facts, body, BodyKind.HTML, is_inert=True) if body else None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and its entries in its own order."""

    url: str
    """Where it was found."""
    title: str = ""
    language: str = ""
    entries: tuple[FeedEntry, ...] = ()


def newest(
    entries: Iterable[FeedEntry], *, limit: int = 0, since: datetime | None = None
) -> tuple[FeedEntry, ...]:
    """The entries, newest first; of those without a date their order says which is newer.

    `limit`: at the most so many; 0: all. `since`: none that is known to be older.
    """
    dated = [(entry.instant, entry) for entry in entries]
    if since is not None:
        dated = [(at, entry) for at, entry in dated if at is None or at >= since]
    known = sorted(
        ((at, entry) for at, entry in dated if at is not None), key=_instant, reverse=True
    )
    ordered = [entry for _, entry in known] + [entry for at, entry in dated if at is None]
    return tuple(ordered[:limit] if limit else ordered)


def _instant(dated: tuple[datetime, FeedEntry]) -> datetime:
    return dated[0]
