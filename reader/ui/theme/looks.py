"""What things look like, in words; nothing here knows how a terminal is told."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Attributes as Rich names them, then colours, as `$variables` of the theme.

    "bold $reader-strong on $panel"; what is not said is as the widget itself.
    """

    style: str
    in_16_colors: str = ""
    """Instead of that where the terminal's own colours are used, or none; empty for the same."""
    without_colors: str = ""
    """Instead of these with NO_COLOR."""

    def parts(self, *, is_ansi: bool, is_colorless: bool) -> Parts:
        words = self.style
        if is_ansi or is_colorless:
            words = self.in_16_colors or words
        if is_colorless:
            words = self.without_colors or words
        front, _, ground = words.partition("on ")
        *attributes, last = front.split() or [""]
        color = last.removeprefix("$") if last.startswith("$") else ""
        if last and not color:
            attributes.append(last)
        return Parts(tuple(attributes), color, ground.strip().removeprefix("$"))


class Parts(NamedTuple):
    """A look taken apart: names of attributes, and of the theme's variables, empty for none."""

    attributes: tuple[str, ...]
    color: str
    ground: str


PLAIN = Look("")
