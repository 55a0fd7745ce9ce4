"""What every command line has: how mistakes are told, and where the bookmarks are."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from reader.console.plain import STATUS_MISUSE, complain

_MARK = "\0"
"""Stands before an argument that is no option, whatever it begins with; none can hold a NUL."""
BOOKMARKS_HELP = "the bookmarks file (also: READER_BOOKMARKS)"


def add_bookmarks(parser: argparse.ArgumentParser, *, help: str = BOOKMARKS_HELP) -> None:
    parser.add_argument("--bookmarks", type=Path, metavar="FILE", help=help)


def path(text: str) -> Path:
    """The type of an argument that names a file or a folder."""
    return Path(text.removeprefix(_MARK))


def word(text: str) -> str:
    """The type of an argument that is text."""
    return text.removeprefix(_MARK)


def split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before the first `--`, and what stands behind it."""
    at = words.index("--") if "--" in words else len(words)
    return list(words[:at]), list(words[at + 1 :])


class Parser(argparse.ArgumentParser):
    """Its arguments that are no options have the type `path` or `word`."""

    def parse_words(self, words: Sequence[str]) -> argparse.Namespace:
        """Options stand anywhere before `--`; behind that there are none.

        Of argparse's own ways one takes options only where it likes, and the other, with some
        versions of Python, no `--`.
        """
        before, behind = split(words)
        # An option that lacks its value does not find it behind `--`.
        marked = ["--", *(_MARK + each for each in behind)] if behind else []
        return self.parse_intermixed_args([*before, *marked])

    def error(self, message: str) -> NoReturn:
        """One line; what was typed is in it, and acts on no terminal."""
        message = message.replace(_MARK, "")
        complain(f"{message} (see {self.prog} --help)")
        self.exit(STATUS_MISUSE)
