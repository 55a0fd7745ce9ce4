"""Colours of highlights, as programs and services name them, among those that we have."""

from __future__ import annotations

import colorsys
import re
from typing import Final

from reader.state.highlight_colors import HIGHLIGHT_COLORS

_NAMES: Final = {
    "orange": "red",
    "pink": "purple",
    "magenta": "purple",
    "violet": "purple",
    "lavender": "purple",
    "cyan": "blue",
    "teal": "blue",
    "aqua": "blue",
    "olive": "green",
    "lime": "green",
    "gold": "yellow",
}
"""Names that are none of ours; no two colours of a service with four or five become one."""
_HEX: Final = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})|#?([0-9a-f]{3})")
_HUES: Final = ((40, "red"), (75, "yellow"), (165, "green"), (260, "blue"), (340, "purple"))
"""Degrees of hue up to which each reaches; red begins again behind the last."""
_GRAY: Final = 0.08
"""Saturation below which a colour has no hue."""


def highlight_color(told: str) -> str:
    """A word of `HIGHLIGHT_COLORS` for a name in English or a hexadecimal RGB; empty for neither.

    Of eight hexadecimal digits the first two are taken for the opacity, as Android writes them.
    """
    name = told.strip().lower().removeprefix("highlight_").removeprefix("light").strip(" -_")
    if name in HIGHLIGHT_COLORS:
        return name
    found = _HEX.fullmatch(name)
    if found is None:
        return _NAMES.get(name, "")
    digits = found[1] or "".join(digit * 2 for digit in found[2])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, _ = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _GRAY:
        return ""
    return next((color for most, color in _HUES if hue * 360 < most), "red")
