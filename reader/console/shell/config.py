"""`reader config`: the settings that hold, the file that has them, what is wrong with it."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader import settings
from reader.console.options import ConsoleCommand
from reader.console.printing import write_sequence
from reader.errors import ReaderError
from reader.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence

STATUS_MISTAKES = 1
HINT = "set VISUAL or EDITOR, such as EDITOR=nano"
EPILOG = """\
Without options: every setting that holds, and where it is from; it is TOML, too.
--edit opens config.toml in $VISUAL or $EDITOR; if there is none yet, one that lists every setting.
In the reader `,` changes settings while you read.

Exit status: 0 if all is well, 1 if config.toml has mistakes, 2 if something is wrong.
"""

Check = Callable[[settings.Settings, Path], tuple[str, ...]]
"""Finds the mistakes of settings that only the app knows: names of commands, keys and themes."""


def config_command(check: Check) -> ConsoleCommand:
    def run(options: argparse.Namespace) -> int:
        return _config(options, check)

    return ConsoleCommand("Show or edit the settings.", _add_options, run, EPILOG)


def _add_options(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--path", action="store_true", help="print where config.toml is, or would be")
    how.add_argument("--edit", action="store_true", help="open it in an editor")
    how.add_argument("--check", action="store_true", help="print all its mistakes")


def _config(options: argparse.Namespace, check: Check) -> int:
    path = Paths.default(os.environ).config
    if options.path:
        _print(os.fspath(path))
        return 0
    if options.edit:
        _edit(path)
    loaded = settings.load(path)
    problems = (*loaded.problems, *check(loaded.settings, path))
    if options.check or options.edit:
        _print(*problems)
    else:
        from reader.settings.template import effective

        origins = {key: f"{path}, line {line}" for key, line in loaded.lines.items()}
        _print(*effective(loaded.settings, origins))
    return STATUS_MISTAKES if problems else 0


def _print(*lines: str) -> None:
    from reader.text.safe import inert_row

    for line in lines:
        write_sequence(sys.stdout, f"{inert_row(line)}\n")


def _edit(path: Path) -> None:
    """Open the file in the owner's editor, made if it is missing. Raises ReaderError."""
    import subprocess

    command = _editor()
    if not path.exists():
        from reader.settings.template import template
        from reader.settings.writing import create
        from reader.state.durable.files import DiskFiles

        create(path, template(), DiskFiles())
    try:
        ended = subprocess.run([*command, os.fspath(path)], check=False)  # noqa: S603 - the owner's
    except OSError as error:
        raise ReaderError(f"the editor cannot be started: {error.strerror}", hint=HINT) from error
    if ended.returncode:
        raise ReaderError(f"{command[0]} ended with status {ended.returncode}", path=path)


def _editor() -> Sequence[str]:
    """The words of the editor's command line. Raises ReaderError if none is named."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError as error:
        raise ReaderError(f"VISUAL or EDITOR is no command: {error}", hint=HINT) from error
    if not command:
        raise ReaderError("no editor is named", hint=HINT)
    return command
