"""Drawing the rows of the article list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.services.list_entry import Entry, EntryMark
from reader.text.width import cell_width
from reader.ui.sidebar.widgets.entry_text import (
    INDENT,
    PAD,
    Piece,
    bar,
    heading_text,
    on_top,
    pieces,
)


class Ground(NamedTuple):
    """What a row is drawn on."""

    width: int
    base: Style
    looks: Mapping[str, Style]
    is_current: bool = False
    is_hovered: bool = False
    has_bar: bool = False
    is_marked: bool = False

    @property
    def under(self) -> tuple[str, ...]:
        """The looks below all that stands in the row."""
        if self.is_current:
            return ("cursor",)
        return ("hover",) if self.is_hovered else ()

    def strip(self, drawn: Sequence[Piece]) -> Strip:
        segments = []
        for text, names in drawn:
            style = self.base
            for name in names:
                style += self.looks[name]
            segments.append(Segment(text, style))
        return Strip(segments, self.width)


def heading_row(text: str, line: int, ground: Ground) -> Strip:
    if line == 0:
        return Strip.blank(ground.width, ground.base)
    shown = heading_text(text, max(0, ground.width - 1 - PAD))
    return ground.strip([Piece(f" {shown}{' ' * PAD}", ("heading",))])


def blank_row(line: int, ground: Ground) -> Strip:
    """A row of an article that is being fetched: it shows nothing that would flicker."""
    dots = "···" if line == 0 else ""
    under = ground.under
    drawn = [
        bar(under, is_shown=ground.has_bar),
        Piece(" " * (INDENT - 1), under),
        Piece(dots, (*under, "meta")),
        Piece(" " * max(0, ground.width - INDENT - cell_width(dots)), under),
    ]
    return ground.strip(on_top(drawn, under))


def entry_row(entry: Entry, mark: EntryMark, line: int, ground: Ground) -> Strip:
    if ground.width <= INDENT:
        return Strip.blank(ground.width, ground.base)
    return ground.strip(
        pieces(
            entry,
            mark,
            line,
            ground.width,
            ground.under,
            has_bar=ground.has_bar,
            is_marked=ground.is_marked,
        )
    )
