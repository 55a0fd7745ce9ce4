"""What stands where on the screen: the line of progress, bars, rows left blank, the title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style

from reader.settings import Settings
from reader.text.width import cell_width
from reader.ui.common.scroll_bar import UPRIGHT
from tests.ui.conftest import Reader, Start


def strips(reader: Reader) -> list[Sequence[Segment]]:
    return [list(strip) for strip in reader.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", [(80, 24), (200, 40)])
async def test_progress_is_under_the_text_and_as_wide(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reader:
        await reader.press("j", "j", "enter")
        left, width = reader.main.pane.view.column
        start_of_text = reader.main.pane.region.x + left
        rows = reader.rows()
        line = rows[-3]
        assert cell_width(line) == start_of_text + width
        assert rows[-2].strip() == ""
        assert "keys" in rows[-1]


async def test_in_zen_there_is_nothing_but_the_article(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        assert UPRIGHT in reader.text
        await reader.press("z")
        assert UPRIGHT not in reader.text
        assert "left" not in reader.rows()[-1] + reader.rows()[-2]
        assert reader.main.pane.view.size.height == reader.app.size.height - 1


async def test_the_summary_stands_under_what_is_known_of_the_article(
    start: Start, library: Path
) -> None:
    (library / "told.md").write_text(
        "---\ntitle: Told\nauthor: Nn Oo\nsummary: What it is about.\n---\n\nText.\n", "utf-8"
    )
    async with start() as reader:
        await reader.press("slash", *"told", "enter")
        rows = reader.rows()
        said = next(at for at, row in enumerate(rows) if "What it is about." in row)
        assert any("Nn Oo" in row for row in rows[:said])


@pytest.mark.parametrize("theme", ["reader-dark", "reader-light"])
async def test_in_16_colours_a_reversed_row_has_one(start: Start, theme: str) -> None:
    async with start(settings=Settings(theme=theme), few_colors=True) as reader:
        for keys in ([], ["m"], ["M"], ["escape", "full_stop"]):
            await reader.press(*keys)
            for strip in strips(reader):
                looks = {_ink(s.style) for s in strip if s.style is not None and s.style.reverse}
                assert len(looks) <= 1, strip


def _ink(style: Style) -> tuple[object, object, bool]:
    return style.color, style.bgcolor, bool(style.bold)


async def test_a_list_leaves_a_cell_before_its_bar(start: Start, library: Path) -> None:
    for number in range(6):
        text = f"---\ntitle: {'题' * 60}\ndate: 2020-01-01\n---\n\n{number}\n"
        (library / f"{number}.md").write_text(text, "utf-8")
    async with start(size=(100, 16)) as reader:
        listing = reader.main.sidebar.list
        assert listing.vertical_scrollbar.region.width == 2
        row = reader.rows()[listing.region.y]
        assert row[: row.index(UPRIGHT)].endswith(" ")
