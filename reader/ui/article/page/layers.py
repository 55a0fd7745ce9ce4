"""Layers of looks over the text of a page, the lowest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rich.style import Style

from reader.document.links import words_of
from reader.document.model import Block, BlockKind, Place
from reader.services.reading.highlights import HighlightPart, Highlights
from reader.typeset.overlays import Overlay, Overlays
from reader.ui.article.page import looks as look
from reader.ui.article.page.code_colors import CodeColors
from reader.ui.article.page.viewport import Viewport

if TYPE_CHECKING:
    from reader.document.links import Link
    from reader.document.ranges.find import Match

Cover = Overlays[Style]
Lookup = Callable[[str], Style]
"""A function from the name of a look to what it adds to the style of the page."""


class Layer(Protocol):
    """One thing that is drawn over the text of blocks."""

    def over(self, block: int, below: Cover) -> Cover:
        """`below`, with what this layer draws over the block on top of it."""
        ...


class Spot(NamedTuple):
    """Characters `start` to `end` (exclusive) of a block."""

    block: int
    start: int
    end: int


class LinkSpot(NamedTuple):
    """A link in its block, with its index among all links."""

    start: int
    end: int
    number: int


def look_of(overlay: Overlay[Style]) -> Style:
    return overlay.look


NOTHING: Cover = Overlays((), look_of)


class SpanLayer:
    """Emphasis, links, inline code: what the text itself says of its looks."""

    def __init__(self, viewport: Viewport, style_of: Lookup) -> None:
        self._viewport = viewport
        self._style_of = style_of

    def over(self, block: int, below: Cover) -> Cover:
        known = _block(self._viewport, block)
        if known is None or not known.spans:
            return below
        return Overlays(known.spans, lambda span: self._style_of(f"span-{span.kind}"), below)


class SyntaxLayer:
    """The colours of code, as far as they were found."""

    def __init__(self, viewport: Viewport, colors: CodeColors, style_of: Lookup) -> None:
        self._viewport = viewport
        self._colors = colors
        self._style_of = style_of

    def over(self, block: int, below: Cover) -> Cover:
        document, known = self._viewport.document, _block(self._viewport, block)
        if document is None or known is None:
            return below
        if known.kind is not BlockKind.CODE or not known.language:
            return below
        spans = self._colors.of(document, block)
        return Overlays(spans, lambda span: self._style_of(f"syntax-{span.kind}"), below)


class LinkLayer:
    """Which characters a click follows: each segment of a link carries the link's index.

    And its address, if the terminal is to know it.
    """

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self.address_of: Callable[[str, str], str] | None = None
        """Makes of a target, and the link's words, the address for the terminal, empty for none."""
        self._by_block: dict[int, list[LinkSpot]] = {}
        self._styles: dict[int, Style] = {}
        """By index of the link: a terminal tells by an id in it which segments are one link."""

    def put(self, links: Sequence[Link]) -> None:
        self._by_block = {}
        self._styles = {}
        for number, link in enumerate(links):
            spot = LinkSpot(link.start, link.end, number)
            self._by_block.setdefault(link.block, []).append(spot)

    def of(self, block: int) -> Sequence[LinkSpot]:
        """The links of a block."""
        return self._by_block.get(block, ())

    def over(self, block: int, below: Cover) -> Cover:
        spots = self._by_block.get(block)
        if not spots:
            return below
        return Overlays(spots, self._style, below)

    def _style(self, spot: LinkSpot) -> Style:
        style = self._styles.get(spot.number)
        if style is None:
            style = self._styles[spot.number] = self._made_style(spot.number)
        return style

    def _made_style(self, number: int) -> Style:
        style, links = Style.from_meta({"link": number}), self._viewport.links
        document = self._viewport.document
        if self.address_of is None or document is None or number >= len(links):
            return style
        link = links[number]
        address = self.address_of(link.href, words_of(document, link))
        return style + Style(link=address) if address else style


class HighlightLayer:
    """Text that the owner highlighted."""

    def __init__(self, viewport: Viewport, style_of: Lookup) -> None:
        self._viewport = viewport
        self._style_of = style_of
        self.highlights = Highlights()

    def over(self, block: int, below: Cover) -> Cover:
        known = _block(self._viewport, block) if self.highlights else None
        marks = self.highlights.in_block(block, len(known.text)) if known is not None else ()
        return Overlays(marks, self._look_of, below) if marks else below

    def _look_of(self, mark: HighlightPart) -> Style:
        """Return the look of a mark; one that may belong elsewhere is told apart without colour."""
        name = look.UNSURE_HIGHLIGHT if mark.is_unsure else look.HIGHLIGHT.format(mark.color)
        return self._style_of(name)


class SpotLayer:
    """One spot of the article at the most, in a look of its own."""

    def __init__(self, name: str, style_of: Lookup) -> None:
        self.name = name
        self._style_of = style_of
        self.spot: Spot | None = None

    def over(self, block: int, below: Cover) -> Cover:
        if self.spot is None or self.spot.block != block:
            return below
        overlay = Overlay(self.spot.start, self.spot.end, self._style_of(self.name))
        return Overlays([overlay], look_of, below)


class MatchLayer:
    """All that was found."""

    def __init__(self, style_of: Lookup) -> None:
        self._style_of = style_of
        self._by_block: dict[int, list[Match]] = {}

    def put(self, matches: Sequence[Match]) -> None:
        self._by_block = {}
        for match in matches:
            self._by_block.setdefault(match.block, []).append(match)

    def over(self, block: int, below: Cover) -> Cover:
        matches = self._by_block.get(block)
        if not matches:
            return below
        return Overlays(matches, lambda _: self._style_of(look.MATCH), below)


class SelectionLayer:
    """Text that is selected on the screen, by mouse or by keys."""

    def __init__(
        self,
        viewport: Viewport,
        span: Callable[[], tuple[Place, Place] | None],
        style: Callable[[], Style],
    ) -> None:
        self._viewport = viewport
        self._span = span
        self._style = style

    def over(self, block: int, below: Cover) -> Cover:
        span, known = self._span(), _block(self._viewport, block)
        if known is None or span is None or not span[0].block <= block <= span[1].block:
            return below
        first, last = span
        start = first.offset if first.block == block else 0
        end = last.offset if last.block == block else len(known.text)
        return Overlays([Overlay(start, end, self._style())], look_of, below)


class Layers:
    """All layers in their order, and what is kept of them by block.

    The fixed ones are put together once for a block and kept until its text or the theme is
    another, the lit ones until `repaint`; the live ones are asked for at each row.
    """

    def __init__(
        self,
        viewport: Viewport,
        colors: CodeColors,
        *,
        style_of: Lookup,
        selected: Callable[[], tuple[Place, Place] | None],
        selected_style: Callable[[], Style],
        redraw: Callable[[], None],
    ) -> None:
        """`redraw` is called when rows that were drawn show something else now."""
        self._redraw = redraw
        self.links = LinkLayer(viewport)
        self.highlights = HighlightLayer(viewport, style_of)
        self.target = SpotLayer(look.TARGET, style_of)
        """The line that a jump led to."""
        self.focused_link = SpotLayer(look.FOCUSED_LINK, style_of)
        self.matches = MatchLayer(style_of)
        self.current_match = SpotLayer(look.CURRENT_MATCH, style_of)
        self.caret = SpotLayer(look.CARET, style_of)
        spans = SpanLayer(viewport, style_of)
        syntax = SyntaxLayer(viewport, colors, style_of)
        selection = SelectionLayer(viewport, selected, selected_style)
        self._fixed: tuple[Layer, ...] = (spans, syntax, self.links)
        self._lit: tuple[Layer, ...] = (
            self.highlights,
            self.target,
            self.focused_link,
            self.matches,
            self.current_match,
        )
        self._live: tuple[Layer, ...] = (selection, self.caret)
        self._fixed_covers: dict[int, Cover] = {}
        self._lit_covers: dict[int, Cover] = {}

    def of(self, block: int) -> Cover:
        """All that lies over a block; nothing over the title card, whose index is -1."""
        if block < 0:
            return NOTHING
        cover = self._lit_covers.get(block)
        if cover is None:
            fixed = self._fixed_covers.get(block)
            if fixed is None:
                fixed = self._fixed_covers[block] = _stack(self._fixed, block, NOTHING)
            cover = self._lit_covers[block] = _stack(self._lit, block, fixed)
        return _stack(self._live, block, cover)

    def repaint(self) -> None:
        """Draw anew after one of the lit or live layers has changed."""
        self._lit_covers.clear()
        self._redraw()

    def forget(self, block: int | None = None) -> None:
        """Forget what is kept of a block whose text or code colours are others, or of all."""
        for covers in (self._fixed_covers, self._lit_covers):
            if block is None:
                covers.clear()
            else:
                covers.pop(block, None)
        self._redraw()


def _stack(layers: Sequence[Layer], block: int, below: Cover) -> Cover:
    for layer in layers:
        below = layer.over(block, below)
    return below


def _block(viewport: Viewport, index: int) -> Block | None:
    return viewport.document.blocks[index] if viewport.document is not None else None
