"""Bookmarks as a table: RFC 4180, with a header, a row for each.

UTF-8 with a byte order mark, without which Excel takes Chinese for something else. A text that a
spreadsheet would run as a formula has `'` put before it, which is taken away when it comes in.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from reader.document.model import Place
from reader.document.quote import Quote
from reader.state.bookmark import ArticleRef, Bookmark, derived_id

COLUMNS = (
    "id", "kind", "title", "url", "path", "fingerprint", "quote", "note", "tags", "color",
    "created", "updated", "block", "offset", "end_block", "end_offset", "prefix", "suffix",
)  # fmt: skip
NAMING = ("fingerprint", "url", "path")
"""One of these a row must have: it names the article."""
MOST_FIELD = 64 * 1024 * 1024
_MARK = "\ufeff"
_BEGINNING = r"=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""Of what is run, by OWASP's list: the full-width forms where those are typed."""
_FORMULA = re.compile(f"[{_BEGINNING}]|'[{_BEGINNING}']")
_DEFUSED = re.compile(f"'[{_BEGINNING}']")
_SEPARATORS = ",;\t"
"""Where the comma is the decimal point, a spreadsheet saves semicolons."""
_TAG = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)


class NotBookmarksError(ValueError):
    """The table is none of bookmarks; says why."""


def format_csv(bookmarks: Iterable[Bookmark]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for bookmark in bookmarks:
        fields = _fields(bookmark)
        writer.writerow([_defused(fields[name]) for name in COLUMNS])
    return _MARK + out.getvalue()


def parse_csv(data: bytes) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
    """The bookmarks, and what was wrong with the other rows. Raises NotBookmarksError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotBookmarksError(f"byte {error.start} is not UTF-8") from None
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="", delimiter=separator)
    limit = csv.field_size_limit(MOST_FIELD)
    try:
        return _parse_rows(rows)
    except csv.Error as error:
        raise NotBookmarksError(str(error)) from None
    finally:
        csv.field_size_limit(limit)


def _parse_rows(reader: csv.DictReader[str]) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
    if not {*NAMING} & {*(reader.fieldnames or ())}:
        raise NotBookmarksError(f"its first row names none of the columns {', '.join(NAMING)}")
    bookmarks: dict[str, Bookmark] = {}
    notices: list[str] = []
    for row in reader:
        try:
            bookmark = _bookmark(row)
        except ValueError as error:
            notices.append(f"line {reader.line_num} is left out: {error}")
            continue
        if not bookmark.id:
            bookmark = _with_id(bookmark)
        if bookmark.id in bookmarks:
            notices.append(f"line {reader.line_num} is left out: its id is that of another row")
        else:
            bookmarks[bookmark.id] = bookmark
    return tuple(bookmarks.values()), tuple(notices)


def _with_id(bookmark: Bookmark) -> Bookmark:
    from dataclasses import replace

    return replace(bookmark, id=derived_id(bookmark, 0))


def _fields(bookmark: Bookmark) -> dict[str, str]:
    article, quote = bookmark.article, bookmark.quote or Quote("")
    place, end = bookmark.place, bookmark.end
    return {
        "id": bookmark.id,
        "kind": bookmark.kind.value,
        "title": article.title,
        "url": article.url,
        "path": article.path,
        "fingerprint": article.fingerprint,
        "quote": quote.exact,
        "note": bookmark.note,
        "tags": ";".join(re.sub(r"([;\\])", r"\\\1", tag) for tag in bookmark.tags if tag),
        "color": bookmark.color,
        "created": bookmark.created,
        "updated": bookmark.updated,
        "block": str(place.block) if place else "",
        "offset": str(place.offset) if place else "",
        "end_block": str(end.block) if end else "",
        "end_offset": str(end.offset) if end else "",
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    }


def _bookmark(row: Mapping[str, str | None]) -> Bookmark:
    """Raises ValueError, saying what is wrong with the row."""
    fields = {name: _restored(row.get(name) or "") for name in COLUMNS}
    if not any(fields[name] for name in NAMING):
        raise ValueError("it names no article")
    words = (fields["quote"], fields["prefix"], fields["suffix"])
    tags = (re.sub(r"\\(.)", r"\1", tag, flags=re.DOTALL) for tag in _TAG.findall(fields["tags"]))
    return Bookmark(
        ArticleRef(fields["fingerprint"], fields["url"], fields["path"], fields["title"]),
        place=_place(fields["block"], fields["offset"]),
        quote=Quote(*words) if any(words) else None,
        end=_place(fields["end_block"], fields["end_offset"]),
        color=fields["color"],
        note=fields["note"],
        tags=tuple(tags),
        id=fields["id"],
        created=fields["created"],
        updated=fields["updated"],
    )


def _place(block: str, offset: str) -> Place | None:
    if not block:
        return None
    numbers = (block[:18], offset[:18] or "0")
    if not all(number.isascii() and number.isdecimal() for number in numbers):
        raise ValueError("a place that is no number")
    return Place(int(numbers[0]), int(numbers[1]))


def _defused(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _restored(text: str) -> str:
    return text[1:] if _DEFUSED.match(text) else text
