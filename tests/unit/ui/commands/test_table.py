"""The registry is sound: every command exists, no key means two things at once."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.binding import Binding
from textual.widget import Widget

from reader.ui.article.page.selecting import VERBS
from reader.ui.article.widgets.view import SELECT_VERBS, ArticleView
from reader.ui.commands import COMMANDS, Command, Scope, bindings, commands
from reader.ui.common.search_box import FindField, SearchBox
from reader.ui.main.screen import MainScreen
from reader.ui.sidebar.widgets.article_list import ArticleList

OWNERS = {Scope.APP: MainScreen, Scope.LIST: ArticleList, Scope.ARTICLE: ArticleView}


@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c.scope in OWNERS], ids=lambda command: command.id
)
def test_every_command_is_carried_out_by_the_owner_of_its_scope(command: Command) -> None:
    assert hasattr(OWNERS[command.scope], f"action_{command.verb}")


def test_select_mode_knows_its_commands() -> None:
    assert {c.verb for c in commands(Scope.SELECT)} == {*VERBS, *SELECT_VERBS, "leave"}
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
