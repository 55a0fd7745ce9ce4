"""Spans of a text in the order in which a writer meets their ends, properly nested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from reader.document.model import Block, BlockKind, ContainerKind, Document, Span, SpanKind

WHOLE: Final = frozenset({SpanKind.CODE, SpanKind.IMAGE, SpanKind.FOOTNOTE, SpanKind.TEX})
"""Kinds that are written as one thing, whatever else is marked in them."""


class Step(Enum):
    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    WHOLE = "whole"


class SpanPiece(NamedTuple):
    """What a writer meets next."""

    step: Step
    text: str
    """Of TEXT and WHOLE."""
    span: Span | None
    """What begins, ends, or is a WHOLE; None of TEXT."""


def pieces(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[SpanPiece]:
    """Yield text and ends of spans from `start` to `end`; each span that opens closes.

    A span that goes beyond the one around it ends with that one. Spans of a kind that is open
    already are left out, and so are those within a WHOLE. `spans` are sorted as a block's are.
    """
    at = start
    open_: list[tuple[int, Span]] = []
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first >= last or first < at:
            continue
        while open_ and open_[-1][0] <= first:
            last_of_it, inner = open_.pop()
            yield from _text(text, at, last_of_it)
            at = last_of_it
            yield SpanPiece(Step.CLOSE, "", inner)
        last = min(last, open_[-1][0]) if open_ else last
        if any(each.kind is span.kind for _, each in open_):
            continue
        yield from _text(text, at, first)
        at = first
        if span.kind in WHOLE:
            yield SpanPiece(Step.WHOLE, text[first:last], span)
            at = last
        else:
            yield SpanPiece(Step.OPEN, "", span)
            open_.append((last, span))
    while open_:
        last_of_it, inner = open_.pop()
        yield from _text(text, at, last_of_it)
        at = last_of_it
        yield SpanPiece(Step.CLOSE, "", inner)
    yield from _text(text, at, end)


def _text(text: str, start: int, end: int) -> Iterator[SpanPiece]:
    if start < end:
        yield SpanPiece(Step.TEXT, text[start:end], None)


def is_way_back(block: Block, span: Span) -> bool:
    """Whether a span leads from a footnote back to its reference: of no use on paper."""
    return span.kind is SpanKind.FOOTNOTE and any(
        container.kind is ContainerKind.FOOTNOTE for container in block.containers
    )


def without_way_back(block: Block) -> tuple[str, tuple[Span, ...]]:
    """The text and spans of a block that is no table, without a last span that leads back."""
    text, spans = block.text, block.spans
    if block.kind is not BlockKind.TABLE and spans and is_way_back(block, spans[-1]):
        last = spans[-1]
        if last.end == len(text):
            return text[: last.start].rstrip(), spans[:-1]
    return text, spans


def note_markers(document: Document) -> frozenset[str]:
    """The markers, such as `[1]`, of the footnotes that a document has."""
    return frozenset(
        container.marker
        for block in document.blocks
        for container in block.containers
        if container.kind is ContainerKind.FOOTNOTE
    )
