"""The owner's editor: which program it is, and how it is told the line."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from reader.errors import ReaderError
from reader.services.desktop.program import find_program

VARIABLES: Final = ("VISUAL", "EDITOR")
"""Variables of the environment that name the editor; the first that is set counts (POSIX)."""
USUAL: Final = ("sensible-editor", "nvim", "vim", "vi", "nano")
"""Editors that are looked for where none is named."""
_PLUS: Final = frozenset(
    (
        *("vi", "vim", "nvim", "gvim", "mvim", "view", "elvis", "nvi", "sensible-editor"),
        *("nano", "pico", "emacs", "emacsclient", "kak", "micro", "joe", "jed", "mg", "ne"),
        *("gedit", "xed", "pluma", "mousepad", "bbedit"),
    )
)
"""Editors that are told the line by `+12 FILE`."""
_COLON: Final = frozenset(("hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce"))
"""Editors that are told it by `FILE:12`."""
_GOTO: Final = frozenset(
    ("code", "code-insiders", "codium", "vscodium", "code-oss", "cursor", "windsurf", "positron")
)
"""Editors that are told it by `--goto FILE:12`."""
_LINE: Final = frozenset(("kate", "kwrite", "mate", "idea", "pycharm", "webstorm"))
"""Editors that are told it by `--line 12 FILE`."""
_WINDOWS: Final = (
    _GOTO
    | _LINE
    | frozenset(
        (
            *("gvim", "mvim", "gedit", "xed", "pluma", "mousepad", "bbedit"),
            *("subl", "sublime_text", "zed", "zeditor", "lapce", "gnome-text-editor", "notepad"),
        )
    )
)
"""Editors with a window of their own: the terminal stays the reader's."""


class EditorCommand(NamedTuple):
    """What is run to edit a file."""

    command: tuple[str, ...]
    has_window: bool
    """Whether it has a window of its own and leaves the terminal alone."""


def editor_command(
    path: Path, line: int | None, environment: Mapping[str, str] = os.environ
) -> EditorCommand:
    """The command that opens a file at a line, from 1; at its beginning if that is None.

    An editor that nobody knows gets the file alone. Raises ReaderError if no editor is named and
    none of the usual ones is there, or the one that is named is not.
    """
    words = _named(environment)
    program = find_program(words[0], environment) if _is_bare(words[0]) else words[0]
    if program is None or not Path(program).is_absolute():
        hint = "set EDITOR to the name of a program that is installed"
        raise ReaderError(f"there is no editor {words[0][:80]!r}", hint=hint)
    name = PurePath(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    target = os.fspath(path.absolute())
    given = _arguments(name, target, line)
    return EditorCommand((program, *words[1:], *given), name in _WINDOWS)


def _is_bare(name: str) -> bool:
    return PurePath(name).name == name


def _named(environment: Mapping[str, str]) -> list[str]:
    for variable in VARIABLES:
        try:
            words = shlex.split(environment.get(variable, ""), posix=os.name == "posix")
        except ValueError as error:
            raise ReaderError(f"{variable} cannot be read: {error}") from error
        if words:
            return [os.path.expanduser(words[0]), *words[1:]]  # noqa: PTH111 - a word, no path yet
    for name in USUAL:
        if find_program(name, environment) is not None:
            return [name]
    raise ReaderError("no editor is named", hint="set EDITOR to its name, such as nano")


def _arguments(name: str, target: str, line: int | None) -> tuple[str, ...]:
    if line is None:
        return (target,)
    if name in _PLUS:
        return (f"+{line}", target)
    if name in _COLON:
        return (f"{target}:{line}",)
    if name in _GOTO:
        return ("--goto", f"{target}:{line}")
    if name in _LINE:
        return ("--line", str(line), target)
    return (target,)
