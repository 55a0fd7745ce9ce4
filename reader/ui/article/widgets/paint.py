"""Coloured segments, made from a line of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.width import cell_width
from reader.typeset.model import Line, Run
from reader.typeset.overlays import Overlay, Overlays, pieces
from reader.ui.article.page.looks import BOOKMARK, FOCUSED_PICTURE, NOTE, UNSURE

BOOKMARK_GLYPH = "◆"
NOTE_GLYPH = "✎"
HIGHLIGHT_GLYPH = "┃"
UNSURE_GLYPH = "?"
FOCUS_GLYPH = "▐"

Lookup = Callable[[str], Style]


class Marks(NamedTuple):
    """Signs in the margin of a row."""

    bookmarked: bool = False
    noted: bool = False
    """Whether a highlight with a note begins on it."""
    highlighted: bool = False
    """Whether colour alone would not tell that something on it is highlighted."""
    unsure: bool = False
    """Whether a bookmark or highlight begins on it that may belong elsewhere."""
    focused: bool = False
    """Whether the picture on it has the focus, of which its cells cannot tell."""

    def glyphs(self) -> Iterator[tuple[str, str]]:
        """Each glyph with the name of its look; two at most."""
        if self.unsure:
            yield UNSURE_GLYPH, UNSURE
        elif self.bookmarked:
            yield BOOKMARK_GLYPH, BOOKMARK
        if self.noted:
            yield NOTE_GLYPH, NOTE
        elif self.highlighted:
            yield HIGHLIGHT_GLYPH, NOTE
        elif self.focused:
            yield FOCUS_GLYPH, FOCUSED_PICTURE


NO_MARKS = Marks()
Looks = Overlays[Style] | Sequence[Overlay[Style]]


def paint(
    line: Line,
    block: int,
    overlays: Looks,
    *,
    left: int,
    width: int,
    measure: int,
    base: Style,
    style_of: Lookup,
    marks: Marks = NO_MARKS,
    ambiguous: int = 1,
    covered: int = 0,
    picture: Sequence[Segment] = (),
) -> Strip:
    """Draw one line: `left` cells of margin, the column of `measure` cells, in `width` cells.

    Each segment of text carries its place as the `offset` that Textual's selection reads:
    (character in the block's text, block index). The strip's length is in the terminal's cells,
    with `ambiguous` for each Ambiguous character, which Rich would count as one. The last
    `covered` cells are under the scroll bar: they count, but are not filled, as cutting them off
    by Rich's measure would leave too much of a line with Ambiguous characters. `picture` is what
    is painted of the line's picture.
    """
    shown = width - covered
    segments: list[Segment] = []
    at = 0

    def fill_to(column: int, style: Style) -> None:
        nonlocal at
        if column > at:
            segments.append(Segment(" " * (column - at), style))
            at = column

    for glyph, name in marks.glyphs():
        cells = cell_width(glyph, ambiguous=ambiguous)
        fill_to(left - 2, base)
        if 0 <= left - 2 <= at <= left - cells:
            segments.append(Segment(glyph, base + style_of(name)))
            at += cells
    background = style_of(line.fill) if line.fill is not None else None
    if background is not None:
        fill_to(left + line.fill_from, base)
    gap_style = base + background if background is not None else base
    end = -1
    for run in line.runs:
        style = base if run.x <= line.fill_from else gap_style
        if run.start == end >= 0:
            style = _look(gap_style + style_of(run.role), _across(overlays, end))
            style += Style.from_meta({"offset": (end, block)})
        fill_to(left + run.x, style)
        for segment in _run_segments(run, block, overlays, gap_style, style_of):
            segments.append(segment)
            at += cell_width(segment.text, ambiguous=ambiguous)
        end = run.end
    if line.picture is not None:
        fill_to(left + line.picture.x, base)
        segments += picture
        at += line.picture.size.columns
    if background is not None:
        fill_to(left + measure, gap_style)
    fill_to(shown, base)
    return Strip(segments, max(at, shown) + covered)


def _run_segments(
    run: Run, block: int, overlays: Looks, base: Style, style_of: Lookup
) -> list[Segment]:
    style = base + style_of(run.role)
    segments: list[Segment] = []
    for piece in pieces(run, overlays):
        look = _look(style, piece.looks)
        if piece.start >= 0:
            look = look + Style.from_meta({"offset": (piece.start, block)})
        segments.append(Segment(piece.text, look))
    return segments


def _look(style: Style, overlays: Iterable[Style]) -> Style:
    for overlay in overlays:
        style += overlay
    return style


def _across(looks: Looks, offset: int) -> Iterator[Style]:
    """Yield the looks of the blank before a character: all that cover its two neighbours."""
    if isinstance(looks, Overlays):
        looks = looks.touching(offset - 1, offset + 1)
    return (overlay.look for overlay in looks if overlay.start < offset < overlay.end)
