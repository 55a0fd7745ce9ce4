"""A readable body as a flat sequence of blocks.

A place in an article is (block, character offset in that block's unwrapped text). Nothing in this
package knows about cells, widths or colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never


@dataclass(frozen=True, slots=True)
class KindTraits:
    """Properties of the text of every block of a kind."""

    keeps_tabs: bool = False
    """Its tabs mean something; in other kinds they become spaces."""
    shows_without_text: bool = False
    """There is something to see even if the text is empty."""


class BlockKind(StrEnum):
    """The kind of a block; `typeset.block_kinds` registers how each kind is set."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CODE = "code"
    r"""Verbatim text, `\n` between its lines, tabs kept; no trailing newline."""
    TABLE = "table"
    RULE = "rule"
    """A thematic break; its text is empty."""
    IMAGE = "image"
    """An image that stands alone; the text is its caption, `href` its source."""
    MATH = "math"
    """A display formula; one that lines of text cannot hold is its source, in a TEX span."""
    TERM = "term"
    """The term of a definition list; its definitions follow in a DEFINITION container."""

    @property
    def traits(self) -> KindTraits:
        match self:
            case BlockKind.CODE | BlockKind.TABLE:
                return _TABBED
            case BlockKind.RULE | BlockKind.IMAGE:
                return _SHOWN_WITHOUT_TEXT
            case BlockKind.HEADING | BlockKind.PARAGRAPH | BlockKind.MATH | BlockKind.TERM:
                return _PLAIN
            case _:
                assert_never(self)


_PLAIN = KindTraits()
_TABBED = KindTraits(keeps_tabs=True)
_SHOWN_WITHOUT_TEXT = KindTraits(shows_without_text=True)


class ContainerKind(StrEnum):
    QUOTE = "quote"
    ITEM = "item"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    DETAILS = "details"


class SpanKind(StrEnum):
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    STRIKE = "strike"
    INSERTED = "inserted"
    MARK = "mark"
    KEY = "key"
    LINK = "link"
    IMAGE = "image"
    """An image in running text; the text is its alternative text."""
    FOOTNOTE = "footnote"
    """A reference to a footnote, or the way back from one; `href` is a fragment."""
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    MATH = "math"
    """A formula as readers write one; its text is what is shown."""
    TEX = "tex"
    """The source of a formula that a line of text cannot hold."""


class Align(StrEnum):
    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a document: block index, and character offset in the block's text."""

    block: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a block's text mean `kind`. Spans may nest."""

    start: int
    end: int
    kind: SpanKind
    href: str = ""
    """For LINK, IMAGE and FOOTNOTE: the target, safe to show; `#…` points into the document."""


@dataclass(frozen=True, slots=True)
class Container:
    """A quote, list item, … around a block. Two blocks share it if `serial` is the same.

    The marker stands before the first block of the container only.
    """

    kind: ContainerKind
    serial: int
    marker: str = ""
    """`•`, `3.`, `☐`, `☑`, `[1]`; empty for a quote."""
    marker_width: int = 0
    """Cells of the widest marker among the container's siblings, so that they line up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: characters `start` to `end` (exclusive) of the block's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """The shape of a TABLE block, whose text is its cells joined by tabs and newlines."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    aligns: tuple[Align, ...] = ()
    """One for each column; shorter means START for the rest."""


@dataclass(frozen=True, slots=True)
class Block:
    r"""A leaf of the document. `text` is safe to show; `\n` in it is a forced line break.

    No other control character is in it, but the tabs of code and those between a table's cells.
    """

    kind: BlockKind
    text: str = ""
    spans: tuple[Span, ...] = ()
    """Sorted by start, the longer first; of equal extents the outer first."""
    containers: tuple[Container, ...] = ()
    """From the outermost to the innermost."""
    level: int = 0
    """1 to 6 for a heading, else 0."""
    language: str = ""
    """The language of code as its author named it, in lower case; empty for other kinds."""
    href: str = ""
    """The source of an image; empty for other kinds."""
    table: Table | None = None
    tight: bool = False
    """Whether it stands directly under the block before it, as items of a tight list do."""


@dataclass(frozen=True, slots=True)
class Document:
    """One body made readable."""

    blocks: tuple[Block, ...]
    anchors: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Fragment identifier (without `#`) to block index."""
    notices: tuple[str, ...] = ()
    """Remarks on the conversion for the reader, one line each, safe to show."""
    title: str = ""
    """The text of the block that is left out, since it only repeats the title of the article."""


@dataclass(frozen=True, slots=True)
class Increment:
    """The next blocks of a document that is being read in; none of them changes any more."""

    blocks: tuple[Block, ...]
    anchors: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Anchors that became known with these blocks; indexes count from the document's first block.
    """
    notices: tuple[str, ...] = ()
    anew: bool = False
    """Whether everything before it is void: the body is read again, in another way."""
    title: str = ""
    """The text of a block among these that is left out, since it only repeats the title."""


def join(increments: Iterable[Increment]) -> Document:
    """The document that increments add up to."""
    blocks: list[Block] = []
    anchors: dict[str, int] = {}
    notices: list[str] = []
    title = ""
    for increment in increments:
        if increment.anew:
            blocks.clear()
            anchors.clear()
            notices.clear()
            title = ""
        blocks += increment.blocks
        anchors.update(increment.anchors)
        notices += increment.notices
        title = title or increment.title
    return Document(tuple(blocks), MappingProxyType(anchors), tuple(notices), title)
