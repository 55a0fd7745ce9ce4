"""A picture alone on the screen, and the way to the others of the article."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reader.errors import ReaderError
from reader.services.pictures.image_viewer import open_picture
from reader.typeset.picture_size import CellSize, PictureRoom, PixelSize, fitted
from reader.ui.article.host import Work
from reader.ui.article.pictures.half_blocks import BlockGrid, Rgb, TerminalCells, decoded
from reader.ui.article.pictures.shown_picture import ShownPicture
from reader.ui.commands import Scope, bindings, keymap_of, quit_bindings
from reader.ui.common.key_hints import hinted_content
from reader.ui.terminal.cell_pixels import cell_pixels

_ENLARGED: Final = 2
"""How many times larger than its pixels a picture may be when it is alone."""
_NOT_SHOWN: Final = "This picture cannot be shown"


class PictureCanvas(Widget):
    """Paints one picture as large as fits, in the middle."""

    class Clicked(Message):
        """The mouse was pressed on it."""

    def __init__(self, cells: TerminalCells) -> None:
        super().__init__()
        self._cells = cells
        self._picture: ShownPicture | None = None
        self._grid: BlockGrid | None = None
        self._told = ""

    def show(self, picture: ShownPicture) -> None:
        """Paint another picture as soon as it is decoded."""
        self._picture, self._grid, self._told = picture, None, ""
        self._decode()

    @on(events.Resize)
    def _decode(self) -> None:
        if self._picture is not None and self.size.width and self.size.height:
            work: Work = partial(self._decoded, self._picture)
            self.run_worker(work, exclusive=True)

    async def _decoded(self, picture: ShownPicture) -> None:
        cell = cell_pixels()
        room = PictureRoom(
            self.size.height, PixelSize(cell.width // _ENLARGED, cell.height // _ENLARGED)
        )
        size = fitted(picture.size, self.size.width, room) or CellSize(1, 1)
        ground = self.background_colors[1].rgb
        self._grid = await asyncio.to_thread(_grid, picture, size, ground, self._cells)
        self._told = "" if self._grid is not None else _NOT_SHOWN
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        grid, base = self._grid, self.rich_style
        if grid is None:
            text = self._told if y == height // 2 else ""
            return Strip([Segment(text.center(width), base)], width)
        row = y - (height - grid.size.rows) // 2
        if not 0 <= row < grid.size.rows:
            return Strip.blank(width, base)
        left = (width - grid.size.columns) // 2
        right = width - left - grid.size.columns
        edges = Segment(" " * left, base), Segment(" " * right, base)
        return Strip([edges[0], *grid.segments(row), edges[1]], width)

    def on_click(self) -> None:
        self.post_message(self.Clicked())


class PictureScreen(ModalScreen[int]):
    """Shows one of some pictures; closes with the block of the one that was seen last."""

    CSS_PATH = "picture_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PICTURE), *quit_bindings()]

    def __init__(self, pictures: Sequence[ShownPicture], at: int, cells: TerminalCells) -> None:
        super().__init__()
        self._pictures = pictures
        self._at = at
        self._canvas = PictureCanvas(cells)
        self._caption = Static(id="picture-caption")
        self._keys = Static(id="picture-keys")

    def compose(self) -> ComposeResult:
        yield self._canvas
        yield self._caption
        yield self._keys

    def on_mount(self) -> None:
        self._show(self._at)

    def _show(self, at: int) -> None:
        self._at = at
        picture = self._pictures[at]
        self._canvas.show(picture)
        self._caption.update(Content(picture.caption))
        self._caption.display = bool(picture.caption)
        self._keys.update(hinted_content(self._told()))

    def _told(self) -> str:
        keymap = keymap_of(self.app)
        size = self._pictures[self._at].size
        told = f"{size.width} × {size.height}"
        if len(self._pictures) > 1:
            told = f"{told} · {self._at + 1} of {len(self._pictures)}"
            told = keymap.hinted(told, "picture.next", "next")
        told = keymap.hinted(told, "picture.outside", "outside")
        return keymap.hinted(told, "picture.close", "back")

    def action_next(self) -> None:
        self._show(min(self._at + 1, len(self._pictures) - 1))

    def action_previous(self) -> None:
        self._show(max(0, self._at - 1))

    def action_outside(self) -> None:
        """Open the picture in the desktop's program for pictures."""
        work: Work = partial(self._open_outside, self._pictures[self._at])
        self.run_worker(work, exclusive=True)

    async def _open_outside(self, picture: ShownPicture) -> None:
        try:
            await asyncio.to_thread(open_picture, picture.source, picture.address)
        except ReaderError as error:
            self._keys.update(Content(str(error)))
        else:
            self._keys.update(Content("Opened outside"))

    def action_close(self) -> None:
        self.dismiss(self._pictures[self._at].block)

    @on(PictureCanvas.Clicked)
    def _clicked(self, message: PictureCanvas.Clicked) -> None:
        message.stop()
        self.action_close()


def _grid(
    picture: ShownPicture, size: CellSize, ground: Rgb, cells: TerminalCells
) -> BlockGrid | None:
    """The picture in cells; None if it cannot be decoded. For threads."""
    for _, file in picture.source.files([picture.address]):
        return decoded(file, size, ground, cells)
    return None
