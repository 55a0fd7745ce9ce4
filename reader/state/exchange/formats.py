"""Bookmarks in other files: written for other programs, and taken in from them.

JSON is the form of `bookmarks.json` itself; CSV has a row for each bookmark; Markdown is for
people, and is only written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

from reader.errors import ReaderError
from reader.state.bookmark import BOOKMARKS, Bookmark, reading_order
from reader.state.durable.contents import NOT_SHOWN, Contents, format_contents, parse_contents
from reader.state.durable.json_text import DamagedError, encode
from reader.state.exchange.csv_table import NotBookmarksError, format_csv, parse_csv
from reader.state.exchange.import_plan import Plan as Plan
from reader.state.exchange.import_plan import plan as plan
from reader.state.exchange.markdown import format_markdown


class Format(StrEnum):
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"


ENDINGS = {".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".json": Format.JSON}
ENDINGS[".csv"] = Format.CSV


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds. The notices say what of it could not be understood, one line each."""

    bookmarks: tuple[Bookmark, ...]
    notices: tuple[str, ...] = ()


def format_of(name: str) -> Format | None:
    """The format that a file's name asks for."""
    return ENDINGS.get(PurePath(name).suffix.lower())


def export(bookmarks: Sequence[Bookmark], form: Format) -> bytes:
    """A whole file, in the order of `bookmarks.json`."""
    if form is Format.JSON:
        return format_contents(
            BOOKMARKS, Contents({bookmark.id: bookmark for bookmark in bookmarks})
        )
    ordered = sorted(bookmarks, key=reading_order)
    text = format_csv(ordered) if form is Format.CSV else format_markdown(ordered)
    return text.encode("utf-8", "backslashreplace")


def parse(data: bytes, name: str) -> Parsed:
    """Read a file by what is in it. Raises ReaderError; `name` is what the error calls it."""
    try:
        return _parse(data)
    except (DamagedError, NotBookmarksError) as error:
        hint = "bookmarks come in as JSON or CSV, as they were exported"
        raise ReaderError(f"holds no bookmarks: {error}", path=Path(name), hint=hint) from None


def _parse(data: bytes) -> Parsed:
    """Raises DamagedError or NotBookmarksError."""
    parsed = _parse_any(data)
    if parsed.notices and not parsed.bookmarks:
        raise NotBookmarksError(parsed.notices[0])
    return parsed


def _parse_any(data: bytes) -> Parsed:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"[") and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        bookmarks, notices = parse_csv(data)
        return Parsed(bookmarks, notices)
    if start == b"[":
        # What `reader bookmarks --json` prints.
        from reader.state.durable.json_text import decode

        data = encode({"bookmarks": decode(data).document})
    contents = parse_contents(BOOKMARKS, data)
    if contents.is_newer:
        raise DamagedError(f"it is of version {contents.version}, which this reader does not know")
    bookmarks = tuple(_without_kind(bookmark) for bookmark in contents.records.values())
    told = (notice.replace(NOT_SHOWN, "is left out") for notice in contents.notices)
    return Parsed(bookmarks, tuple(told))


def _without_kind(bookmark: Bookmark) -> Bookmark:
    """`kind` is printed for the convenience of others; the other fields say the same."""
    if "kind" not in bookmark.extra:
        return bookmark
    extra = {name: value for name, value in bookmark.extra.items() if name != "kind"}
    return replace(bookmark, extra=extra)
