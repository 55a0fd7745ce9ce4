"""The command line: arguments to settings, then a plain command or the app."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reader import __version__, plain, settings
from reader.errors import ReaderError
from reader.plain import STATUS_FAILED, complain

MOST_WIDTH = 1000

EPILOG = """\
commands:
  reader [PATH ...]               read the articles in folders and files
  reader list [PATH ...]          list them
  reader search QUERY [PATH ...]  search titles, authors, tags and full text
  reader cat FILE                 one article on the terminal, set as in the reader
  reader bookmarks                your bookmarks
Each has --help of its own. A folder called like a command: ./list
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reader",
        description="Read saved articles in the terminal.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    _add_files(parser)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders and files")
    return parser


BOOKMARKS_HELP = "the bookmarks file (also: READER_BOOKMARKS)"


def _add_files(parser: argparse.ArgumentParser, *, help: str = BOOKMARKS_HELP) -> None:
    parser.add_argument("--bookmarks", type=Path, metavar="FILE", help=help)


def _width(text: str) -> int:
    """Cells of a line. Raises ArgumentTypeError."""
    if not text.isdecimal() or not settings.LEAST_MEASURE <= int(text[:9]) <= MOST_WIDTH:
        least = settings.LEAST_MEASURE
        raise argparse.ArgumentTypeError(f"a number from {least} to {MOST_WIDTH} is wanted")
    return int(text)


def _command_parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"reader {name}")
    if name == "search":
        parser.add_argument("query", metavar="QUERY", help='words, "phrases", -not, title:…')
    if name == "cat":
        _add_files(parser, help=argparse.SUPPRESS)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--width", type=_width, metavar="N", help="cells of a line, 20 to 1000")
        parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
        return parser
    if name == "bookmarks":
        _add_files(parser)
    else:
        _add_files(parser, help=argparse.SUPPRESS)  # may stand before any command
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--json", action="store_true", help="an array of objects")
    return parser


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; returns the exit status."""
    if sys.stdout is None or sys.stderr is None:
        return STATUS_FAILED
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except ReaderError as error:
        complain(str(error))
        return STATUS_FAILED
    except BrokenPipeError:
        _drop_stdout()
        return STATUS_FAILED
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror}")
        _drop_stdout()
        return STATUS_FAILED
    except KeyboardInterrupt:
        return 130
    return status


def _drop_stdout() -> None:
    """Python flushes stdout at exit: give it a place where that cannot fail."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: Sequence[str]) -> int:
    before, rest = _leading(arguments)
    if rest and rest[0] in _PLAIN:
        name, words = rest[0], rest[1:]
        if name == "search":
            words = [_as_query(word) for word in words]
        options = _command_parser(name).parse_intermixed_args([*before, *words])
        return _PLAIN[name](options)
    return _read(_parser().parse_args(arguments))


def _leading(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Options that stand before a command, and what follows them."""
    before, rest = [], list(arguments)
    while rest and rest[0].split("=")[0] == "--bookmarks":
        taken = 1 if "=" in rest[0] else 2
        before += rest[:taken]
        rest = rest[taken:]
    return before, rest


def _as_query(word: str) -> str:
    """`-word` excludes a word: behind a space argparse takes it for no option."""
    excluded = len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"
    return f" {word}" if excluded else word


def _read(options: argparse.Namespace) -> int:
    from reader.launch import read  # late: the plain commands need no app

    return read(options.paths, options.bookmarks)


_PLAIN = {
    "list": plain.list_,
    "search": plain.search,
    "cat": plain.cat,
    "bookmarks": plain.bookmarks,
}
