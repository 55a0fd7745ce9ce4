"""The entries of all that an order names: what files hold, and addresses that are to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from reader.intake.feed_runs import FeedRuns
from reader.intake.fetching.fetch_task import Expected, FetchTask
from reader.intake.incoming import (
    ArticleFacts,
    Incoming,
    IncomingAddress,
    Unreadable,
    reason_of,
)
from reader.intake.order import IntakeOrder
from reader.intake.recognize import (
    NamedAddress,
    NamedFeeds,
    recognize,
)
from reader.intake.source_file import source_file
from reader.library.files.piped import SHOWN, is_piped

WantedEntry = Incoming | FetchTask


class WantedEntries:
    """Reads one thing after the other; what cannot be read is an entry, too."""

    def __init__(self, order: IntakeOrder, feeds: FeedRuns, begun: Callable[[], int]) -> None:
        """`begun`: how many entries were new so far, by which the limit of the order is kept."""
        self._order = order
        self._feeds = feeds
        self._begun = begun

    def __iter__(self) -> Iterator[WantedEntry]:
        for what in self._order.wanted:
            name = SHOWN if is_piped(Path(what)) else what
            yield from _guarded(name, self._named(what))
        for path in self._order.feed_lists:
            yield from _guarded(str(path), self._feed_list(path))

    def _named(self, what: str) -> Iterator[WantedEntry]:
        named = recognize(what)
        if isinstance(named, NamedAddress):
            yield self._feed_or_page(ArticleFacts(url=named.url), Expected.EITHER)
        elif isinstance(named, NamedFeeds):
            yield from self._feed_list(named.path)
        else:
            yield from self._limited(named.form.read(named.source))

    def _feed_list(self, path: Path) -> Iterator[WantedEntry]:
        from reader.intake.feeds import opml  # late: few bring such lists

        for feed in opml.subscriptions(source_file(path).data()):
            facts = ArticleFacts(url=feed.url, title=feed.title, tags=feed.tags)
            yield self._feed_or_page(facts, Expected.FEED)

    def _feed_or_page(self, facts: ArticleFacts, expected: Expected) -> FetchTask:
        return FetchTask(IncomingAddress(facts), expected, self._feeds.known(facts.url))

    def _limited(self, entries: Iterator[Incoming]) -> Iterator[Incoming]:
        """The entries up to the first few that are new."""
        begun = self._begun()
        for entry in entries:
            yield entry
            if self._order.limit and self._begun() - begun >= self._order.limit:
                return


def _guarded(name: str, entries: Iterator[WantedEntry]) -> Iterator[WantedEntry]:
    """The entries up to what cannot be read, which is one too."""
    try:
        yield from entries
    except Exception as error:  # noqa: BLE001 - libraries that read exports raise anything
        yield Unreadable(name, reason_of(error))
