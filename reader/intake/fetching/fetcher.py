"""What worker threads do: ask the web for a page, a feed, or the pictures of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from reader.errors import ReaderError
from reader.intake.feeds.feed import Feed, FeedEntry
from reader.intake.fetching.fetch_task import Expected, FetchTask
from reader.intake.incoming import ArticleFacts, IncomingAddress, IncomingArticle, reason_of
from reader.intake.pages.article_page import RefreshError
from reader.intake.web.answer import Validators, Web, WebAnswer
from reader.intake.web.pictures import fetched_pictures
from reader.intake.writing.pictures import picture_ending, picture_references

_MOST_REFRESHES = 4
_LONGEST_SHOWN = 200

ReadPage = Callable[[WebAnswer], IncomingArticle]
"""The article on a page. Raises ReaderError, RefreshError where there is a sign to another page."""
ReadFeed = Callable[[WebAnswer], Feed | None]
"""The feed that an answer is; None if it is none. Raises ReaderError."""


def open_web(allow_private: bool) -> Web:
    """The web itself."""
    from reader.intake.web.client import HttpWeb  # late: httpx takes 100 ms

    return HttpWeb(allow_private=allow_private)


def read_page(answer: WebAnswer) -> IncomingArticle:
    from reader.intake.feeds.feed_links import feed_of_front_page  # late: not all is fetched
    from reader.intake.pages.isolated import article_of_answer

    article = article_of_answer(answer)
    if feed := feed_of_front_page(answer):
        notice = f"This is the front page of a site; its articles are in its feed: {feed}"
        return replace(article, notices=(*article.notices, notice))
    return article


def read_feed(answer: WebAnswer) -> Feed | None:
    from reader.intake.feeds import feed_kind, isolated  # late, too

    is_feed = feed_kind.is_feed(answer.data, answer.content_type)
    return isolated.read(answer) if is_feed else None


class FetchedArticle(NamedTuple):
    """An article as the web has it."""

    article: IncomingArticle
    urls: tuple[str, ...]
    """The addresses that it has: those that were asked, found, and stated."""


class FetchedFeed(NamedTuple):
    """The entries of a feed; none if it has not changed."""

    entries: tuple[FeedEntry, ...]
    validators: Validators


class FetchFailure(NamedTuple):
    """Why there is nothing."""

    reason: str


FetchResult = FetchedArticle | FetchedFeed | FetchFailure


class Fetcher:
    """Carries out one task after another; for any thread."""

    def __init__(
        self, web: Web, read_page: ReadPage, read_feed: ReadFeed, *, pictures: bool
    ) -> None:
        self._web = web
        self._read_page = read_page
        self._read_feed = read_feed
        self._pictures = pictures

    def __call__(self, task: FetchTask) -> FetchResult:
        try:
            return self._fetched(task)
        except Exception as error:  # noqa: BLE001 - libraries that read pages raise anything
            return FetchFailure(reason_of(error))

    def _fetched(self, task: FetchTask) -> FetchResult:
        if isinstance(task.wanted, IncomingArticle):
            return self._with_pictures(task.wanted, (task.wanted.facts.url,))
        urls = [task.wanted.facts.url]
        for _ in range(_MOST_REFRESHES):
            answer = self._web.get(urls[-1], known=task.known)
            if not answer.has_changed:
                return FetchedFeed((), answer.validators)
            feed = self._read_feed(answer)
            if feed is not None and task.expected is not Expected.ARTICLE:
                return FetchedFeed(feed.entries, answer.validators)
            if feed is not None:
                raise ReaderError("is a feed, not an article", hint="add it by its own address")
            if task.expected is Expected.FEED:
                raise _no_feed(answer)
            try:
                article = _with_told(self._read_page(answer), task.wanted)
            except RefreshError as error:
                urls += (answer.url, error.target)
            else:
                return self._with_pictures(article, (*urls, answer.url, article.facts.url))
        raise ReaderError("is sent on from page to page", hint="open it in a browser")

    def _with_pictures(self, article: IncomingArticle, urls: tuple[str, ...]) -> FetchedArticle:
        """The article with the pictures that can be had; those that cannot are told."""
        if not self._pictures:
            return FetchedArticle(article, urls)
        missing = [
            reference
            for reference in picture_references(article.body, article.kind)
            if reference not in article.files
        ]
        fetched = fetched_pictures(self._web, missing, picture_ending, page=article.facts.url)
        with_files = replace(
            article,
            files={**article.files, **fetched.files},
            notices=(*article.notices, *_told_of(fetched.failed)),
        )
        return FetchedArticle(with_files, urls)


def _no_feed(answer: WebAnswer) -> ReaderError:
    from reader.intake.feeds.feed_links import feed_of

    named = feed_of(answer)
    hint = f"the page names one: {named}" if named else "look for its address on the site"
    return ReaderError("is no feed", hint=hint)


def _told_of(failed: Mapping[str, str]) -> Iterator[str]:
    """One line for all pictures that are missing, with the reason of the first."""
    if failed:
        (address, reason), count = next(iter(failed.items())), len(failed)
        pictures = f"{count} picture{'s' * (count > 1)}"
        yield f"{pictures} could not be fetched: {address[:_LONGEST_SHOWN]} {reason}"


def _with_told(page: IncomingArticle, told: IncomingAddress) -> IncomingArticle:
    return replace(
        page,
        facts=completed(page.facts, told.facts),
        annotations=(*page.annotations, *told.annotations),
    )


def completed(page: ArticleFacts, told: ArticleFacts) -> ArticleFacts:
    """What a page says of itself, and where it says nothing, what a list or a feed says of it.

    When and with what it was saved only the list knows; its tags are its owner's, and come first.
    """
    return ArticleFacts(
        title=page.title or told.title,
        author=page.author or told.author,
        date=page.date or told.date,
        source=page.source or told.source,
        url=page.url or told.url,
        tags=tuple(dict.fromkeys((*told.tags, *page.tags))),
        saved=told.saved,
        by=told.by,
        summary=page.summary or told.summary,
        language=page.language or told.language,
    )
