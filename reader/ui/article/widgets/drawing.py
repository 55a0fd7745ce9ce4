"""Rows of the page as strips, each of them drawn once."""

from __future__ import annotations

from collections import OrderedDict

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.truncate import cut_start, elide
from reader.typeset.model import Role
from reader.ui.article.page.layers import Layers, Lookup
from reader.ui.article.page.link_focus import LinkFocus
from reader.ui.article.page.link_hints import LinkHints
from reader.ui.article.page.looks import FOCUSED_LINK
from reader.ui.article.page.viewport import Viewport
from reader.ui.article.pictures.painted import PaintedPictures
from reader.ui.article.widgets.margin import Margin
from reader.ui.article.widgets.paint import paint

KEPT_STRIPS = 512
GAP = 2
"""Cells between a row under the end and what follows it."""


class Drawing:
    """Draws rows of the page at one width, and keeps what was drawn until it is told to forget."""

    def __init__(
        self,
        viewport: Viewport,
        layers: Layers,
        links: LinkFocus,
        hints: LinkHints,
        margin: Margin,
        pictures: PaintedPictures,
        style_of: Lookup,
    ) -> None:
        self.hovered = -1
        """Which of the rows under the end the mouse is on, -1 for none."""
        self._viewport = viewport
        self._links = links
        self._hints = hints
        self._layers = layers
        self._margin = margin
        self._pictures = pictures
        self._style_of = style_of
        self._strips: OrderedDict[int, Strip] = OrderedDict()

    def forget(self) -> None:
        self._strips.clear()

    def row(self, row: int, width: int, covered: int, base: Style, *, colorless: bool) -> Strip:
        """Row `row` of the page in `width` cells, of which the scroll bar covers the last."""
        page = self._viewport.page
        if page is None:
            return Strip.blank(width, base)
        if row >= page.height:
            return self._under_end(row, row - page.height - 1, width, base)
        known = self._strips.get(row)
        if known is not None:
            return known
        block, line = page.line(row, self._viewport.shift)
        strip = paint(
            self._hints.over(row, line),
            block,
            self._layers.of(block),
            left=self._viewport.left,
            width=width,
            measure=page.style.width,
            base=base,
            style_of=self._style_of,
            ambiguous=page.style.ambiguous,
            covered=covered,
            marks=self._margin.marks(block, row, colorless=colorless)._replace(
                focused=bool(line.runs or line.picture) and 0 <= block == self._links.picture
            ),
            picture=self._pictures.row(block, line.picture, base) if line.picture else (),
        )
        self._strips[row] = strip
        if len(self._strips) > KEPT_STRIPS:
            self._strips.popitem(last=False)
        return strip

    def _under_end(self, on_page: int, place: int, width: int, base: Style) -> Strip:
        rows, left = self._viewport.end_section, self._viewport.left
        if not 0 <= place < len(rows):
            return Strip.blank(width, base)
        row, room = rows[place], self._viewport.column
        text, used = elide(row.text, room)
        detail, cells = elide(row.detail, room - used - GAP) if room - used > GAP else ("", 0)
        at = self._viewport.end_link_at(on_page)
        number = len(self._viewport.links) + at
        under, over = base, Style()
        if at >= 0:
            under += Style.from_meta({"link": number})
            over = self._style_of(FOCUSED_LINK) if number == self._links.index else Style()
            under += self._style_of("hover") if at == self.hovered else Style()
        label = "".join(hint.label for hint in self._hints.on_row(on_page))
        text = cut_start(text, len(label))
        pieces = [
            Segment(" " * left, base),
            Segment(label, under + self._style_of(Role.HINT)),
            Segment(text, under + self._style_of("span-link" if at >= 0 else "label") + over),
            Segment(" " * GAP if cells else "", under),
            Segment(detail, under + self._style_of("meta")),
        ]
        return Strip(pieces, left + used + cells + (GAP if cells else 0)).adjust_cell_length(
            width, base
        )
