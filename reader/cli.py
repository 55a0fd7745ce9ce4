"""The command line: arguments to settings, then a plain command or the app."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from reader import __version__
from reader.console.parser import Parser, add_bookmarks
from reader.console.plain import STATUS_FAILED, STATUS_MISUSE, complain
from reader.errors import ReaderError

COMMANDS = ("list", "search", "index", "cat", "bookmarks", "forget")
ANSWERING = ("list", "search", "index", "bookmarks", "forget")
"""To these 1 is an answer, so that what is wrong has another status."""
MOST_CELLS = 1_000
"""Columns or lines of a screen that the environment may ask for."""
EPILOG = """\
commands:
  reader [PATH ...]               read the articles in folders and files
  reader FILE#BOOKMARK            one article, at a bookmark; the id as `export` writes it
  reader list [PATH ...]          list them
  reader search QUERY [PATH ...]  search titles, authors, tags and full text
  reader index [PATH ...]         bring the index up to date, check it, make it anew
  reader cat FILE                 one article on the terminal, set as in the reader
  reader bookmarks                your bookmarks
  reader forget [PATH ...]        forget history, reading places, the index
Each has --help of its own. A folder called like a command: ./list
"""


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="reader",
        description="Read saved articles in the terminal.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    add_bookmarks(parser)
    parser.add_argument(
        "--fresh", action="store_true", help="not as the last session was left, which is kept"
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders and files")
    return parser


def forget_odd_sizes(environment: MutableMapping[str, str]) -> None:
    """Leave `COLUMNS` and `LINES` out unless a terminal may be so large: a screen is made of them.

    Without them the terminal itself is asked.
    """
    for name in ("COLUMNS", "LINES"):
        value = environment.get(name, "1")
        if not (value.isascii() and value.isdigit() and int(value[:9]) <= MOST_CELLS):
            del environment[name]


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; returns the exit status."""
    if sys.stdout is None or sys.stderr is None:
        return STATUS_FAILED
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    forget_odd_sizes(os.environ)
    before, rest = _leading(arguments)
    failed = STATUS_MISUSE if rest and rest[0] in ANSWERING else STATUS_FAILED
    try:
        status = _dispatch(before, rest)
        sys.stdout.flush()
    except ReaderError as error:
        complain(str(error))
        return failed
    except BrokenPipeError:
        _drop_stdout()
        return failed
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror}")
        _drop_stdout()
        return failed
    except KeyboardInterrupt:
        return 130
    return status


def _drop_stdout() -> None:
    """Python flushes stdout at exit: give it a place where that cannot fail."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(before: Sequence[str], rest: Sequence[str]) -> int:
    if rest and rest[0] in COMMANDS:
        from reader.console.options import carry_out  # late: the app needs none of it

        return carry_out(rest[0], [*before, *rest[1:]])
    return _read(_parser().parse_args([*before, *rest]))


def _leading(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Options that stand before a command, and what follows them."""
    before, rest = [], list(arguments)
    while rest and rest[0].split("=")[0] == "--bookmarks":
        taken = 1 if "=" in rest[0] else 2
        before += rest[:taken]
        rest = rest[taken:]
    return before, rest


def _read(options: argparse.Namespace) -> int:
    from reader.launch import read  # late: the plain commands need no app

    return read(options.paths, options.bookmarks, fresh=options.fresh)
