"""Articles and books that are in the library already, by what an export tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reader.intake.incoming import ArticleFacts
from reader.library.article import Article
from reader.library.index import Index
from reader.library.store.reads import IndexSnapshot
from reader.library.store.simhash import title_hash
from reader.text.fold import fold

_MOST = 16
"""Articles with one address or title that are compared."""
_LONGEST_TITLE = 1_000
_ASIDE = re.compile(r"[(\[（【][^()\[\]（）【】]{0,200}+[)\]）】]")
_SUBTITLE = re.compile(r"[:：]|——|[ \t][-–—|][ \t]")
_NAME = re.compile(r"[^\W\d_]{2,}+")


class LibraryArticles:
    """Looks articles up in an index; reads no article."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def find(self, facts: ArticleFacts) -> Path | None:
        """The file of the one article with this address, else of this title and author.

        Shops add to titles in brackets, and lists leave subtitles out: both are left aside where
        the title itself finds nothing. None if there is no such article, or several that differ.
        """
        found = self._index.view(lambda snapshot: _find(snapshot, facts))
        texts = {article.fingerprint or str(article.path) for article in found}
        return found[0].path if len(texts) == 1 else None


def _find(snapshot: IndexSnapshot, facts: ArticleFacts) -> list[Article]:
    """The articles that may be meant, the newest first."""
    if facts.url:
        named = _here(snapshot, snapshot.find_url(facts.url))
        if named:
            return named
    for title in _titles(facts.title):
        titled = _here(snapshot, snapshot.find_title(title_hash(title)))
        if found := _of_author(titled, _names(facts.author)):
            return found
    return []


def _here(snapshot: IndexSnapshot, ids: list[int]) -> list[Article]:
    return [each for each in snapshot.articles_of(ids[:_MOST]) if each.path.is_file()]


def _titles(title: str) -> Iterator[str]:
    """The title, and what is left of it without what a shop or a publisher adds."""
    title = title[:_LONGEST_TITLE]
    plain = _ASIDE.sub("", title)
    yield from dict.fromkeys((title, plain, _SUBTITLE.split(plain, maxsplit=1)[0]))


def _names(author: str) -> frozenset[str]:
    """The parts of names, in whichever order they stand."""
    return frozenset(_NAME.findall(fold(author)))


def _of_author(articles: list[Article], names: frozenset[str]) -> list[Article]:
    """The articles with most parts of the author's name; one without may be anybody's."""
    authors = [_names(article.author) for article in articles]
    shared = [len(names & each) for each in authors]
    most = max(shared, default=0)
    return [
        article
        for article, author, count in zip(articles, authors, shared, strict=True)
        if count == most and (count or not names or not author)
    ]
