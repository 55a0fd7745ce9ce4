"""The headings of a document."""

from __future__ import annotations

from dataclasses import dataclass

from reader.document.model import Block, BlockKind, ContainerKind, Document, SpanKind

_MAX_BOLD_HEADING = 60
"""Characters; a longer bold paragraph is emphasis."""
_BOLD_LEVEL = 2
_SENTENCE_ENDS = tuple("。．.，,；;！!？?")
_ASIDE = frozenset({ContainerKind.QUOTE, ContainerKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Heading:
    block: int
    level: int
    """1 to 6, as written: levels may be skipped."""
    text: str
    """One line."""


def outline(document: Document) -> tuple[Heading, ...]:
    """Headings in reading order, those within quotes and notes aside.

    If there are none, short paragraphs wholly in bold that stand before longer text serve:
    many authors, and many scrapers, make headings so. One alone is no outline.
    """
    blocks = document.blocks
    found = tuple(
        Heading(index, block.level, _line(block.text))
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and not _is_aside(block)
    )
    if found:
        return found
    bold = tuple(
        Heading(index, _BOLD_LEVEL, _line(block.text))
        for index, block in enumerate(blocks[:-1])
        if _is_bold_line(block) and len(blocks[index + 1].text) > len(block.text)
    )
    return bold if len(bold) > 1 else ()


def _is_aside(block: Block) -> bool:
    return any(container.kind in _ASIDE for container in block.containers)


def _is_bold_line(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.containers:
        return False
    text = block.text
    if not 0 < len(text) <= _MAX_BOLD_HEADING or text.endswith(_SENTENCE_ENDS):
        return False
    strong = [span for span in block.spans if span.kind is SpanKind.STRONG]
    return any(span.start == 0 and span.end == len(text) for span in strong)


def _line(text: str) -> str:
    return " ".join(text.split())
