"""What a bookmark records of its article, and what exports add of it: made from the library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.files.piped import is_piped
from reader.state.bookmark import ArticleRef
from reader.state.exchange.facts import Facts

if TYPE_CHECKING:
    from reader.library.article import Article


def reference(article: Article) -> ArticleRef:
    """The names under which a bookmark records an article; what was piped in has no path."""
    return ArticleRef(
        fingerprint=article.fingerprint,
        url=article.url,
        path="" if is_piped(article.path) else str(article.path),
        title=article.title,
    )


def renewed(recorded: ArticleRef, now: ArticleRef) -> ArticleRef:
    """The recorded names replaced by those that the article has now, as far as it has them."""
    return replace(
        recorded,
        fingerprint=now.fingerprint or recorded.fingerprint,
        url=now.url or recorded.url,
        path=now.path or recorded.path,
        title=now.title or recorded.title,
    )


def facts(article: Article) -> Facts:
    """What an export says of an article beside its names."""
    day = article.date.iso if article.date else ""
    return Facts(article.author, article.source, day, article.tags)
