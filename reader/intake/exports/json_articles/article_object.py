"""An article that is one object of JSON, its text among its fields.

The names of its fields are those that front matter may have (`metadata.field_names`), and the text
is found as in a file with one such object (`metadata.inner_body`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from reader.document.body_kind import BodyKind, detect
from reader.document.facts.fact import FactName, Origin, PageFacts
from reader.document.plain_text import plain_text
from reader.intake.incoming import (
    ArticleFacts,
    Incoming,
    IncomingAddress,
    IncomingArticle,
    Unreadable,
)
from reader.intake.pages.article_html import article_html
from reader.library.article import Article
from reader.library.metadata import article_fields, dates, field_names, inner_body
from reader.library.metadata.article_fields import BEGINNING
from reader.library.metadata.front_matter import ParsedFile

_TABLES: Final = ("metadata", "meta", "_source", "article", "node", "attributes", "fields", "data")
"""Names under which sources keep the fields of an article, or those beside its text."""
_SEEN: Final = ("timestamp", "crawled_at", "crawl_date", "fetched_at", "scraped_at", "retrieved_at")
"""When a crawl saw the page."""
_NO_NAME: Final = Path("1.json")
"""A name that tells nothing: a text without a title is named by its first sentence."""
_MARKDOWN: Final = frozenset(("markdown", "md", "content_markdown", "body_markdown"))
_EMPTY: Final[tuple[object, ...]] = (None, "", [], {})


def incoming(value: object, name: str, by: str) -> Incoming:
    """The article of an object; of one without a text its address.

    `name`: what it is known by where it cannot be read.
    """
    if not isinstance(value, Mapping):
        return Unreadable(name, "it is no object with the fields of an article")
    fields = _flat(value)
    rest, body = inner_body.taken_out(fields)
    taken = {field_names.fold(key) for key in fields.keys() - rest.keys()}
    kind = BodyKind.MARKDOWN if taken & _MARKDOWN else detect(body)
    facts = _facts(_article(rest, body, kind), rest, by)
    page = ""
    is_html = kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT)
    if is_html:
        page = body if kind is BodyKind.HTML_DOCUMENT else ""
        body, kind = article_html(body, kind, facts.url), BodyKind.HTML
    if body.strip():
        return IncomingArticle(facts, body, kind, page=page, is_inert=is_html)
    if facts.url:
        return IncomingAddress(facts)
    return Unreadable(f"{facts.title} ({name})" if facts.title else name, "it has no text")


def _flat(value: Mapping[str, object]) -> dict[str, object]:
    """The fields, and behind them those of tables among them."""
    fields = dict(value)
    for table in _TABLES:
        inner = value.get(table)
        for key, each in inner.items() if isinstance(inner, Mapping) else ():
            if fields.get(key) in _EMPTY:
                fields[key] = each
    return fields


def _article(fields: Mapping[str, object], body: str, kind: BodyKind) -> Article:
    text = partial(plain_text, body[:BEGINNING], kind)
    parsed = ParsedFile(fields, body)
    return article_fields.build(_NO_NAME, parsed, body, kind, _page_facts(body, kind), text)


def _page_facts(body: str, kind: BodyKind) -> PageFacts:
    if kind is not BodyKind.HTML_DOCUMENT:
        return PageFacts()
    from reader.document.facts import page_facts  # late: few objects hold a whole page

    return page_facts.read(body)


def _facts(article: Article, fields: Mapping[str, object], by: str) -> ArticleFacts:
    named = {field_names.fold(key): value for key, value in fields.items()}
    is_titled = article.origin_of(FactName.TITLE) != Origin.FILE_NAME
    is_sourced = article.origin_of(FactName.SITE) != Origin.ADDRESS
    speaks = any(named.get(name) not in _EMPTY for name in field_names.LANGUAGE)
    seen = (dates.parse(named.get(name)) for name in (*field_names.DATE_SAVED, *_SEEN))
    saved = next((found.iso for found in seen if found), "")
    return ArticleFacts(
        title=article.title if is_titled else "",
        author=article.author,
        date=article.date.iso if article.date else "",
        source=article.source if is_sourced else "",
        url=article.url,
        tags=article.tags,
        saved=saved,
        by=by,
        summary=article.summary,
        language=article.language if speaks else "",
    )
