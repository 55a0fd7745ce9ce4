"""An order carried out: what is named is read, fetched, compared with what is there, and written.

What is slow, asking the web, is done by four threads; all else, and all writing, by the thread that
asks for the results. Whoever stops asking stops the job: what is written then is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from reader.errors import ReaderError
from reader.intake.address_key import address_key
from reader.intake.article_shelf import ArticleShelf
from reader.intake.feed_runs import FeedRuns
from reader.intake.fetching.fetcher import (
    FetchedArticle,
    FetchedFeed,
    Fetcher,
    FetchFailure,
    FetchResult,
    FetchTask,
    ReadFeed,
    ReadPage,
    open_web,
    read_feed,
    read_page,
)
from reader.intake.fetching.host_queue import HostQueue
from reader.intake.fetching.worker_threads import WorkerThreads
from reader.intake.incoming import (
    ArticleFacts,
    Incoming,
    IncomingAddress,
    IncomingArticle,
    IncomingNotes,
    Unreadable,
    reason_of,
)
from reader.intake.known_addresses import KnownAddresses
from reader.intake.order import IntakeOrder, IntakeProgress, IntakeResult, Outcome
from reader.intake.recognize import (
    STANDARD_INPUT,
    NamedAddress,
    NamedFeeds,
    NamedFile,
    named_file,
    recognize,
    standard_input,
)
from reader.intake.source_file import source_file
from reader.intake.web.answer import Web
from reader.intake.writing.annotation_import import AnnotationImport
from reader.intake.writing.library_articles import LibraryArticles
from reader.library.index import Index
from reader.state.bookmark_store import BookmarkStore
from reader.state.feed_memory import FeedMemory
from reader.text.safe import clean_line

THREADS = 4
"""Addresses that are asked at once."""
_PATIENCE = 0.1
"""Seconds after which it is asked again whether results are still wanted."""
_MOST_WAITING = 32
"""Articles with their texts that wait for pictures; addresses may wait by the thousand."""


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


@dataclass(slots=True)
class _Counts:
    done: int = 0
    begun: int = 0
    """Entries that are new, as far as is known before they are fetched."""
    asked: set[str] = field(default_factory=set)
    """Addresses that were met in this job."""


class _Job:
    def __init__(
        self,
        order: IntakeOrder,
        context: IntakeContext,
        told: Callable[[IntakeProgress], None],
        wanted: Callable[[], bool],
    ) -> None:
        self._order = order
        self._context = context
        self._told = told
        self._wanted = wanted
        known = KnownAddresses.of_index(context.index, (*context.roots, order.folder))
        self._shelf = ArticleShelf(order, known, context.clock)
        self._feeds = FeedRuns(context.feeds, order, context.clock)
        self._annotations = AnnotationImport(context.bookmarks, LibraryArticles(context.index).find)
        fetcher = Fetcher(
            context.open_web(order.allow_private),
            context.read_page,
            context.read_feed,
            pictures=order.pictures,
        )
        self._workers: WorkerThreads[tuple[str, FetchTask], FetchResult]
        self._workers = WorkerThreads(lambda given: fetcher(given[1]), THREADS)
        self._queue: HostQueue[FetchTask] = HostQueue()
        self._counts = _Counts()
        self._is_all_read = False
        self._asked_last = ""
        """The host that was asked last."""
        self._heavy = 0
        """Articles that wait for their pictures."""

    def run(self) -> Generator[IntakeResult, None, None]:
        try:
            for result in self._results():
                self._counts.done += 1
                yield result
                if not self._wanted():
                    return
            yield from self._keep_highlights()
        finally:
            self._workers.end()
            with suppress(ReaderError):  # told above, unless nobody listens any more
                self._keep()

    def _results(self) -> Iterator[IntakeResult]:
        for entry in self._entries():
            yield from self._take(entry)
            yield from self._arrived(0)
            while self._heavy >= _MOST_WAITING and self._wanted():
                yield from self._arrived(_PATIENCE)
            if not self._wanted():
                return
        self._is_all_read = True
        while (self._queue or self._workers.running) and self._wanted():
            yield from self._arrived(_PATIENCE)

    # -- what is wanted -----------------------------------------------------------------------

    def _entries(self) -> Iterator[Incoming | FetchTask]:
        for what in self._order.wanted:
            yield from _guarded(what, self._named(what))
        for path in self._order.feed_lists:
            yield from _guarded(str(path), self._feed_list(path))

    def _named(self, what: str) -> Iterator[Incoming | FetchTask]:
        with ExitStack() as stack:
            if what == STANDARD_INPUT:
                named: NamedAddress | NamedFile | NamedFeeds
                named = named_file(stack.enter_context(standard_input()))
            else:
                named = recognize(what)
            if isinstance(named, NamedAddress):
                yield self._asked_by_owner(named.url)
            elif isinstance(named, NamedFeeds):
                yield from self._feed_list(named.path)
            else:
                yield from self._limited(named.form.read(named.source))

    def _asked_by_owner(self, url: str) -> FetchTask:
        """An address of a page or of a feed: only its content says."""
        facts = ArticleFacts(url=url)
        return FetchTask(IncomingAddress(facts), may_be_feed=True, known=self._feeds.known(url))

    def _feed_list(self, path: Path) -> Iterator[Incoming | FetchTask]:
        from reader.intake.feeds import opml  # late: few bring such lists

        for feed in opml.subscriptions(source_file(path).data()):
            task = self._asked_by_owner(feed.url)
            facts = ArticleFacts(url=feed.url, title=feed.title, tags=feed.tags)
            yield replace(task, wanted=IncomingAddress(facts), must_be_feed=True)

    def _limited(self, entries: Iterator[Incoming]) -> Iterator[Incoming]:
        """The entries up to the first few that are new."""
        begun = self._counts.begun
        for entry in entries:
            yield entry
            if self._order.limit and self._counts.begun - begun >= self._order.limit:
                return

    # -- one entry ----------------------------------------------------------------------------

    def _take(self, entry: Incoming | FetchTask) -> Iterator[IntakeResult]:
        if isinstance(entry, Unreadable):
            yield _failed(entry.name, "", entry.reason)
        elif isinstance(entry, IncomingNotes):
            yield self._noted(entry)
        else:
            task = entry if isinstance(entry, FetchTask) else FetchTask(entry)
            if isinstance(task.wanted, IncomingArticle):
                yield from self._take_article(task, task.wanted)
            else:
                yield from self._take_address(task, task.wanted)

    def _noted(self, notes: IncomingNotes) -> IntakeResult:
        count = self._annotations.take(notes.facts, notes.annotations)
        return _result(Outcome.NOTED, notes.facts, highlights=count)

    def _take_address(self, task: FetchTask, address: IncomingAddress) -> Iterator[IntakeResult]:
        url = address.facts.url
        key = address_key(url)
        if not key:
            yield self._failure(task, "is no address of the web")
        elif key in self._counts.asked:
            yield self._known_result(task, None)
        elif not task.must_be_feed and (path := self._shelf.find(url)) is not None:
            yield self._known_result(task, path)
        else:
            self._counts.asked.add(key)
            self._counts.begun += 1
            if self._order.dry_run and not task.may_be_feed:
                yield _result(Outcome.ADDED, address.facts, highlights=self._highlights(address))
            else:
                self._queue.put(_host(url), task)

    def _take_article(self, task: FetchTask, article: IncomingArticle) -> Iterator[IntakeResult]:
        url = article.facts.url
        if (path := self._shelf.find_article(article)) is not None:
            yield self._known_result(task, path)
        elif self._order.pictures and not self._order.dry_run:
            self._counts.begun += 1
            self._heavy += 1
            self._queue.put(_host(url), task)
        else:
            result = self._add(task, article, (url,))
            self._counts.begun += result.outcome is Outcome.ADDED
            yield result

    # -- what was fetched ---------------------------------------------------------------------

    def _arrived(self, seconds: float) -> Iterator[IntakeResult]:
        """Results of what has arrived, waiting for the first of it; new work for idle threads."""
        self._give()
        self._tell()
        while (done := self._workers.next_done(seconds)) is not None:
            (host, task), result = done
            self._queue.done(host)
            if isinstance(task.wanted, IncomingArticle):
                self._heavy -= 1
            yield from self._settle(task, result)
            self._give()
            self._tell()
            seconds = 0

    def _give(self) -> None:
        while self._workers.has_room and (taken := self._queue.take()) is not None:
            self._workers.give(taken)
            self._asked_last = clean_line(taken[0])

    def _settle(self, task: FetchTask, result: FetchResult) -> Iterator[IntakeResult]:
        if isinstance(result, FetchFailure):
            yield self._failure(task, result.reason)
        elif isinstance(result, FetchedFeed):
            yield from self._take_feed(task, result)
        else:
            yield self._add_fetched(task, result)

    def _add_fetched(self, task: FetchTask, fetched: FetchedArticle) -> IntakeResult:
        # Another one may have led to the same page meanwhile.
        if (path := self._shelf.find(*fetched.urls)) is not None:
            return self._known_result(task, path)
        return self._add(task, fetched.article, fetched.urls)

    def _add(self, task: FetchTask, article: IncomingArticle, urls: Iterable[str]) -> IntakeResult:
        try:
            put = self._shelf.put(article, urls)
        except Exception as error:  # noqa: BLE001 - libraries that convert pages raise anything
            return self._failure(task, reason_of(error))
        if not put.is_new:
            return self._known_result(task, put.path)
        path = None if self._order.dry_run else put.path
        count = self._annotations.take(article.facts, article.annotations, path)
        self._feeds.done(task.feed, task.entry, is_there=True)
        return _result(Outcome.ADDED, article.facts, put.path, count, put.notices)

    # -- feeds --------------------------------------------------------------------------------

    def _take_feed(self, task: FetchTask, fetched: FetchedFeed) -> Iterator[IntakeResult]:
        """Take the entries of a feed that were never added."""
        feed = task.wanted.facts
        try:
            entries = self._feeds.begin(feed.url, fetched.entries, fetched.validators)
        except ReaderError as error:
            yield self._failure(task, reason_of(error))
            return
        for entry in entries:
            incoming = entry.incoming()
            if isinstance(incoming, Unreadable):
                self._feeds.done(feed.url, entry.key, is_there=False)
                yield _failed(incoming.name, "", incoming.reason)
                continue
            tags = tuple(dict.fromkeys((*feed.tags, *incoming.facts.tags)))
            incoming = replace(incoming, facts=replace(incoming.facts, tags=tags))
            yield from self._take(FetchTask(incoming, feed=feed.url, entry=entry.key))

    # -- highlights ---------------------------------------------------------------------------

    def _highlights(self, address: IncomingAddress, path: Path | None = None) -> int:
        return self._annotations.take(address.facts, address.annotations, path)

    def _keep_highlights(self) -> Iterator[IntakeResult]:
        try:
            self._keep()
        except ReaderError as error:
            yield _failed("highlights and notes", "", str(error))

    def _keep(self) -> None:
        if not self._order.dry_run:
            self._annotations.keep()

    # -- results ------------------------------------------------------------------------------

    def _known_result(self, task: FetchTask, path: Path | None) -> IntakeResult:
        facts, annotations = task.wanted.facts, task.wanted.annotations
        count = self._annotations.take(facts, annotations, path) if path or annotations else 0
        self._feeds.done(task.feed, task.entry, is_there=True)
        return _result(Outcome.KNOWN, facts, path, count)

    def _failure(self, task: FetchTask, reason: str) -> IntakeResult:
        self._feeds.done(task.feed, task.entry, is_there=False)
        facts = task.wanted.facts
        return _failed(facts.title or facts.url, facts.url, reason)

    def _tell(self) -> None:
        done, waiting = self._counts.done, len(self._queue) + self._workers.running
        total = done + waiting if self._is_all_read else None
        self._told(IntakeProgress(done, total, self._asked_last if waiting else ""))


def _guarded(name: str, entries: Iterator[Incoming | FetchTask]) -> Iterator[Incoming | FetchTask]:
    """The entries up to what cannot be read, which is one too."""
    try:
        yield from entries
    except Exception as error:  # noqa: BLE001 - libraries that read exports raise anything
        yield Unreadable(name, reason_of(error))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _result(
    outcome: Outcome,
    facts: ArticleFacts,
    path: Path | None = None,
    highlights: int = 0,
    notices: tuple[str, ...] = (),
) -> IntakeResult:
    return IntakeResult(
        outcome,
        clean_line(facts.title) or clean_line(facts.url) or (path.name if path else "?"),
        clean_line(facts.url),
        path,
        highlights=highlights,
        notices=tuple(map(clean_line, notices)),
    )


def _failed(name: str, url: str, reason: str) -> IntakeResult:
    return IntakeResult(
        Outcome.FAILED, clean_line(name) or "?", clean_line(url), reason=clean_line(reason)
    )
