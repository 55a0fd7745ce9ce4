"""The registry is sound: every command exists, no key means two things at once."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget

from reader.ui.article.page.selecting import VERBS
from reader.ui.article.pane import ReadingPane
from reader.ui.article.pictures.picture_screen import PictureScreen
from reader.ui.article.widgets.view import ArticleView
from reader.ui.bookmarks.edit_dialog import BookmarkDialog, NoteField
from reader.ui.bookmarks.screen import BookmarkScreen
from reader.ui.bookmarks.widgets.color_row import ColorRow
from reader.ui.bookmarks.widgets.list import BookmarkList
from reader.ui.commands import COMMANDS, Command, Scope, Target, bindings, commands
from reader.ui.common.search_box import FindField, SearchBox
from reader.ui.dialogs.add_dialog import AddDialog, AddField, AddRow
from reader.ui.dialogs.choice_list import ChoiceList
from reader.ui.dialogs.help import HelpScreen
from reader.ui.dialogs.line_dialog import LineDialog
from reader.ui.dialogs.picker import Picker
from reader.ui.main.screen import MainScreen
from reader.ui.sidebar.sidebar import Sidebar
from reader.ui.sidebar.widgets.article_list import ArticleList

HEARD_BY: dict[Scope, type[DOMNode]] = {
    Scope.APP: MainScreen,
    Scope.LIST: ArticleList,
    Scope.ARTICLE: ArticleView,
    Scope.SELECT: ArticleView,
    Scope.BOOKMARKS: BookmarkList,
    Scope.PICKER: ChoiceList,
    Scope.EDIT: NoteField,
    Scope.COLOR: ColorRow,
    Scope.ADD: AddField,
    Scope.CHOICE: AddRow,
    Scope.HELP: HelpScreen,
    Scope.PICTURE: PictureScreen,
}
"""Who has the keys of a scope."""
SCREENS: dict[Scope, tuple[type[DOMNode], ...]] = {
    Scope.BOOKMARKS: (BookmarkScreen,),
    Scope.PICKER: (Picker,),
    Scope.FILTER: (Picker, BookmarkScreen, HelpScreen),
    Scope.LINE: (LineDialog,),
    Scope.EDIT: (BookmarkDialog,),
    Scope.ADD: (AddDialog,),
    Scope.HELP: (HelpScreen,),
    Scope.PICTURE: (PictureScreen,),
}
"""The screens that these are on."""
PANES: dict[Target, type[DOMNode]] = {
    Target.MAIN: MainScreen,
    Target.SIDEBAR: Sidebar,
    Target.PANE: ReadingPane,
}
MODES = (Scope.SEARCH, Scope.FIND, Scope.COUNT, Scope.HINTS, Scope.QUESTION)
"""Scopes whose keys are no actions: whoever is typed into, or asks, hears which it was."""


def targets(command: Command) -> tuple[type[DOMNode], ...]:
    """The objects that carry out commands."""
    if command.target is Target.SCREEN:
        return SCREENS[command.scope]
    if command.target is Target.WIDGET:
        return (HEARD_BY[command.scope],)
    return (PANES[command.target],)


def is_action(command: Command) -> bool:
    is_motion = command.scope is Scope.SELECT and command.verb in VERBS
    return command.scope not in MODES and not is_motion


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if is_action(each)], ids=lambda command: command.id
)
def test_every_command_is_an_action_of_its_target(command: Command) -> None:
    for target in targets(command):
        assert hasattr(target, f"action_{command.verb}")


def test_select_mode_knows_its_motions() -> None:
    known = {each.verb for each in commands(Scope.SELECT)}
    assert known >= VERBS
    keys = [key for command in commands(Scope.SELECT) for key in command.keys]
    assert max(Counter(keys).values()) == 1


@pytest.mark.parametrize(("scope", "box"), [(Scope.SEARCH, SearchBox), (Scope.FIND, FindField)])
def test_boxes_have_the_keys_of_the_registry(scope: Scope, box: type[Widget]) -> None:
    bound = {(binding.key, binding.id) for binding in box.BINDINGS if isinstance(binding, Binding)}
    known = {(key, command.id) for command in commands(scope) for key in command.keys}
    assert bound == known


def test_ids_are_unique() -> None:
    assert max(Counter(command.id for command in COMMANDS).values()) == 1


@pytest.mark.parametrize("scope", [Scope.LIST, Scope.ARTICLE])
def test_no_key_means_two_things(scope: Scope) -> None:
    keys = [key for command in (*commands(scope), *commands(Scope.APP)) for key in command.keys]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_bindings_carry_ids_for_the_configuration() -> None:
    assert {binding.id for binding in bindings(Scope.LIST)} == {c.id for c in commands(Scope.LIST)}
