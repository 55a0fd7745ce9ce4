"""Keys: each asks for its command where it is heard, the table's as well as the owner's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.settings import KeyChoice, Settings
from reader.state.bookmark import ArticleRef, Bookmark
from reader.ui.app import ReaderApp
from reader.ui.bookmarks.edit_dialog import BookmarkDialog
from reader.ui.commands import Command, Scope, Target, commands
from reader.ui.commands.key_names import textual_name, with_full_width
from reader.ui.dialogs.add_dialog import AddDialog
from reader.ui.dialogs.choice import Choice
from reader.ui.dialogs.choice_list import ChoiceList
from reader.ui.dialogs.help import HelpScreen
from reader.ui.dialogs.line_dialog import LineDialog
from reader.ui.dialogs.picker import Picker
from tests.ui.conftest import Reader, Start

CHOSEN = {
    "list.sort": ("x", "ctrl+g"),
    "list.tags": ("S",),
    "list.menu": (),
    "article.bookmark": ("m", "ctrl+d"),
    "article.find": ("!",),
    "article.percent": ("alt+p",),
    "app.zen": ("f5",),
    "app.quit": ("X", "f10"),
    "app.command_palette": ("f6",),
    "select.copy": ("c",),
    "search.save": ("f2",),
    "find.submit": ("ctrl+e",),
    "bookmarks.delete": ("backspace",),
    "picker.filter": ("ctrl+f",),
    "picker.cursor_down": ("i",),
    "filter.take": ("f3",),
    "line.submit": ("ctrl+a",),
    "edit.keep": ("ctrl+e",),
    "edit.new_line": ("enter",),
    "color.next": ("n",),
    "help.close": ("c", "escape"),
}
"""One or more of every scope in which bindings are heard."""


class Asked:
    """Hears which actions are called, in the place of whoever would carry them out."""

    def __init__(self, app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self.actions: list[str] = []
        self._app = app
        self._monkeypatch = monkeypatch

    @contextmanager
    def listening(self) -> Iterator[None]:
        async def run_action(action: str, *_: object) -> bool:
            self.actions.append(action)
            return True

        with self._monkeypatch.context() as patch:
            patch.setattr(self._app, "run_action", run_action)
            yield

    def take(self) -> list[str]:
        actions, self.actions = self.actions, []
        return actions


def means(action: str, command: Command) -> bool:
    """Whether an action is that of a command: its own, or one that names its verb."""
    return action in (
        command.action,
        f"app.{command.verb}",
        f"press('{command.verb}')",
    )


def event_of(key: str) -> events.Key:
    """The event that a terminal sends for a key."""
    character = " " if key == "space" else key if len(key) == 1 else None
    return events.Key(textual_name(key), character)


async def deaf_keys(
    reader: Reader, asked: Asked, scope: Scope, target: Target | None = None
) -> list[str]:
    """Press every key of a scope; those that did not ask for their command and for it alone."""
    deaf = []
    wanted = [each for each in commands(scope) if target is None or each.target is target]
    with asked.listening():
        for command in wanted:
            for key in with_full_width(reader.app.keys.keys(command)):
                asked.take()
                await reader.app.keyboard.take(event_of(key))
                await reader.app.keyboard.rest()
                actions = asked.take()
                if len(actions) != 1 or not means(actions[0], command):
                    deaf.append(f"{command.id}: {key} asked for {actions}")
    return deaf


async def shown(reader: Reader, screen: Screen[Any]) -> None:
    reader.app.push_screen(screen)
    await reader.settle()


def lines() -> Picker:
    return Picker("Lines", [Choice("one", "one"), Choice("two", "two")], empty="")


def bookmark_dialog() -> BookmarkDialog:
    words = Quote("words")
    bookmark = Bookmark(ArticleRef(path="/a.md", title="A"), Place(0), words, Place(0, 5))
    return BookmarkDialog(bookmark, on_edit=lambda _: None, on_delete=lambda: None)


async def deaf_everywhere(reader: Reader, asked: Asked) -> list[str]:
    """Keys of all scopes that bindings are heard in, pressed where they are."""
    app, main = reader.app, reader.main
    deaf = partial(deaf_keys, reader, asked)
    found = [*await deaf(Scope.LIST), *await deaf(Scope.APP)]
    await app.run_action("main.search")
    await reader.settle()
    found += await deaf(Scope.SEARCH)
    main.show_article()
    await reader.settle()
    found += [*await deaf(Scope.ARTICLE), *await deaf(Scope.APP)]
    await app.run_action("pane.find")
    await reader.settle()
    found += await deaf(Scope.FIND)
    main.show_list()
    found += await deaf_in_dialogs(reader, asked)
    await app.run_action("bookmarks", main)
    await reader.settle()
    found += await deaf(Scope.BOOKMARKS)
    app.screen.query_one("#bookmarks-filter").display = True
    app.screen.set_focus(app.screen.query_one("#bookmarks-filter"))
    return [*found, *await deaf(Scope.FILTER)]


async def deaf_in_dialogs(reader: Reader, asked: Asked) -> list[str]:
    deaf = partial(deaf_keys, reader, asked)
    await shown(reader, HelpScreen(Scope.LIST))
    found = await deaf(Scope.HELP)
    await shown(reader, lines())
    found += await deaf(Scope.PICKER)
    await reader.app.run_action("filter", reader.app.screen)
    found += await deaf(Scope.FILTER)
    await shown(reader, LineDialog("A line", "", hint="a line"))
    found += await deaf(Scope.LINE)
    await shown(reader, bookmark_dialog())
    found += await deaf(Scope.EDIT)
    for field in ("#about-tags", "#about-color"):
        reader.app.screen.set_focus(reader.app.screen.query_one(field))
        found += await deaf(Scope.EDIT, Target.SCREEN)
    found += await deaf(Scope.COLOR)
    await shown(reader, AddDialog([Path("/a"), Path("/b")]))
    for field in ("#add-what", "#add-folder"):
        reader.app.screen.set_focus(reader.app.screen.query_one(field))
        found += await deaf(Scope.ADD, Target.SCREEN)
    found += await deaf(Scope.CHOICE)
    reader.main.preferences.open()
    await reader.settle()
    found += await deaf(Scope.SETTINGS)
    while reader.app.screen is not reader.main:
        await reader.app.pop_screen()
    return found


async def test_every_key_of_the_table_asks_for_its_command(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        assert await deaf_everywhere(reader, Asked(reader.app, monkeypatch)) == []


async def test_every_key_of_the_owners_asks_for_its_command(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(settings=chosen()) as reader:
        assert {id_: reader.app.keys.keys(id_) for id_ in CHOSEN} == CHOSEN
        assert await deaf_everywhere(reader, Asked(reader.app, monkeypatch)) == []
        assert reader.main.notices == []


def chosen(**wanted: tuple[str, ...]) -> Settings:
    keys = {id_.replace("_", ".", 1): each for id_, each in wanted.items()} or CHOSEN
    choices = (
        KeyChoice(id_, each, f"config.toml, line {at}")
        for at, (id_, each) in enumerate(keys.items(), 2)
    )
    return Settings(keys=tuple(choices))


async def test_keys_that_were_taken_away_ask_for_nothing(start: Start) -> None:
    async with start(settings=chosen()) as reader:
        await reader.press("full_stop", "Q", "ctrl+q", "z", "ctrl+p", "colon")
        assert reader.app.screen is reader.main
        assert reader.app.is_running
        assert not reader.main.has_class("-zen")


async def test_the_owners_keys_do_what_the_tables_would(start: Start) -> None:
    async with start(settings=chosen()) as reader:
        await reader.press("x")
        assert isinstance(reader.app.screen, Picker)
        choices = reader.app.screen.query_one(ChoiceList)
        await reader.press("i", "i")
        assert choices.cursor == 2
        await reader.press("ctrl+f", *"title", "f3")
        assert reader.main.sidebar.arrangement.sort == "title"
        await reader.press("enter", "v", "l", "c")
        assert len(reader.app.clipboard) == 2
        await reader.press("exclamation_mark", *"a", "ctrl+e")
        assert reader.main.pane.view.has_focus
        await reader.press("f5")
        assert reader.main.has_class("-zen")


async def test_a_note_is_kept_by_the_owners_key_and_enter_begins_a_line(start: Start) -> None:
    async with start(settings=chosen()) as reader:
        await reader.press("enter", "v", "w", "H")
        await reader.press(*"one", "enter", *"two", "ctrl+e")
        (highlight,) = reader.store.all()
        assert highlight.note == "one\ntwo"


async def test_what_is_pasted_is_there_when_the_next_key_keeps_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "v", "w", "H")
        reader.app.post_message(events.Paste("a long thought"))
        reader.app.post_message(events.Key("ctrl+j", None))
        reader.app.post_message(events.Paste("and another"))
        reader.app.post_message(events.Key("enter", "\r"))
        await reader.settle()
        (highlight,) = reader.store.all()
        assert highlight.note == "a long thought\nand another"


async def test_a_number_is_given_up_by_the_owners_key(start: Start) -> None:
    async with start(settings=chosen(count_cancel=("f4",))) as reader:
        await reader.press("5", "escape")
        await reader.press("5", "f4", "j")
        assert reader.main.sidebar.list.cursor == 1


async def test_footer_menu_palette_help_and_dialogs_show_the_owners_keys(start: Start) -> None:
    settings = chosen(
        list_search=("f2",),
        list_sort=("ctrl+g",),
        list_open=(),
        list_menu=("x",),
        app_help=("f9",),
        picker_close=("f3",),
        app_info=("f4", "I"),
    )
    async with start(settings=settings, size=(150, 60)) as reader:
        footer = reader.rows()[-1]
        assert "f2 search" in footer
        assert "ctrl+g sort" in footer
        assert "f9 keys" in footer
        assert "read" not in footer
        await reader.press("x")
        assert "ctrl+g" in reader.text
        assert "f3 close" in reader.text
        await reader.press("f3", "f9")
        assert [row for row in reader.rows() if "no key" in row and "Read the article" in row]
        assert [row for row in reader.rows() if "f2" in row and "full text" in row]
        await reader.press("escape", "colon")
        await reader.type("about this")
        assert [row for row in reader.rows() if "About this article" in row and "f4" in row]


async def test_a_hint_of_a_box_is_clicked_as_its_own_key(start: Start) -> None:
    async with start(settings=chosen(search_escape=("f7",))) as reader:
        await reader.press("slash", *"wang")
        row = reader.rows()[-1]
        await reader.pilot.click("#status", offset=(row.index("f7 clear"), 0))
        await reader.settle()
        assert reader.main.sidebar.query_text == ""


async def test_mistakes_are_told_and_what_is_right_holds(start: Start) -> None:
    settings = chosen(
        list_srot=("x",), list_sort=("nokey",), list_tags=("f2",), list_menu=("f2", "f3")
    )
    async with start(settings=settings) as reader:
        assert [problem.partition(": keys: ")[0] for problem in reader.main.problems] == [
            "config.toml, line 2",
            "config.toml, line 3",
            "config.toml, line 5",
        ]
        assert "config.toml has 3 mistakes · ? lists them" in reader.text
        await reader.press("f1")
        assert "list.srot" in reader.text
        await reader.press("escape", "f3")
        assert isinstance(reader.app.screen, Picker)


async def test_a_selection_of_the_mouse_goes_by_the_owners_key(start: Start) -> None:
    async with start(settings=chosen(article_clear=("x",))) as reader:
        await reader.press("enter")
        view = reader.main.pane.view
        view.select((Place(0, 0), Place(0, 2)))
        await reader.press("x")
        assert view.selected_span() is None
        assert view.has_focus
        await reader.press("x")
        assert reader.main.sidebar.list.has_focus


async def test_a_tab_that_was_taken_away_moves_nothing(start: Start) -> None:
    settings = chosen(list_open=("enter",), article_next_link=(), article_previous_link=())
    async with start(settings=settings) as reader:
        await reader.press("tab")
        assert reader.main.sidebar.list.has_focus
        await reader.press("enter", "tab", "shift+tab")
        assert reader.main.pane.view.has_focus


async def test_texts_name_the_owners_keys(start: Start) -> None:
    settings = chosen(
        list_toggle_read=("x",), app_undo=("f9",), list_clear_search=(), article_percent=("f8",)
    )
    async with start(settings=settings) as reader:
        await reader.press("x")
        assert "Read · f9 undoes" in reader.text
        await reader.press("slash", *"qqqqq")
        assert "Nothing found for" in reader.text
        assert "clears the search" not in reader.text
        await reader.press("escape", "escape", "enter", "f8")
        assert "A number first: 50f8" in reader.text
