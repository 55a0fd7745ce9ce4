"""The links of a document, and where they lead."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from reader.document.addresses import parse_address
from reader.document.hrefs import encode, note_of, safe_href, slug
from reader.document.model import BlockKind, Document, SpanKind
from reader.text.safe import clean_line

_FOLLOWED = frozenset({SpanKind.LINK, SpanKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Link:
    """Characters `start` to `end` of a block lead to `href`; both 0 for an image alone."""

    block: int
    start: int
    end: int
    href: str


class TargetKind(StrEnum):
    FRAGMENT = "fragment"
    """A place in this document: `fragment`, decoded, a key of its anchors; "" is the top."""
    FILE = "file"
    """A file beside the article: `path`, and a `fragment` in it.

    The file need not exist, and may lie outside of the library: whoever opens it decides.
    """
    NOTE = "note"
    """A note by its name, `note`, anywhere in the library, and a `fragment` in it."""
    URL = "url"
    """`url`: http, https or mailto, absolute, percent-encoded."""
    NOWHERE = "nowhere"
    """Nothing that can be followed."""


@dataclass(frozen=True, slots=True)
class LinkTarget:
    kind: TargetKind
    fragment: str = ""
    path: Path | None = None
    note: str = ""
    url: str = ""
    doubt: str = ""
    """Why a reader may believe that the URL leads to another host; empty if nothing suggests so."""


def words_of(document: Document, link: Link) -> str:
    """The words of a link, as they are in the text."""
    return document.blocks[link.block].text[link.start : link.end]


def links(document: Document) -> tuple[Link, ...]:
    """Links, footnotes both ways and images that stand alone, in reading order."""
    found: list[Link] = []
    for index, block in enumerate(document.blocks):
        found += (
            Link(index, span.start, span.end, span.href)
            for span in block.spans
            if span.kind in _FOLLOWED and span.href
        )
        if block.kind is BlockKind.IMAGE and block.href:
            found.append(Link(index, 0, len(block.text), block.href))
    return tuple(found)


def resolve(href: str, base: Path | str) -> LinkTarget:
    """Where `href` leads from an article at `base`, its file or its URL.

    A path from a site's root (`/posts/1`) leads nowhere from a file: on this disk it would be
    another file. With the article's URL as `base` it resolves as RFC 3986 says.
    """
    href = safe_href(href)
    if not href:
        return LinkTarget(TargetKind.NOWHERE)
    if href.startswith("#"):
        return LinkTarget(TargetKind.FRAGMENT, fragment=href[1:])
    if note := note_of(href):
        return _note(*note)
    try:
        if href.startswith("//"):
            href = f"https:{href}"
        if isinstance(base, str):
            return _joined(href, base)
        return _external(href) if urlsplit(href).scheme else _beside(href, base)
    except ValueError:
        return LinkTarget(TargetKind.NOWHERE)


def _note(name: str, fragment: str) -> LinkTarget:
    name = clean_line(name)
    if not name:
        return LinkTarget(TargetKind.NOWHERE)
    # A block of a note has an identifier of its own, a heading the one that its text gives it.
    fragment = clean_line(fragment)
    named = fragment if fragment.startswith("^") else slug(fragment)
    return LinkTarget(TargetKind.NOTE, note=name, fragment=named)


def _external(url: str) -> LinkTarget:
    address = parse_address(url)
    if address is None:
        return LinkTarget(TargetKind.NOWHERE)
    return LinkTarget(TargetKind.URL, url=encode(address.url), doubt=address.doubt)


def _joined(href: str, base: str) -> LinkTarget:
    url = urljoin(base, href)
    target, fragment = urldefrag(url)
    if fragment and target == urldefrag(base).url:
        return LinkTarget(TargetKind.FRAGMENT, fragment=_decoded(fragment))
    return _external(url)


def _beside(href: str, base: Path) -> LinkTarget:
    parts = urlsplit(href)
    name = _decoded(parts.path)
    if not name or name.startswith(("/", "\\")):
        return LinkTarget(TargetKind.NOWHERE)
    path = Path(os.path.normpath(base.parent / name))
    fragment = _decoded(parts.fragment)
    if path == base and fragment:
        return LinkTarget(TargetKind.FRAGMENT, fragment=fragment)
    return LinkTarget(TargetKind.FILE, fragment=fragment, path=path)


def _decoded(text: str) -> str:
    return clean_line(unquote(text))
