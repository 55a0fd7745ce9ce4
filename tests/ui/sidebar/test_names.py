"""Files whose names are no UTF-8, as they come out of archives made elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reader.settings import Settings
from reader.ui.start import first_picture
from tests.ui.conftest import Start
from tests.ui.start.test_splash import TRUE

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="names there are always UTF-8")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + "/资料".encode("gbk")))
    folder.mkdir()
    (folder / os.fsdecode("第一章.md".encode("gbk"))).write_text(
        "一段文字。\n\n另一段。\n", "utf-8"
    )
    (folder / os.fsdecode("空的.md".encode("gbk"))).write_bytes(b"")
    return folder


async def test_they_are_listed_found_and_read(start: Start, archive: Path) -> None:
    async with start(archive) as reader:
        assert set(reader.titles) == {"第一章", "空的"}
        assert "空的.md" in reader.text
        await reader.press("B", "down", "down", "down", "enter")
        assert "资料" in reader.text
        await reader.press("slash")
        await reader.type("path:第一")
        await reader.press("enter")
        assert "另一段" in reader.text
        await reader.press("i")
        assert "第一章.md" in reader.text


async def test_the_second_start_shows_them_at_once(start: Start, archive: Path) -> None:
    async with start(archive, warm=True) as reader:
        articles = [article for _, article in reader.app.session.known]
        found = first_picture.picture(Settings(), TRUE, articles, len(articles))
        assert found is not None
        drawn = first_picture.drawn(*found, 120, 40)
        assert "空的.md" in drawn
        assert drawn.encode()


async def test_a_bookmark_holds_them(start: Start, archive: Path) -> None:
    async with start(archive) as reader:
        await reader.press("slash")
        await reader.type("path:第一")
        await reader.press("enter", "m", "V", "Y")
        assert "一段文字" in reader.app.clipboard
        assert "第一章" in reader.app.clipboard
        (bookmark,) = reader.store.all()
        assert Path(bookmark.article.path).parent == archive
        await reader.press("M")
        assert reader.shown in reader.text
    async with start(archive) as reader:
        (bookmark,) = reader.store.all()
        assert Path(bookmark.article.path).exists()
        await reader.press("M", "enter")
        assert "另一段" in reader.text
