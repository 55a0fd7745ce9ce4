"""Colours: enough contrast in both themes, 16 of them or none, and never the only sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget

from reader.settings import Settings
from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.ui.article.page.looks import (
    ARTICLE_LOOKS,
    CARET,
    CARET_IN_SELECTION,
    CURRENT_MATCH,
    HIGHLIGHT,
    MATCH,
    TARGET,
)
from reader.ui.common.status_bar import PROGRESS_LOOKS, STATUS_LOOKS, ProgressLine
from reader.ui.sidebar.widgets.entry_looks import LIST_LOOKS
from reader.ui.theme.rich_styles import Looks
from reader.ui.theme.themes import DARK, DARK_16, LIGHT, LIGHT_16, fitting
from tests.ui.conftest import Reader, Start

LEAST_FOR_TEXT = 4.5
"""WCAG 2.2, 1.4.3 Contrast (Minimum), level AA."""
LEAST_FOR_GLYPHS = 3.0
"""WCAG 2.2, 1.4.11 Non-text Contrast."""
GLYPHS = {"article line", "article continuation", "progress rest", "scrollbar"}
UNUSED = {"input--suggestion"}
NEVER_HIGHLIGHTED = {
    *GLYPHS,
    "article hint",
    *(f"article {name}" for name in (CARET, CARET_IN_SELECTION, CURRENT_MATCH, MATCH, TARGET)),
}
"""No text, or over all highlights."""


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    assert color.triplet is not None
    red, green, blue = map(linear, color.triplet)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    high, low = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def components(widget: Widget) -> dict[str, Style]:
    """The own part of each component's style, by name."""
    names: set[str] = set()
    for cls in type(widget).__mro__:
        names |= cls.__dict__.get("COMPONENT_CLASSES", set())
    return {name: widget.get_component_rich_style(name, partial=True) for name in names - UNUSED}


def looks(table: Looks, names: Iterable[str], whose: str) -> dict[str, Style]:
    return {f"{whose} {name}": table[name] for name in names}


def combinations(reader: Reader) -> Iterator[tuple[str, Style]]:
    """Every style that is drawn, on every background that it is drawn on."""
    main = reader.main
    progress = main.pane.query_one(ProgressLine)
    widgets: list[Widget] = [
        main.pane.view,
        main.sidebar.list,
        main.sidebar.box,
        main.status,
        progress,
        main.pane.find_bar,
    ]
    for bar, table in (
        (progress, looks(progress.looks, PROGRESS_LOOKS, "progress")),
        (main.status, looks(main.status.looks, STATUS_LOOKS, "status")),
    ):
        for name, style in table.items():
            yield name, bar.rich_style + style
    for widget in widgets:
        base = widget.rich_style
        yield type(widget).__name__, base
        for name, style in components(widget).items():
            yield name, base + style
    article = looks(main.pane.view.looks, ARTICLE_LOOKS, "article")
    rows = looks(main.sidebar.list.looks, LIST_LOOKS, "list")
    selected = main.get_component_rich_style("screen--selection", partial=True)
    under = main.pane.view.rich_style
    for name, style in article.items():
        yield name, under + style
        for lit in ("article match", "article match-current", "article target"):
            yield f"{name} in {lit}", under + style + article[lit]
        for color in HIGHLIGHT_COLORS if name not in NEVER_HIGHLIGHTED else ():
            ground = article[f"article {HIGHLIGHT.format(color)}"]
            yield f"{name} in {color}", under + style + ground
            yield f"{name} in {color} and found", under + style + ground + article["article match"]
        yield f"{name} selected", under + style + selected
        if name.startswith("article syntax"):
            yield f"{name} in code", under + article["article code-block"] + style
    for name, style in rows.items():
        yield name, main.sidebar.list.rich_style + style
        for row in ("list cursor", "list hover"):
            yield f"{name} in {row}", main.sidebar.list.rich_style + rows[row] + style


@pytest.mark.parametrize("theme", ["reader-dark", "reader-light"])
async def test_every_style_can_be_read(start: Start, theme: str) -> None:
    async with start(settings=Settings(theme=theme)) as reader:
        poor = {
            name: round(contrast(style), 2)
            for name, style in combinations(reader)
            if contrast(style) < (LEAST_FOR_GLYPHS if name in GLYPHS else LEAST_FOR_TEXT)
        }
        assert poor == {}


def test_every_colour_of_a_highlight_has_its_look() -> None:
    assert {HIGHLIGHT.format(color) for color in HIGHLIGHT_COLORS} <= ARTICLE_LOOKS.keys()


KINDS = """---
title: Kinds
date: 2026-01-01
---
# One

Text with `code`, **strong**, *emphasis*, a [link](https://a.example/), <mark>mark</mark>.

## Two

> A quote with words.

```python
def f(x):  # comment
    return "string"
```

| a | b |
|---|---|
| 1 | 2 |
"""


def segments(reader: Reader) -> list[Segment]:
    return [s for strip in reader.app.screen._compositor.render_strips() for s in strip if s.style]


def drawn(reader: Reader, text: str) -> Style:
    """The style of the first segment that is these words and no others."""
    for segment in segments(reader):
        if segment.text == text and segment.style is not None:
            return segment.style
    raise AssertionError(f"{text} is not on the screen:\n{reader.text}")


async def walk(reader: Reader) -> list[Segment]:
    """All that is drawn on the way through the reader's screens."""
    seen = segments(reader)
    for keys in (["enter"], ["tab"], ["slash", "w", "o"], ["enter"], ["3"], ["question_mark"],
                 ["escape", "t"], ["escape", "L"], ["escape", "z"],
                 ["z", "ctrl+f", "k"]):  # fmt: skip
        await reader.press(*keys)
        seen += segments(reader)
    return seen


async def test_no_color_leaves_no_colour(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    (library / "kinds.md").write_text(KINDS, "utf-8")
    async with start() as reader:
        colored = [
            segment
            for segment in await walk(reader)
            if segment.style is not None
            for color in (segment.style.color, segment.style.bgcolor)
            if color is not None and not color.is_default
        ]
        assert colored == []


@pytest.mark.parametrize("theme", ["reader-dark", "reader-light", "nord", "ansi-light"])
async def test_few_colours_are_the_terminals_own(start: Start, library: Path, theme: str) -> None:
    (library / "kinds.md").write_text(KINDS, "utf-8")
    async with start(settings=Settings(theme=theme), few_colors=True) as reader:
        kinds = {
            color.type
            for segment in await walk(reader)
            if segment.style is not None
            for color in (segment.style.color, segment.style.bgcolor)
            if color is not None
        }
        assert kinds <= {ColorType.STANDARD, ColorType.DEFAULT}


async def test_few_colours_do_not_fall_together_with_what_is_under_them(
    start: Start, library: Path
) -> None:
    (library / "kinds.md").write_text(KINDS, "utf-8")
    for theme in ("reader-dark", "reader-light"):
        async with start(settings=Settings(theme=theme), few_colors=True) as reader:
            for segment in await walk(reader):
                style = segment.style
                if segment.text.strip() and style is not None and style.color is not None:
                    assert style.color.is_default or style.color != style.bgcolor, segment


@pytest.mark.parametrize("few", ["16", "none"])
async def test_without_colours_attributes_tell(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch, few: str
) -> None:
    if few == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    (library / "kinds.md").write_text(KINDS, "utf-8")
    async with start(few_colors=few == "16") as reader:
        rows = reader.main.sidebar.list
        cursor, other = ([s.style for s in rows.render_line(row)] for row in (0, 2))
        assert all(style is not None and style.reverse for style in cursor)
        assert not any(style is not None and style.reverse for style in other)
        await reader.press("enter")
        assert drawn(reader, "link").underline
        assert drawn(reader, "Two").bold
        await reader.press("tab")
        assert drawn(reader, "link").reverse
        await reader.press("slash", *"wor", "enter")
        assert reader.main.pane.view.has_matches
        current = drawn(reader, "wor")
        if few == "none":
            assert current.reverse
        else:
            assert current.bgcolor != drawn(reader, "Two").bgcolor
        assert not drawn(reader, "Two").reverse


def test_a_theme_of_true_colours_gives_way_to_its_like_in_16() -> None:
    known = {theme.name: theme for theme in (DARK, LIGHT, DARK_16, LIGHT_16)}
    assert fitting(LIGHT.name, known, few_colors=False) == LIGHT.name
    assert fitting(LIGHT.name, known, few_colors=True) == LIGHT_16.name
    assert fitting(DARK.name, known, few_colors=True) == DARK_16.name
    assert fitting(LIGHT_16.name, known, few_colors=True) == LIGHT_16.name
    assert fitting("no such theme", known, few_colors=True) == DARK_16.name
