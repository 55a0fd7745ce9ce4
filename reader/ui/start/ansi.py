"""Looks as a terminal is told them: select graphic rendition (ECMA-48, 8.3.117)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from reader.text.safe import inert_row

if TYPE_CHECKING:
    from reader.ui.sidebar.widgets.entry_text import Piece
    from reader.ui.theme.looks import Look
    from reader.ui.theme.palettes import Palette

ATTRIBUTES = {"bold": "1", "italic": "3", "underline": "4", "reverse": "7", "strike": "9"}
NOT = "not"
"""What takes away the attribute after it."""
ANSI_COLORS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
FRONT, GROUND = 30, 40
BRIGHT = 60
"""Distance from the code of a colour to that of its bright twin."""


class Depth(Enum):
    """How many colours a terminal shows."""

    NONE = 0
    FEW = 16
    MANY = 256
    TRUE = 1 << 24


def depth_of(environment: Mapping[str, str]) -> Depth | None:
    """The depth of colours, by Rich's rules; None where the owner chose otherwise."""
    if "TEXTUAL_COLOR_SYSTEM" in environment or "TEXTUAL_DRIVER" in environment:
        return None
    if "NO_COLOR" in environment:
        return Depth.NONE
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return Depth.TRUE
    kind = environment.get("TERM", "").strip().lower().rpartition("-")[2]
    return Depth.MANY if kind in ("256color", "kitty") else Depth.FEW


class Pen:
    """Writes pieces of text in the colours of a palette."""

    def __init__(self, depth: Depth, palette: Palette, looks: Mapping[str, Look]) -> None:
        self._depth = depth
        self._palette = palette
        self._looks = looks
        self._known: dict[tuple[str, ...], str] = {}

    def line(self, pieces: Iterable[Piece]) -> str:
        """A line for the terminal; characters of the text do not act on it."""
        return "".join(
            f"{self._sequence(names)}{inert_row(text)}" for text, names in pieces if text
        )

    def _sequence(self, names: tuple[str, ...]) -> str:
        known = self._known.get(names)
        if known is None:
            known = self._known[names] = f"\x1b[{';'.join(self._codes(names))}m"
        return known

    def _codes(self, names: tuple[str, ...]) -> Iterable[str]:
        """Codes of looks that lie over each other."""
        front = ground = ""
        attributes: dict[str, None] = {}
        is_colorless = self._depth is Depth.NONE
        for name in names:
            parts = self._looks[name].parts(
                is_ansi=self._palette.is_ansi or is_colorless, is_colorless=is_colorless
            )
            front, ground = parts.color or front, parts.ground or ground
            for word, before in zip(parts.attributes, ("", *parts.attributes), strict=False):
                if before == NOT:
                    attributes.pop(word, None)
                elif word != NOT:
                    attributes[word] = None
        yield "0"
        yield from (ATTRIBUTES[attribute] for attribute in attributes)
        if not is_colorless:
            for name, base in ((front, FRONT), (ground, GROUND)):
                if name:
                    yield self._color(self._palette.color(name), base)

    def _color(self, value: str, base: int) -> str:
        if value.startswith("ansi_"):
            name = value.removeprefix("ansi_")
            plain = name.removeprefix("bright_")
            return str(base + ANSI_COLORS.index(plain) + (BRIGHT if plain != name else 0))
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        if self._depth is Depth.TRUE:
            return f"{base + 8};2;{red};{green};{blue}"
        return f"{base + 8};5;{nearest(red, green, blue)}"


GREY_SATURATION = 0.15
"""Below which a colour is shown as a grey."""
GREYS = 25
"""Steps from black to white, these two included."""
BLACK, WHITE = 16, 231
STEPS = (0, 95, 135, 175, 215, 255)
"""Steps of red, green and blue in the cube of 216 colours."""


def nearest(red: int, green: int, blue: int) -> int:
    """The colour that Rich takes of xterm's 256."""
    from colorsys import rgb_to_hls

    _, lightness, saturation = rgb_to_hls(red / 255, green / 255, blue / 255)
    if saturation < GREY_SATURATION:
        grey = round(lightness * GREYS)
        return BLACK if grey == 0 else WHITE if grey == GREYS else WHITE + grey
    index = 0
    for channel in (red, green, blue):
        first, step = STEPS[1], STEPS[2] - STEPS[1]
        place = channel / first if channel < first else 1 + (channel - first) / step
        index = index * len(STEPS) + round(place)
    return BLACK + index
