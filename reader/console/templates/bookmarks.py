"""Bookmarks by templates of the owner's: a text for each article, and one for each of its marks."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader.console.templates.template import Template, TemplateError
from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark, by_article
from reader.state.exchange.block_id import block_id
from reader.text.safe import clean_line

if TYPE_CHECKING:
    from reader.state.exchange.facts import FactsOf

ARTICLE_FIELDS = ("title", "author", "source", "url", "path", "date", "article_tags")
MARK_FIELDS = (
    *ARTICLE_FIELDS,
    *("kind", "words", "note", "color", "tags", "day", "created", "id", "link"),
)
_DAY = len("2026-01-31")
_FILE = "@"
_MOST_TEMPLATE = 64 * 1024


def read_template(written: str, fields: tuple[str, ...]) -> Template:
    """The template that is written, or stands in the file behind an `@`. Raises ReaderError."""
    text, path = written, None
    if written.startswith(_FILE):
        path = Path(written.removeprefix(_FILE))
        try:
            with path.open("rb") as file:
                text = file.read(_MOST_TEMPLATE).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ReaderError(f"the template cannot be read: {error}", path=path) from error
    try:
        return Template(text, fields)
    except TemplateError as error:
        raise ReaderError(f"the template has {error}", path=path) from None


def filled(
    bookmarks: Iterable[Bookmark], facts_of: FactsOf, mark: Template, head: Template | None
) -> Iterator[str]:
    """The texts, one after the other: of each article the head, then its marks."""
    for article, marks in by_article(bookmarks):
        known = _article_values(article, facts_of)
        if head is not None:
            yield head.fill(known)
        for bookmark in marks:
            yield mark.fill({**known, **_mark_values(bookmark)})


def _article_values(article: ArticleRef, facts_of: FactsOf) -> Mapping[str, object]:
    facts = facts_of(article)
    return {
        "title": article.title or Path(article.path).stem,
        "author": facts.author,
        "source": facts.source,
        "url": article.address,
        "path": article.path,
        "date": facts.date[:_DAY],
        "article_tags": facts.tags,
    }


def _mark_values(bookmark: Bookmark) -> Mapping[str, object]:
    return {
        "kind": bookmark.kind.value,
        "words": bookmark.label,
        "note": bookmark.note,
        "color": bookmark.color,
        "tags": bookmark.tags,
        "day": bookmark.created[:_DAY],
        "created": bookmark.created,
        "id": block_id(bookmark.id),
        "link": _link(bookmark),
    }


def _link(bookmark: Bookmark) -> str:
    """The command that opens the article at the mark; empty if no shell takes the path."""
    path = bookmark.article.path
    if not path or clean_line(path) != path:
        return ""
    return f"reader {shlex.quote(f'{path}#{block_id(bookmark.id)}')}"
