"""Completions for shells: commands, options, what options take, files."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from reader.console.options import ConsoleCommand
from reader.console.parser import FILE, FOLDER, PATH

SHELLS = ("bash", "zsh", "fish")


class _CompletedParser(argparse.ArgumentParser):
    """Notes of each argument what completes it; shtab reads it there."""

    def add_argument(self, *names: Any, **facts: Any) -> argparse.Action:
        import shtab  # late, as all that only one command needs

        action = super().add_argument(*names, **facts)
        files = {PATH: shtab.FILE, FILE: shtab.FILE, FOLDER: shtab.DIRECTORY}
        if action.metavar in files:
            action.complete = files[action.metavar]  # type: ignore[attr-defined]
        return action


def completions(
    shell: str,
    add_reading: Callable[[argparse.ArgumentParser], None],
    commands: Mapping[str, ConsoleCommand],
) -> str:
    """The script that a shell reads to complete the words of a command line.

    `add_reading` gives a parser the arguments that open the reader.
    """
    import shtab

    parser = _CompletedParser(prog="reader")
    _add_commands(parser, commands, "")
    add_reading(parser)
    return shtab.complete(parser, shell)


def _add_commands(
    parser: argparse.ArgumentParser, commands: Mapping[str, ConsoleCommand], before: str
) -> None:
    """Add the commands whose names are `before` and one word, and their own commands."""
    inside = (name for name in commands if name.startswith(before))
    names = [name for name in inside if " " not in name.removeprefix(before)]
    if not names:
        return
    within = parser.add_subparsers(metavar="COMMAND")
    for name in names:
        word, text = name.removeprefix(before), commands[name].description
        inner = within.add_parser(word, help=text, description=text)
        commands[name].add_options(inner)
        _add_commands(inner, commands, f"{name} ")
