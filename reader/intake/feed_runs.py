"""Feeds while their entries are added: which of them are new, and what is remembered then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from reader.errors import ReaderError
from reader.intake.feeds.feed import FeedEntry, newest
from reader.intake.fetching.fetch_task import FeedPlace, FetchTask
from reader.intake.fetching.fetcher import FetchedFeed
from reader.intake.incoming import ArticleFacts, Unreadable
from reader.intake.order import IntakeOrder
from reader.intake.web.answer import Validators
from reader.state.feed_memory import FeedAnswer, FeedMemory


@dataclass(slots=True)
class _Run:
    validators: Validators
    left: int
    """Entries that are not done with."""
    is_whole: bool
    """Whether all that was in the feed is added when these are."""


class FeedRuns:
    """The feeds of one job, by their addresses."""

    def __init__(
        self, memory: FeedMemory, order: IntakeOrder, clock: Callable[[], datetime]
    ) -> None:
        self._memory = memory
        self._order = order
        self._clock = clock
        self._runs: dict[str, _Run] = {}

    def known(self, url: str) -> Validators | None:
        """What to ask with only for what has changed at an address. Raises ReaderError."""
        if self._order.again:
            return None
        answer = self._memory.answer(url)
        return Validators(*answer) if any(answer) else None

    def begin(self, feed: ArticleFacts, fetched: FetchedFeed) -> Iterator[FetchTask | Unreadable]:
        """The entries of a feed that are wanted and were never added, newest first.

        `done` is told of each but for those that cannot be read. Raises ReaderError.
        """
        for entry in self._new(feed.url, fetched):
            place = FeedPlace(feed.url, entry.key)
            incoming = entry.incoming()
            if isinstance(incoming, Unreadable):
                self.done(place, is_there=False)
                yield incoming
                continue
            tags = tuple(dict.fromkeys((*feed.tags, *incoming.facts.tags)))
            tagged = replace(incoming, facts=replace(incoming.facts, tags=tags))
            yield FetchTask(tagged, entry_of=place)

    def done(self, place: FeedPlace | None, *, is_there: bool) -> None:
        """An entry, if it is one of a feed, is done with: its article is there, or it failed.

        What cannot be remembered comes again, and is known then.
        """
        run = self._runs.get(place.feed) if place is not None else None
        if place is None or run is None:
            return
        run.left -= 1
        run.is_whole = run.is_whole and is_there
        if is_there and not self._order.dry_run:
            with suppress(ReaderError):
                self._memory.remember(place.feed, [place.entry], self._clock())
        self._end_if_done(place.feed)

    def _new(self, url: str, fetched: FetchedFeed) -> tuple[FeedEntry, ...]:
        wanted = newest(fetched.entries, limit=self._order.limit, since=self._order.since)
        is_whole = len(wanted) == len(fetched.entries)
        if not self._order.again:
            known = self._memory.known(url, [entry.key for entry in wanted])
            wanted = tuple(entry for entry in wanted if entry.key not in known)
        self._runs[url] = _Run(fetched.validators, len(wanted), is_whole)
        self._end_if_done(url)
        return wanted

    def _end_if_done(self, url: str) -> None:
        """Remember what was answered, if next time no more than what is newer is to be read."""
        run = self._runs[url]
        answer = FeedAnswer(run.validators.etag, run.validators.last_modified)
        if run.left or not run.is_whole or self._order.dry_run or not any(answer):
            return
        with suppress(ReaderError):
            self._memory.remember_answer(url, answer, self._clock())
