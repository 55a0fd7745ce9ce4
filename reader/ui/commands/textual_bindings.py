"""The table of commands as Textual wants it: bindings for its classes, a keymap for its app.

Textual's own clash rules are not used: one command with several keys clashes with itself there, and
no key at all cannot be said. What it is given is complete and free of clashes: all keys of all
commands that have others than the table's.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.binding import Keymap as TextualKeymap

from reader.ui.commands.command import Command, Scope, Target
from reader.ui.commands.hearing import ANYWHERE
from reader.ui.commands.key_names import (
    KeyNameError,
    is_printable,
    parse,
    textual_name,
    with_full_width,
)
from reader.ui.commands.keymap import DEFAULTS, Keymap
from reader.ui.commands.table import BY_ID, COMMANDS, commands

if TYPE_CHECKING:
    from textual import events
    from textual.app import App

NEVER = "never"
"""A key that no keyboard has: Textual takes an empty string for no choice."""


def bindings(scope: Scope, target: Target | None = None) -> list[Binding]:
    """Textual bindings of a scope; of those for one target, if it is given."""
    return [
        binding
        for command in commands(scope)
        if target is None or command.target is target
        for binding in bindings_of(command)
    ]


def bindings_of(command: Command, action: str = "") -> list[Binding]:
    """One binding for each key; `action` in the place of the command's own."""
    return [
        Binding(
            textual_name(key),
            action or command.action,
            command.title,
            show=False,
            id=command.id,
        )
        for key in with_full_width(command.keys)
    ]


def quit_bindings() -> list[Binding]:
    """Bindings of quit for screens that let no key through to the main one; in a box the key types.

    To stand behind the screen's own bindings, which come first.
    """
    return bindings_of(BY_ID["app.quit"], "app.quit")


def anywhere_bindings() -> list[Binding]:
    """Bindings of the app itself, before all others: keys that type nothing."""
    return [
        Binding(textual_name(key), action, show=False, priority=True, id=f"anywhere.{id_}")
        for id_, action in ANYWHERE.items()
        for key in BY_ID[id_].keys
        if not is_printable(key)
    ]


def textual_keymap(keymap: Keymap) -> TextualKeymap:
    """What `App.set_keymap` takes."""
    chosen = {id_: _joined(with_full_width(keys)) for id_, keys in keymap.chosen.items()}
    for id_ in ANYWHERE:
        keys = keymap.keys(id_)
        elsewhere = {key for each in COMMANDS if each.id != id_ for key in _own(keymap, each)}
        silent = [key for key in keys if not is_printable(key) and key not in elsewhere]
        chosen[f"anywhere.{id_}"] = _joined(silent)
    return chosen


def _own(keymap: Keymap, command: Command) -> tuple[str, ...]:
    """Keys that the owner chose for a command."""
    return keymap.chosen.get(command.id, ())


def _joined(keys: Collection[str]) -> str:
    return ",".join(map(textual_name, keys)) or NEVER


def keymap_of(app: App[Any]) -> Keymap:
    """The keys that hold in an app; the table's in one that knows no others."""
    keys = getattr(app, "keys", None)
    return keys if isinstance(keys, Keymap) else DEFAULTS


def asked_by(event: events.Key, scope: Scope, app: App[Any]) -> str:
    """The verb that a key asks for in a scope, typed with an input method or without; or nothing.

    For modes that hear keys before the bindings of the widget they are modes of.
    """
    return keymap_of(app).verb(scope, key_of(event))


def key_of(event: events.Key) -> str:
    """The key of an event in the form of the table, typed with an input method or without."""
    character = event.character or ""
    has_modifier = "+" in event.key and event.key != "+"
    written = character if event.is_printable and not has_modifier else event.key
    try:
        return parse(written)
    except KeyNameError:
        return ""
