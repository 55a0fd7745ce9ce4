"""Which keys are heard where, and before which others. Knows no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.commands.command import Scope
from reader.ui.commands.key_names import is_printable

if TYPE_CHECKING:
    from reader.ui.commands.command import Command

ANYWHERE = {"app.quit": "quit", "app.command_palette": "command_palette"}
"""Commands whose keys are heard on every screen unless they type something, and their actions."""
_TYPING = frozenset(
    (
        *(Scope.SEARCH, Scope.FIND, Scope.FILTER),
        *(Scope.LINE, Scope.EDIT, Scope.ADD, Scope.FORM),
    )
)
"""Scopes in which printable keys are text."""
_COUNTING = frozenset(
    {Scope.APP, Scope.LIST, Scope.ARTICLE, Scope.SELECT, Scope.BOOKMARKS, Scope.COMMAND}
)
"""Scopes in which the digits from 1 to 9 begin a number."""
_QUITTING = frozenset(
    (
        *(Scope.BOOKMARKS, Scope.PICKER, Scope.COLOR, Scope.CHOICE),
        *(Scope.SETTINGS, Scope.HELP, Scope.OUTPUT),
    )
)
"""Scopes of screens that let no key through to the main one, but for those that quit the reader."""
_ONE_DIALOG = (
    {Scope.EDIT, Scope.COLOR},
    {Scope.ADD, Scope.CHOICE},
    {Scope.FORM, Scope.CHOICE},
)
"""Scopes of one widget, in each of the dialogs that have two."""
_MAIN = frozenset({Scope.LIST, Scope.ARTICLE, Scope.APP})
"""Scopes of the main screen in which the owner's own commands are heard."""


def unheard(command: Command, key: str) -> str:
    """Why a key would never ask for a command; empty if it would."""
    if command.scope in _TYPING and is_printable(key):
        return "it types a character there"
    if command.scope in _COUNTING and key.isdecimal() and key != "0":
        return "digits before a command repeat it"
    return ""


def heard_together(one: Command, other: Command, key: str) -> bool:
    """Whether there is a place where a key could ask for either of two commands.

    Modes have their keys to themselves: what selects, counts or answers a question is heard before
    the article's keys, and what is typed before everything.
    """
    if one.scope is other.scope or {one.scope, other.scope} in _ONE_DIALOG:
        return True
    if Scope.COMMAND in (one.scope, other.scope) and _MAIN & {one.scope, other.scope}:
        return True
    return is_inside(one, other, key) or is_inside(other, one, key)


def is_inside(inner: Command, outer: Command, key: str) -> bool:
    """Whether `inner` is heard in a part of the places where `outer` is, and instead of it."""
    if outer.scope is Scope.APP:
        if inner.scope in (Scope.LIST, Scope.ARTICLE):
            return True
        if not is_printable(key) and outer.id in ANYWHERE:
            return inner.scope is not Scope.APP
        return outer.id == "app.quit" and inner.scope in _QUITTING
    return False
