"""Bookmarks in other files: written for other programs, and taken in from them.

JSON is the form of `bookmarks.json` itself; CSV has a row for each bookmark; Markdown is a page for
people; Obsidian takes a page for each article; Readwise takes a table, or the body of a request.
All of them can be read again, from Readwise's what it has a place for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

from reader.errors import ReaderError
from reader.state.bookmark import BOOKMARKS, Bookmark, reading_order
from reader.state.durable.contents import (
    NOT_SHOWN,
    Contents,
    format_contents,
    parse_contents,
    salvage,
)
from reader.state.durable.emergency import is_pending, parse_pending
from reader.state.durable.json_text import DamagedError, decode, encode, utf_8
from reader.state.durable.merge import Put
from reader.state.exchange import csv_table, readwise
from reader.state.exchange.csv_table import NotBookmarksError
from reader.state.exchange.encoding import UnknownEncodingError, decode_text
from reader.state.exchange.facts import FactsOf, no_facts
from reader.state.exchange.import_plan import ImportOutcome as ImportOutcome
from reader.state.exchange.import_plan import Plan as Plan
from reader.state.exchange.import_plan import plan as plan
from reader.state.exchange.markdown import format_markdown
from reader.state.exchange.markdown_entry import COMMENT, parse_page
from reader.state.exchange.readwise import Named, no_article


class Format(StrEnum):
    MARKDOWN = "markdown"
    OBSIDIAN = "obsidian"
    """A folder: `obsidian.write_folder`."""
    JSON = "json"
    CSV = "csv"
    READWISE = "readwise"
    READWISE_JSON = "readwise-json"


ENDINGS = {
    ".readwise.csv": Format.READWISE,
    ".readwise.json": Format.READWISE_JSON,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
    ".csv": Format.CSV,
}
"""The longer before the shorter."""


_BEGINNING = 64
"""Characters in which a document has begun."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole file. The notices say what the format has no place for, one line each."""

    data: bytes
    count: int
    """The number of bookmarks in the file."""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedExport:
    """The bookmarks of a file; a notice, one line, for each thing that was not understood."""

    bookmarks: tuple[Bookmark, ...]
    notices: tuple[str, ...] = ()


def format_of(name: str) -> Format | None:
    """The format that a file's name asks for."""
    last = f".{PurePath(name).name.lower()}"
    return next((form for ending, form in ENDINGS.items() if last.endswith(ending)), None)


def export(bookmarks: Sequence[Bookmark], form: Format, facts_of: FactsOf = no_facts) -> Exported:
    """A whole file, in the order of `bookmarks.json`; of any format that is one file."""
    ordered = sorted(bookmarks, key=reading_order)
    count = len(ordered)
    if form is Format.JSON:
        contents = Contents({each.id: each for each in ordered})
        return Exported(format_contents(BOOKMARKS, contents), count)
    if form in (Format.READWISE, Format.READWISE_JSON):
        given = readwise.give_out(ordered, facts_of)
        write = readwise.format_csv if form is Format.READWISE else readwise.format_json
        return Exported(utf_8(write(given.highlights)), len(given.highlights), given.notices)
    text = format_markdown(ordered) if form is Format.MARKDOWN else csv_table.format_csv(ordered)
    return Exported(utf_8(text), count)


def parse(data: bytes, name: str, named: Named = no_article) -> ParsedExport:
    """Read a file by what is in it. Raises ReaderError; `name` is what the error calls it.

    `named` finds the article of a highlight that tells only a title.
    """
    try:
        parsed = _parse(data, named)
    except (DamagedError, NotBookmarksError, UnknownEncodingError) as error:
        hint = "bookmarks come in as JSON, CSV or Markdown, as they were exported"
        raise ReaderError(f"holds no bookmarks: {error}", path=Path(name), hint=hint) from None
    if parsed.notices and not parsed.bookmarks:
        raise ReaderError(f"holds no bookmarks: {parsed.notices[0]}", path=Path(name))
    return parsed


def _parse(data: bytes, named: Named) -> ParsedExport:
    """What a file holds. Raises DamagedError, NotBookmarksError or UnknownEncodingError."""
    try:
        text, guessed = decode_text(data)
    except UnknownEncodingError as error:
        if not _is_json(data[:_BEGINNING].decode("utf-8", "replace")):
            raise
        return _salvaged(data, DamagedError(str(error)))
    text = text.removeprefix("\ufeff")
    if _is_json(text[:_BEGINNING]):
        found = _parse_json(utf_8(text), named)
    elif COMMENT.search(text):
        found = ParsedExport(*parse_page(text))
    else:
        table = csv_table.read_table(text)
        is_foreign = readwise.is_readwise(table)
        bookmarks = readwise.parse_table(table, named) if is_foreign else csv_table.parse_csv(table)
        found = ParsedExport(*bookmarks)
    told = (f"is not UTF-8; it was read as {guessed}",) if guessed else ()
    return ParsedExport(found.bookmarks, (*told, *found.notices))


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def _parse_json(data: bytes, named: Named) -> ParsedExport:
    try:
        document = decode(data).document
    except DamagedError:
        # Marks of git may be in it.
        document = None
    if isinstance(document, dict) and "highlights" in document and "bookmarks" not in document:
        return ParsedExport(*readwise.parse_table(readwise.rows_of_json(document), named))
    if is_pending(document):
        return _of_emergency(document)
    if isinstance(document, list):
        # What `reader bookmarks --json` prints.
        data = encode({"bookmarks": document})
    try:
        contents = parse_contents(BOOKMARKS, data)
    except DamagedError as error:
        return _salvaged(data, error)
    if contents.is_newer:
        raise DamagedError(f"it is of version {contents.version}, which this reader does not know")
    told = ("has git's conflict marks: both sides are taken in",) if contents.merged else ()
    return _taken(contents, *told)


def _of_emergency(document: object) -> ParsedExport:
    """Bookmarks that an emergency copy says were made or changed."""
    try:
        changes = parse_pending(BOOKMARKS, document).changes.values()
    except ValueError as error:
        raise DamagedError(str(error)) from None
    made = tuple(change.record for change in changes if isinstance(change, Put))
    left = len(changes) - len(made)
    many = f"{left:,} bookmarks were" if left > 1 else "1 bookmark was"
    return ParsedExport(made, (f"says that {many} deleted: that is left out",) if left else ())


def _salvaged(data: bytes, error: DamagedError) -> ParsedExport:
    """Bookmarks that can be read of a damaged file. Raises the error if there are none."""
    contents = salvage(BOOKMARKS, data)
    if not contents.records:
        raise error
    return _taken(contents, f"is damaged ({error}): what can be read of it is taken in")


def _taken(contents: Contents[Bookmark], *told: str) -> ParsedExport:
    bookmarks = tuple(_without_kind(bookmark) for bookmark in contents.records.values())
    notices = (notice.replace(NOT_SHOWN, "is left out") for notice in contents.notices)
    return ParsedExport(bookmarks, (*told, *notices))


def _without_kind(bookmark: Bookmark) -> Bookmark:
    """`kind` is printed for the convenience of others; the other fields say the same."""
    if "kind" not in bookmark.extra:
        return bookmark
    extra = {name: value for name, value in bookmark.extra.items() if name != "kind"}
    return replace(bookmark, extra=extra)
