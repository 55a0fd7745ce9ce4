"""Blogger's export: an Atom feed of posts and pages, with comments and settings between them.

<entry><category scheme="http://schemas.google.com/g/2005#kind"
    term="http://schemas.google.com/blogger/2008/kind#post"/> …   until 2024
<entry><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status> …   since
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from reader.document.body_kind import BodyKind
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle, Unreadable
from reader.intake.pages.article_html import article_html
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax.xml import entry_stream
from reader.intake.syntax.xml.element_tree import line_of, text_of
from reader.intake.syntax.xml.entry_stream import XmlEntry
from reader.text.references import unescape

_KIND: Final = "http://schemas.google.com/g/2005#kind"
_KINDS: Final = ("#post", "#page")
_TYPES: Final = frozenset(("POST", "PAGE"))
_LABEL: Final = "http://www.blogger.com/atom/ns#"


def _matches(file: SourceFile) -> bool:
    head = file.head
    return b"<feed" in head[:4096] and (
        b"schemas.google.com/blogger" in head or b"<blogger:type>" in head
    )


def _read(file: SourceFile) -> Iterator[Incoming]:
    blog = ""
    number = 0
    for entry in entry_stream.entries(file.path, frozenset(("title", "entry"))):
        if entry.element.tag == "title":
            blog = blog or line_of(entry.element)
        elif _is_article(entry.element):
            number += 1
            yield _incoming(entry, number, blog)


def _is_article(entry: Element) -> bool:
    control = entry.find("app:control")
    if control is not None and line_of(control.find("app:draft")) == "yes":
        return False
    if kind := line_of(entry.find("blogger:type")):
        return kind in _TYPES and line_of(entry.find("blogger:status")) in ("LIVE", "")
    kinds = [
        each.get("term", "") for each in entry.findall("category") if each.get("scheme") == _KIND
    ]
    return any(kind.endswith(_KINDS) for kind in kinds)


def _incoming(entry: XmlEntry, number: int, blog: str) -> Incoming:
    element = entry.element
    title = unescape(line_of(element.find("title")))
    name = title or f"post {number}"
    links = {each.get("rel", ""): each.get("href", "") for each in element.findall("link")}
    url = links.get("alternate", "")
    body = article_html(text_of(element.find("content")), BodyKind.HTML, url)
    if not entry.is_whole:
        return Unreadable(name, "the export is damaged in the middle of it")
    if not body:
        return Unreadable(name, "it has no text")
    author = line_of(element.find("author/name"))
    facts = ArticleFacts(
        title=title,
        author="" if author in ("Unknown", "noreply@blogger.com") else author,
        date=line_of(element.find("published")),
        source=blog,
        url=url,
        tags=tuple(
            dict.fromkeys(
                each.get("term", "")
                for each in element.findall("category")
                if each.get("scheme") == _LABEL and each.get("term")
            )
        ),
        by=FORM.name,
    )
    return IncomingArticle(facts, body, BodyKind.HTML, is_inert=True)


FORM = SourceForm("blogger", _matches, _read)
