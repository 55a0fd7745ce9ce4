"""The project's own colours: ink and paper, one accent, one mark colour; and in 16 colours.

Nothing here imports Textual: the first picture is drawn before it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of a theme: `#rrggbb`, or of the terminal's own 16 `ansi_red` and so on."""

    name: str
    colors: Mapping[str, str]
    """Colours by the names that every theme of Textual has."""
    variables: Mapping[str, str]
    """Variables by names of ours and of Textual's."""
    is_dark: bool
    is_ansi: bool = False

    def color(self, name: str) -> str:
        return self.variables.get(name) or self.colors[name]


DARK = Palette(
    name="reader-dark",
    colors={
        "primary": "#7fb4a3",
        "secondary": "#8fa8c8",
        "accent": "#e0a95c",
        "warning": "#e0a95c",
        "error": "#e88a7b",
        "success": "#8fbf7f",
        "foreground": "#d9d4c7",
        "background": "#1b1c1e",
        "surface": "#202225",
        "panel": "#2b2f33",
    },
    variables={
        "reader-muted": "#a19d93",
        "reader-faint": "#6f6c66",
        "reader-strong": "#f4efe3",
        "reader-title": "#ffd694",
        "reader-code": "#24272b",
        "reader-mark": "#5c491f",
        "reader-mark-current": "#e0a95c",
        "reader-on-mark": "#1b1c1e",
        "reader-target": "#2f3b3a",
        "reader-highlight-yellow": "#403408",
        "reader-highlight-green": "#1c3a22",
        "reader-highlight-blue": "#1f3450",
        "reader-highlight-red": "#53262a",
        "reader-highlight-purple": "#442a52",
        "reader-on-highlight-yellow": "#f4efe3",
        "reader-on-highlight-green": "#f4efe3",
        "reader-on-highlight-blue": "#f4efe3",
        "reader-on-highlight-red": "#f4efe3",
        "reader-on-highlight-purple": "#f4efe3",
        "reader-comment": "#a19d93",
        "reader-string": "#a3bf8a",
        "reader-number": "#d8a583",
        "reader-keyword": "#98b0cf",
        "reader-name": "#86baa9",
        "input-selection-background": "#46555f",
    },
    is_dark=True,
)

LIGHT = Palette(
    name="reader-light",
    colors={
        "primary": "#27655a",
        "secondary": "#37537a",
        "accent": "#964613",
        "warning": "#964613",
        "error": "#a5332a",
        "success": "#35692c",
        "foreground": "#33302a",
        "background": "#f8f4ea",
        "surface": "#f1ecdf",
        "panel": "#e5decd",
    },
    variables={
        "reader-muted": "#645f54",
        "reader-faint": "#948d7d",
        "reader-strong": "#14120f",
        "reader-title": "#6e2c05",
        "reader-code": "#efe9da",
        "reader-mark": "#f2d998",
        "reader-mark-current": "#964613",
        "reader-on-mark": "#fdfaf2",
        "reader-target": "#dfe8df",
        "reader-highlight-yellow": "#f7e58c",
        "reader-highlight-green": "#cfe8c0",
        "reader-highlight-blue": "#cadff2",
        "reader-highlight-red": "#f7d3ca",
        "reader-highlight-purple": "#e8d6f2",
        "reader-on-highlight-yellow": "#14120f",
        "reader-on-highlight-green": "#14120f",
        "reader-on-highlight-blue": "#14120f",
        "reader-on-highlight-red": "#14120f",
        "reader-on-highlight-purple": "#14120f",
        "reader-comment": "#645f54",
        "reader-string": "#44652e",
        "reader-number": "#8a491a",
        "reader-keyword": "#37537a",
        "reader-name": "#27655a",
        "input-selection-background": "#c9d6d0",
    },
    is_dark=False,
)

DARK_16 = Palette(
    name="reader-dark-16",
    colors={
        "primary": "ansi_cyan",
        "secondary": "ansi_cyan",
        "accent": "ansi_yellow",
        "warning": "ansi_yellow",
        "error": "ansi_bright_red",
        "success": "ansi_green",
        "foreground": "ansi_white",
        "background": "ansi_black",
        "surface": "ansi_black",
        "panel": "ansi_black",
        "boost": "ansi_black",
    },
    variables={
        "reader-muted": "ansi_white",
        "reader-faint": "ansi_white",
        "reader-strong": "ansi_bright_white",
        "reader-title": "ansi_bright_yellow",
        "reader-code": "ansi_black",
        "reader-mark": "ansi_black",
        "reader-mark-current": "ansi_yellow",
        "reader-on-mark": "ansi_black",
        "reader-target": "ansi_black",
        "reader-highlight-yellow": "ansi_yellow",
        "reader-on-highlight-yellow": "ansi_black",
        "reader-highlight-green": "ansi_green",
        "reader-on-highlight-green": "ansi_black",
        "reader-highlight-blue": "ansi_blue",
        "reader-on-highlight-blue": "ansi_bright_white",
        "reader-highlight-red": "ansi_red",
        "reader-on-highlight-red": "ansi_bright_white",
        "reader-highlight-purple": "ansi_magenta",
        "reader-on-highlight-purple": "ansi_bright_white",
        "reader-comment": "ansi_white",
        "reader-string": "ansi_green",
        "reader-number": "ansi_yellow",
        "reader-keyword": "ansi_cyan",
        "reader-name": "ansi_white",
        "input-selection-background": "ansi_black",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
    },
    is_dark=True,
    is_ansi=True,
)

LIGHT_16 = Palette(
    name="reader-light-16",
    colors={
        "primary": "ansi_blue",
        "secondary": "ansi_blue",
        "accent": "ansi_red",
        "warning": "ansi_red",
        "error": "ansi_red",
        "success": "ansi_black",
        "foreground": "ansi_black",
        "background": "ansi_white",
        "surface": "ansi_white",
        "panel": "ansi_white",
        "boost": "ansi_white",
    },
    variables={
        "reader-muted": "ansi_black",
        "reader-faint": "ansi_black",
        "reader-strong": "ansi_black",
        "reader-title": "ansi_red",
        "reader-code": "ansi_white",
        "reader-mark": "ansi_white",
        "reader-mark-current": "ansi_red",
        "reader-on-mark": "ansi_white",
        "reader-target": "ansi_white",
        "reader-highlight-yellow": "ansi_yellow",
        "reader-on-highlight-yellow": "ansi_black",
        "reader-highlight-green": "ansi_green",
        "reader-on-highlight-green": "ansi_black",
        "reader-highlight-blue": "ansi_blue",
        "reader-on-highlight-blue": "ansi_bright_white",
        "reader-highlight-red": "ansi_red",
        "reader-on-highlight-red": "ansi_bright_white",
        "reader-highlight-purple": "ansi_magenta",
        "reader-on-highlight-purple": "ansi_bright_white",
        "reader-comment": "ansi_black",
        "reader-string": "ansi_red",
        "reader-number": "ansi_red",
        "reader-keyword": "ansi_blue",
        "reader-name": "ansi_black",
        "input-selection-background": "ansi_white",
        "ansi-background": "ansi_white",
        "ansi-foreground": "ansi_black",
    },
    is_dark=False,
    is_ansi=True,
)

COLOR_NAMES = frozenset({*DARK.colors, "boost", *DARK.variables})
"""The names that a theme of one's own may give a colour."""
PALETTES = {palette.name: palette for palette in (DARK, LIGHT, DARK_16, LIGHT_16)}


def in_16_colors(palette: Palette) -> Palette:
    """The palette for 16 colours, where true ones would become whatever is nearest."""
    if palette.is_ansi:
        return palette
    return DARK_16 if palette.is_dark else LIGHT_16
