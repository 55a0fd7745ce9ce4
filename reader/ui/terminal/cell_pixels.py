"""Pixels of a cell of the terminal, where it says how many it has."""

from __future__ import annotations

import struct
import sys
from functools import cache
from typing import Final

from reader.typeset.picture_size import PixelSize

USUAL: Final = PixelSize(8, 16)
_LIKELY: Final = range(3, 100)
"""Pixels of a cell's side that a terminal may rightly state."""


@cache
def cell_pixels() -> PixelSize:
    """The size of a cell by TIOCGWINSZ; the usual one where the terminal does not tell.

    Asked once: a cell of another size changes no picture's proportions by much.
    """
    try:
        from fcntl import ioctl
        from termios import TIOCGWINSZ
    except ImportError:  # Windows
        return USUAL
    terminal = sys.__stdout__
    try:
        answer = ioctl(terminal.fileno() if terminal else 1, TIOCGWINSZ, bytes(8))
    except (OSError, ValueError):
        return USUAL
    rows, columns, width, height = struct.unpack("HHHH", answer)
    if not rows or not columns:
        return USUAL
    cell = PixelSize(width // columns, height // rows)
    return cell if cell.width in _LIKELY and cell.height in _LIKELY else USUAL
