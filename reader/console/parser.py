"""What all command lines share: how mistakes are told, and the option --bookmarks."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from reader.console.plain import STATUS_TROUBLE, complain
from reader.paths import STDIN

_MARK = "\0"
"""Marks an argument that is no option, whatever it begins with; no real argument holds a NUL."""
QUERY, PATH, FILE, FOLDER = "QUERY", "PATH", "FILE", "FOLDER"
"""What arguments are called in usages; completions tell files by it."""
BOOKMARKS_HELP = "the bookmarks file (also: READER_BOOKMARKS)"


def add_bookmarks(parser: argparse.ArgumentParser, *, help: str = BOOKMARKS_HELP) -> None:
    """Add the option --bookmarks."""
    parser.add_argument("--bookmarks", type=Path, metavar=FILE, help=help)


def path(text: str) -> Path:
    """The argparse type of an argument that names a file or a folder; `-` alone is `STDIN`.

    A file of that name is `./-`, or stands behind `--`.
    """
    named = Path(text.removeprefix(_MARK))
    return named.absolute() if named == STDIN and text != str(STDIN) else named


def word(text: str) -> str:
    """The argparse type of an argument that is text."""
    return text.removeprefix(_MARK)


def split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before the first `--`, and those behind it."""
    at = words.index("--") if "--" in words else len(words)
    return list(words[:at]), list(words[at + 1 :])


class Parser(argparse.ArgumentParser):
    """A parser whose positional arguments all have the type `path` or `word`."""

    def parse_words(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse words with options anywhere before `--`, and none behind it.

        `parse_args` does not take options between positional arguments, and `parse_intermixed_args`
        fails on `--` with some versions of Python.
        """
        before, behind = split(words)
        # The `--` stays: an option that lacks its value must not take one from behind it.
        marked = ["--", *(_MARK + each for each in behind)] if behind else []
        return self.parse_intermixed_args([*before, *marked])

    def error(self, message: str) -> NoReturn:
        """Tell a mistake in one line that is safe on a terminal, and exit with status 2."""
        message = message.replace(_MARK, "")
        complain(f"{message} (see {self.prog} --help)")
        self.exit(STATUS_TROUBLE)
