"""Several articles of the list at once: tags of the owner's, the archive, flags, bookmarks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import Reader, Start


def head(reader: Reader) -> str:
    """The quiet line over the list."""
    return reader.rows()[2][:40].strip()


async def test_several_are_tagged_and_archived_at_once_and_filters_combine(start: Start) -> None:
    async with start() as reader:
        first, second, *rest = reader.titles
        await reader.press("space", "space")
        assert "2 marked · esc unmarks" in reader.text
        assert sum("✓" in row[:3] for row in reader.rows()) == 2
        await reader.press("plus")
        assert "Tags of 2 articles" in reader.text
        await reader.type("#later #two words")
        await reader.press("enter")
        assert "Tags kept of 2 articles · U undoes" in reader.text
        await reader.press("N", "m")
        assert len(reader.main.keeper.bookmarks.all()) == 2
        await reader.press("escape")
        assert "marked" not in reader.rows()[-1]
        assert "#later" in reader.text
        await reader.press("g")
        assert any("#later" in row[41:] for row in reader.rows())
        await reader.press("plus")
        assert "#later #two words" in reader.text
        await reader.press("end")
        await reader.type(" #mine")
        await reader.press("enter")
        assert any("#mine" in row[41:] for row in reader.rows())
        await reader.press("t")
        await reader.press("slash")
        await reader.type("later")
        await reader.press("enter")
        assert head(reader) == "#later · 2"
        await reader.press("t", "slash")
        await reader.type("mine")
        await reader.press("enter", "F", "F")
        assert head(reader) == "#later · #mine · bookmarked · 1"
        await reader.press("backspace")
        assert head(reader) == "#later · #mine · 1"
        await reader.pilot.click("#list-head", offset=(13, 0))
        await reader.settle()
        assert reader.titles == [first, second]
        await reader.press("space", "space", "x")
        assert "2 articles archived · U undoes" in reader.text
        assert reader.titles == []
        await reader.press("escape")
        assert reader.titles == rest
        await reader.press("F", "F", "F")
        assert head(reader) == "archived · 2"
        await reader.press("x", "escape")
        assert reader.titles == [first, *rest]
        await reader.press("U", "U")
        assert reader.titles == [first, second, *rest]


async def test_an_article_goes_into_the_trash_and_comes_back(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trash = tmp_path / "data" / "Trash" / "files"
    trash.mkdir(parents=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(
        "send2trash.send2trash", lambda path: Path(path).rename(trash / Path(path).name)
    )
    async with start() as reader:
        before = reader.titles
        path = reader.main.sidebar.list.current_path
        assert path is not None
        await reader.press("D")
        assert "Put 1 article into the trash?" in reader.text
        assert path.name in reader.text
        await reader.press("escape")
        assert reader.titles == before
        await reader.press("D", "enter")
        assert "1 article in the trash · U undoes" in reader.text
        assert reader.titles == before[1:]
        assert not path.exists()
        await reader.press("U")
        assert "Back from the trash" in reader.text
        assert reader.titles == before
        assert path.exists()


async def test_search_and_filters_are_kept_together_as_a_view(start: Start) -> None:
    async with start() as reader:
        await reader.press("plus")
        await reader.type("#later")
        await reader.press("enter", "t", "enter", "F")
        kept = head(reader)
        assert kept == "#later · unread · 1"
        await reader.press("w")
        assert "View kept: tag:later is:unread · U undoes" in reader.text
        await reader.press("escape")
        assert len(reader.titles) == 4
        await reader.press("v", "enter")
        assert head(reader) == kept
        assert reader.main.sidebar.box.value == ""
