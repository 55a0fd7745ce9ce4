"""Opening, moving and finding, as a person at the keyboard does."""

from __future__ import annotations

import pytest
from textual import events

from reader.document.model import Place
from reader.settings import Settings
from tests.ui.conftest import Start


async def test_the_list_is_newest_first_and_the_first_article_is_previewed(start: Start) -> None:
    async with start() as reader:
        assert reader.titles == ["The Measure", "Keys", "群聊的黄昏", "辦公室裡的釘釘"]
        assert reader.shown == "The Measure"
        assert "Plain Pages · 2024-05-12 · 1 min" in reader.text
        assert "A line of sixty-six characters" in reader.text


async def test_moving_in_the_list_previews_and_enter_goes_in(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j")
        assert reader.shown == "群聊的黄昏"
        assert reader.main.sidebar.list.has_focus
        await reader.press("enter")
        assert reader.main.pane.view.has_focus


async def test_the_heading_that_repeats_the_title_is_not_shown_twice(start: Start) -> None:
    async with start() as reader:
        pane = "\n".join(row[40:] for row in reader.rows())
        assert pane.count("The Measure") == 1


async def test_motions_move_by_exact_rows_and_stop_at_the_ends(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        view = reader.main.pane.view
        await reader.press("k")
        assert view.at_start
        await reader.press("5", "j")
        assert round(view.scroll_y) == 5
        await reader.press("G")
        assert view.progress == 1.0
        assert "明天见" in reader.text
        await reader.press("j")
        assert "明天见" in reader.text
        await reader.press("g")
        assert view.at_start


async def test_a_page_down_keeps_two_rows_of_the_old_page(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        before = [row[40:] for row in reader.rows()]
        await reader.press("space")
        height = reader.main.pane.view.size.height
        after = [row[40:] for row in reader.rows()]
        assert [row.split("▐")[0] for row in after[:1]] == before[height - 2 : height - 1]


async def test_headings_are_walked_and_listed(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "right_square_bracket")
        assert reader.main.pane.view.section == "成于蛮荒"
        await reader.press("right_square_bracket")
        assert "散于无声" in reader.text
        await reader.press("t")
        assert "Outline" in reader.text
        await reader.press("g", "enter")
        assert reader.main.pane.view.section == "成于蛮荒"
        await reader.press("ctrl+o")
        assert "散于无声" in reader.text


async def test_find_lights_every_match_and_n_walks_round(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "slash")
        await reader.type("广场")
        assert "1 of 41" in reader.text
        await reader.press("enter")
        assert reader.main.pane.view.has_focus
        await reader.press("N")
        assert "match 41 of 41" in reader.text
        assert "第40天，广场上来了新人" in reader.text
        await reader.press("n")
        assert "match 1 of 41" in reader.text
        await reader.press("escape")
        assert not reader.main.pane.view.has_matches
        assert reader.main.pane.view.has_focus


async def test_a_match_broken_over_two_lines_is_found(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("j", "j", "enter", "slash")
        await reader.type("他们说着自己的事，一句接一句，像下雨")
        assert "1 of 40" in reader.text


async def test_the_text_under_the_eye_stays_when_the_window_changes(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "G")
        await reader.press("u")
        place = reader.main.pane.view.place
        for width in (60, 200, 70, 120):
            await reader.pilot.resize_terminal(width, 40)
            await reader.settle()
            assert reader.main.pane.view.place.block == place.block


async def test_the_column_can_be_made_narrower_and_the_place_stays(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "space")
        place = reader.main.pane.view.place
        await reader.press("minus", "minus")
        assert reader.main.pane.view.measure == 68
        assert reader.main.pane.view.place.block == place.block
        await reader.press("equals_sign")
        assert reader.main.pane.view.measure == 76


async def test_selecting_with_the_mouse_copies_unwrapped_text(start: Start) -> None:
    async with start(size=(60, 30)) as reader:
        await reader.press("j", "j", "enter")
        view = reader.main.pane.view
        document = view.document
        assert document is not None
        await reader.pilot.mouse_down(view, offset=(2, 6))
        await reader.pilot.hover(view, offset=(12, 8))
        await reader.pilot.mouse_up(view, offset=(12, 8))
        await reader.press("y")
        copied = reader.app.clipboard
        assert copied
        assert copied.split("\n\n")[0] in document.blocks[0].text


@pytest.mark.parametrize("key", ["ｊ", "j", "down"])
async def test_full_width_keys_work_as_their_plain_twins(start: Start, key: str) -> None:
    async with start() as reader:
        reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reader.settle()
        assert reader.shown == "Keys"


async def test_zen_shows_only_the_article(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "z")
        assert "群聊的黄昏" not in reader.text
        await reader.press("z")
        assert "群聊的黄昏" in reader.text


async def test_narrow_terminals_show_one_pane_at_a_time(start: Start) -> None:
    async with start(size=(60, 24)) as reader:
        assert "Keys" in reader.text
        assert "sixty-six" not in reader.text
        await reader.press("enter")
        assert "sixty-six" in reader.text
        assert "Keys" not in reader.text
        await reader.press("h")
        assert "Keys" in reader.text


async def test_a_tiny_terminal_is_no_traceback(start: Start) -> None:
    async with start(size=(20, 5)) as reader:
        await reader.press("j", "enter", "space", "t", "escape", "question_mark", "escape", "q")
        assert reader.app.return_code is None


@pytest.mark.parametrize("size", [(1, 24), (1, 1), (40, 2), (20, 3)])
async def test_the_commands_may_be_paged_through_however_small(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as reader:
        await reader.press("ctrl+p", "down", "pagedown", "pageup", "end", "pagedown", "escape")
        assert reader.app.return_code is None


async def test_opening_lays_out_little_more_than_a_screen(start: Start) -> None:
    async with start(size=(100, 12)) as reader:
        view = reader.main.pane.view
        await reader.press("j", "j")
        laid_out = view.blocks_laid_out
        view.go_to(Place(0, 0))
        assert view.blocks_laid_out == laid_out


async def test_the_wheel_goes_on_from_where_the_keys_left(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "G")
        view = reader.main.pane.view
        bottom = round(view.scroll_y)
        assert view.scroll_target_y == bottom
        assert view.vertical_scrollbar.position == bottom
        view.scroll_up(animate=False)
        await reader.settle()
        assert round(view.scroll_y) == bottom - 1


@pytest.mark.parametrize("theme", ["nord", "textual-light", "dracula"])
async def test_any_theme_of_textual_can_be_chosen(start: Start, theme: str) -> None:
    async with start(settings=Settings(theme=theme)) as reader:
        assert reader.app.theme == theme
        assert reader.shown == "The Measure"
        reader.app.theme = "reader-light"
        await reader.settle()
        reader.app.theme = theme
        await reader.settle()
        assert "sixty-six" in reader.text
