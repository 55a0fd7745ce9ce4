"""Where a link leads: within the article, to another one of the library, or out to the web."""

from __future__ import annotations

from dataclasses import dataclass

from reader.document.addresses import doubt_of_words, parse_address
from reader.document.links import LinkTarget, TargetKind, links, resolve, words_of
from reader.document.model import Place
from reader.library.open_article import OpenedArticle
from reader.services import prepare_article
from reader.services.catalog import Catalog
from reader.text.safe import clean_line


@dataclass(frozen=True, slots=True)
class Nowhere:
    """The link cannot be followed; `reason` is for the reader."""

    reason: str


@dataclass(frozen=True, slots=True)
class Outside:
    """The web address that a browser may show."""

    url: str
    doubt: str = ""
    """Why somebody may believe that it leads to another host; empty if nobody would."""


Destination = Place | prepare_article.Target | Outside | Nowhere


def destination(href: str, opened: OpenedArticle, catalog: Catalog) -> Destination:
    """A place in the open article, an article to open, an address, or why there is neither.

    A web page that the library has a copy of is that copy.
    """
    article = opened.article
    target = resolve(href, article.path)
    if target.kind is TargetKind.NOWHERE and article.url:
        target = resolve(href, article.url)
    match target.kind:
        case TargetKind.FRAGMENT:
            block = opened.document.anchors.get(target.fragment)
            if block is None and not opened.complete:
                return prepare_article.Target(article.path, fragment=target.fragment)
            if block is None:
                return Nowhere(f"No place #{clean_line(target.fragment)} in this article")
            return Place(block)
        case TargetKind.FILE:
            return _file(target, href, catalog)
        case TargetKind.URL:
            saved = catalog.by_url(target.url)
            if saved is not None and saved.path != article.path:
                return prepare_article.Target(saved.path, top=True)
            return Outside(target.url, target.doubt or _doubt_of_words(href, target.url, opened))
        case _:
            return Nowhere(f"This link leads nowhere from here: {clean_line(href)}")


def _doubt_of_words(href: str, url: str, opened: OpenedArticle) -> str:
    """What is wrong with the words of any link of the article that leads there."""
    address = parse_address(url)
    if address is None:
        return ""
    words = (
        words_of(opened.document, link) for link in links(opened.document) if link.href == href
    )
    return next(filter(None, (doubt_of_words(each, address) for each in words)), "")


def _file(target: LinkTarget, href: str, catalog: Catalog) -> Destination:
    if target.path is None or catalog.article(target.path) is None:
        return Nowhere(f"Not in this library: {clean_line(href)}")
    return prepare_article.Target(target.path, fragment=target.fragment, top=not target.fragment)
