"""Highlights of KOReader: what it exports as JSON, and what it keeps beside each book.

{"documents": [{"title": "…", "author": "…", "entries": [{"text": "…", "note": "…", "page": 12,
  "chapter": "…", "time": 1715112930, "color": "yellow"}]}], "version": "json/1.0.0"}

Beside `Book.epub` there is `Book.sdr/metadata.epub.lua`, a table in Lua: with `annotations` since
2024, before that with `highlight` by pages and, for notes, `bookmarks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from reader.errors import ReaderError
from reader.intake.exports.highlight_lists.lua_table import parse_table
from reader.intake.highlight_color import highlight_color
from reader.intake.incoming import (
    Annotation,
    ArticleFacts,
    Incoming,
    IncomingNotes,
    Unreadable,
)
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import json_stream
from reader.intake.syntax.field_values import text_value
from reader.intake.syntax.json_stream import ITEM
from reader.library.files.decode import decode
from reader.library.metadata import dates

_NAME: Final = "koreader"
_VERSION: Final = re.compile(rb'"version"\s{0,9}:\s{0,9}"json/')
_TABLE: Final = re.compile(rb"(?:--[^\n]{0,200}\n\s{0,9}){0,9}return \{")
_LISTS: Final = (b'["annotations"]', b'["highlight"]', b'["doc_props"]')
_MOST_BYTES: Final = 16 * 1024 * 1024
_SAMPLE: Final = 20
"""Characters of the words that a bookmark's own text has if nobody wrote it."""


def is_json_list(source: SourceFile) -> bool:
    return source.ending == ".json" and b'"entries"' in source.head and _is_of_version(source)


def _is_of_version(source: SourceFile) -> bool:
    return bool(_VERSION.search(source.head)) or b'"drawer"' in source.head


def read_json_list(source: SourceFile) -> Iterator[Incoming]:
    """The highlights of each book. Raises ReaderError."""
    way = ("documents", ITEM) if b'"documents"' in source.head else ()
    for number, entry in enumerate(json_stream.entries(source.path, lambda each: each == way), 1):
        if not isinstance(entry.value, Mapping):
            yield Unreadable(f"book {number}", entry.damage or "is no book")
            continue
        entries = entry.value.get("entries")
        listed = entries if isinstance(entries, list) else []
        facts = _facts(entry.value.get("title"), entry.value.get("author"), source)
        yield from _notes(facts, [each for each in listed if isinstance(each, Mapping)])


JSON_FORM: Final = SourceForm(_NAME, is_json_list, read_json_list)


def is_sidecar(source: SourceFile) -> bool:
    is_table = source.ending == ".lua" and bool(_TABLE.match(source.head))
    return is_table and any(name in source.head for name in _LISTS)


def read_sidecar(source: SourceFile) -> Iterator[Incoming]:
    """The highlights of the book. Raises ReaderError."""
    try:
        table = parse_table(decode(source.data(_MOST_BYTES)).text)
    except ValueError as error:
        raise ReaderError(f"is damaged: {error}", path=source.path) from error
    properties = _table(table.get("doc_props")) or _table(table.get("stats"))
    facts = _facts(properties.get("title"), properties.get("authors"), source)
    yield from _notes(facts, _listed(table))


SIDECAR_FORM: Final = SourceForm(_NAME, is_sidecar, read_sidecar)


def _notes(facts: ArticleFacts, entries: list[Mapping[str, object]]) -> Iterator[Incoming]:
    annotations = tuple(map(_annotation, entries))
    kept = tuple(each for each in annotations if each.quote or each.note)
    if kept:
        yield IncomingNotes(facts, kept)


def _facts(title: object, author: object, source: SourceFile) -> ArticleFacts:
    name = text_value(title) or source.path.parent.name.removesuffix(".sdr")
    authors = (each.strip() for each in text_value(author).split("\n"))
    return ArticleFacts(name, ", ".join(filter(None, authors)), by=_NAME)


def _annotation(entry: Mapping[str, object]) -> Annotation:
    page = text_value(entry.get("pageref")) or text_value(entry.get("pageno"))
    page = page or text_value(entry.get("page"))
    return Annotation(
        text_value(entry.get("text")),
        text_value(entry.get("note")),
        color=highlight_color(text_value(entry.get("color"))),
        created=_moment(entry),
        location=f"page {page}" if page.isalnum() else "",
    )


def _moment(entry: Mapping[str, object]) -> str:
    seconds = text_value(entry.get("time"))
    if seconds.isdecimal() and len(seconds) <= 10:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    parsed = dates.parse(text_value(entry.get("datetime")))
    return parsed.iso if parsed else ""


def _listed(table: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The highlights of a table, of today's form or of the one before."""
    new = [_table(each) for each in _table(table.get("annotations")).values()]
    if new:
        return [each for each in new if each.get("drawer")]
    marks = [_table(each) for each in _table(table.get("bookmarks")).values()]
    notes = {text_value(mark.get("datetime")): _written(mark) for mark in marks}
    found: list[Mapping[str, object]] = []
    for page, entries in _table(table.get("highlight")).items():
        for entry in map(_table, _table(entries).values()):
            note = notes.get(text_value(entry.get("datetime")), "")
            found.append({**entry, "page": page, "note": note})
    return found


def _written(mark: Mapping[str, object]) -> str:
    """What the owner wrote on a bookmark; its text is made of the words where that is nothing."""
    words, text = text_value(mark.get("notes")), text_value(mark.get("text"))
    return "" if words[:_SAMPLE] in text else text


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
