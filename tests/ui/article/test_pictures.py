"""Pictures in the page, and alone on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.model import Place
from reader.settings import Settings
from reader.ui.article.pictures.picture_screen import PictureScreen
from tests.drawn_pictures import picture
from tests.ui.conftest import Reader, Start
from tests.unit.intake.fake_web import FakeWeb

ARTICLE = """---
title: Hills
---

Before the first.

![The first caption](pictures/red.png)

Between the two.

![](pictures/blue.jpg)

![An icon](pictures/icon.png)

![Broken](pictures/broken.png)

![Elsewhere](https://pictures.example/far.png)

The end of the article.
"""


@pytest.fixture
def hills(tmp_path: Path) -> Path:
    folder = tmp_path / "hills" / "pictures"
    folder.mkdir(parents=True)
    (folder / "red.png").write_bytes(picture())
    (folder / "blue.jpg").write_bytes(picture(320, 160, (0, 0, 220), form="JPEG"))
    (folder / "icon.png").write_bytes(picture(16, 16))
    (folder / "broken.png").write_bytes(picture()[:60])
    (folder.parent / "hills.md").write_text(ARTICLE)
    return folder.parent


def red_rows(reader: Reader) -> int:
    """Rows of the screen with the red of the first picture, but for the edge of it."""
    view = reader.main.pane.view
    styles = ([part.style for part in view.render_line(y)] for y in range(view.size.height))
    return sum(any("on #c82828" in str(style) for style in row) for row in styles)


async def test_pictures_are_seen_with_their_captions_and_lines_stand_for_the_others(
    start: Start, hills: Path
) -> None:
    async with start(hills) as reader:
        await reader.press("enter")
        assert red_rows(reader) == 2
        rows = reader.text
        assert "▨ An icon · icon.png" in rows
        assert "▨ Broken · broken.png" in rows
        assert "▨ Elsewhere · pictures.example" in rows
        assert "The first caption" in rows
        assert "▨ The first caption" not in rows

        await reader.press("p")
        assert red_rows(reader) == 0
        assert "▨ The first caption · red.png" in reader.text
        await reader.press("p")
        assert red_rows(reader) == 2


async def test_a_picture_opens_alone_by_key_or_mouse_and_the_page_follows(
    start: Start, hills: Path
) -> None:
    async with start(hills, size=(80, 24)) as reader:
        await reader.press("enter", "tab")
        assert "▐" in reader.text
        await reader.press("enter")
        assert isinstance(reader.app.screen, PictureScreen)
        assert "160 × 96 · 1 of " in reader.text
        assert "The first caption" in reader.text
        await reader.press("n")
        assert "320 × 160 · 2 of " in reader.text
        await reader.press("o")
        assert "no desktop" in reader.text
        await reader.press("q")
        assert reader.main.pane.view.place.block == 3
        await reader.press("ctrl+o")
        top = reader.main.pane.view.row_on_screen(Place(1))
        assert top is not None
        await reader.pilot.click(
            "#article", offset=(reader.main.pane.view.size.width // 4, top + 2)
        )
        await reader.settle()
        assert "160 × 96 · 1 of " in reader.text


@pytest.mark.parametrize("pictures", ["off", "auto"])
async def test_none_is_shown_where_none_is_wanted_or_colours_are_few(
    start: Start, hills: Path, pictures: str
) -> None:
    settings = Settings(pictures=pictures)
    async with start(hills, settings=settings, few_colors=pictures == "auto") as reader:
        await reader.press("enter")
        assert "▨ The first caption · red.png" in reader.text
        await reader.press("p")
        told = "too few colours" if pictures == "auto" else "Pictures are shown"
        assert told in reader.text


@pytest.mark.parametrize("remote", ["ask", "never"])
async def test_pictures_of_the_web_are_fetched_when_they_are_asked_for(
    start: Start, hills: Path, remote: str
) -> None:
    web = FakeWeb({"https://pictures.example/far.png": picture()})
    settings = Settings(remote_pictures=remote)
    async with start(hills, settings=settings, open_web=lambda _: web) as reader:
        await reader.press("enter")
        assert web.asked == []
        await reader.press("P")
        if remote == "never":
            assert 'remote_pictures = "never"' in reader.text
            assert web.asked == []
        else:
            assert "1 fetched" in reader.text
            await reader.press("G")
            assert "▨ Elsewhere" not in reader.text
            await reader.press("P")
            assert len(web.asked) == 1
