"""The list in step with the disk, and how little of the library it takes into its hands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader.library.index import Index, Progress
from tests.ui.conftest import Reader, Start

MANY = 3_000


async def until(reader: Reader, title: str, *, there: bool = True) -> None:
    """Wait for the watch: no worker tells when the system has told it."""
    while (title in reader.titles) != there:
        await reader.pilot.pause()
    await reader.settle()


async def test_a_file_that_is_saved_appears_and_moves_neither_cursor_nor_page(
    start: Start, library: Path
) -> None:
    async with start(size=(100, 20)) as reader:
        await reader.press("j", "j", "enter", "space")
        view = reader.main.pane.view
        place, path = view.place, reader.main.sidebar.list.current_path
        (library / "new.md").write_text(
            "---\ntitle: Brand New\ndate: 2025-05-05\n---\nText.", "utf-8"
        )
        await until(reader, "Brand New")
        assert "Brand New" in reader.text
        assert reader.main.sidebar.list.current_path == path
        assert (reader.shown, view.place) == ("群聊的黄昏", place)
        assert "5 articles" in reader.text


async def test_a_file_that_is_removed_goes_and_the_page_stays(start: Start, library: Path) -> None:
    async with start() as reader:
        await reader.press("j", "enter")
        (library / "keys.md").unlink()
        await until(reader, "Keys", there=False)
        assert reader.shown == "Keys"
        await reader.press("J")
        assert reader.shown == "群聊的黄昏"


async def test_a_search_finds_what_is_saved_meanwhile(start: Start, library: Path) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("zebra")
        assert "Nothing found" in reader.text
        (library / "zebra.md").write_text("---\ntitle: Zebra\n---\nStripes.", "utf-8")
        await until(reader, "Zebra")
        assert "Nothing found" not in reader.text


async def test_only_what_is_near_the_screen_is_fetched(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number}.txt").write_text(f"Title {number:05}\n\nText.", "utf-8")
    async with start(folder) as reader:
        pass
    async with start(folder) as reader:
        rows = reader.main.sidebar.list
        assert len(rows.rows) == MANY
        screens = rows.size.height // 2 + 1
        # What was known at the start, a screen and what is around it.
        assert rows.entries_fetched <= 60 + 8 * screens
        before = rows.entries_fetched
        await reader.press("G")
        assert rows.current is not None
        assert reader.shown == rows.current.article.title
        assert rows.entries_fetched - before <= 8 * screens
        last = reader.rows()
        assert not any("···" in row for row in last)


async def test_an_article_that_changed_says_so_and_is_read_again_at_its_place(
    start: Start, library: Path
) -> None:
    async with start(size=(100, 20)) as reader:
        await reader.press("j", "j", "enter", "space")
        view, path = reader.main.pane.view, library / "旺旺.md"
        assert view.document is not None
        words = view.document.blocks[view.place.block].text
        top = reader.rows()[0][40:]
        text = path.read_text("utf-8")
        path.write_text(text.replace("## 成于蛮荒", "新的一段。\n\n## 成于蛮荒"), "utf-8")
        while "R reads it again" not in reader.text:
            await reader.pilot.pause()
        assert reader.rows()[0][40:] == top
        before = view.place
        await reader.press("R")
        assert view.place.block == before.block + 1
        assert view.document.blocks[view.place.block].text == words


async def test_an_article_that_is_gone_says_so_and_can_be_read_on(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await reader.press("j", "enter")
        (library / "keys.md").unlink()
        while "gone from the disk" not in reader.text:
            await reader.pilot.pause()
        assert reader.shown == "Keys"


async def test_an_index_that_is_damaged_while_one_searches_is_made_anew(
    start: Start, tmp_path: Path
) -> None:
    async with start() as reader:
        shown = reader.titles
        with closing(sqlite3.connect(tmp_path / "index.db")) as other, other:
            other.execute("UPDATE body SET text = x'00ff'")
        await reader.press("slash")
        await reader.type("聊天")
        while "群聊的黄昏" not in reader.titles:
            await reader.pilot.pause()
        await reader.press("escape")
        assert sorted(reader.titles) == sorted(shown)
        assert "The index was damaged and is made anew" in reader.main.notices


async def test_an_index_that_is_locked_is_told_of_and_keeps_nobody(
    start: Start, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "index.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        async with start() as reader:
            assert len(reader.titles) == 4
            (notice,) = reader.main.notices
            assert notice.startswith("The index is in memory for now")


async def test_what_is_seen_first_is_read_first_so_that_the_list_only_grows(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    update, refresh = Index.update, Index.refresh

    def updated(self: Index, paths: Iterable[Path], *rest: Any, **named: Any) -> Progress:
        paths = list(paths)
        done.append(f"read {len(paths)}")
        return update(self, paths, *rest, **named)

    def refreshed(self: Index, *rest: Any, **named: Any) -> Iterator[Progress]:
        done.append("scan")
        return refresh(self, *rest, **named)

    monkeypatch.setattr(Index, "update", updated)
    monkeypatch.setattr(Index, "refresh", refreshed)
    async with start() as reader:
        assert len(reader.titles) == len(list(library.iterdir()))
    assert done[:2] == [f"read {len(list(library.iterdir()))}", "scan"]
