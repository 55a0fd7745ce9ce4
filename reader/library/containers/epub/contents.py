"""The table of contents: `nav` of EPUB 3, else the NCX of EPUB 2, else a page of links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.document.html import neighbours
from reader.document.html.measures import attribute
from reader.errors import ReaderError
from reader.library.containers.epub import xml_tree
from reader.library.containers.epub.book_files import BookAddress, BookFiles
from reader.library.containers.epub.package import Package

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_ENTRIES: Final = 20_000
_LONGEST_LABEL: Final = 300
_NEAR: Final = 20
"""Elements between an entry and the one that it is under."""
_OTHER_LISTS: Final = frozenset(("landmarks", "page-list", "loi", "lot", "loa", "lov"))


class ContentsEntry(NamedTuple):
    """A line of the table."""

    label: str
    address: BookAddress
    depth: int
    """0 for a line that is under no other."""


class TableOfContents(NamedTuple):
    entries: tuple[ContentsEntry, ...] = ()
    source: str = ""
    """The file that they stand in."""
    landmarks: tuple[tuple[str, str], ...] = ()
    """Kinds of documents (`cover`, `toc`, `titlepage`), and their names."""


def read(files: BookFiles, package: Package) -> TableOfContents:
    """The table that has entries, best first; of the places it names, only those that exist."""
    guide = tuple(package.references(files))
    nav = package.item_with("nav")
    if nav is not None and (root := _parsed(files, nav.name)) is not None:
        marks = (*_landmarks(files, nav.name, root), *guide)
        if entries := _of_nav(files, nav.name, root):
            return TableOfContents(entries, nav.name, marks)
        guide = marks
    ncx = package.ncx()
    if ncx is not None and (root := _parsed(files, ncx.name)) is not None:
        points = root.css("x-navmap x-navpoint") or root.css("x-navpoint")
        if entries := tuple(_entries(files, ncx.name, points, "x-navpoint")):
            return TableOfContents(entries, ncx.name, guide)
    for kind, name in guide:
        if kind == "toc" and (root := _parsed(files, name)) is not None:
            links = tuple(_entries(files, name, root.css("x-a[href]"), "x-li"))
            return TableOfContents(links if len(links) > 1 else (), name, guide)
    return TableOfContents(landmarks=guide)


def _parsed(files: BookFiles, name: str) -> LexborNode | None:
    try:
        return xml_tree.parse(files.archive.read(name, xml_tree.MOST_BYTES))
    except ReaderError:
        return None


def _of_nav(files: BookFiles, name: str, root: LexborNode) -> tuple[ContentsEntry, ...]:
    navs = root.css("x-nav")
    tables = [nav for nav in navs if "toc" in _types(nav)]
    tables += [nav for nav in navs if not _OTHER_LISTS & _types(nav)]
    for nav in tables or [root]:
        entries = tuple(_entries(files, name, nav.css("x-li"), "x-li"))
        if entries:
            return entries
    return ()


def _types(node: LexborNode) -> set[str]:
    words = f"{attribute(node, 'epub:type')} {attribute(node, 'type')} {attribute(node, 'role')}"
    return {word.removeprefix("doc-").lower() for word in words.split()}


def _landmarks(files: BookFiles, name: str, root: LexborNode) -> Iterator[tuple[str, str]]:
    for nav in root.css("x-nav"):
        for link in nav.css("x-a[href]")[:100] if "landmarks" in _types(nav) else ():
            found = files.locate(name, attribute(link, "href"))
            if found is not None:
                yield from ((kind, found.name) for kind in _types(link))


def _entries(
    files: BookFiles, base: str, points: list[LexborNode], around: str
) -> Iterator[ContentsEntry]:
    """The entries of these elements, whose depth is the number of such elements above them."""
    depths: dict[int, int] = {}
    for point in islice(points, _MOST_ENTRIES):
        nearest = islice(neighbours.ancestors(point), _NEAR)
        above = next((node for node in nearest if node.tag == around), None)
        depth = depths.get(above.mem_id, -1) + 1 if above is not None else 0
        depths[point.mem_id] = depth
        label, href = _label_and_target(point)
        address = files.locate(base, href) if href else None
        if label and address is not None:
            yield ContentsEntry(label[:_LONGEST_LABEL], address, depth)


def _label_and_target(point: LexborNode) -> tuple[str, str]:
    """The words of an entry and where it leads: where its first one does if it has no link."""
    if point.tag == "x-navpoint":
        target = point.css_first("x-content")
        label = xml_tree.line(point.css_first("x-text"))
        return label, attribute(target, "src") if target is not None else ""
    link = point if point.tag == "x-a" else point.css_first("x-a[href]")
    if link is None:
        return "", ""
    named = link
    for child in point.iter() if point.tag == "x-li" else ():
        if child.tag in ("x-a", "x-span", "x-p"):
            named = child
            break
    label = xml_tree.line(named) or attribute(named, "title")
    picture = named.css_first("x-img")
    if not label and picture is not None:
        label = attribute(picture, "alt")
    return label, attribute(link, "href")
