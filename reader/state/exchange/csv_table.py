"""Bookmarks as a table: RFC 4180, with a header, a row for each.

UTF-8 with a byte order mark, without which Excel takes Chinese for something else. A text that a
spreadsheet would run as a formula has `'` put before it, which is taken away when it comes in.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.state.bookmark import ArticleRef, Bookmark, derived_id
from reader.state.durable.json_text import DamagedError, decode, format_value, utf_8

COLUMNS = (
    "id", "kind", "title", "url", "path", "fingerprint", "quote", "note", "tags", "color",
    "created", "updated", "block", "offset", "end_block", "end_offset", "prefix", "suffix", "extra",
)  # fmt: skip
NAMING = ("fingerprint", "url", "path")
"""Columns that name an article: a row must have one of them."""
OTHER_COLUMNS = "columns"
"""The field of a bookmark that keeps columns which are not known here."""
_PARTS = ("place", "end", "quote")
MOST_FIELD = 64 * 1024 * 1024
MARK = "\ufeff"
_BEGINNING = r"=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""Beginnings of cells that a spreadsheet runs, by OWASP's list, full-width forms too."""
_FORMULA = re.compile(f"[{_BEGINNING}]|'[{_BEGINNING}']")
_DEFUSED = re.compile(f"'[{_BEGINNING}']")
_SEPARATORS = ",;\t"
"""Separators of cells; a spreadsheet saves semicolons where the comma is the decimal point."""
_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")
_TAG = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)


class NotBookmarksError(ValueError):
    """The table is none of bookmarks; says why."""


class CsvRow(NamedTuple):
    """A row of a table."""

    line: int
    """The line on which the row ends, counted from 1."""
    cells: Mapping[str, str]
    """Cells that are not empty, by column; cells beyond the header have the name ""."""


class CsvTable(NamedTuple):
    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def format_table(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    names = list(columns)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_defused(row[name]) for name in names])
    return MARK + out.getvalue()


def read_table(text: str) -> CsvTable:
    """Rows of a table with commas, semicolons or tabs. Raises NotBookmarksError."""
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    limit = csv.field_size_limit(MOST_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        columns = tuple(name.strip() for name in next(reader, []))
        rows = tuple(CsvRow(reader.line_num, _cells(columns, row)) for row in reader if any(row))
    except csv.Error as error:
        raise NotBookmarksError(str(error)) from None
    finally:
        csv.field_size_limit(limit)
    return CsvTable(columns, rows)


def _cells(columns: tuple[str, ...], row: list[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for at, text in enumerate(row):
        name = columns[at] if at < len(columns) else ""
        if text and name in cells:
            cells[name] += f"\n{_restored(text)}"
        elif text:
            cells[name] = _restored(text)
    return cells


def format_csv(bookmarks: Iterable[Bookmark]) -> str:
    return format_table(COLUMNS, map(_fields, bookmarks))


def parse_csv(table: CsvTable) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
    """The bookmarks, of which some may have one id, and what was wrong with the other rows.

    Columns that are not known here are kept. Raises NotBookmarksError.
    """
    if not {*NAMING} & {*table.columns}:
        raise NotBookmarksError(f"its first row names none of the columns {', '.join(NAMING)}")
    bookmarks: list[Bookmark] = []
    notices: list[str] = []
    for line, cells in table.rows:
        try:
            bookmark = _bookmark(cells)
        except ValueError as error:
            notices.append(f"line {line} is left out: {error}")
            continue
        if not bookmark.id:
            bookmark = replace(bookmark, id=derived_id(bookmark, 0))
        bookmarks.append(bookmark)
    return tuple(bookmarks), tuple(notices)


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
        "extra": _json(bookmark.extra),
    }


def _bookmark(cells: Mapping[str, str]) -> Bookmark:
    """The bookmark of a row. Raises ValueError, with what is wrong with the row."""
    fields = {name: cells.get(name, "") for name in COLUMNS}
    if not any(fields[name] for name in NAMING):
        raise ValueError("it names no article")
    words = (fields["quote"], fields["prefix"], fields["suffix"])
    quote = Quote(*words) if any(words) else None
    place, end = _place(fields, ""), _place(fields, "end_")
    if quote and place is None and fields["kind"] != "article":
        place, end = beginning(quote)
    tags = (re.sub(r"\\(.)", r"\1", tag, flags=re.DOTALL) for tag in _TAG.findall(fields["tags"]))
    return Bookmark(
        ArticleRef(
            fields["fingerprint"], fields["url"], _with_bytes(fields["path"]), fields["title"]
        ),
        place=place,
        quote=quote,
        end=end,
        color=fields["color"],
        note=fields["note"],
        tags=tuple(tags),
        id=fields["id"],
        created=fields["created"],
        updated=fields["updated"],
        extra=_extra(cells),
    )


def _with_bytes(path: str) -> str:
    """A path as Python has it: bytes that are no UTF-8 are written as `utf_8` escapes them."""
    return _BYTE.sub(lambda match: chr(int(match[1], 16)), path)


def beginning(quote: Quote) -> tuple[Place, Place]:
    """A highlight of which only the words are known: they are looked for from the beginning."""
    return Place(0), Place(0, max(len(quote.exact), 1))


def _extra(cells: Mapping[str, str]) -> dict[str, object]:
    """Fields and columns that are not known here. Raises ValueError."""
    try:
        extra = decode(utf_8(cells.get("extra", "{}"))).document
    except DamagedError as error:
        raise ValueError(f"in its column extra, {error}") from None
    if not isinstance(extra, dict):
        raise ValueError("its column extra is not a JSON object")  # noqa: TRY004 - a fault of the data
    if any(not isinstance(extra.get(name, {}), dict) for name in ("article", *_PARTS)):
        raise ValueError("its column extra has a field of another form")
    unknown = {name: text for name, text in cells.items() if name not in COLUMNS}
    return {**extra, OTHER_COLUMNS: unknown} if unknown else extra


def _json(extra: Mapping[str, object]) -> str:
    """JSON of one line; empty for nothing."""
    return "".join(line.lstrip() for line in format_value(dict(extra)).split("\n")) if extra else ""


def _place(fields: Mapping[str, str], which: str) -> Place | None:
    block, offset = fields[f"{which}block"], fields[f"{which}offset"]
    if not block:
        return None
    numbers = (block[:18], offset[:18] or "0")
    if not all(number.isascii() and number.isdecimal() for number in numbers):
        raise ValueError("a place that is not a number")
    return Place(int(numbers[0]), int(numbers[1]))


def _defused(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _restored(text: str) -> str:
    return text[1:] if _DEFUSED.match(text) else text
