"""The last row: messages, notices, counts, the way out; in zen too."""

from __future__ import annotations

import pytest

from reader.settings import Settings
from reader.text.width import cell_width
from tests.ui.conftest import Reader, Start


def bar(reader: Reader) -> str:
    return reader.rows()[-1]


async def test_a_count_moves_the_cursor_of_the_list(start: Start) -> None:
    async with start() as reader:
        await reader.press("2", "j")
        assert reader.shown == "群聊的黄昏"
        await reader.press("2", "k")
        assert reader.shown == "The Measure"


async def test_a_count_steps_over_articles(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "2", "J")
        assert reader.shown == "群聊的黄昏"
        await reader.press("2", "K")
        assert reader.shown == "The Measure"


async def test_a_count_is_seen_while_it_is_typed(start: Start) -> None:
    async with start() as reader:
        await reader.press("1", "2")
        assert " 12 " in bar(reader)
        await reader.press("escape")
        assert " 12 " not in bar(reader)
        await reader.press("enter")
        await reader.type("５")
        assert " 5 " in bar(reader)


async def test_a_count_is_good_for_one_key_only(start: Start) -> None:
    async with start() as reader:
        before = reader.main.sidebar.list.cursor
        await reader.press("3", "m", "j")
        assert " 3 " not in bar(reader)
        assert reader.main.sidebar.list.cursor == before + 1


async def test_a_percentage_goes_so_far_into_the_article(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "5", "0", "%")
        assert reader.main.pane.view.progress == pytest.approx(0.5, abs=0.03)
        await reader.press("%")
        assert "A number first" in bar(reader)


async def test_the_ends_of_the_list_are_told(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "K")
        assert "First article" in bar(reader)
        await reader.press("J", "J", "J", "J")
        assert "Last article" in bar(reader)


async def test_the_address_of_the_focused_link_is_shown(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "tab")
        assert "keys.md#keys" in bar(reader)
        await reader.press("tab")
        assert "https://example.org/measure" in bar(reader)
        await reader.press("escape")
        assert "https://example.org/measure" not in bar(reader)


@pytest.mark.parametrize(("keys", "way"), [(["enter"], "q back"), ([], "q quit")])
async def test_help_and_the_way_out_are_the_last_hints_to_go(
    start: Start, keys: list[str], way: str
) -> None:
    async with start(size=(40, 20)) as reader:
        await reader.press(*keys)
        assert "? keys" in bar(reader)
        assert way in bar(reader)


async def test_a_long_address_leaves_room_for_the_way_out(start: Start) -> None:
    async with start(size=(50, 20)) as reader:
        await reader.press("enter", "tab", "tab")
        assert "https://" in bar(reader)
        assert "q back" in bar(reader)


async def test_zen_shows_a_message_for_its_time(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "z", "y")
        assert "Select with v or the mouse" in bar(reader)
        rows = reader.main.pane.view.size.height
        reader.main.status.expire()
        await reader.settle()
        assert "Select with v or the mouse" not in reader.text
        assert "q quit" not in reader.text
        assert reader.main.pane.view.size.height == rows


async def test_zen_shows_the_count(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "z", "4")
        assert " 4 " in bar(reader)
        await reader.press("j")
        assert " 4 " not in bar(reader)


async def test_a_notice_stays_until_somebody_is_there(start: Start) -> None:
    async with start(notices=("config.toml, line 3: measure: too wide",)) as reader:
        reader.main.status.expire()
        await reader.settle()
        assert "config.toml, line 3" in bar(reader)
        await reader.press("j")
        assert "config.toml, line 3" not in reader.text


async def test_a_key_does_not_take_away_a_notice_before_its_time(start: Start) -> None:
    async with start(notices=("a matter",)) as reader:
        await reader.press("j")
        assert "a matter" in bar(reader)


async def test_a_message_takes_no_notice_away(start: Start) -> None:
    async with start(notices=("a matter", "another matter")) as reader:
        await reader.press("m")
        assert "Bookmarked" in bar(reader)
        reader.main.status.expire()
        await reader.settle()
        assert "a matter" in bar(reader)
        reader.main.status.expire()
        await reader.press("j")
        assert "another matter" in bar(reader)


@pytest.mark.parametrize("keys", [("question_mark",), ("M", "e"), ("colon",)])
async def test_a_notice_that_came_while_the_bar_was_covered_has_its_time_afterwards(
    start: Start, keys: tuple[str, ...]
) -> None:
    async with start() as reader:
        await reader.press("m", *keys)
        reader.main.announce(["a matter"])
        reader.main.status.expire()
        reader.main.status.expire()
        await reader.press("escape", "escape")
        await reader.until(lambda: reader.app.screen is reader.main)
        await reader.press("j", "k")
        assert "a matter" in bar(reader)
        reader.main.status.expire()
        await reader.press("j")
        assert "a matter" not in bar(reader)


async def test_in_zen_a_notice_is_shown_until_it_was_seen(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "z")
        reader.main.status.fade()
        reader.main.announce(["a matter", "another matter"])
        await reader.settle()
        assert "a matter" in bar(reader)
        reader.main.status.expire()
        await reader.press("j")
        assert "another matter" in bar(reader)


async def test_help_lists_what_was_told_since_the_start(start: Start) -> None:
    async with start(notices=("the first matter", "the second matter")) as reader:
        await reader.press("question_mark")
        assert "the first matter" in reader.text
        assert "the second matter" in reader.text


async def test_an_unknown_theme_is_told_with_those_that_there_are(start: Start) -> None:
    async with start(settings=Settings(theme="nrod"), size=(160, 20)) as reader:
        assert "config.toml has 1 mistake · ? lists them" in bar(reader)
        await reader.press("question_mark")
        assert "no theme is called nrod" in reader.text
        assert "there are reader-dark, " in reader.text
        assert reader.app.theme == "reader-dark"


async def test_what_textual_has_to_say_is_in_the_bar_and_no_toast(start: Start) -> None:
    async with start() as reader:
        reader.app.notify("Saved [b]it[/b]")
        await reader.settle()
        assert "Saved it" in bar(reader)
        assert len(reader.app._notifications) == 0
        await reader.press("ctrl+c")
        assert "Q quits" in bar(reader)


async def test_help_opens_at_the_pane_in_use_and_moves_as_an_article(start: Start) -> None:
    async with start(size=(100, 20)) as reader:
        await reader.press("enter", "question_mark")
        assert "In the article" in "\n".join(reader.rows()[:6])
        await reader.press("G")
        assert "Filter the keys" in reader.text
        for down, up in (("d", "u"), ("f", "b"), ("space", "b"), ("j", "k")):
            await reader.press("g")
            top = reader.text
            await reader.press(down)
            assert reader.text != top
            await reader.press(up)
            assert reader.text == top
        await reader.press("q")
        assert reader.main.pane.view.has_focus


async def click_on(reader: Reader, hint: str) -> None:
    """The mouse on a hint of the last row."""
    column = cell_width(bar(reader)[: bar(reader).index(hint)])
    await reader.pilot.click(offset=(column + 1, reader.app.size.height - 1))
    await reader.settle()


async def test_a_box_says_what_its_own_keys_do(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        assert "tab complete" in bar(reader)
        assert "q quit" not in bar(reader)
        await reader.type("key")
        await reader.press("f1")
        assert "What a search may say" in reader.text
        assert "near:5(a b)" in reader.text
        await reader.press("escape")
        await click_on(reader, "enter read")
        assert reader.main.pane.view.has_focus
        assert "q back" in bar(reader)
        await reader.press("slash")
        await reader.type("e")
        assert "↓ next" in bar(reader)
        await click_on(reader, "↓ next")
        assert "2 of" in reader.text
        await click_on(reader, "esc leave")
        assert not reader.main.pane.find_bar.display
        assert "q back" in bar(reader)


async def test_hints_are_for_the_mouse_too(start: Start) -> None:
    async with start() as reader:
        await click_on(reader, "enter read")
        assert reader.main.pane.view.has_focus
        await click_on(reader, "m bookmark")
        assert len(reader.store.all()) == 1
        await click_on(reader, "v select")
        assert reader.main.pane.view.selecting
        await click_on(reader, "esc leave")
        assert not reader.main.pane.view.selecting
        await click_on(reader, "? keys")
        assert "Half a page down" in reader.text
