"""WXR, WordPress's extended RSS: the posts and pages of a blog (versions 1.0 to 1.2).

Source: `wp-admin/includes/export.php` of WordPress. Comments, attachments, menus, revisions and
what was never published are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text
from reader.intake.exports.wordpress import post_text
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle, Unreadable
from reader.intake.pages.article_html import article_html
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import text_stream
from reader.intake.syntax.xml import entry_stream
from reader.intake.syntax.xml.element_tree import line_of, text_of
from reader.intake.syntax.xml.entry_stream import XmlEntry
from reader.library.containers import zip_archive
from reader.library.metadata import json_values
from reader.text.references import unescape

_NAME: Final = "wordpress"
_ZIP: Final = b"PK\x03\x04"
_NAME_IN_ZIP: Final = re.compile(rb"wordpress\.[\w.-]{0,60}\.xml")
_TYPES: Final = frozenset(("post", "page", ""))
_STATES: Final = frozenset(("publish", "private", "future", ""))
_TOPICS: Final = frozenset(("category", "post_tag", "tag", ""))
_CHANNEL: Final = ("title", "link", "language", "wp:author", "item")
_ZERO: Final = "0000-00-00"
_NO_YEAR: Final = "-0001"
_TIME: Final = "%Y-%m-%d %H:%M:%S"
_LONGEST_ZONE: Final = 14 * 60
"""Minutes that a clock may be ahead or behind."""
_NO_TOPIC: Final = frozenset(("uncategorized", "未分类", "未分類"))


def _matches(file: SourceFile) -> bool:
    head = file.head
    return b"wordpress.org/export/" in head or b"<wp:wxr_version" in head


def _matches_zip(file: SourceFile) -> bool:
    """Whether it is an archive as WordPress.com makes one: `site.wordpress.2024-03-09.000.xml`."""
    return file.head.startswith(_ZIP) and _NAME_IN_ZIP.search(file.head) is not None


def _read(file: SourceFile) -> Iterator[Incoming]:
    yield from _articles(text_stream.chunks(file.path), file.path)


def _read_zip(file: SourceFile) -> Iterator[Incoming]:
    with zip_archive.opened(file.path) as archive:
        for name in archive.names:
            if name.lower().endswith(".xml"):
                yield from _articles(archive.pieces(name, text_stream.MOST_UNPACKED), file.path)


def _articles(content: Iterator[bytes], path: Path) -> Iterator[Incoming]:
    blog: dict[str, str] = {}
    authors: dict[str, str] = {}
    number = 0
    for entry in entry_stream.entries_of(content, path, frozenset(_CHANNEL)):
        element = entry.element
        if element.tag == "wp:author":
            authors[_field(element, "wp:author_login")] = _display_name(element)
        elif element.tag != "item":
            blog.setdefault(element.tag, line_of(element))
        else:
            number += 1
            if _is_article(element):
                yield _incoming(entry, number, blog, authors)


def _is_article(item: Element) -> bool:
    """Whether it is a post or a page that others may read, now or at a time that is set."""
    return _field(item, "wp:post_type") in _TYPES and _field(item, "wp:status") in _STATES


def _incoming(
    entry: XmlEntry, number: int, blog: dict[str, str], authors: dict[str, str]
) -> Incoming:
    item = entry.element
    title = unescape(_field(item, "title"))
    url = _address(item, blog.get("link", ""))
    name = title or url or f"item {number}"
    content = item.find("content:encoded")
    if not entry.is_whole and (content is None or content is item[-1]):
        return Unreadable(name, "the export is damaged in the middle of it")
    text = post_text.to_html(text_of(content), _footnotes(item))
    body = article_html(text, BodyKind.HTML, url)
    if not body:
        return Unreadable(name, "it has no text")
    facts = ArticleFacts(
        title=title,
        author=_author(item, authors),
        date=_date(item),
        source=unescape(blog.get("title", "")),
        url=url,
        tags=_tags(item),
        by=_NAME,
        summary=_summary(item),
        language=blog.get("language", ""),
    )
    cut = ("The text is too long to be kept whole.",) if entry.is_cut else ()
    torn = () if entry.is_whole else ("The export is damaged behind the text.",)
    return IncomingArticle(facts, body, BodyKind.HTML, notices=(*torn, *cut), is_inert=True)


def _field(element: Element, name: str) -> str:
    return line_of(element.find(name))


def _display_name(author: Element) -> str:
    names = (_field(author, "wp:author_first_name"), _field(author, "wp:author_last_name"))
    shown = _field(author, "wp:author_display_name") or " ".join(filter(None, names))
    return unescape(shown)


def _author(item: Element, authors: dict[str, str]) -> str:
    """Who wrote it: all of those whom a plugin for several authors files it under."""
    login = _field(item, "dc:creator")
    filed = (each for each in item.findall("category") if each.get("domain", "") == "author")
    named = [authors.get(each.get("nicename", "")) or unescape(line_of(each)) for each in filed]
    several = list(dict.fromkeys(filter(None, named)))
    return ", ".join(several) if len(several) > 1 else authors.get(login) or login


def _address(item: Element, blog: str) -> str:
    """Its address; Squarespace writes `/blog/a-walk`, without that of the blog."""
    link = _field(item, "link")
    if link.startswith("/") and blog.startswith(("http://", "https://")):
        return urljoin(blog, link)
    for address in (link, _field(item, "guid")):
        if address.startswith(("http://", "https://")):
            return address
    return ""


def _date(item: Element) -> str:
    """When it was published, with the offset of the blog's clock where both times are told."""
    stated, universal = _field(item, "wp:post_date"), _field(item, "wp:post_date_gmt")
    local, gmt = _time(stated), _time(universal)
    if local is not None and gmt is not None:
        minutes = round((local - gmt).total_seconds() / 60)
        if abs(minutes) <= _LONGEST_ZONE:
            return local.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat()
    if gmt is not None:
        return gmt.replace(tzinfo=UTC).isoformat()
    if local is not None:
        return local.isoformat()
    published = _field(item, "pubDate")
    try:
        # Of what has no date WordPress says the year before the first.
        return "" if _NO_YEAR in published else parsedate_to_datetime(published).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _time(stated: str) -> datetime | None:
    try:
        return None if stated.startswith(_ZERO) else datetime.strptime(stated, _TIME)
    except ValueError:
        return None


def _tags(item: Element) -> tuple[str, ...]:
    """Categories and tags; versions before 1.1 have each twice, once without its `domain`."""
    names = (
        unescape(line_of(each)) or unquote(each.get("nicename", ""))
        for each in item.findall("category")
        if each.get("domain", "") in _TOPICS
    )
    found = {name.casefold(): name for name in names if name}
    return tuple(name for folded, name in found.items() if folded not in _NO_TOPIC)


def _summary(item: Element) -> str:
    excerpt = text_of(item.find("excerpt:encoded"))
    return " ".join(plain_text(excerpt, BodyKind.HTML).split()) if excerpt.strip() else ""


def _footnotes(item: Element) -> dict[str, str]:
    """The notes of a post by identifier: `[{"id": "5a…", "content": "A note."}]` in a field."""
    for field in item.findall("wp:postmeta"):
        if _field(field, "wp:meta_key") == "footnotes":
            try:
                notes = json_values.load(text_of(field.find("wp:meta_value")))
            except ValueError:
                return {}
            return {
                note["id"]: str(note.get("content", ""))
                for note in (notes if isinstance(notes, list) else ())
                if isinstance(note, dict) and isinstance(note.get("id"), str)
            }
    return {}


FORM = SourceForm(_NAME, _matches, _read)
ZIP_FORM = SourceForm(_NAME, _matches_zip, _read_zip)
