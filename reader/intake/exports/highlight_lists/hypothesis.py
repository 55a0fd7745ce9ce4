"""Annotations of Hypothesis: what its client exports, and what its API answers.

{"export_date": "…", "annotations": [{"uri": "…", "text": "…", "tags": [], "created": "…",
  "document": {"title": ["…"]}, "target": [{"selector": [{"type": "TextQuoteSelector",
  "exact": "…", "prefix": "…", "suffix": "…"}]}]}]}

The API has a list `rows` instead. Without a selector an annotation is on the page as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.intake.incoming import (
    Annotation,
    ArticleFacts,
    Incoming,
    IncomingNotes,
    Unreadable,
)
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import json_stream, text_stream
from reader.intake.syntax.field_values import text_value
from reader.intake.syntax.json_stream import ITEM

_NAME: Final = "hypothesis"
_WAYS: Final = frozenset((("annotations", ITEM), ("rows", ITEM), (ITEM,)))
_LIST: Final = re.compile(rb'\s*+(?:\[|\{[^{}]{0,4000}"(?:annotations|rows)"\s*:\s*\[)')
_FIELDS: Final = (b'"uri"', b'"target"', b'"created"')
_QUOTE: Final = "TextQuoteSelector"


def is_annotations(source: SourceFile) -> bool:
    head = text_stream.head(source.head).removeprefix(b"\xef\xbb\xbf")
    return bool(_LIST.match(head)) and all(field in head for field in _FIELDS)


def read_annotations(source: SourceFile) -> Iterator[Incoming]:
    """The annotations of each page, in the order of the pages. Raises ReaderError."""
    found: dict[ArticleFacts, list[Annotation]] = {}
    for number, entry in enumerate(json_stream.entries(source.path, _WAYS.__contains__), 1):
        if not isinstance(entry.value, Mapping):
            yield Unreadable(f"annotation {number}", entry.damage or "is no annotation")
            continue
        annotation = _annotation(entry.value)
        facts = _facts(entry.value)
        if (annotation.quote or annotation.note) and (facts.url or facts.title):
            found.setdefault(facts, []).append(annotation)
    for facts, made in found.items():
        yield IncomingNotes(facts, tuple(made))


FORM: Final = SourceForm(_NAME, is_annotations, read_annotations)


def _facts(fields: Mapping[str, object]) -> ArticleFacts:
    address = text_value(fields.get("uri"))
    document = fields.get("document")
    title = document.get("title") if isinstance(document, Mapping) else ""
    if isinstance(title, list):
        title = title[0] if title else ""
    is_web = address.lower().startswith(("http://", "https://"))
    name = text_value(title) or ("" if is_web else address)
    return ArticleFacts(name, url=address if is_web else "", by=_NAME)


def _annotation(fields: Mapping[str, object]) -> Annotation:
    quote = _quote(fields.get("target"))
    tags = fields.get("tags")
    return Annotation(
        text_value(quote.get("exact")),
        text_value(fields.get("text")),
        str(quote.get("prefix") or ""),
        str(quote.get("suffix") or ""),
        tags=tuple(filter(None, map(text_value, tags if isinstance(tags, list) else ()))),
        created=text_value(fields.get("created")),
    )


def _quote(targets: object) -> Mapping[str, object]:
    """The selector that has the words; empty if there is none."""
    for target in targets if isinstance(targets, list) else ():
        selectors = target.get("selector") if isinstance(target, Mapping) else None
        for selector in selectors if isinstance(selectors, list) else ():
            if isinstance(selector, Mapping) and selector.get("type") == _QUOTE:
                return selector
    return {}
