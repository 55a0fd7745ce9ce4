"""What Textual is given: bindings from the table, and a keymap in which nothing clashes."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App
from textual.binding import Binding, BindingsMap

from reader.settings import KeyChoice
from reader.ui.commands import (
    Command,
    Keymap,
    Scope,
    asked_by,
    bindings,
    commands,
    quit_bindings,
    resolve,
    textual_keymap,
    with_full_width,
)
from reader.ui.commands.key_names import textual_name
from reader.ui.commands.textual_bindings import NEVER
from reader.ui.dialogs.picker import Picker


def bound(declared: list[Binding], **wanted: tuple[str, ...]) -> dict[str, list[str]]:
    """The actions that Textual calls when the owner has chosen these keys, by key."""
    choices = [KeyChoice(id_.replace("_", ".", 1), keys, "") for id_, keys in wanted.items()]
    keymap = textual_keymap(resolve(choices).keymap)
    # As App.set_keymap has them.
    there = BindingsMap(declared)
    there.apply_keymap(keymap)
    return {
        key: list(dict.fromkeys(binding.action for binding in each))
        for key, each in there.key_to_bindings.items()
    }


def test_the_tables_keys_and_their_twins_are_bound_under_the_commands_id() -> None:
    there = {binding.key: binding for binding in bindings(Scope.LIST)}
    assert there["j"].id == there["ｊ"].id == there["down"].id == "list.cursor_down"
    assert there["slash"].action == there["fullwidth_solidus"].action == "main.search"


def test_the_owners_keys_are_bound_and_the_others_are_not() -> None:
    there = bound(bindings(Scope.ARTICLE), article_bookmark=("m", "ctrl+d"), article_find=(",",))
    assert there["ctrl+d"] == there["m"] == there["ｍ"] == ["main.bookmark"]
    assert there["d"] == ["half_page_down"]
    assert there["comma"] == there["fullwidth_comma"] == ["pane.find"]
    assert "slash" not in there
    assert "fullwidth_solidus" not in there


def test_keys_can_be_exchanged_and_taken_away() -> None:
    there = bound(bindings(Scope.LIST), list_sort=("t",), list_tags=("S",), list_menu=())
    assert (there["t"], there["S"]) == (["sidebar.sort"], ["sidebar.tags"])
    assert "full_stop" not in there
    assert there[NEVER] == ["sidebar.menu"]


def test_a_dialogs_key_comes_before_the_one_that_quits() -> None:
    declared = [each for each in Picker.BINDINGS if isinstance(each, Binding)]
    assert bound(declared)["Q"] == ["app.quit"]
    assert bound(declared, picker_note=("Q",))["Q"] == ["screen.note"]
    assert bound(declared, picker_note=("Q",), list_sort=("ctrl+q",))["Q"] == ["screen.note"]


def test_quitting_is_rebound_on_every_screen() -> None:
    there = bound(quit_bindings(), app_quit=("X", "f10"))
    assert there == {key: ["app.quit"] for key in ("X", "f10", "Ｘ")}


def test_keys_heard_anywhere_type_nothing_and_give_way() -> None:
    keymap = textual_keymap(Keymap({}))
    assert keymap["anywhere.app.quit"] == "ctrl+q"
    assert keymap["anywhere.app.command_palette"] == "ctrl+p"
    chosen = resolve(
        [KeyChoice("app.quit", ("X", "f10", "f9"), ""), KeyChoice("list.sort", ("ctrl+p",), "")]
    )
    keymap = textual_keymap(chosen.keymap)
    assert keymap["anywhere.app.quit"] == "f10,f9"
    assert keymap["anywhere.app.command_palette"] == NEVER


@pytest.mark.parametrize(
    ("key", "character", "verb"),
    [
        ("y", "y", "copy"),
        ("ｙ", "ｙ", "copy"),
        ("dollar_sign", "$", "row_end"),
        ("＄", "＄", "row_end"),
        ("ctrl+d", "\x04", "half_page_down"),
        ("space", " ", "page_down"),
        ("escape", "\x1b", "leave"),
        ("alt+y", "y", ""),
        ("z", "z", ""),
        ("<ignore>", None, ""),
    ],
)
def test_a_mode_hears_keys_with_an_input_method_and_without(
    key: str, character: str | None, verb: str
) -> None:
    assert asked_by(events.Key(key, character), Scope.SELECT, App()) == verb


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (command, key)
        for scope in (Scope.SELECT, Scope.COUNT, Scope.HINTS, Scope.QUESTION)
        for command in commands(scope)
        for key in with_full_width(command.keys)
    ],
    ids=lambda each: each.id if isinstance(each, Command) else each,
)
def test_a_mode_hears_every_key_of_its_commands(command: Command, key: str) -> None:
    character = " " if key == "space" else key if len(key) == 1 else None
    event = events.Key(textual_name(key), character)
    assert asked_by(event, command.scope, App()) == command.verb


def test_a_mode_hears_the_owners_keys() -> None:
    class Owned(App[None]):
        keys = resolve([KeyChoice("select.copy", ("x",), "")]).keymap

    assert asked_by(events.Key("x", "x"), Scope.SELECT, Owned()) == "copy"
    assert asked_by(events.Key("y", "y"), Scope.SELECT, Owned()) == ""
