"""The pages in a WARC, and in a WACZ, which is a ZIP archive of some with a list of their pages.

Sources: ISO 28500 (WARC 1.1), the WACZ specification 1.1.1 of Webrecorder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text
from reader.errors import ReaderError
from reader.intake.exports.warc import http_message, pictures, records
from reader.intake.exports.warc.http_message import HttpMessage
from reader.intake.exports.warc.records import WarcRecord
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle, Unreadable
from reader.intake.pages.article_page import article_of_page
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import text_stream
from reader.library.containers import zip_archive
from reader.library.containers.saved_page import as_utf_8
from reader.library.containers.zip_archive import ZipArchive
from reader.library.files.decode import decode
from reader.library.metadata import json_values

_NAME: Final = "warc"
_PAGES: Final = frozenset(("text/html", "application/xhtml+xml"))
_OK: Final = 200
_LARGEST_PAGE: Final = 32 * 1024 * 1024
_LARGEST_WITH_PICTURES: Final = 256 * 1024 * 1024
"""Bytes of an archive, packed or not, that is read twice: first for its pictures."""
_LARGEST_IN_ZIP: Final = 16 * 1024**3
_LISTS: Final = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_LONGEST_LINE: Final = 1024 * 1024
_CUT: Final = "the archive ends in the middle of the page"
_MOST_PAGES: Final = 1_000_000
_ENDINGS: Final = (".warc", ".warc.gz")
_ZIP: Final = b"PK\x03\x04"

_Records = Callable[[], Iterator[WarcRecord]]


def _matches(file: SourceFile) -> bool:
    return text_stream.head(file.head, 16).startswith(b"WARC/")


def _matches_zip(file: SourceFile) -> bool:
    return file.head.startswith(_ZIP) and (file.ending == ".wacz" or b".warc" in file.head)


def _read(file: SourceFile) -> Iterator[Incoming]:
    def read() -> Iterator[WarcRecord]:
        return _named(file.path, records.records(text_stream.chunks(file.path)))

    yield from _pages(read, has_pictures=_is_small(file.path))


def _is_small(path: Path) -> bool:
    try:
        return path.stat().st_size <= _LARGEST_WITH_PICTURES
    except OSError:
        return False


def _read_zip(file: SourceFile) -> Iterator[Incoming]:
    with zip_archive.opened(file.path) as archive:
        wanted = _listed(archive, file.path)
        for name in archive.names:
            if not name.lower().endswith(_ENDINGS):
                continue

            def read(name: str = name) -> Iterator[WarcRecord]:
                pieces = archive.pieces(name, _LARGEST_IN_ZIP)
                return _named(file.path, records.records(text_stream.unpacked(pieces, file.path)))

            is_small = archive.size(name) <= _LARGEST_WITH_PICTURES
            yield from _pages(read, has_pictures=is_small, wanted=wanted)


def _named(path: Path, found: Iterator[WarcRecord]) -> Iterator[WarcRecord]:
    """The records; an error names the file."""
    try:
        yield from found
    except ReaderError as error:
        raise ReaderError(error.what, path=path, hint=error.hint) from error


def _listed(archive: ZipArchive, path: Path) -> frozenset[str]:
    """The addresses of the pages that the archive was made for; empty if it does not tell."""
    found: set[str] = set()
    for name in _LISTS:
        if name not in archive:
            continue
        pieces = text_stream.unpacked(archive.pieces(name, _LARGEST_IN_ZIP), path)
        for line in text_stream.lines(pieces, _LONGEST_LINE):
            try:
                value = json_values.load((line or b"").decode("utf-8", "replace"))
            except ValueError:
                continue
            address = value.get("url") if isinstance(value, Mapping) else None
            if isinstance(address, str) and len(found) < _MOST_PAGES:
                found.add(address)
    return frozenset(found)


def _pages(
    read: _Records, *, has_pictures: bool, wanted: frozenset[str] = frozenset()
) -> Iterator[Incoming]:
    """The pages among the records; where some are `wanted`, none but these."""
    found = pictures.pictures(_as_far_as_readable(read())) if has_pictures else {}
    for record in read():
        if wanted and record.url not in wanted:
            continue
        incoming = _incoming(record)
        if isinstance(incoming, IncomingArticle):
            files = pictures.shown(incoming.body, record.url, found)
            facts = replace(incoming.facts, saved=record.header.get("warc-date", ""), by=_NAME)
            incoming = replace(incoming, facts=facts, files=files)
        if incoming is not None:
            yield incoming


def _as_far_as_readable(found: Iterator[WarcRecord]) -> Iterator[WarcRecord]:
    """The records up to damage: of that is told when the pages are read."""
    try:
        yield from found
    except ReaderError:
        return


def _incoming(record: WarcRecord) -> Incoming | None:
    """The page in a record; None if there is none, or nothing to read in it."""
    if not record.url.startswith(("http://", "https://")):
        return None
    message: HttpMessage | None = None
    try:
        message = _message(record)
        if message is None or message.status != _OK or not message.content.strip():
            return None
        if message.media_type == "text/plain":
            return _text(record, message) if record.kind == "conversion" else None
        if message.media_type not in _PAGES:
            return None
        article = article_of_page(
            message.content,
            record.url,
            charset=message.charset,
            content_type=message.media_type,
        )
    except ReaderError as error:
        if message is not None and not _has_words(message):
            return Unreadable(record.url, _CUT) if record.is_cut else None
        return Unreadable(record.url, error.what)
    is_whole = not record.is_cut or message.content.rstrip().lower().endswith(b"</html>")
    cut = () if is_whole else ("The archive ends in the middle of the page.",)
    return replace(article, notices=(*article.notices, *cut))


def _message(record: WarcRecord) -> HttpMessage | None:
    if record.kind == "response":
        return http_message.parsed(record.block, _LARGEST_PAGE)
    if record.kind in ("resource", "conversion"):
        kind, charset = http_message.media_type(record.header.get("content-type", ""))
        return HttpMessage(_OK, kind, charset, record.block[:_LARGEST_PAGE])
    return None


def _has_words(message: HttpMessage) -> bool:
    """Whether there is anything to read: frames of advertisements and counters are pages too."""
    page = as_utf_8(message.content, message.charset)
    return bool(plain_text(decode(page).text, BodyKind.HTML_DOCUMENT).strip())


def _text(record: WarcRecord, message: HttpMessage) -> IncomingArticle:
    """The text that somebody has taken out of a page, as in the WET files of Common Crawl."""
    body = message.content.decode("utf-8", "replace")
    title, _, rest = body.strip().partition("\n")
    facts = ArticleFacts(title=title.strip(), url=record.url)
    return IncomingArticle(facts, rest.strip() or title, BodyKind.TEXT)


FORM = SourceForm(_NAME, _matches, _read)
ZIP_FORM = SourceForm("wacz", _matches_zip, _read_zip)
