"""The first picture: the list as the app will draw it, before Textual is imported.

Importing Textual takes five times as long as reading the first titles from the index. The picture
is drawn into the terminal's other screen, in the app's places and colours; the app then paints
over it. Nothing here imports Textual or Rich.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.process.terminal_state import bounded
from reader.services.arrangement import Arrangement
from reader.services.list_entry import NO_MARK, Entry
from reader.services.list_rows import ListRows, RowHeading
from reader.text.chinese_variants.variant import Variant
from reader.text.truncate import elide
from reader.text.width import cell_width
from reader.ui.sidebar.widgets.entry_looks import LIST_LOOKS
from reader.ui.sidebar.widgets.entry_text import INDENT, LINES, Piece, heading_text, pieces
from reader.ui.sidebar.widgets.entry_text import PAD as RIGHT
from reader.ui.start.ansi import Depth, Pen, depth_of
from reader.ui.theme.looks import Look
from reader.ui.theme.palettes import DARK, PALETTES, Palette, in_16_colors
from reader.ui.window_sizes import LOW, NARROW, list_width

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.process.terminal_state import Terminal
    from reader.services.saved_layout import SessionLayout
    from reader.settings import Settings

PLACEHOLDER = "Search"
PAD = 2
"""Cells before what stands over the list."""
LIST_TOP = 5
"""Rows over the list, at most."""
FOOT = 2
"""Rows under it, at most."""
LOOKS: Mapping[str, Look] = {
    **LIST_LOOKS,
    "page": Look("on $background"),
    "sidebar": Look("$foreground on $surface"),
    "box": Look("on $panel"),
    "faint": Look("$reader-muted"),
}


class Picture(NamedTuple):
    """What there is to draw."""

    articles: Sequence[Article]
    total: int
    """How many there are; 0 while nobody knows."""
    sidebar: int
    """Cells of the list that the owner chose, 0 for none."""
    palette: Palette
    head: str = ""
    """What stands over the list instead of how many there are."""
    cursor: int = 0
    """The article that has it, counted from the first."""
    headings: tuple[RowHeading, ...] = ()
    """Headings among the articles."""
    variant: Variant = Variant.AS_WRITTEN
    """How Chinese is written."""

    def rows(self, columns: int, height: int) -> Iterator[list[Piece]]:
        """Every row of the screen, as wide as it is."""
        chosen = self.sidebar if columns >= NARROW else 0
        width = min(columns, chosen or list_width(columns))
        page = Piece(" " * (columns - width), ("page",))
        foot = 0 if height < LOW else 1
        for row in self._sidebar_rows(width, height - 1 - foot, is_low=not foot):
            yield [*row, page]
        for _ in range(foot):
            yield [Piece(" " * width, ("sidebar",)), page]
        yield [Piece(" " * columns, ("sidebar",))]

    def _sidebar_rows(self, width: int, height: int, *, is_low: bool) -> Iterator[list[Piece]]:
        side = ("sidebar",)
        blank = [Piece(" " * width, side)]
        margin = [] if is_low else [blank]
        rows = [*margin]
        edge = Piece("" if is_low else " ", side)
        box = f" {PLACEHOLDER}".ljust(width - 2 * len(edge.text))
        rows.append([edge, Piece(box, (*side, "box", "faint")), edge])
        rows.append([Piece(self._head(width), (*side, "faint"))])
        placed = ListRows(range(len(self.articles)), self.headings)
        if placed.heading(0) is None:
            rows += margin
        for number in range(height - len(rows)):
            row, line = divmod(number, LINES)
            heading, place = placed.heading(row), placed.id_at(row)
            if heading is not None and line:
                text = heading_text(heading.text, max(0, width - 1 - RIGHT))
                lead = Piece(f" {text}{' ' * RIGHT}", (*side, "heading"))
                rows.append([lead])
                continue
            if place is None or width <= INDENT:
                rows.append(blank)
                continue
            is_current = place == self.cursor
            under = (*side, "cursor") if is_current else side
            entry = Entry(self.articles[place]).in_variant(self.variant)
            rows.append(pieces(entry, NO_MARK, line, width, under, has_bar=is_current))
        yield from rows[:height]

    def _head(self, width: int) -> str:
        if self.head:
            counted = f" · {self.total:,}"
            text, _ = elide(self.head, max(0, width - 2 * PAD - cell_width(counted)))
            text = f"{' ' * PAD}{text}{counted}"
            return text + " " * (width - cell_width(text))
        noun = "article" if self.total == 1 else "articles"
        count = f"{' ' * PAD}{self.total:,} {noun}" if self.total else ""
        return count.ljust(width)

    def shows_cursor(self, height: int) -> bool:
        """Whether the app would draw it without scrolling the list, in so many rows."""
        row = ListRows(range(len(self.articles)), self.headings).row(self.cursor)
        return (row + 1) * LINES + LIST_TOP + FOOT <= height


def picture(
    settings: Settings,
    environment: Mapping[str, str],
    articles: Sequence[Article],
    total: int,
    left: SessionLayout | None = None,
) -> tuple[Picture, Pen] | None:
    """What to draw, and with what; None where the app would not draw just that.

    `left`: how the last session was left, if the articles are those of it.
    """
    depth = depth_of(environment)
    palette = PALETTES.get((left and left.theme) or settings.theme)
    is_in_order = settings.sort == "date"
    if left is not None:
        is_in_order = bool(left.rows) or left.arrangement == Arrangement()
    if not articles or not is_in_order or palette is None or depth is None:
        return None
    if depth in (Depth.FEW, Depth.NONE):
        palette = in_16_colors(palette) if depth is Depth.FEW else DARK
    variant = (left and left.variant) or Variant(settings.chinese)
    what = Picture(articles, total, settings.sidebar, palette, variant=variant)
    if left is not None:
        at = [article.path for article in articles]
        what = what._replace(
            total=left.size or total,
            head=left.arrangement.described(settings.sort),
            cursor=at.index(left.cursor) if left.cursor in at else 0,
            headings=left.headings,
        )
    return what, Pen(depth, palette, LOOKS)


def drawn(what: Picture, pen: Pen, columns: int, height: int) -> str:
    """The escape sequences and text that put it on the screen."""
    written = [
        f"\x1b[{number};1H{pen.line(row)}"
        for number, row in enumerate(what.rows(columns, height), 1)
    ]
    return f"{''.join(written)}\x1b[0m"


def show(what: Picture, pen: Pen, terminal: Terminal) -> None:
    """Show it; keys that are typed meanwhile are kept for the app, and not echoed."""
    columns, height = bounded(*os.get_terminal_size(terminal.target))
    fits = what.shows_cursor(height)
    terminal.enter(drawn(what, pen, columns, height) if fits else "")
