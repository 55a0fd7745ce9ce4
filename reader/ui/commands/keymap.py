"""Which keys ask for which command: the table's, and those that the owner chose instead.

Knows no Textual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from reader.ui.commands.hearing import heard_together, is_inside, unheard
from reader.ui.commands.key_names import KeyNameError, key_label, parse, shown
from reader.ui.commands.table import BY_ID, COMMANDS, commands

if TYPE_CHECKING:
    from reader.settings import KeyChoice
    from reader.ui.commands.command import Command, Scope

MOST_PROBLEMS = 100
"""Mistakes that are named; of more it is said how many there are."""


class KeyHint(NamedTuple):
    """A key as it is shown, and what it does in a word or two."""

    key: str
    what: str


class Hinted(str):
    """A text that names keys, and knows where: these look as keys do wherever it is shown."""

    spans: tuple[tuple[int, int], ...]
    """The first character of each key, and the one after its last."""

    def __new__(cls, text: str, spans: tuple[tuple[int, int], ...]) -> Self:
        made = super().__new__(cls, text)
        made.spans = spans
        return made


class Keymap:
    """The keys of every command."""

    def __init__(
        self, chosen: Mapping[str, tuple[str, ...]], own: tuple[Command, ...] = ()
    ) -> None:
        self.chosen = chosen
        """By id, where they are others than the table's."""
        self.own = own
        """Commands of the owner's, which stand in no table."""

    def commands(self, scope: Scope) -> tuple[Command, ...]:
        """The commands of a scope, the owner's own too."""
        return (*commands(scope), *(each for each in self.own if each.scope is scope))

    def keys(self, command: Command | str) -> tuple[str, ...]:
        """The keys of a command, or of the one with this id; none if it has none."""
        if isinstance(command, str):
            command = BY_ID[command]
        return self.chosen.get(command.id, command.keys)

    def label(self, command: Command | str) -> str:
        """The first key of a command as it is shown; empty if it has none."""
        keys = self.keys(command)
        return key_label(keys[0]) if keys else ""

    def labels(self, command: Command | str) -> str:
        """All keys of a command as they are shown."""
        return "  ".join(map(key_label, self.keys(command)))

    def hints(self, scope: Scope, offered: Mapping[str, str]) -> list[KeyHint]:
        """The first keys of some commands, by verb, each with what it does.

        What does nothing is left out, and what has no key.
        """
        return [
            KeyHint(label, what)
            for verb, what in offered.items()
            if what and (label := self.label(f"{scope}.{verb}"))
        ]

    def hinted(self, text: str, command: str, what: str, *, joint: str = " · ") -> str:
        """A message, then the key of the command with this id and what it does.

        The message alone if the command has no key: `Changed on disk · R reads it again`.
        """
        label = self.label(command)
        if not label:
            return text
        known = text.spans if isinstance(text, Hinted) else ()
        start = len(text) + len(joint)
        return Hinted(f"{text}{joint}{label} {what}", (*known, (start, start + len(label))))

    def verb(self, scope: Scope, key: str) -> str:
        """What a key asks for in a scope; empty if nothing."""
        return self._verbs.get((scope, key), "")

    @cached_property
    def _verbs(self) -> Mapping[tuple[Scope, str], str]:
        return {(each.scope, key): each.verb for each in COMMANDS for key in self.keys(each)}


DEFAULTS = Keymap({})


class Resolved(NamedTuple):
    """The keys that hold, and a line for each wish that cannot be met."""

    keymap: Keymap
    problems: tuple[str, ...]


def resolve(choices: Sequence[KeyChoice], own: tuple[Command, ...] = ()) -> Resolved:
    """The keys with the owner's choices, for the commands of the table and the owner's `own`.

    A key that the owner gives to a command is taken from those that have it by default and would
    be heard at the same time. A command of the list or the article takes it from one of `app` only
    there. Of two that are given the same key the first in the file has it.
    """
    if not choices:
        return Resolved(Keymap({}, own) if own else DEFAULTS, ())
    resolving = _Resolving(own)
    for choice in choices:
        resolving.add(choice)
    keymap = resolving.keymap()
    return Resolved(keymap, tuple(_first(resolving.problems)))


def _first(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:MOST_PROBLEMS]
    if len(problems) > MOST_PROBLEMS:
        yield f"and {len(problems) - MOST_PROBLEMS:,} more mistakes in [keys] of config.toml"


class _Resolving:
    """The choices so far."""

    def __init__(self, own: tuple[Command, ...]) -> None:
        self.problems: list[str] = []
        self._own = own
        self._by_id = {**BY_ID, **{command.id: command for command in own}}
        self._given: dict[str, tuple[str, ...]] = {}
        self._owners: dict[str, list[Command]] = {}
        """By key, the commands to which the owner gave it."""
        self._where: dict[str, str] = {}
        """By command's id, where its keys are chosen."""

    def add(self, choice: KeyChoice) -> None:
        command = self._by_id.get(choice.command)
        if command is None:
            self._blame(choice, f"no such command{_nearest(choice.command, self._by_id.values())}")
        elif command.id in self._where:
            self._blame(choice, f"its keys are chosen already, in {self._where[command.id]}")
        elif not choice.keys and command.needed:
            self._blame(choice, "a way out cannot be without a key; its own hold")
        else:
            self._where[command.id] = choice.where
            keys = tuple(dict.fromkeys(self._usable(command, choice)))
            # What is wholly mistaken changes nothing, as in any other setting.
            if keys or not choice.keys:
                self._given[command.id] = keys
                for key in keys:
                    self._owners.setdefault(key, []).append(command)

    def _usable(self, command: Command, choice: KeyChoice) -> Iterator[str]:
        for written in choice.keys:
            try:
                key = parse(written)
            except KeyNameError as error:
                self._blame(choice, str(error))
                continue
            reason = unheard(command, key) or self._taken(command, key)
            if reason:
                self._blame(choice, f"{shown(written)}: {reason}")
            else:
                yield key

    def _taken(self, command: Command, key: str) -> str:
        """Why a key cannot be given to a command too; empty if it can."""
        for owner in self._owners.get(key, ()):
            if heard_together(owner, command, key):
                return f"it is the key of {owner.id} already, in {self._where[owner.id]}"
        return ""

    def _blame(self, choice: KeyChoice, problem: str) -> None:
        self.problems.append(f"{choice.where}: keys: {shown(choice.command)}: {problem}")

    # -- all together ---------------------------------------------------------------------

    def keymap(self) -> Keymap:
        for command in COMMANDS:
            if command.needed and not self._keys(command):
                self._give_back(command)
        every = self._by_id
        keys = {id_: self._keys(command) for id_, command in every.items()}
        chosen = {id_: those for id_, those in keys.items() if those != every[id_].keys}
        return Keymap(chosen, self._own)

    def _keys(self, command: Command) -> tuple[str, ...]:
        if command.id in self._given:
            return self._given[command.id]
        return tuple(key for key in command.keys if not self._takers(command, key))

    def _takers(self, command: Command, key: str) -> list[Command]:
        """Commands to which the owner gave a key that is this one's by default."""
        return [
            owner
            for owner in self._owners.get(key, ())
            if heard_together(owner, command, key) and not is_inside(owner, command, key)
        ]

    def _give_back(self, command: Command) -> None:
        """Let a way out keep its keys."""
        for key in command.keys:
            for taker in self._takers(command, key):
                self._owners[key].remove(taker)
                left = tuple(each for each in self._given[taker.id] if each != key)
                if left:
                    self._given[taker.id] = left
                else:
                    del self._given[taker.id]
                where = self._where[taker.id]
                told = f"{key_label(key)}: {command.id} would be left without a key"
                self.problems.append(f"{where}: keys: {taker.id}: {told}")


def _nearest(name: str, every: Iterable[Command]) -> str:
    from difflib import get_close_matches  # late: most people make no such mistake

    scope = name.partition(".")[0]
    ids = [each.id for each in every]
    known = [id_ for id_ in ids if id_.partition(".")[0] == scope] or ids
    near = get_close_matches(shown(name), known, 1)
    return f"; is {near[0]} meant?" if near else ""
