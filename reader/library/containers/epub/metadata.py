"""What the package of a book says of it: Dublin Core, refined as EPUB 3 or as EPUB 2 does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import FactName, Origin, PageFacts, stated
from reader.document.html.measures import attribute
from reader.document.html.tag_stripping import strip_tags
from reader.library.containers.epub import xml_tree
from reader.library.containers.epub.book_files import BookFiles, address_of
from reader.library.containers.epub.package import BookItem, Package

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST: Final = 200
"""Elements of one name that are looked at."""
_NOTHING: Final = frozenset(
    ("unknown", "untitled", "no title", "none", "n/a", "未知", "未知作者", "佚名作者", "[no data]")
)
"""What programs write where nobody filled anything in."""
_NO_LANGUAGE: Final = frozenset(("und", "zxx", "mul", "unknown"))
_ADDRESS: Final = re.compile(r"(?:url:|uri:)?(https?://\S{3,2000})", re.IGNORECASE)
_NO_DATE: Final = re.compile(r"0[01]\d\d-")
"""Calibre's for none is the year 101."""
_LAST_FIRST: Final = re.compile(r"([^,]{1,60}), ([^,]{1,60})")
_INLINE_TAG: Final = re.compile(r"</?(?:[abisu]|em|strong|span|sub|sup)(?:\s[^<>]*+)?>", re.I)
_BETWEEN_SUBJECTS: Final = re.compile(r"\s*[;；，、|]\s*")
_OF_PUBLICATION: Final = ("publication", "original-publication", "published", "issued", "")
_AUTHORS: Final = ("aut", "author", "")
_CHANGES: Final = ("modification", "modified", "conversion", "converted", "creation", "created")


@dataclass(frozen=True, slots=True)
class _Statement:
    """An element of Dublin Core, with what refines it by name."""

    value: str
    refined: dict[str, str] = field(default_factory=dict)


def facts_of(files: BookFiles, package: Package) -> PageFacts:
    """All that the package states."""
    if package.root is None:
        return PageFacts()
    refinements = _refinements(package.root)
    said = {
        name: list(_statements(package.root, name, refinements))
        for name in ("title", "creator", "date", "language", "publisher", "subject",
                     "description", "identifier", "source")
    }  # fmt: skip
    cover = cover_of(files, package)
    values = (
        (FactName.TITLE, _title(said["title"])),
        (FactName.AUTHOR, "; ".join(_authors(said["creator"]))),
        *_dates(said["date"], package.root),
        *((FactName.LANGUAGE, name) for name in _languages(said["language"])),
        (FactName.SITE, next(_known(said["publisher"]), "")),
        (FactName.URL, _address((*said["identifier"], *said["source"]))),
        (FactName.DESCRIPTION, _summary(said["description"], said["title"])),
        (FactName.IMAGE, address_of(cover.name) if cover is not None else ""),
        *((FactName.KEYWORD, subject) for subject in _subjects(said["subject"])),
    )
    return PageFacts(tuple(stated(Origin.PACKAGE, values)))


def cover_of(files: BookFiles, package: Package) -> BookItem | None:
    """The picture on the cover: as EPUB 3 marks it, as EPUB 2 does, or by its name."""
    marked = package.item_with("cover-image")
    if marked is not None or package.root is None:
        return marked
    for node in package.root.css("x-meta[name=cover i]")[:5]:
        content = attribute(node, "content")
        item = package.items.get(content)
        if item is None and content:
            found = files.locate(package.name, content)
            item = next((i for i in package.items.values() if found and i.name == found.name), None)
        if item is not None and item.is_picture:
            return item
    item = package.items.get("cover-image") or package.items.get("cover")
    return item if item is not None and item.is_picture else None


def _refinements(root: LexborNode) -> dict[str, dict[str, str]]:
    """`<meta refines="#id" property="role">aut</meta>` by the identifier that is refined."""
    found: dict[str, dict[str, str]] = {}
    for node in root.css("x-meta[refines]")[: 10 * _MOST]:
        named = found.setdefault(attribute(node, "refines").lstrip("#"), {})
        named.setdefault(attribute(node, "property").lower(), xml_tree.line(node))
    return found


def _statements(
    root: LexborNode, name: str, refinements: dict[str, dict[str, str]]
) -> Iterator[_Statement]:
    for node in root.css(f"x-metadata x-{name}")[:_MOST]:
        value = xml_tree.line(node)
        if not value:
            continue
        own = {key.rpartition(":")[2].lower(): text or "" for key, text in node.attributes.items()}
        yield _Statement(value, {**own, **refinements.get(own.get("id", "") or "-", {})})


def _known(statements: list[_Statement]) -> Iterator[str]:
    return (each.value for each in statements if each.value.casefold() not in _NOTHING)


def _title(titles: list[_Statement]) -> str:
    """The main one; a subtitle stands elsewhere."""
    main = [each for each in titles if each.refined.get("title-type") == "main"]
    untyped = [each for each in titles if "title-type" not in each.refined]
    return next(_known([*main, *untyped, *titles]), "")


def _authors(creators: list[_Statement]) -> Iterator[str]:
    """The names of who wrote it; if no role says so, of all who made it."""
    authors = [each for each in creators if each.refined.get("role", "").lower() in _AUTHORS]
    for each in authors or creators:
        if each.value.casefold() in _NOTHING:
            continue
        is_sorted = each.refined.get("file-as") == each.value
        flipped = _LAST_FIRST.fullmatch(each.value) if is_sorted else None
        yield f"{flipped[2]} {flipped[1]}" if flipped else each.value


def _dates(dates: list[_Statement], root: LexborNode) -> Iterator[tuple[FactName, str]]:
    for event in _OF_PUBLICATION:
        for each in dates:
            if each.refined.get("event", "").lower() == event and not _NO_DATE.match(each.value):
                yield FactName.DATE, each.value
    for each in dates:
        if each.refined.get("event", "").lower() in _CHANGES and not _NO_DATE.match(each.value):
            yield FactName.SAVED, each.value
    for node in root.css("x-metadata x-meta[property]")[:_MOST]:
        if attribute(node, "property") in ("dcterms:issued", "dcterms:date"):
            yield FactName.DATE, xml_tree.line(node)
        elif attribute(node, "property") == "dcterms:modified":
            yield FactName.SAVED, xml_tree.line(node)


def _languages(languages: list[_Statement]) -> Iterator[str]:
    return (name for name in _known(languages) if name.lower() not in _NO_LANGUAGE)


def _address(statements: tuple[_Statement, ...]) -> str:
    found = (_ADDRESS.fullmatch(each.value) for each in statements)
    return next((match[1] for match in found if match), "")


def _summary(descriptions: list[_Statement], titles: list[_Statement]) -> str:
    for value in _known(descriptions):
        return strip_tags(_INLINE_TAG.sub("", value))
    subtitles = [each for each in titles if each.refined.get("title-type") == "subtitle"]
    return next(_known(subtitles), "")


def _subjects(subjects: list[_Statement]) -> Iterator[str]:
    """Each of them; headings of the Library of Congress have commas, lists of tags too."""
    for value in _known(subjects):
        for part in _BETWEEN_SUBJECTS.split(value):
            yield from (part,) if " -- " in part else (tag.strip() for tag in part.split(","))
