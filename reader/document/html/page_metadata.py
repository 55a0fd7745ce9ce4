"""Facts that a page or a feed states about itself: title, author, date, site and the like."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.html import clean
from reader.text.references import unescape
from reader.text.safe import capped

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MOST_SEPARATORS = 16
"""Separators of a title that are tried; each costs as much as the title is long."""
_SEPARATOR = re.compile(r"\s*(?:[|｜–—_·»«/~：]|::?|-)++\s*")
_FEED_START = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_FEED_ITEM = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_BEYOND_HEAD = 30_000
"""Characters after `<head>` in which the first heading and the date are looked for."""
_WITHOUT_END = 100_000
_MAX_JSON = 100_000
_LONGEST = 100_000
"""Characters of a value that are looked at."""
_ARTICLE_TYPES = ("Article", "Posting", "WebPage", "Report", "CreativeWork", "Book")


@dataclass(frozen=True, slots=True)
class Head:
    """The facts as written, white space collapsed; empty where the page states none."""

    title: str = ""
    author: str = ""
    date: str = ""
    site: str = ""
    language: str = ""
    url: str = ""
    description: str = ""
    image: str = ""
    keywords: tuple[str, ...] = ()


def head(text: str) -> Head:
    """Read the `<head>` of a page, or the channel of a feed.

    Looks at the head and the first 30,000 characters of the body, no further, so that its cost
    does not grow with the page.
    """
    if _FEED_START.search(text, 0, 4_000):
        return _feed_head(text)
    from selectolax.lexbor import LexborHTMLParser

    ends = _HEAD_ENDS.search(text, 0, 1_000_000)
    end = ends.end() + _BEYOND_HEAD if ends else _WITHOUT_END
    page = text[:end]
    tree = LexborHTMLParser(clean.bound_depth(page) if clean.is_broken(page) else page)
    meta = _meta(tree)
    linked = _linked_data(tree)
    og_title = _first(meta, "og:title", "twitter:title", "dc.title", "citation_title")
    heading = _sole_heading(tree)
    site = _first(meta, "og:site_name", "application-name", "twitter:site")
    title = _title(_text(tree, "head > title") or _text(tree, "title"), og_title, heading, site)
    root = tree.css_first("html")
    return Head(
        title=title or linked.get("headline", ""),
        author=_author(tree, meta) or linked.get("author", ""),
        date=_date(tree, meta, linked),
        site=site,
        language=_first(meta, "og:locale", "content-language", "language")
        if root is None or not root.attributes.get("lang")
        else _line(root.attributes.get("lang")),
        url=_address(tree, meta),
        description=_first(meta, "description", "og:description", "twitter:description"),
        image=_first(meta, "og:image", "twitter:image", "og:image:url"),
        keywords=_keywords(tree, meta),
    )


def _line(text: str | None) -> str:
    return " ".join((text or "")[:_LONGEST].split())


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return "" if node is None else _line(node.text(deep=True))


def _first(meta: dict[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        name = name or attributes.get("http-equiv")
        content = _line(attributes.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _sole_heading(tree: LexborHTMLParser) -> str:
    headings = [_line(node.text(deep=True)) for node in tree.css("h1")]
    return headings[0] if len(set(headings)) == 1 else ""


def _title(title: str, og_title: str, heading: str, site: str) -> str:
    """The title without ` - Site`, if the page says which half is the site."""
    proofs = {key for proof in (og_title, heading) if (key := _key(proof))}
    named = _key(site)
    for match in islice(_SEPARATOR.finditer(title), _MOST_SEPARATORS):
        left, right = title[: match.start()].strip(), title[match.end() :].strip()
        for half, other in ((left, right), (right, left)):
            if other and half and (_key(half) in proofs or (named and _key(other) == named)):
                return half
    return title or og_title or heading


def _key(text: str) -> str:
    """Letters and digits only: pages punctuate headings and titles differently."""
    return "".join(c for c in unicodedata.normalize("NFKC", capped(text)).casefold() if c.isalnum())


def _author(tree: LexborHTMLParser, meta: dict[str, list[str]]) -> str:
    named = _first(
        meta, "author", "article:author", "dc.creator", "citation_author", "parsely-author"
    )
    if named and not named.startswith(("http:", "https:")):
        return named
    for selector in ("[itemprop=author] [itemprop=name]", "[itemprop=author]", "a[rel~=author]"):
        text = _text(tree, selector)
        if text and len(text) <= 80:
            return text
    return ""


def _date(tree: LexborHTMLParser, meta: dict[str, list[str]], linked: dict[str, str]) -> str:
    date = _first(
        meta, "article:published_time", "og:published_time", "datepublished", "publishdate",
        "pubdate", "date", "dc.date", "dc.date.issued", "citation_publication_date",
        "parsely-pub-date", "sailthru.date", "article:published",
    )  # fmt: skip
    date = date or linked.get("datePublished", "")
    if date:
        return date
    for selector in ("time[itemprop=datePublished]", "time[pubdate]", "time[datetime]", "time"):
        node = tree.css_first(selector)
        if node is not None:
            return _line(node.attributes.get("datetime")) or _line(node.text(deep=True))
    return ""


def _address(tree: LexborHTMLParser, meta: dict[str, list[str]]) -> str:
    node = tree.css_first("link[rel=canonical][href]")
    href = _line(node.attributes.get("href")) if node is not None else ""
    return href or _first(meta, "og:url", "twitter:url")


def _keywords(tree: LexborHTMLParser, meta: dict[str, list[str]]) -> tuple[str, ...]:
    words = meta.get("article:tag") or [
        word for value in meta.get("keywords", [])[:1] for word in re.split(r"[,，;；、]", value)
    ]
    if not words:
        words = [_line(node.text(deep=True)) for node in tree.css("a[rel~=tag]")]
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))[:50]


def _linked_data(tree: LexborHTMLParser) -> dict[str, str]:
    """Facts of the article in the page's JSON-LD; the first item that states a field wins."""
    items: list[dict[str, object]] = []
    for node in tree.css("script[type='application/ld+json']"):
        source = node.text(deep=True)
        if len(source) > _MAX_JSON:
            continue
        try:
            data: object = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        items += _items(data)
    named = {str(item["@id"]): item for item in items if "@id" in item and "name" in item}
    fields: dict[str, str] = {}
    for item in items:
        if any(kind in _kinds(item) for kind in _ARTICLE_TYPES):
            for name, value in _linked_fields(item, named).items():
                if value:
                    fields.setdefault(name, value)
    return fields


def _kinds(item: dict[str, object]) -> str:
    kinds = item.get("@type")
    return " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds or "")


def _items(data: object) -> Iterator[dict[str, object]]:
    queue = [data]
    while queue:
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item[:50])
        elif isinstance(item, dict):
            yield item
            queue.append(item.get("@graph"))


def _linked_fields(
    item: dict[str, object], named: Mapping[str, dict[str, object]]
) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name in ("headline", "datePublished"):
        value = item.get(name)
        if isinstance(value, str):
            fields[name] = _line(unescape(value))
    authors = item.get("author")
    names: list[str] = []
    people: list[object] = authors if isinstance(authors, list) else [authors]
    for author in people:
        if isinstance(author, dict) and "name" not in author:
            # The author may be told of in an item of its own (JSON-LD, node references).
            author = named.get(str(author.get("@id")), author)
        said: object = author.get("name") if isinstance(author, dict) else author
        if isinstance(said, str) and said.strip():
            names.append(_line(unescape(said)))
    fields["author"] = ", ".join(names)
    return fields


def _feed_head(text: str) -> Head:
    first = _FEED_ITEM.search(text, 0, 200_000)
    channel = text[: first.start()] if first else text[:200_000]
    return Head(
        title=_element(channel, "title"),
        author=_element(channel, "author", "managingEditor", "dc:creator", "name"),
        date=_element(
            channel, "pubDate", "lastBuildDate", "updated", "dc:date", "published", "modified"
        ),
        language=_element(channel, "language", "dc:language")
        or _attribute(channel, r"<feed\s[^>]{0,2000}?xml:lang=[\"']([\w-]+)"),
        url=_attribute(channel, r"<link>\s*([^<\s]{1,2000})\s*</link>")
        or _attribute(
            channel, r"<link\s(?![^>]{0,500}rel=[\"']self)[^>]{0,500}href=[\"']([^\"'>]+)"
        ),
        description=_element(channel, "description", "subtitle", "tagline"),
    )


def _element(channel: str, *names: str) -> str:
    for name in names:
        match = re.search(rf"<{name}(?:\s[^>]{{0,500}})?>([^<]{{0,5000}}|<!\[CDATA\[.{{0,5000}}?)"
                          rf"(?:\]\]>\s*)?</{name}>", channel, re.DOTALL)  # fmt: skip
        if match:
            value = _line(unescape(match[1].removeprefix("<![CDATA[").removesuffix("]]>")))
            value = _line(re.sub(r"<[^<>]{0,1000}>", " ", unescape(value)))
            if value:
                return value
    return ""


def _attribute(channel: str, pattern: str) -> str:
    match = re.search(pattern, channel)
    return _line(unescape(match[1])) if match else ""
