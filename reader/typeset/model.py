"""Lines as offset ranges into block text, and the decorations around them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from reader.typeset.picture_size import CellSize, PictureRoom


class Role(StrEnum):
    """The meaning of a piece of a line, to which the view gives a colour."""

    TEXT = "text"
    TITLE = "title"
    META = "meta"
    SUMMARY = "summary"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    HEADING_4 = "heading-4"
    QUOTE = "quote"
    CODE_BLOCK = "code-block"
    TABLE_HEADER = "table-header"
    CAPTION = "caption"
    MATH = "math"
    TERM = "term"
    FOOTNOTE_TEXT = "footnote-text"
    # decorations: glyphs that are no part of the text
    BAR = "bar"
    MARKER = "marker"
    LINE = "line"
    LABEL = "label"
    CONTINUATION = "continuation"
    HINT = "hint"
    """Letters that the view puts over a link."""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs at cell column `x` from the left edge of the text column.

    For text, `text` has one character for each in `start` to `end` of the block's text; a
    decoration has `start == end == -1`.
    """

    x: int
    text: str
    start: int = -1
    end: int = -1
    role: Role = Role.TEXT

    @property
    def decoration(self) -> bool:
        return self.start < 0


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of a picture, from cell column `x` of the text column on."""

    x: int
    row: int
    """Which of the picture's rows."""
    size: CellSize
    """That of the whole picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page."""

    runs: tuple[Run, ...] = ()
    fill: Role | None = None
    """Paint the whole column in this role, as code does."""
    fill_from: int = 0
    """First cell column that `fill` covers."""
    picture: PictureRow | None = None
    """What is to be painted of the picture that the line's block stands for."""


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Everything that a layout depends on besides the document: the key of every cache."""

    width: int
    """Cells of the text column."""
    ambiguous: int = 1
    """Cells of an East Asian Ambiguous character."""
    justify: bool = False
    """Fill lines to the margin by widening spaces and the gaps beside punctuation."""
    hang: int = 0
    """Cells right of the column in which a comma or full stop may hang (CLREQ 3.1, at line end)."""
    indent: int = 0
    """Cells before the first line of a paragraph of running Chinese or Japanese."""
    gap: bool = False
    """Part Han and Latin by a cell where the text has no space."""
    wrap_code: bool = True
    """Fold lines of code that are too long, rather than cut them at the margin."""
    pictures: PictureRoom | None = None
    """What pictures may take; None: none is shown."""


class BlockLayout(Protocol):
    """One block set at a width: `height` rows, made one by one when asked for."""

    @property
    def height(self) -> int: ...

    def line(self, row: int) -> Line:
        """Row `row` of the block; its blank rows above are rows of it."""
        ...

    def row_of(self, offset: int) -> int:
        """The row that shows character `offset` of the block's text."""
        ...

    def offset_of(self, row: int) -> int:
        """The first character of the block's text that row `row` shows, or that follows it."""
        ...
