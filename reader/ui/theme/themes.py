"""The project's palettes as themes of Textual, and which theme a terminal can show."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from reader.ui.theme import palettes
from reader.ui.theme.palettes import Palette


def _theme(known: Palette) -> Theme:
    colors = known.colors
    return Theme(
        name=known.name,
        primary=colors["primary"],
        secondary=colors["secondary"],
        accent=colors["accent"],
        warning=colors["warning"],
        error=colors["error"],
        success=colors["success"],
        foreground=colors["foreground"],
        background=colors["background"],
        surface=colors["surface"],
        panel=colors["panel"],
        boost=colors.get("boost"),
        dark=known.is_dark,
        ansi=known.is_ansi,
        variables=dict(known.variables),
    )


DARK = _theme(palettes.DARK)
LIGHT = _theme(palettes.LIGHT)
DARK_16 = _theme(palettes.DARK_16)
LIGHT_16 = _theme(palettes.LIGHT_16)
THEMES = (DARK, LIGHT, DARK_16, LIGHT_16)


def fitting(wanted: str, available: Mapping[str, Theme], *, few_colors: bool) -> str:
    """The name of a theme that the terminal can show: the one that is wanted, or its like.

    With 16 colours, true colours would come out as whatever is nearest: only ANSI themes serve.
    An unknown name is the dark theme.
    """
    theme = available.get(wanted, DARK)
    if not few_colors or theme.ansi:
        return theme.name
    return DARK_16.name if theme.dark else LIGHT_16.name
