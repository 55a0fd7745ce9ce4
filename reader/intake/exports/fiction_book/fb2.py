"""FictionBook 2: a book as one article, with its chapters, notes and pictures.

<FictionBook><description><title-info><book-title>A walk</book-title>…</title-info></description>
<body><section><title><p>One</p></title><p>It was late.</p></section></body>
<binary id="map.png" content-type="image/png">iVBORw0…</binary></FictionBook>
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.exports.fiction_book import book_text
from reader.intake.exports.fiction_book.book_text import BookWriter, picture_address
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle, Unreadable
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import text_stream
from reader.intake.syntax.xml import element_tree
from reader.intake.syntax.xml.element_tree import attribute, line_of, local
from reader.library.containers import zip_archive
from reader.library.files.decode import decode
from reader.library.metadata import dates

_NAME: Final = "fb2"
_MOST: Final = 128 * 1024 * 1024
"""Bytes of a book: pictures in base64 take most of those that are long."""
_ROOT: Final = b"<FictionBook"
_ZIP: Final = b"PK\x03\x04"
_PICTURES: Final = ("image/", "application/octet-stream")
_LONGEST_SUMMARY: Final = 2_000


def _matches(file: SourceFile) -> bool:
    head = text_stream.head(file.head, 4096)
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return _ROOT in head[:4096] or (file.ending == ".fb2" and (is_wide or b"<" in head))


def _matches_zip(file: SourceFile) -> bool:
    is_zip = file.head.startswith(_ZIP)
    named = file.path.name.lower().endswith((".fb2.zip", ".fbz"))
    return is_zip and (named or b".fb2" in file.head[:512])


def _read(file: SourceFile) -> Iterator[Incoming]:
    data = b"".join(text_stream.chunks(file.path, _MOST))
    try:
        yield _book(data)
    except ReaderError as error:
        raise ReaderError(error.what, path=file.path, hint=error.hint) from error


def _read_zip(file: SourceFile) -> Iterator[Incoming]:
    with zip_archive.opened(file.path) as archive:
        for name in archive.names:
            if not name.lower().endswith(".fb2"):
                continue
            try:
                yield _book(archive.read(name, _MOST))
            except ReaderError as error:
                yield Unreadable(name, error.what)


def _book(data: bytes) -> Incoming:
    """The article that a book is. Raises ReaderError if it has no text."""
    root = element_tree.parsed(decode(data).text)
    info = _first(root, "title-info")
    facts = _facts(root, info)
    files = _pictures(root)
    writer = BookWriter(frozenset(files))
    names = [facts.title, *facts.author.split(", "), facts.author]
    body = writer.document(root, book_text.folded_names(names))
    if not body:
        raise ReaderError("has no text in it")
    front = _front(info, writer)
    kept = {picture_address(name): content for name, content in files.items()}
    body = "\n".join((*front, body))
    shown = {address: content for address, content in kept.items() if f'"{address}"' in body}
    return IncomingArticle(facts, body, BodyKind.HTML, files=MappingProxyType(shown), is_inert=True)


def _front(info: Element | None, writer: BookWriter) -> Iterator[str]:
    """The cover, and what the book is said to be about."""
    for page in _children(info, "coverpage"):
        for image in page:
            yield from writer.block(image)
    for said in _children(info, "annotation"):
        yield from writer.block(said)


def _facts(root: Element, info: Element | None) -> ArticleFacts:
    published, document = _first(root, "publish-info"), _first(root, "document-info")
    authors = [_person(each) for each in _children(info, "author")]
    stated = _children(info, "date")
    told = [attribute(stated[0], "value"), line_of(stated[0])] if stated else []
    words = _line(info, "keywords").replace(";", ",").split(",")
    series = [attribute(each, "name") for each in _children(info, "sequence")]
    genres = [line_of(each).replace("_", " ") for each in _children(info, "genre")]
    tags = [word.strip() for word in words] if any(words) else genres
    address = _line(document, "src-url").split(" ")[0]
    return ArticleFacts(
        title=_line(info, "book-title") or _line(published, "book-name"),
        author=", ".join(dict.fromkeys(filter(None, authors))),
        date=_date([*told, _line(published, "year")]),
        source=_line(published, "publisher"),
        url=address if address.startswith(("http://", "https://")) else "",
        tags=tuple(dict.fromkeys(filter(None, (*tags, *map(str.strip, series))))),
        by=_NAME,
        summary=_line(info, "annotation")[:_LONGEST_SUMMARY],
        language=_line(info, "lang"),
    )


def _date(told: list[str]) -> str:
    """The first that is a date; the attribute may be wrong, and the text a century."""
    found = (dates.parse(each) for each in told)
    return next((date.iso for date in found if date is not None), "")


def _person(author: Element) -> str:
    names = (_line(author, name) for name in ("first-name", "middle-name", "last-name"))
    return " ".join(filter(None, names)) or _line(author, "nickname")


def _pictures(root: Element) -> dict[str, bytes]:
    """The pictures by their identifiers."""
    found: dict[str, bytes] = {}
    for binary in root.iter():
        name = binary.get("id", "")
        if local(binary.tag) != "binary" or not name:
            continue
        if not (attribute(binary, "content-type") or "image/").lower().startswith(_PICTURES):
            continue
        try:
            data = binascii.a2b_base64(binary.text or "")
        except (binascii.Error, ValueError):
            continue
        if data:
            found.setdefault(name, data)
    return found


def _first(root: Element, name: str) -> Element | None:
    return next((each for each in root.iter() if local(each.tag) == name), None)


def _children(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [each for each in element if local(each.tag) == name]


def _line(element: Element | None, name: str) -> str:
    found = _children(element, name)
    return line_of(found[0]) if found else ""


FORM = SourceForm(_NAME, _matches, _read)
ZIP_FORM = SourceForm(_NAME, _matches_zip, _read_zip)
