"""Highlights as Readwise takes and gives them.

It takes a table of Highlight, Title, Author, URL, Note, Location, Date (readwise.io/import_bulk),
or the body of a POST to https://readwise.io/api/v2/highlights/ (readwise.io/api_deets), whose
limits hold for both. Its own export is a table of other columns, without a URL. A note that begins
with words like `.tag` gives tags.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from functools import cache
from typing import NamedTuple

from reader.document.anchors.quote import Quote
from reader.state.bookmark import ArticleRef, Bookmark, Kind, by_article
from reader.state.durable.record import instant, timestamp
from reader.state.exchange.csv_table import (
    CsvRow,
    CsvTable,
    NotBookmarksError,
    beginning,
    format_table,
)
from reader.state.exchange.facts import FactsOf
from reader.text.fold import fold
from reader.text.safe import clean_line

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_GIVEN = {"Book Title": "Title", "Book Author": "Author", "Highlighted at": "Date"}
"""Columns of Readwise's own export, and what they are called where it takes them."""
_MEANT_FOR_READWISE = ("source_type", "category", "location_type")
_SENT = {
    "text": "Highlight",
    "title": "Title",
    "author": "Author",
    "source_url": "URL",
    "note": "Note",
    "location": "Location",
    "highlighted_at": "Date",
}
"""Fields of a request, and the columns that say the same."""
_KNOWN = frozenset({*COLUMNS, "Color", "Tags"})
_FIELD = "readwise"
"""The field of a bookmark that keeps columns which have no place of their own."""
MOST_TEXT = 8191
"""Characters of a highlight, and of a note."""
_MOST_TITLE = 511
_MOST_AUTHOR = 1024
_MOST_URL = 2047
_NO_HIGHLIGHT = "left out, since they are no highlights"
_TOO_LONG = f"cut, since Readwise takes {MOST_TEXT:,} characters of words and as many of a note"
_NO_URL = f"without their address, since Readwise takes {_MOST_URL:,} characters"
_TAGS = re.compile(r"(?:\.[^\s.]\S*[ \t]*)+(?:\n|$)")
_NO_TAG = re.compile(r"[^\w/-]+")

Named = Callable[[str], ArticleRef | None]
"""The one article that is known under a title."""


def no_article(_title: str) -> ArticleRef | None:
    return None


def named_among(articles: Callable[[], Iterable[ArticleRef]]) -> Named:
    """Articles by their titles, of which each must mean one; they are asked for when needed."""

    @cache
    def known() -> Mapping[str, ArticleRef | None]:
        found: dict[str, ArticleRef | None] = {}
        for article in articles():
            title = _title(article.title)
            other = found.setdefault(title, article)
            if other is not None and not other.is_same(article):
                found[title] = None
        return found

    return lambda title: known().get(_title(title))


def _title(text: str) -> str:
    return fold(clean_line(text))


class ReadwiseHighlight(NamedTuple):
    """A highlight as Readwise gives it out."""

    text: str
    title: str
    author: str
    url: str
    note: str
    location: int
    """Counted from 1 within its article."""
    at: str


class GivenOut(NamedTuple):
    highlights: tuple[ReadwiseHighlight, ...]
    notices: tuple[str, ...]
    """Things that Readwise has no place for, one line each."""


def give_out(bookmarks: Iterable[Bookmark], facts_of: FactsOf) -> GivenOut:
    highlights: list[ReadwiseHighlight] = []
    lost: Counter[str] = Counter()
    for article, marks in by_article(bookmarks):
        author = facts_of(article).author
        location = 0
        for mark in marks:
            if mark.kind is not Kind.HIGHLIGHT or not mark.quote or not mark.quote.exact.strip():
                lost[_NO_HIGHLIGHT] += 1
                continue
            location += 1
            made = _highlight(mark, article, author or _kept(mark, "Author"), location)
            highlights.append(_fitted(made, lost))
    return GivenOut(tuple(highlights), tuple(f"{what}: {count:,}" for what, count in lost.items()))


def _highlight(
    mark: Bookmark, article: ArticleRef, author: str, location: int
) -> ReadwiseHighlight:
    tags = " ".join(f".{word}" for tag in mark.tags if (word := _NO_TAG.sub("-", tag).strip("-")))
    note = "\n".join(part for part in (tags, mark.note) if part)
    text = mark.quote.exact if mark.quote else ""
    at = timestamp(instant(mark.created)) if mark.created else ""
    # A book without an address has a URN, which only we know.
    url = "" if article.url.startswith("urn:") else article.url
    return ReadwiseHighlight(text, article.title, author, url, note, location, at)


def _fitted(made: ReadwiseHighlight, lost: Counter[str]) -> ReadwiseHighlight:
    if len(made.text) > MOST_TEXT or len(made.note) > MOST_TEXT:
        lost[_TOO_LONG] += 1
    if len(made.url) > _MOST_URL:
        lost[_NO_URL] += 1
    return made._replace(
        text=made.text[:MOST_TEXT],
        title=made.title[:_MOST_TITLE],
        author=made.author[:_MOST_AUTHOR],
        url=made.url if len(made.url) <= _MOST_URL else "",
        note=made.note[:MOST_TEXT],
    )


def format_csv(given: Iterable[ReadwiseHighlight]) -> str:
    return format_table(COLUMNS, map(_row, given))


def _row(made: ReadwiseHighlight) -> dict[str, str]:
    values = (made.text, made.title, made.author, made.url, made.note, str(made.location))
    date = instant(made.at).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if made.at else ""
    return dict(zip(COLUMNS, (*values, date), strict=True))


def format_json(given: Iterable[ReadwiseHighlight]) -> str:
    """The body of the request; fields that would be empty are left out, as the API wants it."""
    entries = [{name: value for name, value in _entry(made).items() if value} for made in given]
    return json.dumps({"highlights": entries}, ensure_ascii=False, indent=2) + "\n"


def _entry(made: ReadwiseHighlight) -> dict[str, object]:
    return {
        "text": made.text,
        "title": made.title,
        "author": made.author,
        "source_url": made.url,
        "source_type": "reader_terminal",
        "category": "articles",
        "note": made.note,
        "location": made.location,
        "location_type": "order",
        "highlighted_at": made.at,
    }


def is_readwise(table: CsvTable) -> bool:
    return "Highlight" in table.columns and bool({"Title", "Book Title", "URL"} & {*table.columns})


def rows_of_json(document: Mapping[str, object]) -> CsvTable:
    """The table that the body of a request comes to. Raises NotBookmarksError."""
    entries = document["highlights"]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise NotBookmarksError("its “highlights” are not a list of objects")
    rows = [
        CsvRow(
            at,
            {
                _SENT.get(key, key): str(value)
                for key, value in entry.items()
                if value and key not in _MEANT_FOR_READWISE
            },
        )
        for at, entry in enumerate(entries, 1)
    ]
    return CsvTable(tuple({name: None for row in rows for name in row.cells}), tuple(rows))


def parse_table(table: CsvTable, named: Named) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
    """The highlights, and a line for each row that is left out.

    A row without a URL is of the article that is `named` by its title.
    """
    bookmarks: list[Bookmark] = []
    notices: list[str] = []
    for line, given in table.rows:
        try:
            bookmarks.append(_bookmark(_taken(given), named))
        except ValueError as error:
            notices.append(f"line {line} is left out: {error}")
    return tuple(bookmarks), tuple(notices)


class GivenHighlight(NamedTuple):
    """A row of a table of Readwise."""

    words: str
    title: str
    author: str
    url: str
    note: str
    """Without the tags at its beginning."""
    tags: tuple[str, ...]
    color: str
    location: str
    at: str
    """ISO 8601, UTC; empty if it is not understood."""
    rest: Mapping[str, str]
    """Columns that have no place of their own."""


def read_row(row: CsvRow) -> GivenHighlight:
    """The highlight of a row. Raises ValueError, with what is wrong with the row."""
    return _given(_taken(row.cells))


def _taken(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells by the names of the columns that Readwise takes."""
    return {_GIVEN.get(name, name): text for name, text in cells.items()}


def _given(cells: Mapping[str, str]) -> GivenHighlight:
    words = cells.get("Highlight", "")
    if not words.strip():
        raise ValueError("it has no words")
    tags, note = _tags_of(cells.get("Note", ""))
    listed = (tag.strip() for tag in cells.get("Tags", "").split(","))
    title, author, url = (cells.get(name, "") for name in ("Title", "Author", "URL"))
    return GivenHighlight(
        words,
        title,
        author,
        url,
        note,
        tuple(dict.fromkeys((*tags, *filter(None, listed)))),
        cells.get("Color", "").lower(),
        cells.get("Location", ""),
        _moment(cells.get("Date", "")),
        {name: text for name, text in cells.items() if name not in _KNOWN},
    )


def _bookmark(cells: Mapping[str, str], named: Named) -> Bookmark:
    """The bookmark of a row. Raises ValueError, with what is wrong with the row."""
    given = _given(cells)
    quote = Quote(given.words)
    place, end = beginning(quote)
    rest = {**given.rest, **_columns(given.author, given.location)}
    if cells.get("Date") and not given.at:
        rest["Date"] = cells["Date"]
    return Bookmark(
        _article(given, named),
        place,
        quote,
        end,
        given.color,
        given.note,
        given.tags,
        id=_id(cells),
        created=given.at,
        updated=given.at,
        extra={_FIELD: rest} if rest else {},
    )


def _article(given: GivenHighlight, named: Named) -> ArticleRef:
    url, title = given.url, given.title
    if url:
        return ArticleRef(url=url, title=title)
    known = named(title) if title else None
    if known is None:
        told = f"“{title}” is the title of no article here, or of several" if title else "no title"
        raise ValueError(f"it has no URL, and {told}")
    return known


def _id(cells: Mapping[str, str]) -> str:
    """An id that the same words always have, whatever becomes of the note."""
    told = [cells.get(name, "") for name in ("Highlight", "Title", "URL", "Date")]
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


def _tags_of(note: str) -> tuple[list[str], str]:
    """Tags at the beginning of a note, as Readwise writes them, and the rest of it."""
    found = _TAGS.match(note)
    if found is None:
        return [], note
    return [word[1:] for word in found[0].split()], note[found.end() :]


def kept_columns(author: str, location: str) -> Mapping[str, object]:
    """The field of a bookmark that keeps what Readwise has columns for, and a bookmark has not."""
    rest = _columns(author, location)
    return {_FIELD: rest} if rest else {}


def _columns(author: str, location: str) -> dict[str, str]:
    told = {"Author": author, "Location": location}
    return {name: text for name, text in told.items() if text}


def _moment(text: str) -> str:
    """The time of a highlight; empty if it is not understood."""
    moment = instant(text.strip().replace(" +", "+"))
    return timestamp(moment) if moment.year > 1 else ""


def _kept(mark: Bookmark, name: str) -> str:
    """A column that came in from Readwise."""
    columns: object = mark.extra.get(_FIELD)
    value: object = columns.get(name) if isinstance(columns, Mapping) else None
    return value if isinstance(value, str) else ""
