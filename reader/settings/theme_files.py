"""Themes of one's own: files in the folder `themes` beside config.toml.

Each is TOML with the names of the palette: the ten colours that every theme of Textual has, and the
reader's own, which begin with `reader-`. What is not said is as in the reader's dark theme, or the
light one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from reader import toml_text

FOLDER = "themes"
MOST_THEMES = 200
"""Files of the folder that are read, by their names."""
MOST_BYTES = 64 * 1024
DARK = "dark"
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[\w.-]{1,40}")
_HALF = 128
"""The least brightness of a light ground, of 255."""


class ThemeFile(NamedTuple):
    """A theme as its file has it."""

    name: str
    colors: Mapping[str, str]
    """`#rrggbb` by the names of the palette."""
    is_dark: bool


class ThemeFiles(NamedTuple):
    """The themes of a folder, and a line for each mistake, which names the file."""

    themes: tuple[ThemeFile, ...] = ()
    problems: tuple[str, ...] = ()


NO_THEMES = ThemeFiles()


def read_themes(config: Path, known: frozenset[str], taken: frozenset[str]) -> ThemeFiles:
    """Read the theme files beside the configuration file `config`; no folder, no themes.

    `known` are the names of colours; the names of themes that are `taken` cannot be used.
    """
    folder = config.parent / FOLDER
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return NO_THEMES
    themes: list[ThemeFile] = []
    problems: list[str] = []
    for path in paths[:MOST_THEMES]:
        try:
            themes.append(_read(path, known, taken, problems))
        except ValueError as error:
            problems.append(f"{path}: {error}")
    return ThemeFiles(tuple(themes), tuple(problems))


def _read(
    path: Path, known: frozenset[str], taken: frozenset[str], problems: list[str]
) -> ThemeFile:
    """Raises ValueError for a file that is no theme; a mistaken line of one is a problem."""
    if not _NAME.fullmatch(path.stem):
        raise ValueError("a theme's name has letters, digits, - and _ only, 40 at the most")
    if path.stem in taken:
        raise ValueError(f"a theme called {path.stem} comes with the reader: choose another name")
    values = toml_text.loads(_text(path))
    colors: dict[str, str] = {}
    for key, value in values.items():
        if key == DARK and isinstance(value, bool):
            continue
        if key not in known:
            problems.append(f"{path}: {key}: there is no colour of this name")
        elif not isinstance(value, str) or not _COLOR.fullmatch(value):
            problems.append(f'{path}: {key}: a colour such as "#7fb4a3" is wanted')
        else:
            colors[key] = value
    is_dark = values.get(DARK)
    if not isinstance(is_dark, bool):
        is_dark = _brightness(colors.get("background", "#000000")) < _HALF
    return ThemeFile(path.stem, colors, is_dark)


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise ValueError("it is no regular file")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"it cannot be read ({error.strerror})") from error
    if len(data) > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES // 1024} KB")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ValueError("it is no UTF-8") from error


def _brightness(color: str) -> float:
    """Brightness of `#rrggbb`, 0 to 255, as NTSC weighs the three."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
