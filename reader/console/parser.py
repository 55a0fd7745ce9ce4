"""What every command line has: how mistakes are told, and where the bookmarks are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from reader.console.plain import STATUS_MISUSE, complain

BOOKMARKS_HELP = "the bookmarks file (also: READER_BOOKMARKS)"


def add_bookmarks(parser: argparse.ArgumentParser, *, help: str = BOOKMARKS_HELP) -> None:
    parser.add_argument("--bookmarks", type=Path, metavar="FILE", help=help)


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line; what was typed is in it, and acts on no terminal."""
        complain(f"{message} (see {self.prog} --help)")
        self.exit(STATUS_MISUSE)
