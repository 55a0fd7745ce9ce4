"""Pictures in the rows of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from reader.document.model import BlockKind
from reader.typeset.model import PictureRow
from reader.typeset.picture_size import CellSize
from reader.ui.article.page.layers import Lookup
from reader.ui.article.page.looks import AWAITED_PICTURE
from reader.ui.article.page.viewport import Viewport
from reader.ui.article.pictures.half_blocks import Rgb, TerminalCells
from reader.ui.article.pictures.shown_picture import ShownPicture
from reader.ui.article.pictures.store import (
    Found,
    GridKey,
    PictureStore,
    PictureWork,
    SizesFound,
)

if TYPE_CHECKING:
    from textual.app import App

    from reader.services.pictures.source import PictureSource

_AHEAD: Final = 2
"""Pictures below one that is seen that are decoded before they are."""
_NO_GROUND: Final[Rgb] = (0, 0, 0)


class PaintedPictures:
    """Paints pictures as soon as they are decoded; until then their place is kept free."""

    def __init__(
        self,
        viewport: Viewport,
        style_of: Lookup,
        start: Callable[[Callable[[], None]], None],
        told: Callable[[PictureWork, Found], None],
    ) -> None:
        """`start` and `told` are as the store wants them."""
        self._viewport = viewport
        self._style_of = style_of
        self.store = PictureStore(start, told)

    def begin(self, source: PictureSource | None) -> None:
        """Find the pictures of an article that is shown now; without a source there are none."""
        self.store.begin(source, self._addresses() if source is not None else ())

    def extend(self) -> None:
        """Find the pictures of what there is more of the article."""
        self.store.extend(self._addresses())

    def take(self, work: PictureWork, found: Found) -> bool:
        """Show what a worker found; whether rows on the screen may be others now."""
        if not self.store.take(work, found):
            return False
        if isinstance(found, SizesFound):
            self._viewport.put_pictures(found.sizes)
        elif found.grid is None:
            self._viewport.put_pictures({}, {found.key.address})
        return True

    def row(self, block: int, shown: PictureRow, base: Style) -> Sequence[Segment]:
        """What to paint of a row of a block's picture: the picture, or its place."""
        ground = _rgb(base)
        grid = self.store.grid(GridKey(self._address(block), shown.size, ground))
        if shown.row == 0 or grid is None:
            self._expect_next(block, ground)
        if grid is None:
            blank = " " * shown.size.columns
            return [Segment(blank, base + self._style_of(AWAITED_PICTURE))]
        return grid.segments(shown.row)

    def shown(self) -> tuple[ShownPicture, ...]:
        """All pictures of the article that are on the page, as far as they were found."""
        document, source = self._viewport.document, self.store.source
        if document is None or source is None:
            return ()
        return tuple(
            ShownPicture(index, block.href, self._viewport.wording.line(block.text), size, source)
            for index, block in enumerate(document.blocks)
            if block.kind is BlockKind.IMAGE
            and (size := self._viewport.picture_pixels(index)) is not None
        )

    def missing(self) -> tuple[str, ...]:
        """Addresses of the pictures of the article that lines stand for, each once."""
        document = self._viewport.document
        blocks = document.blocks if document is not None else ()
        return tuple(
            dict.fromkeys(
                block.href
                for index, block in enumerate(blocks)
                if block.kind is BlockKind.IMAGE
                and block.href
                and not self._viewport.knows_picture(index)
            )
        )

    def _expect_next(self, block: int, ground: Rgb) -> None:
        page = self._viewport.page
        for index in page.pictures_after(block, _AHEAD) if page is not None else ():
            size: CellSize | None = page.picture(index) if page is not None else None
            if size is not None:
                self.store.expect(GridKey(self._address(index), size, ground))

    def _address(self, block: int) -> str:
        document = self._viewport.document
        return document.blocks[block].href if document is not None else ""

    def _addresses(self) -> Iterator[str]:
        """Addresses of all pictures: those from the top of the screen on first, then the others."""
        document = self._viewport.document
        if document is None:
            return
        images = [
            (index, block.href)
            for index, block in enumerate(document.blocks)
            if block.kind is BlockKind.IMAGE
        ]
        here = self._viewport.block
        yield from (href for index, href in images if index >= here)
        yield from (href for index, href in reversed(images) if index < here)


def cells_of(app: App[None], ambiguous: int) -> TerminalCells:
    """What an app's terminal has for pictures; `ambiguous` is the setting."""
    is_reduced = app.console.color_system == "256"
    colors = ColorSystem.EIGHT_BIT if is_reduced else ColorSystem.TRUECOLOR
    return TerminalCells(colors, has_wide_blocks=ambiguous > 1)


def _rgb(style: Style) -> Rgb:
    color = style.bgcolor
    triplet = color.triplet if color is not None else None
    return (triplet.red, triplet.green, triplet.blue) if triplet is not None else _NO_GROUND
