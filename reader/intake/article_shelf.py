"""Articles put into a folder, unless they are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reader.errors import ReaderError
from reader.intake.incoming import IncomingArticle
from reader.intake.known_addresses import KnownAddresses
from reader.intake.order import IntakeOrder
from reader.intake.writing.article_files import AlreadyWrittenError, ArticleFile, ArticleFolder
from reader.library.links.address_key import address_key
from reader.library.load import load, load_bytes, measure


class ShelvedArticle(NamedTuple):
    """An article that has its place."""

    path: Path
    is_new: bool
    notices: tuple[str, ...] = ()


class ArticleShelf:
    """The folder of an order, and what is known of it and of the library."""

    def __init__(
        self, order: IntakeOrder, known: KnownAddresses, clock: Callable[[], datetime]
    ) -> None:
        """Raises ReaderError if the folder is none."""
        self._order = order
        self._known = known
        self._folder = ArticleFolder(
            order.folder, clock, form=order.format, whole_page=order.whole_page
        )

    def find(self, *urls: str) -> Path | None:
        """The file of an article with one of these addresses; None if it is wanted once more."""
        return None if self._order.again else self._known.find(*urls)

    def find_article(self, article: IncomingArticle) -> Path | None:
        """Do as `find`; the address of a site as a whole is that of none of its articles."""
        url = article.facts.url
        return self.find(url) if _names_article(url) else None

    def put(self, article: IncomingArticle, urls: Iterable[str]) -> ShelvedArticle:
        """Write an article, or say where one of its text is that has no other name either.

        Raises ReaderError, and whatever libraries that convert pages raise.
        """
        tags = tuple(dict.fromkeys((*article.facts.tags, *self._order.tags)))
        article = replace(article, facts=replace(article.facts, tags=tags))
        names = [url for url in urls if _names_article(url)]
        draft, text = None, ""
        if self._order.dry_run or not names:
            draft = self._folder.draft(article)
            text = "" if names else _fingerprint(draft)
            if not self._order.again and (path := self._known.find_text(text)) is not None:
                return ShelvedArticle(path, is_new=False)
        if self._order.dry_run and draft is not None:
            path = self._folder.reserve(draft)
        else:
            try:
                path, draft = self._folder.write(
                    article, draft, lambda taken: self._is_same(taken, names, text)
                )
            except AlreadyWrittenError as error:
                self._known.add(error.path, urls, text)
                return ShelvedArticle(error.path, is_new=False)
        self._known.add(path, urls, text)
        return ShelvedArticle(path, is_new=True, notices=draft.notices)

    def _is_same(self, path: Path, urls: Iterable[str], text: str) -> bool:
        """Whether a file that another job has just written is of the article with these names."""
        if self._order.again:
            return False
        try:
            article = load(path).article
        except ReaderError:
            return False
        if not text:
            return address_key(article.url) in map(address_key, urls)
        return article.fingerprint == text


def _fingerprint(draft: ArticleFile) -> str:
    """That of the text, as an index would have it."""
    return measure(load_bytes(Path(draft.name), draft.data))[0].article.fingerprint


def _names_article(url: str) -> bool:
    key = address_key(url)
    return "/" in key or "?" in key or "#" in key
