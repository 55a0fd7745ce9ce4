"""The package of a book: which files it has, which of them are read, and in which order.

EPUB 3.3, 5 (package document) and OPF 2.0.1. What a book lacks is sought elsewhere: an archive
without `container.xml`, manifest or spine still has documents, whose names tell their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reader.document.html.measures import attribute
from reader.errors import ReaderError
from reader.library.containers.epub import xml_tree
from reader.library.containers.epub.book_files import BookFiles

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CONTAINER: Final = "META-INF/container.xml"
_DOCUMENTS: Final = (".xhtml", ".html", ".htm", ".xml")
_DOCUMENT_TYPES: Final = frozenset(
    ("application/xhtml+xml", "text/html", "application/xml", "text/xml", "text/x-oeb1-document")
)
_NCX_TYPE: Final = "application/x-dtbncx+xml"
_MOST_ITEMS: Final = 50_000
_NUMBER: Final = re.compile(r"(\d{1,9})")
NO_SPINE: Final = "The book does not say in which order it is read; its documents are sorted."


@dataclass(frozen=True, slots=True)
class BookItem:
    """A file that the package lists."""

    name: str
    """In the archive."""
    media_type: str
    properties: frozenset[str] = frozenset()

    @property
    def is_document(self) -> bool:
        if self.media_type in _DOCUMENT_TYPES:
            return True
        return not self.is_picture and self.name.lower().endswith(_DOCUMENTS[:3])

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    """The name of the package document; empty if there is none."""
    root: LexborNode | None
    items: dict[str, BookItem]
    """By their identifiers."""
    spine: tuple[BookItem, ...]
    """What is read, in order; what is only read on the way from elsewhere comes last."""
    missing: int = 0
    """Entries of the spine without a file."""
    notices: tuple[str, ...] = ()

    def item_with(self, value: str) -> BookItem | None:
        """The first item with a property of EPUB 3: `nav`, `cover-image`."""
        return next((item for item in self.items.values() if value in item.properties), None)

    def ncx(self) -> BookItem | None:
        """The table of contents of EPUB 2."""
        spine = self.root.css_first("x-spine") if self.root is not None else None
        named = self.items.get(attribute(spine, "toc")) if spine is not None else None
        if named is not None:
            return named
        return next(
            (
                item
                for item in self.items.values()
                if item.media_type == _NCX_TYPE or item.name.lower().endswith(".ncx")
            ),
            None,
        )

    def references(self, files: BookFiles) -> Iterator[tuple[str, str]]:
        """The guide of EPUB 2: kinds (`cover`, `toc`, `title-page`) and files."""
        for node in self.root.css("x-guide x-reference")[:100] if self.root is not None else ():
            found = files.locate(self.name, attribute(node, "href"))
            if found is not None:
                yield attribute(node, "type").lower(), found.name


def read(files: BookFiles) -> Package:
    """The package of the first rendition. Raises ReaderError if the archive has no documents."""
    name = _package_name(files)
    root = None
    if name:
        try:
            root = xml_tree.parse(files.archive.read(name, xml_tree.MOST_BYTES))
        except ReaderError:
            name = ""
    items = _items(files, name, root) if root is not None else {}
    spine, missing = _spine(items, root) if root is not None else ((), 0)
    notices: tuple[str, ...] = ()
    if not any(item.is_document or item.is_picture for item in spine):
        spine, notices = _sorted_documents(files, items), (NO_SPINE,)
    if not spine:
        raise ReaderError("is an archive without a book in it", hint="open it as a ZIP archive")
    return Package(name, root, items, spine, missing, notices)


def _package_name(files: BookFiles) -> str:
    container = files.archive.find(_CONTAINER)
    if container is not None:
        try:
            root = xml_tree.parse(files.archive.read(container, xml_tree.MOST_BYTES))
        except ReaderError:
            root = None
        for node in root.css("x-rootfile")[:10] if root is not None else ():
            found = files.locate("", attribute(node, "full-path"))
            if found is not None:
                return found.name
    packages = [name for name in files.archive.names if name.lower().endswith(".opf")]
    return min(packages, key=lambda name: (name.count("/"), name), default="")


def _items(files: BookFiles, package: str, root: LexborNode) -> dict[str, BookItem]:
    items: dict[str, BookItem] = {}
    for node in root.css("x-manifest x-item")[:_MOST_ITEMS]:
        found = files.locate(package, attribute(node, "href"))
        if found is not None:
            properties = frozenset(attribute(node, "properties").split())
            kind = attribute(node, "media-type").lower()
            items[attribute(node, "id")] = BookItem(found.name, kind, properties)
    return items


def _spine(items: dict[str, BookItem], root: LexborNode) -> tuple[tuple[BookItem, ...], int]:
    """The documents that are read, each once, and how many are missing."""
    linear: dict[str, BookItem] = {}
    aside: dict[str, BookItem] = {}
    missing = 0
    for node in root.css("x-spine x-itemref")[:_MOST_ITEMS]:
        item = items.get(attribute(node, "idref"))
        if item is None:
            missing += 1
            continue
        # What comes before all else, such as a cover, is not only read on the way from elsewhere.
        is_aside = attribute(node, "linear").lower() == "no" and bool(linear)
        (aside if is_aside else linear).setdefault(item.name, item)
    return tuple((linear | {k: v for k, v in aside.items() if k not in linear}).values()), missing


def _sorted_documents(files: BookFiles, items: dict[str, BookItem]) -> tuple[BookItem, ...]:
    listed = tuple(item for item in items.values() if item.is_document)
    if listed:
        return listed
    names = (name for name in files.archive.names if name.lower().endswith(_DOCUMENTS[:3]))
    return tuple(BookItem(name, "application/xhtml+xml") for name in sorted(names, key=_natural))


def _natural(name: str) -> list[tuple[int, str]]:
    """A key by which `ch10` comes after `ch9`."""
    return [
        (int(part), "") if part.isdigit() and part.isascii() else (-1, part)
        for part in _NUMBER.split(name.casefold())
    ]
