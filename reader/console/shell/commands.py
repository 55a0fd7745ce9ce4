"""The commands that tell of the command line itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping

from reader.console.options import COMMANDS, ConsoleCommand
from reader.console.shell.completions import SHELLS, completions
from reader.console.shell.manual import KeyGroup, manual

COMPLETIONS_EPILOG = """\
bash  reader completions bash > ~/.local/share/bash-completion/completions/reader
zsh   reader completions zsh > FOLDER/_reader, in a folder that $fpath names
fish  reader completions fish > ~/.config/fish/completions/reader.fish
"""
MANUAL_EPILOG = """\
reader manual | man -l -
reader manual > ~/.local/share/man/man1/reader.1
"""


class AboutItself:
    """`completions` and `manual`, made of the parsers and of the table of keys."""

    def __init__(
        self,
        reading: argparse.ArgumentParser,
        add_reading: Callable[[argparse.ArgumentParser], None],
        keys: Callable[[], Iterable[KeyGroup]],
        more: Mapping[str, ConsoleCommand],
    ) -> None:
        """`reading` opens the reader, and `add_reading` gives another parser its arguments.

        `more` are commands that are not among `COMMANDS`: somebody above gives them what they need.
        """
        self._reading = reading
        self._add_reading = add_reading
        self._keys = keys
        self._known = {**COMMANDS, **more}
        self.commands = {
            "completions": ConsoleCommand(
                "Print what a shell needs to complete the words of a command.",
                _add_shell,
                self._complete,
                COMPLETIONS_EPILOG,
            ),
            "manual": ConsoleCommand(
                "Print the manual page.", _add_nothing, self._tell, MANUAL_EPILOG
            ),
        }

    def _complete(self, options: argparse.Namespace) -> int:
        commands = {**self._known, **self.commands}
        sys.stdout.write(completions(options.shell, self._add_reading, commands))
        return 0

    def _tell(self, options: argparse.Namespace) -> int:
        del options
        commands = {**self._known, **self.commands}
        sys.stdout.write(manual(self._reading, commands, self._keys()))
        return 0


def _add_shell(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell that is to read it")


def _add_nothing(parser: argparse.ArgumentParser) -> None:
    """For a command without arguments."""
