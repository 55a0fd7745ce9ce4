"""What the index knows of articles, for exports and imports of bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from reader.library.index import Index
from reader.services.owner.article_record import facts, reference
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.exchange.facts import NO_FACTS, Facts
from reader.state.exchange.readwise import named_among


class KnownArticles:
    """Looks articles up by path or title; reads no article file, and creates no index."""

    def __init__(self, index: Path, bookmarks: Iterable[Bookmark]) -> None:
        self._file = index
        self._bookmarks = bookmarks
        self.named = named_among(self._all)
        """Gives the one article of a title that has bookmarks already or is in the index."""

    def facts_of(self, ref: ArticleRef) -> Facts:
        """What the index knows of the article at the recorded path; empty facts if nothing."""
        return self._facts.get(ref.path, NO_FACTS)

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        paths = {bookmark.article.path for bookmark in self._bookmarks}
        if not self._file.exists():
            return {}
        with Index(self._file) as index:
            found = [article for path in paths if path and (article := index.article(Path(path)))]
        return {str(article.path): facts(article) for article in found}

    def _all(self) -> Iterator[ArticleRef]:
        yield from (bookmark.article for bookmark in self._bookmarks)
        yield from self._in_index()

    def _in_index(self) -> Iterator[ArticleRef]:
        if not self._file.exists():
            return
        with Index(self._file) as index:
            articles = index.articles([Path(self._file.anchor)])
        yield from map(reference, articles)
