"""Names of keys: however the owner writes them, they are the keys that terminals send."""

from __future__ import annotations

import re

import pytest
from textual.binding import Binding

from reader.ui.commands import COMMANDS
from reader.ui.commands.key_names import (
    KeyNameError,
    is_printable,
    key_label,
    parse,
    textual_name,
    with_full_width,
)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("m", "m"),
        ("M", "M"),
        ("shift+m", "M"),
        ("shift+M", "M"),
        ("/", "/"),
        ("slash", "/"),
        ("Question_Mark", "?"),
        ("comma", ","),
        (",", ","),
        ("+", "+"),
        ("plus", "+"),
        ("minus", "-"),
        ("underscore", "_"),
        ("ｊ", "j"),
        ("？", "?"),
        ("é", "é"),
        ("啊", "啊"),
        ("ctrl+x", "ctrl+x"),
        ("Ctrl+X", "ctrl+x"),
        ("ctrl++", "ctrl++"),
        ("ctrl+plus", "ctrl++"),
        ("ctrl+backslash", "ctrl+\\"),
        ("alt+x", "alt+x"),
        ("alt+X", "alt+shift+x"),
        ("shift+alt+x", "alt+shift+x"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("shift+tab", "shift+tab"),
        ("alt+←", "alt+left"),
        ("F1", "f1"),
        ("f24", "f24"),
        ("space", "space"),
        (" ", "space"),
        ("ctrl+space", "ctrl+space"),
        ("Esc", "escape"),
        ("return", "enter"),
        ("PgDn", "pagedown"),
        ("↓", "down"),
        ("super+k", "super+k"),
    ],
)
def test_a_key_may_be_written_in_several_ways(written: str, key: str) -> None:
    assert parse(written) == key
    assert parse(key) == key


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "no key is called"),
        ("f25", "no key is called f25"),
        ("strg+x", "no key is called strg+x"),
        ("ctrl+", "no key is called"),
        ("+x", "no key is called"),
        ("jj", "no key is called jj"),
        ("\n", "no key is called"),
        ("\x1b", "no key is called"),
        ("zero width space", "no key is called"),
        ("shift+1", "depends on the keyboard"),
        ("ctrl+i", "is tab to a terminal"),
        ("ctrl+m", "is enter to a terminal"),
        ("ctrl+[", "is escape to a terminal"),
        ("ctrl+H", "is backspace to a terminal"),
        ("x" * 100_000, "…"),
    ],
)
def test_what_is_no_key_is_said_in_few_words(written: str, words: str) -> None:
    with pytest.raises(KeyNameError, match=re.escape(words)) as raised:
        parse(written)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("key", sorted({key for command in COMMANDS for key in command.keys}))
def test_the_table_has_keys_as_they_are_parsed_and_as_textual_names_them(key: str) -> None:
    assert parse(key) == key
    assert parse(textual_name(key)) == key
    if "," not in key:
        (binding,) = Binding.make_bindings([Binding(key, "act")])
        assert binding.key == textual_name(key)


@pytest.mark.parametrize("character", [chr(code) for code in range(ord("!"), 0x7F)])
def test_every_character_has_the_name_that_textual_gives_it(character: str) -> None:
    assert parse(character) == character
    assert parse(textual_name(character)) == character
    if character != ",":
        (binding,) = Binding.make_bindings([Binding(character, "act")])
        assert binding.key == textual_name(character)


def test_keys_are_shown_as_they_stand_on_the_keyboard() -> None:
    keys = ("down", "alt+left", "escape", "pagedown", "ctrl+p", "+", "ctrl++", "?")
    assert list(map(key_label, keys)) == ["↓", "alt+←", "esc", "pgdn", "ctrl+p", "+", "ctrl++", "?"]


def test_full_width_twins() -> None:
    assert with_full_width(("j", "/", "down")) == ("j", "/", "down", "ｊ", "／")


def test_characters_and_the_space_bar_type_something() -> None:
    assert [key for key in ("a", "?", "space", "enter", "ctrl+a", "f1") if is_printable(key)] == [
        "a",
        "?",
        "space",
    ]
