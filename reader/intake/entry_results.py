"""What becomes of an entry: its article is written or known, its highlights are taken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reader.intake.article_shelf import ArticleShelf
from reader.intake.feed_runs import FeedRuns
from reader.intake.fetching.fetch_task import FetchTask
from reader.intake.incoming import (
    ArticleFacts,
    IncomingAddress,
    IncomingArticle,
    IncomingNotes,
    Unreadable,
    reason_of,
)
from reader.intake.order import IntakeOrder, IntakeResult, Outcome
from reader.intake.writing.annotation_import import AnnotationImport
from reader.text.safe import clean_line


class EntryResults:
    """Settles the entries of one job; feeds learn what came of theirs."""

    def __init__(
        self,
        order: IntakeOrder,
        shelf: ArticleShelf,
        feeds: FeedRuns,
        annotations: AnnotationImport,
    ) -> None:
        self._order = order
        self._shelf = shelf
        self._feeds = feeds
        self._annotations = annotations

    def added(self, task: FetchTask, article: IncomingArticle, urls: Iterable[str]) -> IntakeResult:
        """Write an article that has these addresses, unless one of its text is there."""
        try:
            put = self._shelf.put(article, urls)
        except Exception as error:  # noqa: BLE001 - libraries that convert pages raise anything
            return self.failed(task, reason_of(error))
        if not put.is_new:
            return self.known(task, put.path)
        path = None if self._order.dry_run else put.path
        count = self._annotations.take(article.facts, article.annotations, path)
        self._feeds.done(task.entry_of, is_there=True)
        return _result(Outcome.ADDED, article.facts, put.path, count, put.notices)

    def would_add(self, address: IncomingAddress) -> IntakeResult:
        """An address that is not asked, since nothing is to be written."""
        count = self._annotations.take(address.facts, address.annotations)
        return _result(Outcome.ADDED, address.facts, highlights=count)

    def known(self, task: FetchTask, path: Path | None) -> IntakeResult:
        """What is there already, in the file at `path` if it was there before this job."""
        facts, annotations = task.wanted.facts, task.wanted.annotations
        count = self._annotations.take(facts, annotations, path) if path or annotations else 0
        self._feeds.done(task.entry_of, is_there=True)
        return _result(Outcome.KNOWN, facts, path, count)

    def noted(self, notes: IncomingNotes) -> IntakeResult:
        """Highlights that come without their article."""
        count = self._annotations.take(notes.facts, notes.annotations)
        return _result(Outcome.NOTED, notes.facts, highlights=count)

    def failed(self, task: FetchTask, reason: str) -> IntakeResult:
        self._feeds.done(task.entry_of, is_there=False)
        facts = task.wanted.facts
        return failure(Unreadable(facts.title or facts.url, reason), facts.url)


def failure(entry: Unreadable, url: str = "") -> IntakeResult:
    """What is told of an entry that cannot be read."""
    return IntakeResult(
        Outcome.FAILED,
        clean_line(entry.name) or "?",
        clean_line(url),
        reason=clean_line(entry.reason),
    )


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
