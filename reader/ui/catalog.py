"""What the list shows: the library's articles, sorted; or what a search finds among them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.article import Article
from reader.library.order import SortKey, sort
from reader.ui.widgets.entry import Entry

if TYPE_CHECKING:
    from reader.library.search import Hit

SORT_CYCLE = (SortKey.DATE, SortKey.TITLE, SortKey.AUTHOR, SortKey.LENGTH, SortKey.ADDED)


class Catalog:
    """The articles of the library in the order chosen."""

    def __init__(self, order: SortKey) -> None:
        self._sort = order
        self._articles: list[Article] = []
        self._by_path: dict[Path, Article] = {}
        self._by_fingerprint: dict[str, list[Article]] = {}
        self._by_url: dict[str, list[Article]] = {}

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def articles(self) -> list[Article]:
        return self._articles

    @property
    def sort(self) -> SortKey:
        return self._sort

    def set_articles(self, articles: Sequence[Article]) -> None:
        self._articles = sort(articles, self._sort)
        by_fingerprint: dict[str, list[Article]] = {}
        by_url: dict[str, list[Article]] = {}
        for article in articles:
            by_fingerprint.setdefault(article.fingerprint, []).append(article)
            by_url.setdefault(article.url, []).append(article)
        # Each replaced whole: workers look things up meanwhile.
        self._by_path = {article.path: article for article in articles}
        self._by_fingerprint = by_fingerprint
        self._by_url = by_url

    def cycle_sort(self) -> SortKey:
        """Take the next order of SORT_CYCLE."""
        position = SORT_CYCLE.index(self._sort) if self._sort in SORT_CYCLE else -1
        self._sort = SORT_CYCLE[(position + 1) % len(SORT_CYCLE)]
        self._articles = sort(self._articles, self._sort)
        return self._sort

    def article(self, path: Path) -> Article | None:
        return self._by_path.get(path)

    def by_url(self, url: str) -> Article | None:
        """The saved copy of a web page, if there is one; a trailing slash is no difference."""
        wanted = url.split("#")[0].rstrip("/")
        return next((a for a in self._articles if a.url and a.url.rstrip("/") == wanted), None)

    def resolve(self, fingerprint: str, url: str, path: str) -> Article | None:
        """The one article that a bookmark means by its three names, or None.

        The text decides first: a file may have been moved, and another may have taken its name.
        Then the path, for a text that was scraped again; then the URL, if only one article has
        it and its text was not known by another name.
        """
        at_path = self._by_path.get(Path(path)) if path else None
        same_text = self._by_fingerprint.get(fingerprint, []) if fingerprint else []
        if same_text:
            return at_path if at_path in same_text else same_text[0]
        if at_path is not None:
            return at_path
        same_url = self._by_url.get(url, []) if url else []
        return same_url[0] if len(same_url) == 1 else None

    def entries(self) -> list[Entry]:
        return [Entry(article) for article in self._articles]

    def entries_found(self, query: str, hits: Sequence[Hit] | None) -> list[Entry]:
        """Titles that match, then texts that do; `hits` is None while the texts are searched.

        An article whose title matches stands among the titles only, with its number of hits.
        """
        from reader.library.search import filter_titles  # late: nobody searches in the first frame

        titles = filter_titles(self._articles, query)
        counts = {hit.article.path: hit for hit in hits or ()}
        entries = [
            Entry(article, hits=counts[article.path].hits if article.path in counts else 0)
            for article in titles
        ]
        shown = {article.path for article in titles}
        texts = [hit for hit in hits or () if hit.article.path not in shown]
        if texts:
            entries.append(Entry(None, heading=f"In the text · {len(texts)}"))
        entries += [
            Entry(hit.article, snippet=hit.snippet.text, lit=hit.snippet.marks, hits=hit.hits)
            for hit in texts
        ]
        return entries
