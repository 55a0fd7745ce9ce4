"""Sizes of pictures, in pixels and in cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEAST_PIXELS: Final = 32
"""Pixels below which a picture is an icon, and a line says what it is."""
_LEAST_SIDE: Final = 12
"""Pixels of the shorter side below which it is a ruled line."""


@dataclass(frozen=True, slots=True)
class PixelSize:
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CellSize:
    """Cells that a picture takes."""

    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class PictureRoom:
    """What pictures on a page may take, besides the width of their column."""

    rows: int
    """Rows at the most."""
    cell: PixelSize = PixelSize(8, 16)
    """Pixels of a cell; a guess where the terminal does not tell."""


def fitted(pixels: PixelSize, columns: int, room: PictureRoom) -> CellSize | None:
    """The cells that a picture takes in a column; None if a line of text says more than it would.

    Never more than its pixels need, and in its own proportions.
    """
    if max(pixels.width, pixels.height) < LEAST_PIXELS:
        return None
    if min(pixels.width, pixels.height) < _LEAST_SIDE:
        return None
    wide, high = pixels.width / room.cell.width, pixels.height / room.cell.height
    scale = min(1.0, columns / wide, room.rows / high)
    size = CellSize(max(1, round(wide * scale)), max(1, round(high * scale)))
    return size if size.rows > 1 and size.columns > 1 else None
