"""The sidebar: search, sorting, what cannot be read, and nothing at all."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import Start


async def test_typing_filters_titles_and_then_finds_texts(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("钉钉")
        assert reader.titles == ["辦公室裡的釘釘", "群聊的黄昏"]
        assert "In the text · 1" in reader.text
        assert reader.shown == "辦公室裡的釘釘"


async def test_enter_opens_at_the_first_hit_and_n_walks_on(start: Start) -> None:
    async with start(size=(100, 14)) as reader:
        await reader.press("slash")
        await reader.type("明天见")
        await reader.press("enter")
        assert reader.shown == "群聊的黄昏"
        assert "最后一条消息说：明天见" in reader.text
        assert reader.main.pane.view.has_focus
        assert reader.main.pane.view.has_matches


async def test_back_from_the_next_article_the_last_hit_is_shown(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "new.md").write_text(
        "---\ntitle: 新\ndate: 2024-02-02\n---\n明天见。\n\n明天见！\n", "utf-8"
    )
    (folder / "old.md").write_text("---\ntitle: 旧\ndate: 2020-02-02\n---\n明天见。\n", "utf-8")
    async with start(folder) as reader:
        await reader.press("slash")
        await reader.type("明天见")
        await reader.press("enter", "n", "n")
        assert reader.shown == "旧"
        await reader.press("N")
        assert reader.shown == "新"
        assert "match 2 of 2" in reader.text
        assert "wrapped" not in reader.text
        await reader.press("N", "N")
        assert "First result" in reader.text
        await reader.press("n")
        assert reader.shown == "旧"


async def test_escape_clears_the_search_and_keeps_the_article(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("key")
        assert reader.titles == ["Keys", "The Measure"]
        await reader.press("down", "escape")
        assert len(reader.titles) == 4
        assert reader.shown == "The Measure"


async def test_nothing_found_says_so(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("zzzz")
        assert "Nothing found for" in reader.text
        assert "zzzz" in reader.text


async def test_an_author_and_a_tag_are_found(start: Start) -> None:
    async with start() as reader:
        await reader.press("ctrl+f")
        await reader.type("tag:社交")
        assert reader.titles == ["群聊的黄昏"]


async def test_an_empty_folder_says_what_to_do(start: Start, tmp_path: Path) -> None:
    empty = tmp_path / "nothing"
    empty.mkdir()
    async with start(empty) as reader:
        assert "No articles here yet" in reader.text
        await reader.press("j", "enter", "m", "M", "escape", "slash", "x", "escape")
        assert reader.app.return_code is None


async def test_a_file_that_cannot_be_read_is_listed_with_its_reason(
    start: Start, library: Path
) -> None:
    (library / "gone.md").symlink_to(library / "nowhere.md")
    (library / "gone.md").unlink()
    broken = library / "broken.md"
    broken.write_bytes(b"")
    broken.chmod(0)
    async with start() as reader:
        assert len(reader.titles) == 5


async def test_a_vanished_file_leaves_a_reason_and_the_rest_readable(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        (library / "keys.md").unlink()
        await reader.press("j")
        assert "keys.md" in reader.text
        await reader.press("j")
        assert reader.shown == "群聊的黄昏"


async def test_markup_and_control_characters_in_a_file_are_text(
    start: Start, library: Path
) -> None:
    (library / "evil.md").write_text(
        '---\ntitle: "[@click=app.quit]x[/] \\e]0;owned\\a[/nope]"\nauthor: "[bold]a"\n'
        "date: 2025-01-01\ntags: ['[red]']\n---\n# [/] &#27;[2J\n\n"
        "[PDF] [link](javascript:x) [/]\n",
        "utf-8",
    )
    async with start() as reader:
        assert reader.titles[0].startswith("[@click=app.quit]x[/] ")
        assert "\x1b" not in reader.text
        assert "[PDF]" in reader.text
        await reader.press("enter", "m", "M")
        assert "[@click=app.quit]x" in reader.text
        await reader.press("escape", "t", "escape", "L", "escape")
        assert reader.app.return_code is None
