"""A book as one article: its documents one after the other, as far as they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import SEEK_END
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.library.containers.epub import contents, metadata, notes, package, xhtml
from reader.library.containers.epub.book_files import BookFiles, address_of
from reader.library.containers.epub.contents import ContentsEntry, TableOfContents
from reader.library.containers.epub.headings import DEEPEST, Outline, PlacedEntry
from reader.library.containers.epub.package import BookItem, Package
from reader.library.containers.epub.protection import refuse_protected
from reader.library.containers.epub.references import References, anchor
from reader.library.containers.saved_page import SavedPage
from reader.library.containers.zip_archive import ZipArchive
from reader.library.files.decode import decode
from reader.library.files.regular_file import LIMIT
from reader.text.chunks import visible_length

_LEAST_ROOM: Final = 4 * 1024 * 1024
_PACKED: Final = 20
"""Bytes of text for each byte of an archive, at the most: of a book there are three to five. What
has more is a bomb, of which a folder may hold a thousand."""
_MOST_DOCUMENTS: Final = 20_000
_MOST_NAMED: Final = 3
_NO_HEADINGS: Final = frozenset(
    ("cover", "titlepage", "title-page", "halftitlepage", "halftitle", "toc", "frontcover")
)
"""Kinds of documents that have no headings but their own."""
_NO_CHAPTER: Final = re.compile(
    r"(?:front )?cover(?: page)?|(?:half[ -]?)?title ?page|(?:table of )?contents|toc|start"
    r"|page de titre|couverture|titel(?:blatt|seite)|umschlag|portada|cubierta|copertina|capa"
    r"|frontespizio|omslag|обложка|титульный лист"
    r"|封面|扉页|扉頁|书名页|書名頁|目录|目錄|表紙|目次|표지|차례",
    re.IGNORECASE,
)
_IN_FRONT: Final = 3
"""Documents at the beginning that are no chapters if they are pictures alone."""
_LINK: Final = re.compile(r"<a(?=[\s>])[^<>]*+>((?:[^<]++|<(?!/?a[\s>]))*+)</a>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*+>")
_IDENTIFIER: Final = re.compile(r"\sid\s*=\s*(\"[^\"<>]*\"|'[^'<>]*')")
_FEWEST_LINKS: Final = 3
_MOST_WORDS: Final = 60
"""Letters of the heading, and the like, of a list of contents."""
_LINKED: Final = 0.75
"""Share of the letters in links from which a document is a list of contents."""


def unpack(path: Path, file: BinaryIO, most: int = LIMIT) -> SavedPage:
    """The book, or the documents with which `most` bytes of its text are read.

    Raises ReaderError if it is damaged or protected, or has no text.
    """
    files, listed = _opened(path, file)
    refuse_protected(files, [item.name for item in listed.spine])
    room = min(LIMIT, max(_LEAST_ROOM, _PACKED * file.seek(0, SEEK_END)))
    assembly = _Assembly(files, listed, contents.read(files, listed), min(most, room), room)
    body = assembly.body()
    return SavedPage(
        body.encode("utf-8", "replace"),
        facts=metadata.facts_of(files, listed),
        kind=BodyKind.BOOK,
        notices=(*listed.notices, *assembly.notices()),
        rest=assembly.rest if most < LIMIT else 0,
    )


def glance(path: Path, file: BinaryIO) -> SavedPage:
    """What the package says of the book, without a text. Raises ReaderError as `unpack` does."""
    files, listed = _opened(path, file)
    return SavedPage(b"", facts=metadata.facts_of(files, listed), kind=BodyKind.BOOK)


def source(path: Path, file: BinaryIO) -> bytes:
    """The package and the documents as they are in the archive. Raises ReaderError."""
    files, listed = _opened(path, file)
    names = [listed.name, *(item.name for item in listed.spine if item.is_document)]
    parts: list[str] = []
    left = LIMIT
    for name in filter(None, names):
        try:
            data = files.archive.beginning(name, left)
        except ReaderError as error:
            data = f"<!-- {error.what} -->".encode()
        left -= len(data)
        parts.append(f"<!-- {name} -->\n{decode(data).text.strip()}\n")
    return "\n".join(parts).encode("utf-8", "replace")


def _opened(path: Path, file: BinaryIO) -> tuple[BookFiles, Package]:
    try:
        archive = ZipArchive(path, file)
    except ReaderError as error:
        hint = "was it downloaded as a whole?"
        raise ReaderError("is no EPUB, or a damaged one", path=path, hint=hint) from error
    files = BookFiles(archive)
    return files, package.read(files)


@dataclass(slots=True)
class _Assembly:
    """The documents of a book, put together."""

    files: BookFiles
    listed: Package
    table: TableOfContents
    most: int
    """Bytes of documents beyond which no other is read."""
    room: int
    """Bytes of documents beyond which none is ever read."""
    _read: int = 0
    _unread: list[str] = field(default_factory=list)
    """What is wrong with documents that cannot be read."""
    _left_out: list[str] = field(default_factory=list)
    """Documents for which there is no room."""
    _is_cut: bool = False
    """Whether a document is longer than the room that was left for it."""
    _is_lossy: bool = False

    def body(self) -> str:
        """All that can be read. Raises ReaderError if that is nothing."""
        spine = {item.name: item for item in self.listed.spine}
        lists = self._lists_of_contents()
        others = {item.name: item for item in self.listed.items.values() if item.is_document}
        references = References(self.files, spine, others.keys() - lists)
        entries = self._placed(references)
        outline = Outline(has_contents=bool(entries))
        parts: list[tuple[str, str]] = []
        known = spine | others
        for item in (known[name] for name in islice(references.documents(), _MOST_DOCUMENTS)):
            if self._read >= self.most:
                self._left_out.append(item.name)
                continue
            try:
                text = self._text(item)
            except ReaderError as error:
                self._unread.append(error.what)
                continue
            part = self._document(item, text, references) if item.is_document else text
            if item.name in lists and (rest := _without_contents(part)) != part:
                part = rest
                references.forget(item.name)
            placed = entries.get(item.name, [])
            part = outline.applied(part, placed, adds=self._adds(item.name, placed, part))
            parts.append((item.name, part))
        if not parts:
            reason = self._unread[0] if self._unread else "has no documents"
            raise ReaderError(f"is a damaged book: it {reason}", hint="get the file again")
        return "\n".join(references.start_of(name) + part for name, part in parts)

    def notices(self) -> Iterator[str]:
        """What is not as it should be, for the reader."""
        missing, total = self.listed.missing, len(self.listed.spine) + self.listed.missing
        if missing:
            yield f"{missing} of {total} documents of the book are not in the file."
        for what in self._unread[:_MOST_NAMED]:
            yield f"A document of the book cannot be read: it {what}."
        if len(self._unread) > _MOST_NAMED:
            yield f"So it is with {len(self._unread) - _MOST_NAMED} more."
        count = len(self._left_out)
        if (self._is_cut or count) and self.most == self.room:
            without = f", without the last {count} documents" if count else ""
            yield f"Only {self.room >> 20} MB of text are shown{without}."
        if self._is_lossy:
            yield "Some bytes mean nothing in their encoding; � stands for them."

    @property
    def rest(self) -> float:
        """How many times longer than what was read the documents that were left out are."""
        return sum(map(self.files.archive.size, self._left_out)) / max(1, self._read)

    def _text(self, item: BookItem) -> str:
        """What is read of an item. Raises ReaderError."""
        if not item.is_document:
            is_shown = item.is_picture and item.name in self.files.archive
            return f'<p><img src="{address_of(item.name)}" alt=""></p>' if is_shown else ""
        data = self.files.archive.beginning(item.name, self.room - self._read)
        self._read += len(data)
        self._is_cut = self._is_cut or len(data) < self.files.archive.size(item.name)
        try:
            return data.decode("utf-8-sig")  # what is left to do is done for the whole
        except UnicodeError:
            decoded = decode(data)
        self._is_lossy = self._is_lossy or decoded.lossy
        return decoded.text

    def _document(self, item: BookItem, text: str, references: References) -> str:
        body = xhtml.body_of(text)
        identifier = _IDENTIFIER.search(xhtml.body_tag(text))
        if identifier is not None:
            body = f"<a id={identifier[1]}></a>{body}"
        body = references.rewritten(body, item.name)
        return notes.with_marks(body, references.number(item.name))

    def _lists_of_contents(self) -> frozenset[str]:
        """Documents that are known to hold the table of contents."""
        nav = self.listed.item_with("nav")
        marked = (name for kind, name in self.table.landmarks if kind == "toc")
        return frozenset((*marked, *((nav.name,) if nav else ()), self.table.source))

    def _placed(self, references: References) -> dict[str, list[PlacedEntry]]:
        """The entries of the table by the documents that they lead into."""
        placed: dict[str, list[PlacedEntry]] = {}
        for entry in self.table.entries:
            if references.place(entry.address).startswith("#"):
                placed.setdefault(entry.address.name, []).append(_entry(entry, references))
        return placed

    def _adds(self, name: str, placed: Sequence[PlacedEntry], part: str) -> bool:
        """Whether a document gets headings for entries of the table that it has none for."""
        if any(name == marked for kind, marked in self.table.landmarks if kind in _NO_HEADINGS):
            return False
        if all(_NO_CHAPTER.fullmatch(entry.label) for entry in placed):
            return False
        in_front = (item.name for item in self.listed.spine[:_IN_FRONT])
        return bool(placed) and (name not in in_front or bool(_TAG.sub("", part).strip()))


def _entry(entry: ContentsEntry, references: References) -> PlacedEntry:
    name, fragment = entry.address
    identifier = anchor(references.number(name), fragment) if fragment else ""
    return PlacedEntry(identifier, entry.label, min(entry.depth + 1, DEEPEST))


def _without_contents(part: str) -> str:
    """A document without its lists of contents; nothing of one that is no more than that."""
    rest = xhtml.without(part, "<nav", "</nav>")
    letters = visible_length(_TAG.sub("", rest))
    links = [visible_length(_TAG.sub("", link[1])) for link in _LINK.finditer(rest)]
    is_list = len(links) >= _FEWEST_LINKS and sum(links) >= _LINKED * letters
    return "" if is_list or letters <= _MOST_WORDS else rest
