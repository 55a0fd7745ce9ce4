"""An own command of config.toml made into what is run, with what it wants to know filled in."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from typing import Final, NamedTuple

from reader.errors import ReaderError
from reader.services.desktop.program import find_program
from reader.settings.own_commands import OwnCommand, Part

SHELL: Final = "/bin/sh"
_SCRIPTS: Final = (".bat", ".cmd")
"""Endings of programs that Windows has parsed anew by a shell, whatever their arguments are."""


class FilledCommand(NamedTuple):
    """A command that can be run."""

    words: tuple[str, ...]
    environment: Mapping[str, str]


def filled(
    command: OwnCommand, values: Mapping[str, str], environment: Mapping[str, str] = os.environ
) -> FilledCommand:
    """The command with `values` for its placeholders, by name.

    A value is an argument, or a part of one, and is never parsed again: without a shell it stands
    in the words that the line was split into before; a shell gets it as a variable, which it puts
    in as it is. A value that begins with `-`, and could be taken for an option, has a space before
    it, unless an argument `--` comes first (a shell's always has). Raises ReaderError if there is
    no such program.
    """
    around = surroundings(environment)
    if command.is_for_shell:
        told = {_variable(name): _no_option(value) for name, value in values.items()}
        line = _shell_line(command.words[0])
        return FilledCommand((SHELL, "-c", line), {**around, **told})
    words = []
    for word in command.words:
        text = "".join(part.text + values.get(part.placeholder, "") for part in word)
        is_value = bool(word) and bool(word[0].placeholder) and not word[0].text
        words.append(_no_option(text) if is_value and "--" not in words else text)
    return FilledCommand((_program(words[0], environment), *words[1:]), around)


def _variable(placeholder: str) -> str:
    return f"READER_{placeholder.upper()}"


def _no_option(value: str) -> str:
    return f" {value}" if value.startswith("-") else value


def typed_command(line: str, environment: Mapping[str, str] = os.environ) -> FilledCommand:
    """The command of a line that the owner typed, for the shell where there is one.

    Raises ReaderError if there is none and the line cannot be understood.
    """
    around = surroundings(environment)
    if os.name == "posix":
        return FilledCommand((SHELL, "-c", line), around)
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise ReaderError(f"the line cannot be split into words: {error}") from error
    if not words:
        raise ReaderError("no program is named")
    return FilledCommand((_program(words[0], environment), *words[1:]), around)


def surroundings(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The environment of a program whose output is shown: no colours, no pager, no odd PATH.

    A relative folder of PATH may be one of articles that somebody else wrote.
    """
    folders = environment.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(each for each in folders if os.path.isabs(each))  # noqa: PTH117 - a word
    return {**environment, "PATH": path, "TERM": "dumb", "NO_COLOR": "1", "PAGER": "cat"}


def _program(name: str, environment: Mapping[str, str]) -> str:
    wanted = os.path.expanduser(name)  # noqa: PTH111 - a word, no path yet
    found = wanted if os.path.isabs(wanted) else find_program(wanted, environment)  # noqa: PTH117
    if found is None:
        raise ReaderError(f"there is no program {name[:80]!r}", hint="look for it in PATH")
    if os.name == "nt" and found.lower().endswith(_SCRIPTS):
        raise ReaderError(f"{name[:80]} is a script of Windows' shell, which parses arguments anew")
    return found


def _shell_line(parts: tuple[Part, ...]) -> str:
    """The line with a variable for each placeholder, quoted as its place needs it."""
    line, quoting = "", ""
    for part in parts:
        line += part.text
        quoting = _quoting_after(part.text, quoting)
        if part.placeholder:
            variable = f"${{{_variable(part.placeholder)}}}"
            if quoting == '"':
                line += variable
            elif quoting == "'":
                line += f"'\"{variable}\"'"
            else:
                line += f'"{variable}"'
    return line


def _quoting_after(text: str, quoting: str) -> str:
    """The quote that is open behind a piece of a shell's line, if any."""
    at = 0
    while at < len(text):
        character = text[at]
        if character == "\\" and quoting != "'":
            at += 1
        elif character in "'\"":
            if not quoting:
                quoting = character
            elif quoting == character:
                quoting = ""
        at += 1
    return quoting
