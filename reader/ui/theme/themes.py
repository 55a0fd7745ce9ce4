"""The project's palettes as themes of Textual, and which theme a terminal can show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.theme import Theme

from reader.ui.theme import palettes
from reader.ui.theme.palettes import Palette

if TYPE_CHECKING:
    from reader.settings.theme_files import ThemeFile


def theme_of(file: ThemeFile) -> Theme:
    """A theme of the owner's; what its file does not say is as in one of the reader's."""
    base = palettes.DARK if file.is_dark else palettes.LIGHT
    of_theme = {*base.colors, "boost"}
    colors = {name: value for name, value in file.colors.items() if name in of_theme}
    variables = {name: value for name, value in file.colors.items() if name not in of_theme}
    return _theme(
        Palette(
            file.name,
            {**base.colors, **colors},
            {**base.variables, **variables},
            is_dark=file.is_dark,
        )
    )


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
