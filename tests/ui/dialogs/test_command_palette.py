"""Commands by name: those of the place where somebody is, with their keys."""

from __future__ import annotations

from reader.ui.commands import BY_ID, DEFAULTS, Scope
from reader.ui.dialogs.command_choices import command_choices, commands_in
from tests.ui.conftest import Start


def test_only_what_can_be_done_there_is_offered() -> None:
    in_list = {command.id for command in commands_in(Scope.LIST, DEFAULTS)}
    assert {"list.sort", "app.quit"} <= in_list
    assert not [id_ for id_ in in_list if id_.startswith("article.")]
    among_bookmarks = {command.id for command in commands_in(Scope.BOOKMARKS, DEFAULTS)}
    assert "bookmarks.export" in among_bookmarks
    assert {id_.partition(".")[0] for id_ in among_bookmarks} == {"bookmarks"}


def test_the_key_stands_at_the_right() -> None:
    (choice,) = command_choices([BY_ID["article.outline"]], DEFAULTS)
    assert (choice.text, choice.note) == ("Outline", "t")


async def test_a_command_is_found_by_a_part_of_its_name_and_carried_out(start: Start) -> None:
    async with start() as reader:
        await reader.press("colon")
        assert "Commands · In the list" in reader.text
        assert "Outline" not in reader.text
        await reader.press("escape", "j", "j", "enter", "ctrl+p")
        assert "Commands · In the article" in reader.text
        await reader.type("only the")
        await reader.press("enter")
        assert reader.main.is_zen
        await reader.press("z", "M", "ctrl+p")
        assert "Commands · Among the bookmarks" in reader.text
        await reader.type("back to where")
        await reader.press("enter")
        assert reader.app.screen is reader.main


async def test_a_theme_is_chosen_by_name(start: Start) -> None:
    async with start() as reader:
        await reader.press("colon")
        await reader.type("themes")
        await reader.press("enter", "slash")
        await reader.type("reader-light")
        await reader.press("enter")
        assert reader.app.theme == "reader-light"


async def test_help_is_filtered_as_lists_are(start: Start) -> None:
    async with start(size=(130, 40)) as reader:
        await reader.press("question_mark")
        assert "In the list" in reader.text
        assert "Anywhere" in reader.text
        await reader.press("slash")
        await reader.type("lately")
        assert "Articles read lately" in reader.text
        assert "Read the article" not in reader.text
        await reader.press("escape")
        assert "Read the article" in reader.text
        await reader.press("escape")
        assert reader.app.screen is reader.main
