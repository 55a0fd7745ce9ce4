"""Rich styles by name, made of the theme's variables: for widgets that draw in many of them.

Component classes of CSS would say the same. But Textual applies every rule to each of them when
the widget is mounted and whenever the focus comes or goes, whether anything is drawn in it or not:
with the sixty of an article that was a quarter of the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from reader.ui.theme.looks import PLAIN, Look

if TYPE_CHECKING:
    from textual.widget import Widget


def rich_style(
    look: Look, variables: Mapping[str, str], *, is_ansi: bool, is_colorless: bool
) -> Style:
    """A look as Rich has it; `variables` are the theme's, without their `$`."""
    parts = look.parts(is_ansi=is_ansi, is_colorless=is_colorless)
    front, ground = (
        _solid(variables[name], variables).rich_color if name else None
        for name in (parts.color, parts.ground)
    )
    return Style.from_color(front, ground) + Style.parse(" ".join(parts.attributes))


def _solid(value: str, variables: Mapping[str, str]) -> Color:
    """A colour of a theme; one with a share, as `#81a1c1 35%`, as it is on the theme's ground."""
    name, _, share = value.partition(" ")
    color = Color.parse(name)
    if not share.endswith("%"):
        return color
    ground = Color.parse(variables["background"])
    if color.ansi is not None or ground.ansi is not None:
        return color
    return ground.blend(color, float(share[:-1]) / 100)


class Looks(dict[str, Style]):
    """The styles of a widget, each made when it is first asked for; `clear` when the theme changes.

    A name that is not in the table is drawn as the widget itself.
    """

    def __init__(self, widget: Widget, table: Mapping[str, Look]) -> None:
        super().__init__()
        self._widget = widget
        self._table = table

    def __missing__(self, name: str) -> Style:
        app = self._widget.app
        style = self[name] = rich_style(
            self._table.get(name, PLAIN),
            app.theme_variables,
            is_ansi=app.native_ansi_color,
            is_colorless=app.no_color,
        )
        return style
