"""Notes of an article, at the references to them."""

from __future__ import annotations

from dataclasses import replace

from reader.document.links import Link, words_of
from reader.document.model import Block, ContainerKind, Document, SpanKind
from reader.text.safe import clean_line

_BACK = "#fnref-"
"""Begins the targets of the ways back from notes to the references."""
MOST_BLOCKS = 200
"""Blocks of a note that are shown at its reference."""


def note_of(document: Document, link: Link) -> Document | None:
    """The note that a reference leads to, without the way back; None of any other link."""
    if not link.href.startswith("#") or is_way_back(link):
        return None
    first = document.anchors.get(link.href[1:])
    if first is None:
        return None
    serial = _serial(document.blocks[first])
    if serial < 0 or serial == _serial(document.blocks[link.block]):
        return None
    end = first + 1
    while end < len(document.blocks) and _serial(document.blocks[end]) == serial:
        end += 1
    blocks = map(_without_way_back, document.blocks[first : min(end, first + MOST_BLOCKS)])
    found = tuple(
        block for block in blocks if block.text.strip() or block.kind.traits.shows_without_text
    )
    return Document((replace(found[0], tight=True), *found[1:])) if found else None


def is_way_back(link: Link) -> bool:
    """Whether a link leads from a note to its reference."""
    return link.href.startswith(_BACK)


def said_of(document: Document, link: Link, most: int = 200) -> str:
    """The reference and the note's first words, up to `most` characters; empty if it is none."""
    note = note_of(document, link)
    if note is None:
        return ""
    return f"{words_of(document, link)} {clean_line(note.blocks[0].text[:most])}"


def _serial(block: Block) -> int:
    """The number of the note that a block is in, -1 for none."""
    notes = (each.serial for each in block.containers if each.kind is ContainerKind.FOOTNOTE)
    return next(notes, -1)


def _without_way_back(block: Block) -> Block:
    end, spans = len(block.text), list(block.spans)
    while spans and spans[-1].kind is SpanKind.FOOTNOTE and spans[-1].href.startswith(_BACK):
        end = min(end, spans.pop().start)
    if end == len(block.text):
        return block
    text = block.text[:end].rstrip()
    kept = tuple(
        replace(span, end=min(span.end, len(text))) for span in spans if span.start < len(text)
    )
    return replace(block, text=text, spans=kept)
