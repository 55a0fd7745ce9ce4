"""What a bookmarks file holds, between its bytes and the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reader.state.bookmark import (
    Bookmark,
    derived_id,
    format_bookmark,
    instant,
    parse_bookmark,
    reading_order,
)
from reader.state.durable.json_file import DamagedError, decode, encode

VERSION = 1
NOT_SHOWN = "is kept but not shown"
"""What the notices say of an entry of a wrong form."""


@dataclass(frozen=True, slots=True)
class Contents:
    """One state of the file. `extra` and `opaque` are what this version does not understand."""

    bookmarks: Mapping[str, Bookmark] = field(default_factory=dict)
    """By id."""
    opaque: tuple[object, ...] = ()
    """Entries of a wrong form, verbatim."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Fields beside `version` and `bookmarks`."""
    version: object = VERSION
    notices: tuple[str, ...] = ()
    """What was odd about the file, one line each."""

    @property
    def is_newer(self) -> bool:
        """Written by a version whose promises this one does not know: not to be changed."""
        return not _is_known(self.version)


def parse_contents(data: bytes) -> Contents:
    """Read a whole file. Raises DamagedError if it is no bookmarks file at all."""
    document = decode(data)
    if not isinstance(document, dict):
        raise DamagedError("it is no JSON object")
    entries = document.get("bookmarks", [])
    version = document.get("version", VERSION)
    if not _is_known(version) and not isinstance(entries, list):
        return Contents(version=version)
    if not isinstance(entries, list) or (document and "bookmarks" not in document):
        raise DamagedError("it has no list “bookmarks”")
    bookmarks: dict[str, Bookmark] = {}
    opaque: list[object] = []
    notices: list[str] = []
    for position, entry in enumerate(entries, start=1):
        try:
            bookmark = parse_bookmark(entry)
        except ValueError as error:
            opaque.append(entry)
            notices.append(f"entry {position} {NOT_SHOWN}: {error}")
            continue
        if bookmark.id in bookmarks:
            notices.append(f"entry {position} has the id of another: both are kept")
        own = _own_id(bookmark, bookmarks)
        bookmarks[own.id] = own
    return Contents(
        bookmarks=bookmarks,
        opaque=tuple(opaque),
        extra={name: document[name] for name in document if name not in {"version", "bookmarks"}},
        version=version,
        notices=tuple(notices),
    )


def usable(data: bytes) -> Contents | None:
    """What a file holds if this version can go on from it."""
    try:
        contents = parse_contents(data)
    except DamagedError:
        return None
    return None if contents.is_newer else contents


def format_contents(contents: Contents) -> bytes:
    ordered = sorted(contents.bookmarks.values(), key=reading_order)
    entries: list[object] = [format_bookmark(bookmark) for bookmark in ordered]
    entries.extend(contents.opaque)
    return encode({**contents.extra, "version": VERSION, "bookmarks": entries})


def united(one: Contents, other: Contents) -> Contents:
    """All that either holds, for when the file itself is lost; the later version of each."""
    bookmarks = dict(one.bookmarks)
    for bookmark in other.bookmarks.values():
        known = bookmarks.get(bookmark.id)
        if known is None or instant(bookmark.updated) >= instant(known.updated):
            bookmarks[bookmark.id] = bookmark
    opaque = [*one.opaque, *(entry for entry in other.opaque if entry not in one.opaque)]
    return Contents(bookmarks, tuple(opaque), {**one.extra, **other.extra})


def _is_known(version: object) -> bool:
    return version == VERSION and not isinstance(version, bool)


def _own_id(bookmark: Bookmark, taken: Mapping[str, Bookmark]) -> Bookmark:
    number = 0
    own = bookmark
    while not own.id or own.id in taken:
        own = replace(bookmark, id=derived_id(bookmark, number))
        number += 1
    return own
