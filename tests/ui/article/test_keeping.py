"""Bookmarks, places and links: made, found again, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from tests.ui.conftest import Start


async def test_a_bookmark_on_a_place_is_kept_shown_and_found_again(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "space", "m")
        assert "Bookmarked" in reader.text
        assert "◆" in reader.text
        (bookmark,) = reader.store.all()
        assert bookmark.article.title == "群聊的黄昏"
        assert bookmark.quote is not None
        words = bookmark.quote.exact[:8]
        await reader.press("g", "h", "k", "M")
        assert words in reader.text
        await reader.press("enter")
        assert reader.shown == "群聊的黄昏"
        assert reader.main.pane.view.has_focus
        assert words in reader.rows()[0] + reader.rows()[1]


async def test_m_again_at_the_same_place_removes_and_u_brings_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "space", "m", "m")
        assert reader.store.all() == ()
        assert "Bookmark removed" in reader.text
        await reader.press("U")
        assert len(reader.store.all()) == 1
        await reader.press("U", "U")
        assert len(reader.store.all()) == 0


async def test_m_in_the_list_bookmarks_the_article(start: Start) -> None:
    async with start() as reader:
        await reader.press("m")
        (bookmark,) = reader.store.all()
        assert bookmark.place is None
        assert any("◆" in row and "The Measure" in row for row in reader.rows())
        await reader.press("m")
        assert reader.store.all() == ()


async def test_a_bookmark_gets_a_note_and_is_deleted_in_the_dialog(start: Start) -> None:
    async with start() as reader:
        await reader.press("m", "M", "e")
        await reader.type("again")
        await reader.press("enter")
        assert reader.store.all()[0].note == "again"
        assert "again" in reader.text
        await reader.press("d")
        assert reader.store.all() == ()
        assert "No bookmarks yet" in reader.text


async def test_a_bookmark_survives_a_rename_and_new_text_above_it(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "space", "m", "q", "q")
        words = reader.store.all()[0].quote
        assert words is not None
    old = library / "旺旺.md"
    text = old.read_text("utf-8")
    old.unlink()
    (library / "renamed.md").write_text(
        text.replace("## 成于蛮荒", "新的一段。\n\n## 成于蛮荒"), "utf-8"
    )
    async with start() as reader:
        await reader.press("M", "enter")
        assert reader.shown == "群聊的黄昏"
        assert words.exact[:8] in reader.rows()[0] + reader.rows()[1]


async def test_the_place_is_remembered_and_the_list_shows_how_far(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "space")
        top = reader.main.pane.view.place
        await reader.press("q", "q")
    async with start() as reader:
        assert any("%" in row for row in reader.rows())
        await reader.press("j", "j")
        assert reader.main.pane.view.place == top


async def test_a_link_to_another_article_opens_it_at_its_anchor_and_back_returns(
    start: Start,
) -> None:
    async with start() as reader:
        await reader.press("enter", "tab", "enter")
        assert reader.shown == "Keys"
        assert "Press them." in reader.text
        await reader.press("ctrl+o")
        assert reader.shown == "The Measure"
        await reader.press("alt+right")
        assert reader.shown == "Keys"


async def test_links_are_listed_with_their_targets(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "L")
        assert "keys.md#keys" in reader.text
        assert "https://example.org/measure" in reader.text


async def test_without_a_desktop_the_address_is_shown_and_copied(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    async with start() as reader:
        await reader.press("j", "j", "o")
        assert "news.example.com/2022/wangwang" in reader.text
        assert reader.app.clipboard == "https://news.example.com/2022/wangwang"


async def test_help_and_palette_list_the_registry(start: Start) -> None:
    async with start() as reader:
        await reader.press("question_mark")
        assert "Read the article" in reader.text
        await reader.press("escape", "colon")
        await reader.type("group by")
        assert "Group by source" in reader.text


async def test_bookmarks_written_by_another_reader_are_listed(start: Start) -> None:
    async with start() as reader:
        other = BookmarkStore(reader.store.path)
        other.load()
        other.add(Bookmark(ArticleRef(path="/elsewhere.md", title="From elsewhere")))
        await reader.press("M")
        assert "From elsewhere" in reader.text
        await reader.press("enter")
        assert "Not in this library: From elsewhere" in reader.text


async def test_the_cursor_stays_on_a_bookmark_whose_note_was_not_changed(start: Start) -> None:
    async with start() as reader:
        await reader.press("m", "j", "m", "M", "j", "e", "escape")
        await reader.press("enter")
        second = reader.main.pane.shown
        await reader.press("M", "j", "e", "escape", "d")
        assert second is not None
        assert [b.article.title for b in reader.store.all()] != [second.article.title]
        assert len(reader.store.all()) == 1


async def test_what_was_deleted_in_the_dialog_is_undone_in_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("m", "j", "m", "M", "d")
        assert len(reader.store.all()) == 1
        await reader.press("U")
        assert len(reader.store.all()) == 2
        assert "Bookmarks" in reader.text
