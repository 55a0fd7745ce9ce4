"""The owner's own commands, as `[commands]` of config.toml states them."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple, TypeGuard

PLACEHOLDERS: Final = ("path", "url", "title", "selection")
"""What may stand in braces in a command, for something of the article."""
MOST_COMMANDS: Final = 64
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{([A-Za-z_]{1,40})\}")
_FIELDS: Final = ("run", "title", "shell", "output")


class OutputTo(StrEnum):
    """Where the output of a command goes."""

    BOX = "box"
    CLIPBOARD = "clipboard"
    NONE = "none"


class Part(NamedTuple):
    """Text of a command, then what a placeholder stands for, if there is one."""

    text: str
    placeholder: str = ""


class OwnCommand(NamedTuple):
    """A command of the owner's."""

    name: str
    words: tuple[tuple[Part, ...], ...]
    """The program and its arguments; of a command for the shell its line alone."""
    title: str = ""
    """What it is called in help and palette; the name, if nothing is said."""
    is_for_shell: bool = False
    output: OutputTo = OutputTo.BOX

    @property
    def placeholders(self) -> frozenset[str]:
        """What it wants to know of the article."""
        parts = (part for word in self.words for part in word)
        return frozenset(part.placeholder for part in parts if part.placeholder)


def own_command(name: str, value: object) -> OwnCommand:
    """The command of one line of the table. Raises ValueError, which says what is wrong."""
    if not _NAME.fullmatch(name):
        raise ValueError("a name is made of letters, digits, - and _, 40 at most")
    fields: Mapping[str, object] = {"run": value} if isinstance(value, str) else _fields(value)
    line, title = fields.get("run"), fields.get("title", "")
    shell, output = fields.get("shell", False), fields.get("output", OutputTo.BOX.value)
    if not isinstance(line, str) or not line.strip():
        raise ValueError('a command in quotes is wanted, such as "trans -b {selection}"')
    if not isinstance(title, str):
        raise ValueError("title: words in quotes are wanted")  # noqa: TRY004 - of one kind
    if not isinstance(shell, bool):
        raise ValueError("shell: true or false is wanted")  # noqa: TRY004 - of one kind
    if output not in list(OutputTo):
        raise ValueError(f"output: one of {', '.join(OutputTo)} is wanted")
    if "\0" in line:
        raise ValueError("it holds a NUL")
    if shell and os.name != "posix":
        raise ValueError("shell = true needs the shell of a POSIX system")
    words = (_parts(line),) if shell else tuple(_parts(word) for word in _split(line))
    if not shell and any(part.placeholder for part in words[0]):
        raise ValueError("its first word has to be a program, not a placeholder")
    return OwnCommand(name, words, title, shell, OutputTo(str(output)))


def _fields(value: object) -> Mapping[str, object]:
    if not _is_table(value):
        raise ValueError('a command in quotes is wanted, or a table { run = "…", shell = true }')
    unknown = [name for name in value if name not in _FIELDS]
    if unknown:
        raise ValueError(f"{unknown[0][:40]}: no such field (there are {', '.join(_FIELDS)})")
    return value


def _is_table(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, dict)


def _split(line: str) -> list[str]:
    """The words of a line as a POSIX shell has them; nothing else in it means anything."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise ValueError(f"it cannot be split into words: {error}") from error
    if not words or not words[0]:
        raise ValueError("its first word has to be a program")
    return words


def _parts(text: str) -> tuple[Part, ...]:
    return tuple(_scanned(text))


def _scanned(text: str) -> Iterator[Part]:
    literal, at = "", 0
    for found in _BRACES.finditer(text):
        literal += text[at : found.start()]
        at = found.end()
        if found[1] is None:
            literal += found[0][0]
        elif found[1] in PLACEHOLDERS:
            yield Part(literal, found[1])
            literal = ""
        else:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            told = f"no placeholder {found[0]} (there are {known}); write {{{{ for a brace"
            raise ValueError(told)
    if literal + text[at:]:
        yield Part(literal + text[at:])
