"""Ghost's export in JSON: tables of posts, users and tags, and of what belongs to what.

{"db": [{"meta": {"version": "5.0"}, "data": {"posts": [{"id": "1", "html": "<p>…"}], "tags": [], …
Source: TryGhost/Ghost, `core/server/data/exporter`, versions 0.4 to 5.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from reader.document.body_kind import BodyKind
from reader.intake.exports.ghost import cards, lexical, mobiledoc
from reader.intake.exports.ghost.cards import text
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle, Unreadable
from reader.intake.pages.article_html import article_html
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import json_stream
from reader.intake.syntax.json_stream import ITEM
from reader.library.metadata import json_values

_TABLES: Final = frozenset(
    ("users", "tags", "posts_tags", "posts_authors", "posts_meta", "settings")
)
_POSTS: Final = "posts"
_MARK: Final = re.compile(rb'"(?:mobiledoc|lexical|posts_tags|comment_id|feature_image)"\s*:')
_DATABASE: Final = re.compile(rb'\s*\{\s*"db"\s*:\s*\[')
_STATES: Final = frozenset(("published", "sent", "scheduled", ""))
_SITE: Final = "__GHOST_URL__"

Row = Mapping[str, object]


@dataclass(slots=True)
class _Tables:
    """What posts refer to."""

    users: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    tags_of: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    authors_of: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    meta_of: dict[str, Row] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        if table == "users":
            self.users[text(row, "id")] = text(row, "name", "slug")
        elif table == "tags":
            self.tags[text(row, "id")] = text(row, "name", "slug")
        elif table == "posts_tags":
            self.tags_of[text(row, "post_id")].append(text(row, "tag_id"))
        elif table == "posts_authors":
            self.authors_of[text(row, "post_id")].append(text(row, "author_id"))
        elif table == "posts_meta":
            self.meta_of[text(row, "post_id")] = row
        elif table == "settings":
            self.settings[text(row, "key")] = text(row, "value")


def _matches(file: SourceFile) -> bool:
    if _DATABASE.match(file.head) is not None:
        return True
    start = file.head[:200].lstrip()
    is_table = start.startswith(b"{") and (b'"posts"' in start or b'"data"' in start)
    return is_table and _MARK.search(file.head) is not None


def _read(file: SourceFile) -> Iterator[Incoming]:
    # What posts refer to stands behind them.
    tables = _Tables()
    for entry in json_stream.entries(file.path, _is_of_table):
        if isinstance(entry.value, Mapping):
            tables.add(entry.way[-2], entry.value)
    for number, entry in enumerate(json_stream.entries(file.path, _is_post), 1):
        if not isinstance(entry.value, Mapping):
            yield Unreadable(f"post {number}", entry.damage or "it is no post")
        elif text(entry.value, "status") in _STATES:
            yield _incoming(entry.value, tables, number)


def _is_of_table(way: tuple[str, ...]) -> bool:
    return len(way) > 1 and way[-1] == ITEM and way[-2] in _TABLES and _POSTS not in way


def _is_post(way: tuple[str, ...]) -> bool:
    return len(way) > 1 and way[-1] == ITEM and way[-2] == _POSTS


def _incoming(post: Row, tables: _Tables, number: int) -> Incoming:
    title = text(post, "title")
    body, kind = _body(post)
    site = text(tables.settings, "url").rstrip("/")
    meta = tables.meta_of.get(text(post, "id"), {})
    url = _address(post, site)
    body = body.replace(_SITE, site)
    if kind is BodyKind.HTML:
        cover = _cover(post, meta, body).replace(_SITE, site)
        body = article_html(cover + body, kind, url or site) if body else ""
    if not body.strip():
        return Unreadable(title or f"post {number}", "it has no text")
    facts = ArticleFacts(
        title=title,
        author=", ".join(_authors(post, tables)),
        date=_time(post, "published_at", "created_at"),
        source=text(tables.settings, "title"),
        url=url,
        tags=_tags(post, tables),
        by=FORM.name,
        summary=text(post, "custom_excerpt", "meta_description")
        or text(meta, "meta_description", "og_description"),
        language=text(post, "locale", "language") or text(tables.settings, "lang", "locale"),
    )
    return IncomingArticle(facts, body, kind, is_inert=kind is BodyKind.HTML)


def _body(post: Row) -> tuple[str, BodyKind]:
    """The text: as Ghost has shown it, else as its editor kept it."""
    if html := text(post, "html").strip():
        return html, BodyKind.HTML
    document = _document(post, "mobiledoc")
    if markdown := text(post, "markdown") or mobiledoc.only_markdown(document):
        return markdown, BodyKind.MARKDOWN
    body = lexical.to_html(_document(post, "lexical")) or mobiledoc.to_html(document)
    return (body, BodyKind.HTML) if body else (text(post, "plaintext"), BodyKind.TEXT)


def _document(post: Row, name: str) -> object:
    try:
        return json_values.load(text(post, name))
    except ValueError:
        return None


def _cover(post: Row, meta: Row, body: str) -> str:
    """The picture above the text, unless it stands in it."""
    source = text(post, "feature_image", "image")
    if not source or source in body:
        return ""
    said = text(post, "feature_image_alt") or text(meta, "feature_image_alt")
    caption = text(post, "feature_image_caption") or text(meta, "feature_image_caption")
    picture = {"src": source, "alt": said, "caption": caption}
    return cards.to_html("image", picture) + "\n"


def _authors(post: Row, tables: _Tables) -> Iterator[str]:
    stated = post.get("authors")
    if isinstance(stated, list):
        yield from filter(
            None, (text(each, "name") for each in stated if isinstance(each, Mapping))
        )
        return
    ids = tables.authors_of.get(text(post, "id")) or [text(post, "author_id")]
    yield from filter(None, (tables.users.get(each, "") for each in ids))


def _tags(post: Row, tables: _Tables) -> tuple[str, ...]:
    """Without those that begin with `#`, which Ghost shows nobody."""
    stated = post.get("tags")
    if isinstance(stated, list):
        names = [text(each, "name") for each in stated if isinstance(each, Mapping)]
    else:
        names = [tables.tags.get(each, "") for each in tables.tags_of.get(text(post, "id"), ())]
    return tuple(dict.fromkeys(name for name in names if name and not name.startswith("#")))


def _address(post: Row, site: str) -> str:
    for stated in (text(post, "canonical_url"), text(post, "url")):
        address = stated.replace(_SITE, site)
        if address.startswith(("http://", "https://")):
            return address
    slug = text(post, "slug")
    return f"{site}/{slug}/" if site.startswith("http") and slug else ""


def _time(post: Row, *names: str) -> str:
    """A time as written, or of milliseconds since 1970, as version 0.x has them."""
    stated = text(post, *names)
    if stated.isdecimal() and 11 <= len(stated) <= 13:
        return datetime.fromtimestamp(int(stated) // 1000, UTC).isoformat()
    return stated


FORM = SourceForm("ghost", _matches, _read)
