"""Finding: what is told of it, and how it goes on."""

from __future__ import annotations

from tests.ui.conftest import Reader, Start


def bar(reader: Reader) -> str:
    return reader.rows()[-1]


async def find(reader: Reader, text: str) -> None:
    await reader.press("slash")
    await reader.type(text)
    await reader.press("enter")


async def test_enter_says_at_once_which_match_it_is(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "广场")
        assert "match 1 of 41" in bar(reader)


async def test_escape_takes_the_count_away_with_the_matches(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "广场")
        await reader.press("n", "escape")
        assert "match" not in bar(reader)


async def test_a_search_that_finds_nothing_leaves_no_old_count(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "广场")
        await reader.press("slash")
        await reader.type("zzz")
        assert "match 1" not in bar(reader)
        assert "no match" in reader.text
        await reader.press("enter")
        assert "match 1" not in bar(reader)


async def test_another_article_has_no_match_of_the_last_one(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "广场")
        await reader.press("J")
        assert "match" not in bar(reader)


async def test_n_after_escape_finds_the_same_again_from_there(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "广场")
        await reader.press("n", "escape", "n")
        assert not reader.main.pane.find_bar.display
        assert "match 3 of 41" in bar(reader)
        await reader.press("escape", "N")
        assert "match 2 of 41" in bar(reader)


async def test_n_after_a_failed_find_says_so_again(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "zzz")
        await reader.press("n")
        assert not reader.main.pane.find_bar.display
        assert "Not found: zzz" in bar(reader)


async def test_n_finds_in_the_next_article_what_was_found_in_the_last(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "钉钉")
        await reader.press("J", "n")
        assert reader.shown == "辦公室裡的釘釘"
        assert "match 1 of 1" in bar(reader)


async def test_n_finds_again_what_the_library_search_lit(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("明天见")
        await reader.press("enter", "escape")
        assert not reader.main.pane.view.has_matches
        await reader.press("n")
        assert "match 1 of 1" in bar(reader)


async def test_n_asks_when_nothing_was_ever_sought(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "n")
        assert reader.main.pane.find_bar.display


async def test_going_round_the_end_is_told(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "广场")
        await reader.press("N")
        assert "match 41 of 41 · wrapped" in bar(reader)
        await reader.press("N")
        assert bar(reader).startswith(" match 40 of 41")
        assert "wrapped" not in bar(reader)


async def test_a_count_goes_on_by_so_many_matches(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await find(reader, "广场")
        await reader.press("5", "n")
        assert "match 6 of 41" in bar(reader)


async def test_keys_typed_ahead_of_the_find_bar_go_into_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        letters = [(c, c) for c in "jzmq广场"]
        await reader.press_at_once(("slash", "/"), *letters)
        assert reader.main.pane.find_bar.query_text == "jzmq广场"
        assert not reader.main.has_class("-zen")
        assert reader.store.all() == ()


async def test_keys_typed_ahead_of_the_closing_bar_are_commands(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        letters = [(c, c) for c in "广场"]
        await reader.press_at_once(("slash", "/"), *letters, ("enter", "\r"), ("z", "z"))
        assert reader.main.pane.find_bar.query_text == "广场"
        assert reader.main.has_class("-zen")
        assert reader.main.pane.view.has_matches


async def test_keys_typed_ahead_of_the_search_box_go_into_it(start: Start) -> None:
    async with start() as reader:
        letters = [(c, c) for c in "jkeys"]
        await reader.press_at_once(("slash", "/"), *letters)
        assert reader.main.sidebar.box.value == "jkeys"


async def test_escape_after_ctrl_f_returns_to_the_article(start: Start) -> None:
    async with start(size=(100, 20)) as reader:
        await reader.press("j", "j", "enter", "space")
        place = reader.main.pane.view.place
        await reader.press("ctrl+f")
        await reader.type("keys")
        assert reader.shown == "Keys"
        await reader.press("escape")
        assert reader.shown == "群聊的黄昏"
        assert reader.main.pane.view.place == place
        assert reader.main.pane.view.has_focus
        assert len(reader.titles) == 4


async def test_escape_after_ctrl_f_in_zen_returns_to_zen(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "z", "ctrl+f", "escape")
        assert reader.main.has_class("-zen")
        assert reader.main.pane.view.has_focus


async def test_escape_in_a_search_begun_in_the_list_stays_with_the_list(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("keys")
        await reader.press("escape")
        assert len(reader.titles) == 4
        await reader.press("escape")
        assert reader.main.sidebar.list.has_focus


async def test_a_search_tells_how_many_articles_it_left(start: Start) -> None:
    async with start() as reader:
        assert "of 4 articles" not in reader.text
        await reader.press("slash")
        await reader.type("钉钉")
        assert "2 of 4 articles" in bar(reader)
        await reader.press("escape")
        assert "of 4 articles" not in reader.text
