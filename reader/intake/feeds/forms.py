"""The forms of this room."""

from __future__ import annotations

from collections.abc import Iterator

from reader.intake.incoming import Incoming
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.web.answer import WebAnswer


def _is_feed(source: SourceFile) -> bool:
    from reader.intake.feeds import feed_kind  # late: few files are looked at as closely

    return feed_kind.is_feed(source.head)


def _entries(source: SourceFile) -> Iterator[Incoming]:
    """The entries of a feed that was saved, the newest first."""
    from reader.intake.feeds import isolated
    from reader.intake.feeds.feed import newest

    feed = isolated.read(WebAnswer("", source.data(isolated.MOST_BYTES)))
    yield from (entry.incoming() for entry in newest(feed.entries))


FORMS: tuple[SourceForm, ...] = (SourceForm("feed", _is_feed, _entries),)
