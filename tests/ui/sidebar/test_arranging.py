"""The list: orders, groups, filters, properties, read flags, copies; by key and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings import Settings
from tests.ui.conftest import Reader, Start


def head(reader: Reader) -> str:
    """The quiet line over the list."""
    return reader.rows()[2][:40].strip()


async def test_sorting_keeps_the_cursor_on_its_article(start: Start) -> None:
    async with start() as reader:
        assert head(reader) == "4 articles"
        await reader.press("j", "S", "down", "down", "enter")
        assert reader.titles[:2] == ["Keys", "The Measure"]
        assert reader.shown == "Keys"
        assert reader.main.sidebar.list.current_path == reader.main.pane.shown.article.path  # type: ignore[union-attr]  # it is shown
        assert "Sorted by title, a to z" in reader.text
        assert head(reader) == "by title · 4"


async def test_the_same_order_again_and_r_turn_it_round(start: Start) -> None:
    async with start() as reader:
        newest_first = reader.titles
        await reader.press("S", "enter")
        assert head(reader) == "oldest first · 4"
        # What has no date is last either way.
        assert reader.titles == [*newest_first[-2::-1], newest_first[-1]]
        await reader.press("r")
        assert reader.titles == newest_first
        assert head(reader) == "4 articles"


async def test_what_was_read_last_is_first_in_that_order(start: Start) -> None:
    async with start(settings=Settings(sort="title")) as reader:
        await reader.press("G", "enter", "space")
        last = reader.shown
        reader.main.pane.save_place()
        await reader.settle()
        await reader.press("h", "S")
        await reader.type("jjj")
        await reader.press("enter")
        assert head(reader) == "by last read · 4"
        assert reader.titles[0] == last


async def test_groups_have_headings_with_their_number(start: Start) -> None:
    async with start() as reader:
        await reader.press("B", "down", "enter")
        assert "Plain Pages · 1" in reader.text
        assert head(reader) == "grouped by source · 4"
        titles = []
        await reader.press("g")
        for _ in range(4):
            titles.append(reader.shown)
            await reader.press("j")
        assert titles == reader.titles
        await reader.press("B", "g", "enter")
        assert "Plain Pages · 1" not in reader.text


async def test_the_filter_goes_round_unread_and_bookmarked(start: Start) -> None:
    async with start() as reader:
        await reader.press("N", "j", "m", "F")
        assert head(reader) == "unread · 3"
        assert "The Measure" not in reader.titles
        await reader.press("F")
        assert head(reader) == "bookmarked · 1"
        assert reader.titles == ["Keys"]
        await reader.press("F")
        assert "Nothing here is\n" in reader.text or "archived" in head(reader)
        await reader.press("F")
        assert len(reader.titles) == 4


async def test_escape_shows_what_was_filtered_out(start: Start) -> None:
    async with start() as reader:
        await reader.press("F", "F")
        assert "Nothing here is" in reader.text
        await reader.press("escape")
        assert len(reader.titles) == 4
        assert head(reader) == "4 articles"


async def test_articles_with_a_tag_and_of_a_source(start: Start) -> None:
    async with start() as reader:
        await reader.press("t")
        assert "Tags" in reader.text
        await reader.press("slash")
        await reader.type("社交")
        await reader.press("enter")
        assert reader.titles == ["群聊的黄昏"]
        assert head(reader) == "#社交 · 1"
        await reader.press("t", "enter")
        assert len(reader.titles) == 4
        await reader.press("s")
        await reader.press("slash")
        await reader.type("plain")
        await reader.press("enter")
        assert reader.titles == ["The Measure"]


async def test_n_flags_as_read_and_back_and_undo_knows(start: Start) -> None:
    async with start() as reader:
        unread = sum("•" in row[:3] for row in reader.rows())
        await reader.press("N")
        assert sum("•" in row[:3] for row in reader.rows()) == unread - 1
        assert "Read · U undoes" in reader.text
        await reader.press("N")
        assert sum("•" in row[:3] for row in reader.rows()) == unread
        await reader.press("N", "U")
        assert sum("•" in row[:3] for row in reader.rows()) == unread
        assert "unread again" in reader.text


async def test_all_read_flags_what_the_list_shows_and_can_be_undone(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("钉钉")
        await reader.press("escape", "escape", "A")
        assert "4 articles read · U undoes" in reader.text
        await reader.press("A")
        assert "All are read" in reader.text
        await reader.press("F")
        assert "Nothing here is" in reader.text
        await reader.press("U")
        assert len(reader.titles) == 4


async def test_an_article_that_is_being_read_stays_in_the_list_of_the_unread(start: Start) -> None:
    async with start() as reader:
        await reader.press("F", "enter")
        reader.main.pane.save_place()
        await reader.settle()
        assert "The Measure" in reader.titles
        assert reader.shown == "The Measure"
        await reader.press("J")
        assert reader.shown == "Keys"


@pytest.fixture
def copied(library: Path) -> Path:
    text = (library / "旺旺.md").read_text("utf-8")
    (library / "again.md").write_text(text, "utf-8")
    return library


async def test_copies_are_shown_as_one_and_can_be_opened(start: Start, copied: Path) -> None:
    async with start(copied) as reader:
        assert reader.titles.count("群聊的黄昏") == 1
        assert "2 copies" in reader.text
        await reader.press("j", "j", "c")
        assert "again.md" in reader.text
        assert "旺旺.md" in reader.text
        await reader.press("j", "enter")
        assert reader.shown == "群聊的黄昏"
        assert reader.main.pane.view.has_focus
        await reader.press("h", "g", "c")
        assert "no copies" in reader.text


async def test_the_mouse_does_what_the_keys_do(start: Start) -> None:
    async with start() as reader:
        await reader.pilot.click("#list-head")
        await reader.settle()
        assert "The list" in reader.text
        await reader.press("slash")
        await reader.type("turn")
        await reader.press("enter")
        assert head(reader) == "oldest first · 4"
        await reader.pilot.click("#list", offset=(5, 2), button=3)
        await reader.settle()
        assert "The list" in reader.text
        await reader.press("slash")
        await reader.type("unread again")
        await reader.press("enter")
        assert "Read · U undoes" in reader.text


async def test_every_key_has_its_full_width_twin(start: Start) -> None:
    async with start() as reader:
        await reader.type("ｒ")
        assert head(reader) == "oldest first · 4"
        await reader.type("Ｆ")
        assert head(reader) == "unread · oldest first · 4"


async def test_what_was_begun_the_last_time_stands_above_the_list(start: Start) -> None:
    async with start(size=(100, 24)) as reader:
        await reader.press("j", "j", "enter", "space")
        assert "Continue reading" not in reader.text
        begun = reader.shown
        await reader.press("q", "q")
    async with start(size=(100, 24)) as reader:
        assert "Continue reading" in reader.rows()[4]
        assert reader.titles[0] == begun
        assert reader.titles.count(begun) == 2
        assert "All articles · 4" in reader.text
        await reader.press("j", "enter", "space")
        await reader.press("ctrl+f")
        await reader.type("keys")
        assert "Continue reading" not in reader.text
        await reader.press("escape")
        assert reader.titles[0] == begun
        assert "All articles · 4" in reader.text


async def test_what_was_read_to_its_end_is_not_to_be_continued(start: Start) -> None:
    async with start(size=(100, 24)) as reader:
        await reader.press("j", "j", "enter", "space", "G", "q", "q")
    async with start(size=(100, 24)) as reader:
        assert "Continue reading" not in reader.text
        assert len(reader.titles) == 4
