"""Where a link leads: a place in the article, another article of the library, or the web."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from reader.document.addresses import doubt_of_words, parse_address
from reader.document.anchors.fragments import find_fragment
from reader.document.hrefs import is_image, safe_href
from reader.document.links import LinkTarget, TargetKind, links, resolve, words_of
from reader.document.model import Place
from reader.library.article import Article
from reader.library.metadata.dates import is_index
from reader.library.open_article import OpenedArticle
from reader.services import prepare_article
from reader.services.catalog import Catalog
from reader.services.reading.linked_files import candidates
from reader.text.safe import clean_line

NOTE_ENDINGS = frozenset((".md", ".markdown", ".mdx", ".txt"))
"""Endings of files that sites are made of, and do not serve."""
MOST_FOLDERS = 64
"""Folders above an article that may be the root of its site."""


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


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture in a folder of the library; no SVG, which may hold a program."""

    path: Path


Destination = Place | prepare_article.ArticleTarget | PictureFile | Outside | Nowhere


def destination(href: str, opened: OpenedArticle, catalog: Catalog) -> Destination:
    """Where a link of the open article leads. Asks the index: for workers.

    A web page of which the library has a saved copy leads to that copy.
    """
    article = opened.article
    target, found = _looked_up(href, article, catalog)
    if target.kind is TargetKind.FRAGMENT:
        return _place(target.fragment, opened)
    if found is not None and found.path == article.path and target.kind is TargetKind.URL:
        return _own_page(target, href, opened)
    if found is not None:
        return _article(found, target.fragment)
    match target.kind:
        case TargetKind.FILE:
            path = target.path
            if path is not None and _is_picture(path, catalog):
                return PictureFile(path)
            return Nowhere(f"Not in this library: {clean_line(href)}")
        case TargetKind.NOTE:
            return Nowhere(f"No note of this name: {clean_line(target.note)}")
        case TargetKind.URL:
            return _outside(target, href, opened)
        case _:
            return Nowhere(f"This link leads nowhere from here: {clean_line(href)}")


def linked_article(href: str, article: Article, catalog: Catalog) -> Article | None:
    """The article of the library that a link of another leads to, or None. For workers."""
    return _looked_up(href, article, catalog)[1]


def _looked_up(href: str, article: Article, catalog: Catalog) -> tuple[LinkTarget, Article | None]:
    """What a link means, its fragment decoded, and the article of the library that it leads to."""
    target = resolve(href, article.path)
    if target.kind is TargetKind.NOWHERE:
        found = _from_root(href, article, catalog)
        if found is not None:
            fragment = clean_line(unquote(urlsplit(safe_href(href)).fragment))
            return replace(target, fragment=fragment), found
        target = resolve(href, article.url) if article.url else target
    match target.kind:
        case TargetKind.FILE if target.path is not None:
            found = _of_file(target.path, href, article, catalog)
            is_name = href.startswith("[[")
            if found is None and not is_name and _is_page_of_site(target.path, article, catalog):
                return _saved(resolve(href, article.url), catalog)
            return target, found
        case TargetKind.NOTE:
            return target, catalog.note(target.note, near=article.path)
        case TargetKind.URL:
            return _saved(target, catalog)
        case _:
            return target, None


def _saved(target: LinkTarget, catalog: Catalog) -> tuple[LinkTarget, Article | None]:
    """A web address, its fragment decoded, and the article that was saved from there."""
    fragment = clean_line(unquote(urldefrag(target.url).fragment))
    return replace(target, fragment=fragment), catalog.by_url(target.url)


def _place(fragment: str, opened: OpenedArticle) -> Destination:
    found = find_fragment(opened.document, fragment)
    if found is None and not opened.complete:
        return prepare_article.ArticleTarget(opened.article.path, fragment=fragment)
    return found or Nowhere(f"No place #{clean_line(fragment)} in this article")


def _article(article: Article, fragment: str) -> prepare_article.ArticleTarget:
    return prepare_article.ArticleTarget(article.path, fragment=fragment, top=not fragment)


# -- the web --------------------------------------------------------------------------------


def _own_page(target: LinkTarget, href: str, opened: OpenedArticle) -> Destination:
    """A place in the page that the article was saved from."""
    found = _place(target.fragment, opened) if target.fragment else Nowhere("")
    return _outside(target, href, opened) if isinstance(found, Nowhere) else found


def _outside(target: LinkTarget, href: str, opened: OpenedArticle) -> Outside:
    return Outside(target.url, target.doubt or _doubt_of_words(href, target.url, opened))


def _doubt_of_words(href: str, url: str, opened: OpenedArticle) -> str:
    """What misleads in the words of the article's links with this `href`; empty if nothing does."""
    address = parse_address(url)
    if address is None:
        return ""
    words = (
        words_of(opened.document, link) for link in links(opened.document) if link.href == href
    )
    return next(filter(None, (doubt_of_words(each, address) for each in words)), "")


# -- files ----------------------------------------------------------------------------------


def _of_file(path: Path, href: str, article: Article, catalog: Catalog) -> Article | None:
    found = _known(path, catalog)
    if found is None and not is_index(path) and not is_image(path.name):
        # Programs for notes move files, and generators name them from elsewhere.
        name = unquote(urlsplit(href).path).rstrip("/")
        found = catalog.note(name, near=article.path)
    return found


def _is_page_of_site(path: Path, article: Article, catalog: Catalog) -> bool:
    """Whether what is no file may be a page of the site that an article was saved from."""
    is_note = path.suffix.lower() in NOTE_ENDINGS
    return bool(article.url) and not is_note and not _is_picture(path, catalog)


def _is_picture(path: Path, catalog: Catalog) -> bool:
    """Whether a path is that of a picture in the library, one that runs nothing where it opens."""
    is_raster = is_image(path.name) and path.suffix.lower() != ".svg"
    return (
        is_raster and catalog.is_here(path) and path.is_file() and catalog.is_here(path.resolve())
    )


def _known(path: Path, catalog: Catalog) -> Article | None:
    """The article that a link to `path` means, or None."""
    return next(filter(None, map(catalog.article, candidates(path))), None)


def _from_root(href: str, article: Article, catalog: Catalog) -> Article | None:
    """The article that a path from the root of its site (`/posts/b`) means, or None.

    Of an article that was saved from the web the address says it. Otherwise each folder of the
    library above the article may be the site's root, the outermost first.
    """
    href = safe_href(href)
    if article.url or not href.startswith("/") or href.startswith(("//", "/\\")):
        return None
    name = clean_line(unquote(urlsplit(href).path)).strip("/")
    parents = article.path.parents[:MOST_FOLDERS]
    for folder in reversed([each for each in parents if catalog.is_here(each)]):
        path = Path(os.path.normpath(folder / name)) if name else folder
        if catalog.is_here(path) and (found := _known(path, catalog)) is not None:
            return found
    return catalog.note(name, near=article.path) if name else None
