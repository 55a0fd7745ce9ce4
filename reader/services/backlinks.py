"""Articles that link to one: for workers, from any thread."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.article import Article
    from reader.library.store.reads import IndexSnapshot
    from reader.services.catalog import Catalog
    from reader.services.session import Session

MOST_READ = 500
"""Articles that are read to see whether their links really lead there."""
SECONDS = 4.0
"""Time that this may take: somebody waits."""


class LinkingArticle(NamedTuple):
    """An article that links to another."""

    article: Article
    href: str
    """The first link that leads there, as it is written."""


class Backlinks(NamedTuple):
    """Articles that link to one, the newest first."""

    found: tuple[LinkingArticle, ...]
    more: bool = False
    """Whether there was no time to read all that may link there."""


class BacklinkFinder:
    """Asks the index which articles may link to one, and reads these."""

    def __init__(self, session: Session, catalog: Catalog) -> None:
        self._session = session
        self._catalog = catalog

    def of(self, article: Article) -> Backlinks:
        """What links to an article, of all that is at or under the roots of the session.

        Raises ReaderError if the index fails.
        """
        from reader.library.links.link_keys import keys_of_article

        keys = keys_of_article(article)

        def look(snapshot: IndexSnapshot) -> list[Article]:
            known = self._catalog.here(snapshot, snapshot.linking(keys)[: MOST_READ + 1])
            return [each for each in known.values() if each.path != article.path]

        candidates = self._session.index.view(look)
        found: list[LinkingArticle] = []
        end, more = monotonic() + SECONDS, len(candidates) > MOST_READ
        for candidate in candidates[:MOST_READ]:
            if monotonic() > end:
                more = True
                break
            href = self._link_between(candidate, article, keys)
            if href:
                found.append(LinkingArticle(candidate, href))
        return Backlinks(tuple(found), more)

    def _link_between(self, linking: Article, article: Article, keys: set[int]) -> str:
        """The first link of one article that leads to the other; empty if none does."""
        from reader.library.links.link_keys import keys_of_link
        from reader.services.reading.link_target import linked_article

        for href in dict.fromkeys(_hrefs(linking)):
            if keys.isdisjoint(keys_of_link(href, linking.url)):
                continue
            target = linked_article(href, linking, self._catalog)
            if target is not None and target.path == article.path:
                return href
        return ""


def _hrefs(article: Article) -> Iterator[str]:
    from reader.library.links.link_keys import hrefs_in
    from reader.library.load import glance

    try:
        loaded = glance(article.path, article)
    except ReaderError:  # it is gone, or cannot be read any more
        return
    yield from hrefs_in(loaded.body, loaded.kind)
