"""Lines for the picker of commands: those of the place where somebody is, with their keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.ui.commands import HEADINGS, Command, Keymap, Scope, commands
from reader.ui.dialogs.choice import Choice

MOTIONS = "Move"
"""The group of commands for the fingers only."""
OWN_SCREENS = (Scope.BOOKMARKS,)
"""Scopes of screens of their own, where nothing is heard that is heard anywhere."""


def commands_in(scope: Scope, keymap: Keymap) -> Sequence[Command]:
    """What can be asked for by name where the keys of a scope are heard."""
    if scope in OWN_SCREENS:
        return [command for command in commands(scope) if command.group != MOTIONS]
    offered = (*commands(scope), *keymap.own, *commands(Scope.APP))
    return [each for each in offered if each.palette]


def command_choices(offered: Iterable[Command], keymap: Keymap) -> list[Choice]:
    """The title of each, and its first key on the right; the key of the choice is its id."""
    return [Choice(each.id, each.title, note=keymap.label(each)) for each in offered]


def heading_of(scope: Scope) -> str:
    """What stands over the commands."""
    return f"Commands · {HEADINGS[scope]}"
