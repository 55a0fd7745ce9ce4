"""The articles of an export of Omnivore, with their text and what was marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text
from reader.errors import ReaderError
from reader.intake.exports.omnivore.export_files import ExportFiles, is_export, opened
from reader.intake.exports.omnivore.highlights import parse_highlights
from reader.intake.incoming import (
    Annotation,
    ArticleFacts,
    Incoming,
    IncomingAddress,
    IncomingArticle,
    IncomingNotes,
    Unreadable,
)
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax.field_values import text_value
from reader.library.files.decode import decode
from reader.library.metadata.omnivore import labels_of, read_records

NAME: Final = "omnivore"


def read_export(source: SourceFile) -> Iterator[Incoming]:
    """The articles in the order of the export; what was thrown away in Omnivore is left out.

    An article whose text is not there comes as its address. Raises ReaderError.
    """
    with opened(source) as files:
        for name in files.metadata:
            try:
                records = read_records(files.read(name) or b"")
            except (ReaderError, ValueError) as error:
                yield Unreadable(name, getattr(error, "what", str(error)))
                continue
            for record in records:
                if text_value(record.get("state")).lower() != "deleted":
                    yield _incoming(record, files)


FORM: Final = SourceForm(NAME, is_export, read_export)


def _incoming(record: Mapping[str, object], files: ExportFiles) -> Incoming:
    facts = _facts(record)
    slug = text_value(record.get("slug"))
    name = facts.title or facts.url or slug
    try:
        body = _text(files, f"content/{slug}.html") if slug else ""
        marked = _text(files, f"highlights/{slug}.md") if slug else ""
    except ReaderError as error:
        return Unreadable(name, error.what)
    annotations = parse_highlights(marked, plain_text(body, BodyKind.HTML)) if marked else ()
    if body.strip():
        return IncomingArticle(facts, body, BodyKind.HTML, annotations)
    return without_text(facts, annotations, name)


def without_text(facts: ArticleFacts, annotations: tuple[Annotation, ...], name: str) -> Incoming:
    """What an entry is that has no text: its address, else its highlights alone."""
    if facts.url:
        return IncomingAddress(facts, annotations)
    if annotations:
        return IncomingNotes(facts, annotations)
    return Unreadable(name, "has neither a text nor an address")


def _text(files: ExportFiles, name: str) -> str:
    return decode(files.read(name) or b"").text


def _facts(record: Mapping[str, object]) -> ArticleFacts:
    def field(name: str) -> str:
        return text_value(record.get(name))

    labels = (text_value(label) for label in labels_of(record))
    return ArticleFacts(
        title=field("title"),
        author=field("author"),
        date=field("publishedAt"),
        url=field("url") or field("originalUrl"),
        tags=tuple(dict.fromkeys(label for label in labels if label)),
        saved=field("savedAt"),
        by=NAME,
        summary=field("description"),
    )
