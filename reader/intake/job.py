"""An order carried out: what is named is read, fetched, compared with what is there, and written.

What is slow, asking the web, is done by a few threads; all else, and all writing, by the thread
that asks for the results. Whoever stops asking stops the job: what is written then is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reader.errors import ReaderError
from reader.intake.article_shelf import ArticleShelf
from reader.intake.entry_results import EntryResults, failure
from reader.intake.feed_runs import FeedRuns
from reader.intake.fetching.fetch_queue import FetchedTask, FetchQueue
from reader.intake.fetching.fetch_task import Expected, FetchTask
from reader.intake.fetching.fetcher import (
    FetchedFeed,
    Fetcher,
    FetchFailure,
    ReadFeed,
    ReadPage,
    open_web,
    read_feed,
    read_page,
)
from reader.intake.incoming import (
    IncomingAddress,
    IncomingArticle,
    IncomingNotes,
    Unreadable,
    reason_of,
)
from reader.intake.known_addresses import KnownAddresses
from reader.intake.order import IntakeOrder, IntakeProgress, IntakeResult, Outcome
from reader.intake.wanted_entries import WantedEntries, WantedEntry
from reader.intake.web.answer import Web
from reader.intake.writing.annotation_import import AnnotationImport
from reader.intake.writing.library_articles import LibraryArticles
from reader.library.index import Index
from reader.library.links.address_key import address_key
from reader.state.bookmark_store import BookmarkStore
from reader.state.feed_memory import FeedMemory
from reader.text.safe import clean_line

_PATIENCE = 0.1
"""Seconds after which it is asked again whether results are still wanted."""


@dataclass(frozen=True, slots=True)
class IntakeContext:
    """What a job stands on; all of it stays open, and is its owner's to close."""

    index: Index
    """Up to date for the folders."""
    roots: tuple[Path, ...]
    """The folders of the library: what is in them, or in the folder of the order, is known."""
    bookmarks: BookmarkStore
    """Loaded."""
    feeds: FeedMemory
    clock: Callable[[], datetime]
    """Now, with a time zone."""
    open_web: Callable[[bool], Web] = open_web
    """Told whether private addresses may be asked."""
    read_page: ReadPage = read_page
    read_feed: ReadFeed = read_feed


def carry_out(
    order: IntakeOrder,
    context: IntakeContext,
    *,
    told: Callable[[IntakeProgress], None] = lambda _: None,
    wanted: Callable[[], bool] = lambda: True,
) -> Generator[IntakeResult, None, None]:
    """Bring in what is ordered; a result for each entry, as it is done with.

    What needs no asking comes in its order, what is fetched as it arrives. A bad entry is a result.
    `told` is called in this thread. The job ends within a moment when `wanted` says so, or the
    generator is closed; highlights that came in until then are kept.

    Raises ReaderError if nothing can be done at all: the folder of the order is none.
    """
    return _Job(order, context, told, wanted).run()


class _Job:
    """One order; its parts read, ask the web, and settle what becomes of each entry."""

    def __init__(
        self,
        order: IntakeOrder,
        context: IntakeContext,
        told: Callable[[IntakeProgress], None],
        wanted: Callable[[], bool],
    ) -> None:
        self._order = order
        self._told = told
        self._wanted = wanted
        known = KnownAddresses.of_index(context.index, (*context.roots, order.folder))
        self._shelf = ArticleShelf(order, known, context.clock)
        self._feeds = FeedRuns(context.feeds, order, context.clock)
        self._entries = WantedEntries(order, self._feeds, lambda: self._begun)
        self._fetches = FetchQueue(
            Fetcher(
                context.open_web(order.allow_private),
                context.read_page,
                context.read_feed,
                pictures=order.pictures,
            )
        )
        self._annotations = AnnotationImport(context.bookmarks, LibraryArticles(context.index).find)
        self._settled = EntryResults(order, self._shelf, self._feeds, self._annotations)
        self._met: set[str] = set()
        """The addresses of this job, by their keys."""
        self._begun = 0
        """Entries that are new, as far as is known before they are fetched."""
        self._done = 0
        self._is_all_read = False

    def run(self) -> Generator[IntakeResult, None, None]:
        try:
            for result in self._results():
                self._done += 1
                yield result
                if not self._wanted():
                    return
            try:
                self._keep_highlights()
            except ReaderError as error:
                yield failure(Unreadable("highlights and notes", str(error)))
        finally:
            self._fetches.end()
            with suppress(ReaderError):  # told above, unless nobody listens any more
                self._keep_highlights()

    def _results(self) -> Iterator[IntakeResult]:
        for entry in self._entries:
            yield from self._take(entry)
            yield from self._arrived(0)
            while self._fetches.is_full and self._wanted():
                yield from self._arrived(_PATIENCE)
            if not self._wanted():
                return
        self._is_all_read = True
        while self._fetches and self._wanted():
            yield from self._arrived(_PATIENCE)

    # -- what is wanted -----------------------------------------------------------------------

    def _take(self, entry: WantedEntry) -> Iterator[IntakeResult]:
        if isinstance(entry, Unreadable):
            yield failure(entry)
        elif isinstance(entry, IncomingNotes):
            yield self._settled.noted(entry)
        else:
            task = entry if isinstance(entry, FetchTask) else FetchTask(entry)
            if isinstance(task.wanted, IncomingArticle):
                yield from self._take_article(task, task.wanted)
            else:
                yield from self._take_address(task, task.wanted)

    def _take_address(self, task: FetchTask, address: IncomingAddress) -> Iterator[IntakeResult]:
        url = address.facts.url
        key = address_key(url)
        if not key:
            yield self._settled.failed(task, "is no address of the web")
        elif key in self._met:
            yield self._settled.known(task, None)
        elif task.expected is not Expected.FEED and (path := self._shelf.find(url)) is not None:
            yield self._settled.known(task, path)
        else:
            self._met.add(key)
            self._begun += 1
            if self._order.dry_run and task.expected is Expected.ARTICLE:
                yield self._settled.would_add(address)
            else:
                self._fetches.put(task)

    def _take_article(self, task: FetchTask, article: IncomingArticle) -> Iterator[IntakeResult]:
        if (path := self._shelf.find_article(article)) is not None:
            yield self._settled.known(task, path)
        elif self._order.pictures and not self._order.dry_run:
            self._begun += 1
            self._fetches.put(task)
        else:
            result = self._settled.added(task, article, (article.facts.url,))
            self._begun += result.outcome is Outcome.ADDED
            yield result

    # -- what was fetched ---------------------------------------------------------------------

    def _arrived(self, seconds: float) -> Iterator[IntakeResult]:
        """Results of what has arrived; the first is waited for as long as this."""
        self._tell()
        for done in self._fetches.done(seconds):
            yield from self._settle(done)
            self._tell()

    def _settle(self, done: FetchedTask) -> Iterator[IntakeResult]:
        task, result = done
        if isinstance(result, FetchFailure):
            yield self._settled.failed(task, result.reason)
        elif isinstance(result, FetchedFeed):
            yield from self._take_feed(task, result)
        # Another one may have led to the same page meanwhile.
        elif (path := self._shelf.find(*result.urls)) is not None:
            yield self._settled.known(task, path)
        else:
            yield self._settled.added(task, result.article, result.urls)

    def _take_feed(self, task: FetchTask, fetched: FetchedFeed) -> Iterator[IntakeResult]:
        try:
            for entry in self._feeds.begin(task.wanted.facts, fetched):
                yield from self._take(entry)
        except ReaderError as error:
            yield self._settled.failed(task, reason_of(error))

    def _keep_highlights(self) -> None:
        """Raises ReaderError if they cannot be saved."""
        if not self._order.dry_run:
            self._annotations.keep()

    def _tell(self) -> None:
        waiting = len(self._fetches)
        total = self._done + waiting if self._is_all_read else None
        host = clean_line(self._fetches.host) if waiting else ""
        self._told(IntakeProgress(self._done, total, host))
