"""Pictures painted in half blocks: each cell has two pixels, one above the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, Final

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from reader.typeset.picture_size import CellSize, PixelSize

_UPPER: Final = "▀"
_STEPS: Final = bytes(min(255, (value + 2) // 4 * 4) for value in range(256))
"""Shades that nobody can tell apart in a cell become one: flat areas are one segment."""
Rgb = tuple[int, int, int]
_KEPT_STYLES: Final = 8_192


@dataclass(frozen=True, slots=True)
class BlockGrid:
    """The pixels of a picture in cells, three bytes for each: red, green, blue."""

    size: CellSize
    data: bytes
    """`2 * size.rows` rows of `size.columns` pixels."""

    def prepare(self, colors: ColorSystem) -> None:
        """Have the styles of all cells made, and what the terminal is sent for them.

        That takes ten times as long as putting them together; a worker can do it.
        """
        for row in range(self.size.rows):
            for segment in self.segments(row):
                if segment.style is not None:
                    segment.style.render(" ", color_system=colors)

    def segments(self, row: int) -> list[Segment]:
        """A row of cells, `size.columns` of them; O(columns)."""
        stride = 3 * self.size.columns
        start = 2 * row * stride
        upper = self.data[start : start + stride]
        lower = self.data[start + stride : start + 2 * stride]
        found: list[Segment] = []
        run, last = 0, b""
        for at in range(0, stride, 3):
            both = upper[at : at + 3] + lower[at : at + 3]
            if both == last:
                run += 1
                continue
            if run:
                found.append(_segment(last, run))
            run, last = 1, both
        if run:
            found.append(_segment(last, run))
        return found


def grid_of(size: CellSize, pixels: bytes, ground: Rgb) -> BlockGrid:
    """The grid of a picture, with fewer shades; where it is clear it has the ground's."""
    data = bytearray(pixels.translate(_STEPS))
    own = bytes(ground)
    near = own.translate(_STEPS)
    for at in range(0, len(data), 3):
        if data[at : at + 3] == near:
            data[at : at + 3] = own
    return BlockGrid(size, bytes(data))


@dataclass(frozen=True, slots=True)
class TerminalCells:
    """What matters of a terminal to what is painted in its cells."""

    colors: ColorSystem = ColorSystem.TRUECOLOR
    has_wide_blocks: bool = False
    """Whether a half block takes two cells, as an Ambiguous character: then none is used."""


def decoded(file: BinaryIO, size: CellSize, ground: Rgb, cells: TerminalCells) -> BlockGrid | None:
    """The picture in a file, ready to be painted; None if it cannot be decoded. For workers."""
    from reader.services.pictures.raster import scaled

    rows = size.rows if cells.has_wide_blocks else 2 * size.rows
    pixels = scaled(file, PixelSize(size.columns, rows), ground)
    if pixels is None:
        return None
    if cells.has_wide_blocks:
        pixels = _rows_twice(pixels, 3 * size.columns)
    grid = grid_of(size, pixels, ground)
    grid.prepare(cells.colors)
    return grid


def _rows_twice(pixels: bytes, stride: int) -> bytes:
    rows = (pixels[at : at + stride] for at in range(0, len(pixels), stride))
    return b"".join(row + row for row in rows)


def _segment(both: bytes, cells: int) -> Segment:
    is_flat = both[:3] == both[3:]
    return Segment((" " if is_flat else _UPPER) * cells, _style(both))


@lru_cache(_KEPT_STYLES)
def _style(both: bytes) -> Style:
    lower = Color.from_triplet(ColorTriplet(both[3], both[4], both[5]))
    if both[:3] == both[3:]:
        return Style.from_color(bgcolor=lower)
    return Style.from_color(Color.from_triplet(ColorTriplet(both[0], both[1], both[2])), lower)
