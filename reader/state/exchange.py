"""Bookmarks in other files: written for other programs, and taken in from them.

JSON is the form of `bookmarks.json` itself; CSV has a row for each bookmark; Markdown is for
people, and is only written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

from reader.errors import ReaderError
from reader.state.bookmark import Bookmark, Kind, instant
from reader.state.contents import Contents, format_contents, parse_contents
from reader.state.exchange_csv import NotBookmarksError, format_csv, parse_csv
from reader.state.exchange_markdown import format_markdown
from reader.state.jsonfile import DamagedError, encode
from reader.state.merge import merge_bookmark
from reader.text.fold import fold


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking bookmarks in comes to: no bookmark is made twice."""

    new: tuple[Bookmark, ...]
    changed: tuple[Bookmark, ...]
    """Those that are there, as they are to be."""
    same: int
    """How many are there already, as they are."""


def format_of(name: str) -> Format | None:
    """The format that a file's name asks for."""
    return ENDINGS.get(PurePath(name).suffix.lower())


def export(bookmarks: Sequence[Bookmark], form: Format) -> bytes:
    """A whole file, of bookmarks in the order of `bookmarks.json`."""
    if form is Format.JSON:
        return format_contents(Contents({bookmark.id: bookmark for bookmark in bookmarks}))
    text = format_csv(bookmarks) if form is Format.CSV else format_markdown(bookmarks)
    return text.encode("utf-8", "backslashreplace")


def parse(data: bytes, name: str) -> Parsed:
    """Read a file by what is in it. Raises ReaderError; `name` is what the error calls it."""
    try:
        return _parse(data)
    except (DamagedError, NotBookmarksError) as error:
        hint = "bookmarks come in as JSON or CSV, as they were exported"
        raise ReaderError(f"holds no bookmarks: {error}", path=Path(name), hint=hint) from None


def _parse(data: bytes) -> Parsed:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"[") and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        bookmarks, notices = parse_csv(data)
        return Parsed(bookmarks, notices)
    if start == b"[":
        # What `reader bookmarks --json` prints.
        from reader.state.jsonfile import decode

        data = encode({"bookmarks": decode(data)})
    contents = parse_contents(data)
    if contents.is_newer:
        raise DamagedError(f"it is of version {contents.version}, which this reader does not know")
    bookmarks = tuple(_without_kind(bookmark) for bookmark in contents.bookmarks.values())
    return Parsed(bookmarks, contents.notices)


def _without_kind(bookmark: Bookmark) -> Bookmark:
    """`kind` is printed for the convenience of others; the other fields say the same."""
    if "kind" not in bookmark.extra:
        return bookmark
    extra = {name: value for name, value in bookmark.extra.items() if name != "kind"}
    return replace(bookmark, extra=extra)


def plan(known: Iterable[Bookmark], incoming: Iterable[Bookmark]) -> Plan:
    """What is to be kept of `incoming` beside, or instead of, what is `known`.

    A bookmark with the id of a known one is that one, and the later version of it wins. One with
    the same words on the same article is that one too, unless both have notes that differ: what
    only one of them has (note, tags, colour) is kept.
    """
    by_id = {bookmark.id: bookmark for bookmark in known}
    by_words = {words: bookmark.id for bookmark in by_id.values() for words in _words(bookmark)}
    new: dict[str, Bookmark] = {}
    changed: dict[str, Bookmark] = {}
    same = 0
    for bookmark in incoming:
        present = by_id.get(bookmark.id)
        merged = None if present is None else _later(present, bookmark)
        if present is None:
            twins = (by_id[by_words[each]] for each in _words(bookmark) if each in by_words)
            present = next(twins, None)
            merged = None if present is None else _joined(present, bookmark)
        if present is None or merged is None:
            new[bookmark.id] = by_id[bookmark.id] = bookmark
            by_words |= dict.fromkeys(_words(bookmark), bookmark.id)
            continue
        if merged == present:
            same += 1
            continue
        by_id[merged.id] = merged
        (new if merged.id in new else changed)[merged.id] = merged
    return Plan(tuple(new.values()), tuple(changed.values()), same)


def _later(present: Bookmark, other: Bookmark) -> Bookmark:
    """The later version; fields that only the other knows are taken from it."""
    if instant(other.updated) > instant(present.updated):
        return merge_bookmark(None, present, other)
    return present


def _joined(present: Bookmark, other: Bookmark) -> Bookmark | None:
    """Both in one; None if their notes are two."""
    if present.note and other.note and present.note != other.note:
        return None
    return replace(
        present,
        note=present.note or other.note,
        tags=tuple(dict.fromkeys((*present.tags, *other.tags))),
        color=present.color or other.color,
    )


def _words(bookmark: Bookmark) -> list[tuple[object, ...]]:
    """What two bookmarks share that say the same of the same article: one for each of its names."""
    quote, article = bookmark.quote, bookmark.article
    said = (fold(quote.exact), fold(quote.prefix), fold(quote.suffix)) if quote else ()
    spot = () if said or bookmark.kind is Kind.ARTICLE else (bookmark.place, bookmark.end)
    names = (("text", article.fingerprint), ("url", article.url), ("path", article.path))
    return [(bookmark.kind, said, spot, *name) for name in names if name[1]]
