"""CSV with a column of addresses, of a service or made by somebody (RFC 4180, loosely)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from reader.errors import ReaderError
from reader.intake.incoming import Annotation
from reader.intake.lists import field_values
from reader.intake.lists.column_names import ListColumn, columns, is_of_readwise, service
from reader.intake.lists.listed_address import ListedAddress, web_address

_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 20
"""Rows by which a table of nobody's is told to be one of addresses."""
_MOST_FIELD: Final = 16 * 1024 * 1024
"""Characters of a field; a quote that is never closed makes one of all that follows."""
_TAG_MARKS: Final = {"pocket": "|"}
_SEPARATOR: Final = re.compile(r"\ufeff?sep=([,;\t|])\n", re.IGNORECASE)
"""A first line by which Excel is told what parts the columns."""


def table_service(head: str) -> str | None:
    """Whose table begins with this text: of no service if empty; None if it has no addresses."""
    rows = list(islice(_rows(head), _SAMPLE + 1))
    if not rows:
        return None
    header = rows[0]
    places = columns(header)
    if not places:
        return "" if _address_place(header) >= 0 else None
    if is_of_readwise(header):
        return None
    found = service(header)
    urls = [_cell(row, places, ListColumn.URL) for row in rows[1:]]
    filled = [url for url in urls if url.strip()]
    good = sum(1 for url in filled if web_address(url))
    return found if found or (good and good * 2 >= len(filled)) else None


def addresses(text: str, by: str) -> Iterator[ListedAddress]:
    """The rows that have an address. Raises ReaderError, also in between, if it is damaged."""
    rows = _rows(text)
    header = next(rows, [])
    places = columns(header)
    if not places:
        place = _address_place(header)
        if place < 0:
            raise ReaderError("has no column of addresses", hint="name one url in its first line")
        places = {ListColumn.URL: place, ListColumn.TITLE: _title_place(header, place)}
        yield _listed(header, places, by)
    for row in rows:
        if _cell(row, places, ListColumn.URL).strip():
            yield _listed(row, places, by)


def _rows(text: str) -> Iterator[list[str]]:
    # The limit is one for all of Python: it is only ever raised.
    if csv.field_size_limit() < _MOST_FIELD:
        csv.field_size_limit(_MOST_FIELD)
    stated = _SEPARATOR.match(text)
    text = text[stated.end() :] if stated else text
    reader = csv.reader(_lines(text), delimiter=stated[1] if stated else _delimiter(text))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise ReaderError(f"is a damaged table (line {reader.line_num}: {error})") from error


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends; only a newline ends one, whatever else Unicode has."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def _delimiter(text: str) -> str:
    """The one that parts the first line into the most columns that are known, else into most."""
    first = next((line for line in islice(_lines(text), 10) if line.strip()), "")[:10_000]

    def worth(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader([first], delimiter=delimiter), [])
        return len(columns(header)), len(header)

    return max(_DELIMITERS, key=worth)


def _address_place(row: Sequence[str]) -> int:
    """Where an address stands in a table without a header; -1 if nowhere."""
    return next((place for place, cell in enumerate(row) if web_address(cell)), -1)


def _title_place(row: Sequence[str], address: int) -> int:
    """The nearest other column of words; beyond the row if there is none."""
    others = [place for place, cell in enumerate(row) if place != address and not cell.isdigit()]
    return min(others, key=lambda place: abs(place - address), default=len(row))


def _listed(row: Sequence[str], places: dict[ListColumn, int], by: str) -> ListedAddress:
    quote = _cell(row, places, ListColumn.QUOTE)
    return ListedAddress(
        url=_cell(row, places, ListColumn.URL),
        title=_cell(row, places, ListColumn.TITLE),
        tags=field_values.tags_of(_cell(row, places, ListColumn.TAGS), _TAG_MARKS.get(by, "")),
        folders=_folders(_cell(row, places, ListColumn.FOLDER), by),
        saved=_cell(row, places, ListColumn.SAVED),
        published=_cell(row, places, ListColumn.PUBLISHED),
        author=_cell(row, places, ListColumn.AUTHOR),
        source=_cell(row, places, ListColumn.SOURCE),
        summary=_cell(row, places, ListColumn.SUMMARY),
        language=_cell(row, places, ListColumn.LANGUAGE),
        annotations=(
            *field_values.note_of(_cell(row, places, ListColumn.NOTE)),
            *((Annotation(quote=quote.strip()),) if quote.strip() else ()),
            *field_values.highlights_of(_cell(row, places, ListColumn.HIGHLIGHTS)),
        ),
    )


def _folders(path: str, by: str) -> tuple[str, ...]:
    """A folder and those in it; Raindrop parts them with spaces, and lets names have a slash."""
    mark = " / " if by == "raindrop" or " / " in path else "/"
    return tuple(part.strip() for part in path.split(mark))


def _cell(row: Sequence[str], places: dict[ListColumn, int], column: ListColumn) -> str:
    place = places.get(column, len(row))
    return row[place] if place < len(row) else ""
