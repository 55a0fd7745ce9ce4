"""The first picture is what the app draws over it: the same text in the same cells and colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyte
import pytest
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.console import Console
from rich.style import Style

from reader.settings import Settings
from reader.ui.start import first_picture
from reader.ui.start.ansi import Depth, depth_of, nearest
from tests.ui.conftest import Reader, Start

TRUE = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
SLACK = 1
"""Tolerance of a channel: Textual takes a colour to another space and back."""


class Cell(NamedTuple):
    """What stands in a cell of the terminal; colours as red, green, blue, or None for its own."""

    text: str
    front: tuple[int, int, int] | None
    ground: tuple[int, int, int] | None
    bold: bool
    reverse: bool

    def is_like(self, other: Cell) -> bool:
        colors = [(self.ground, other.ground)]
        if self.text.strip() or self.reverse:
            colors.append((self.front, other.front))
        return (
            self.text == other.text
            and self.reverse == other.reverse
            and (self.bold == other.bold or not self.text.strip())
            and all(_near(*pair) for pair in colors)
        )


def _near(one: tuple[int, int, int] | None, other: tuple[int, int, int] | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(abs(a - b) <= SLACK for a, b in zip(one, other, strict=True))


def picture(
    reader: Reader, environment: Mapping[str, str], settings: Settings | None = None
) -> list[list[Cell]]:
    """The cells that the splash draws for the library of a running reader."""
    session = reader.app.session
    found = first_picture.picture(
        settings or session.settings,
        environment,
        [article for _, article in session.known],
        session.total,
    )
    assert found is not None
    columns, height = reader.app.size
    screen = pyte.Screen(columns, height)
    pyte.Stream(screen).feed(first_picture.drawn(*found, columns, height))

    def color(value: str) -> tuple[int, int, int] | None:
        if value == "default":
            return None
        if len(value) == 6 and all(digit in "0123456789abcdef" for digit in value):
            return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)
        return ANSI[value]

    return [
        [
            Cell(char.data, color(char.fg), color(char.bg), char.bold, char.reverse)
            for char in (screen.buffer[y][x] for x in range(columns))
        ]
        for y in range(height)
    ]


def _rgb(color: Color) -> tuple[int, int, int]:
    red, green, blue = color.get_truecolor()
    return red, green, blue


ANSI = {
    name: _rgb(Color.from_ansi(number))
    for number, name in enumerate(
        ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
    )
}
"""Colours by pyte's names."""


def drawn(reader: Reader) -> list[list[Cell]]:
    """The cells that the app draws."""
    strips = reader.app.screen._compositor.render_strips()
    return [list(_cells(strip)) for strip in strips]


def _cells(strip: object) -> Iterator[Cell]:
    for segment in strip:  # type: ignore[attr-defined]  # a strip, as Textual hides its type
        style = segment.style or Style()
        for character in segment.text:
            yield Cell(
                character,
                _triplet(style.color),
                _triplet(style.bgcolor),
                bool(style.bold),
                bool(style.reverse),
            )
            for _ in range(cell_len(character) - 1):
                yield Cell(
                    "",
                    _triplet(style.color),
                    _triplet(style.bgcolor),
                    bool(style.bold),
                    bool(style.reverse),
                )


def _triplet(color: Color | None) -> tuple[int, int, int] | None:
    return None if color is None or color.is_default else _rgb(color)


def differences(reader: Reader, cells: list[list[Cell]]) -> list[str]:
    """Cells of the sidebar that differ between the two; those of the scroll bar are left out."""
    region = reader.main.sidebar.region
    bar = reader.main.sidebar.list.region.right - 2
    ours = drawn(reader)
    return [
        f"{y},{x}: {cells[y][x]} {ours[y][x]}"
        for y in range(region.y, region.bottom)
        for x in range(region.x, region.right)
        if x not in (bar, bar + 1) and not cells[y][x].is_like(ours[y][x])
    ]


@pytest.mark.parametrize(
    "size", [(120, 40), (160, 50), (100, 30), (80, 24), (40, 14), (120, 11), (120, 9), (24, 8)]
)
async def test_it_is_what_the_app_draws(start: Start, size: tuple[int, int]) -> None:
    async with start(warm=True, size=size) as reader:
        assert differences(reader, picture(reader, TRUE)) == []


@pytest.mark.parametrize("theme", ["reader-light", "reader-dark-16", "reader-light-16"])
async def test_in_every_theme_of_ours(start: Start, theme: str) -> None:
    async with start(warm=True, settings=Settings(theme=theme)) as reader:
        assert differences(reader, picture(reader, TRUE)) == []


async def test_in_16_colours(start: Start) -> None:
    async with start(warm=True, few_colors=True) as reader:
        assert differences(reader, picture(reader, {"TERM": "xterm"})) == []


async def test_without_colours(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with start(warm=True) as reader:
        assert differences(reader, picture(reader, {**TRUE, "NO_COLOR": "1"})) == []


async def test_as_wide_as_the_owner_wants_the_list(start: Start) -> None:
    async with start(warm=True, settings=Settings(sidebar=56)) as reader:
        assert differences(reader, picture(reader, TRUE)) == []


async def test_while_nobody_knows_how_many_there_are_nothing_is_said_of_it(start: Start) -> None:
    async with start(warm=True) as reader:
        (_, article), *_ = reader.app.session.known
    found = first_picture.picture(Settings(), TRUE, [article], 0)
    assert found is not None
    rows = ["".join(piece.text for piece in row) for row in found[0].rows(100, 20)]
    assert article.title in "".join(rows)
    assert not any("articles" in row for row in rows)


async def test_what_the_app_would_draw_otherwise_is_not_drawn(start: Start) -> None:
    async with start(warm=True) as reader:
        articles = [article for _, article in reader.app.session.known]
    for settings, environment, known in (
        (Settings(sort="title"), TRUE, articles),
        (Settings(theme="nord"), TRUE, articles),
        (Settings(), {**TRUE, "TEXTUAL_COLOR_SYSTEM": "standard"}, articles),
        (Settings(), {**TRUE, "TEXTUAL_DRIVER": "some:Driver"}, articles),
        (Settings(), TRUE, []),
    ):
        assert first_picture.picture(settings, environment, known, len(known)) is None


@pytest.mark.parametrize(
    "environment",
    [
        TRUE,
        {"TERM": "xterm", "COLORTERM": " 24bit"},
        {"TERM": "screen-256color"},
        {"TERM": "xterm-kitty"},
        {"TERM": "xterm"},
        {"TERM": "xterm-16color"},
        {"TERM": "linux", "COLORTERM": "yes"},
        {},
    ],
)
def test_colours_are_counted_as_rich_counts_them(environment: dict[str, str]) -> None:
    theirs = Console(force_terminal=True, _environ=environment).color_system
    names = {Depth.TRUE: "truecolor", Depth.MANY: "256", Depth.FEW: "standard"}
    depth = depth_of(environment)
    assert depth is not None
    assert names[depth] == theirs


def test_of_256_colours_those_are_taken_that_rich_takes() -> None:
    for red in range(0, 256, 15):
        for green in range(0, 256, 15):
            for blue in range(0, 256, 15):
                theirs = Color.from_rgb(red, green, blue).downgrade(ColorSystem.EIGHT_BIT)
                assert nearest(red, green, blue) == theirs.number
