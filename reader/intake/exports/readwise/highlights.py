"""The highlights that Readwise exports as a table, of books and of articles.

Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags
"""  # noqa: E501 - the first line of a file

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reader.intake.exports.readwise.tag_cell import listed_tags
from reader.intake.highlight_color import highlight_color
from reader.intake.incoming import (
    Annotation,
    ArticleFacts,
    Incoming,
    IncomingNotes,
    Unreadable,
)
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax.csv_file import columns_of, table_of
from reader.state.exchange.readwise import GivenHighlight, read_row

NAME: Final = "readwise"
_TITLES: Final = frozenset(("Title", "Book Title", "URL"))
_DOCUMENT_TAGS: Final = "Document tags"
_KIND_OF_LOCATION: Final = "Location Type"


def is_highlights(source: SourceFile) -> bool:
    columns = columns_of(source)
    return "Highlight" in columns and bool(columns & _TITLES)


def read_highlights(source: SourceFile) -> Iterator[Incoming]:
    """The highlights of each book or article, in the order of these. Raises ReaderError."""
    found: dict[tuple[str, str, str], list[GivenHighlight]] = {}
    for row in table_of(source).rows:
        try:
            given = read_row(row)
        except ValueError as error:
            yield Unreadable(f"line {row.line}", str(error))
            continue
        if not (given.title or given.url):
            yield Unreadable(f"line {row.line}", "it has neither a title nor a URL")
            continue
        found.setdefault((given.title, given.author, given.url), []).append(given)
    for (title, author, url), highlights in found.items():
        tags = listed_tags(highlights[0].rest.get(_DOCUMENT_TAGS, ""))
        facts = ArticleFacts(title, author, url=url, tags=tags, by=NAME)
        yield IncomingNotes(facts, tuple(map(_annotation, highlights)))


FORM: Final = SourceForm("readwise highlights", is_highlights, read_highlights)


def _annotation(given: GivenHighlight) -> Annotation:
    location = given.location
    if location:
        location = f"{given.rest.get(_KIND_OF_LOCATION, '')} {location}".strip()
    return Annotation(
        given.words,
        given.note,
        color=highlight_color(given.color),
        tags=given.tags,
        created=given.at,
        location=location,
    )
