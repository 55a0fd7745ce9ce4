"""Markups other than Markdown in which people write notes, articles and documentation."""

from __future__ import annotations

from collections.abc import Mapping

from reader.document.body_kind import BodyKind
from reader.document.sources.markups import gemtext
from reader.document.sources.markups.asciidoc import blocks as asciidoc
from reader.document.sources.markups.org import blocks as org
from reader.document.sources.markups.restructured_text import blocks as restructured_text


def to_markdown(text: str, kind: BodyKind) -> str:
    """The text in Markdown. `kind` is one of `body_kind.MARKUPS`."""
    if kind is BodyKind.ORG:
        return org.to_markdown(text)
    if kind is BodyKind.ASCIIDOC:
        return asciidoc.to_markdown(text)
    if kind is BodyKind.GEMTEXT:
        return gemtext.to_markdown(text)
    return restructured_text.to_markdown(text)


def header(text: str, kind: BodyKind) -> Mapping[str, str]:
    """What the beginning says of the document, by names in small letters, as `title`."""
    if kind is BodyKind.ORG:
        return org.header(text)
    if kind is BodyKind.ASCIIDOC:
        return asciidoc.header(text)
    if kind is BodyKind.GEMTEXT:
        return {}
    return restructured_text.header(text)
