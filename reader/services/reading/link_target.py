"""Where a link leads: a place in the article, another article of the library, or the web."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from reader.document.addresses import doubt_of_words, parse_address
from reader.document.links import LinkTarget, TargetKind, links, resolve, words_of
from reader.document.model import Place
from reader.library.article import Article
from reader.library.metadata.dates import is_index
from reader.library.open_article import OpenedArticle
from reader.services import prepare_article
from reader.services.catalog import Catalog
from reader.text.safe import clean_line


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A link that cannot be followed; `reason` is told to the owner."""

    reason: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A web address that a browser may show."""

    url: str
    doubt: str = ""
    """Why the address may be taken for one of another host; empty if it cannot."""


Destination = Place | prepare_article.ArticleTarget | Outside | Nowhere


def destination(href: str, opened: OpenedArticle, catalog: Catalog) -> Destination:
    """Where a link of the open article leads. Asks the index: for workers.

    A web page of which the library has a saved copy leads to that copy.
    """
    article = opened.article
    target = resolve(href, article.path)
    if target.kind is TargetKind.NOWHERE and article.url:
        target = resolve(href, article.url)
    match target.kind:
        case TargetKind.FRAGMENT:
            block = opened.document.anchors.get(target.fragment)
            if block is None and not opened.complete:
                return prepare_article.ArticleTarget(article.path, fragment=target.fragment)
            if block is None:
                return Nowhere(f"No place #{clean_line(target.fragment)} in this article")
            return Place(block)
        case TargetKind.FILE:
            return _file(target, href, opened, catalog)
        case TargetKind.NOTE:
            return _note(target, catalog.note(target.note, near=article.path))
        case TargetKind.URL:
            saved = catalog.by_url(target.url)
            if saved is not None and saved.path != article.path:
                return prepare_article.ArticleTarget(saved.path, top=True)
            return Outside(target.url, target.doubt or _doubt_of_words(href, target.url, opened))
        case _:
            return Nowhere(f"This link leads nowhere from here: {clean_line(href)}")


def _doubt_of_words(href: str, url: str, opened: OpenedArticle) -> str:
    """What misleads in the words of the article's links with this `href`; empty if nothing does."""
    address = parse_address(url)
    if address is None:
        return ""
    words = (
        words_of(opened.document, link) for link in links(opened.document) if link.href == href
    )
    return next(filter(None, (doubt_of_words(each, address) for each in words)), "")


def _file(target: LinkTarget, href: str, opened: OpenedArticle, catalog: Catalog) -> Destination:
    found = None if target.path is None else catalog.article(target.path)
    if found is None and target.path is not None and not is_index(target.path):
        # Programs for notes move files, and generators name them from elsewhere.
        name = unquote(urlsplit(href).path)
        found = catalog.note(name, near=opened.article.path)
    if found is None:
        return Nowhere(f"Not in this library: {clean_line(href)}")
    return prepare_article.ArticleTarget(
        found.path, fragment=target.fragment, top=not target.fragment
    )


def _note(target: LinkTarget, found: Article | None) -> Destination:
    if found is None:
        return Nowhere(f"No note of this name: {clean_line(target.note)}")
    return prepare_article.ArticleTarget(
        found.path, fragment=target.fragment, top=not target.fragment
    )
