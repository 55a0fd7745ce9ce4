"""The command line: arguments to settings, then a plain command or the app."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader import __version__
from reader.console.parser import PATH, Parser, add_bookmarks, path
from reader.console.plain import STATUS_TROUBLE, complain
from reader.console.printing import guarded
from reader.errors import ReaderError
from reader.process import streams
from reader.process.crash_report import Crashes
from reader.process.environment import forget_odd_sizes, forget_switches_of_textual

if TYPE_CHECKING:
    from pathlib import Path

    from reader.console.options import ConsoleCommand
    from reader.console.shell.manual import KeyGroup
    from reader.settings import Settings

STATUS_INTERRUPTED = 130
"""The exit status that shells give a program which control-c ended."""
COMMANDS = ("list", "search", "index", "cat", "add", "bookmarks", "forget")
CONFIG = "config"
ABOUT_ITSELF = ("completions", "manual")
"""Commands that tell of the command line itself."""
STATUS_CLOSED_PIPE = 141
"""The exit status that shells give a program which a closed pipe ended."""
EPILOG = """\
commands:
  reader [PATH ...]               read the articles in folders and files
  reader FILE#BOOKMARK            one article, at a bookmark; the id as `export` writes it
  reader -                        what is piped in: curl ADDRESS | reader -
  reader list [PATH ...]          list them
  reader search QUERY [PATH ...]  search titles, authors, tags and full text
  reader index [PATH ...]         bring the index up to date, check it, make it anew
  reader cat FILE                 one article on the terminal, set as in the reader
  reader add WHAT ...             bring articles in: addresses, feeds, lists, exports, files
  reader bookmarks                your bookmarks
  reader config                   your settings; --edit opens them in an editor
  reader forget [PATH ...]        forget history, reading places, the index
  reader completions SHELL        a script that completes the words of these
  reader manual                   the manual page: reader manual | man -l -
Each has --help of its own. A folder called like a command: ./list
"""


def _parser() -> Parser:
    parser = Parser(
        prog="reader",
        description="Read saved articles in the terminal.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_reading(parser)
    return parser


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the arguments with which the reader opens."""
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    add_bookmarks(parser)
    parser.add_argument(
        "--fresh", action="store_true", help="not as the last session was left, which is kept"
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=path,
        metavar=PATH,
        help="folders and files; - alone: what is piped in",
    )


def start(arguments: Sequence[str]) -> int:
    """Carry out a command line as a program of its own: with streams that may not be there."""
    missing = streams.closed()
    if "stderr" in missing:
        return STATUS_TROUBLE
    if "stdout" in missing:
        complain("stdout is closed")
        return STATUS_TROUBLE
    with Crashes() as crashes:
        status = run(arguments)
    if crashes.told:
        complain(crashes.told)
        return STATUS_TROUBLE
    return status


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; returns the exit status."""
    forget_odd_sizes(os.environ)
    forget_switches_of_textual(os.environ)
    with guarded():
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    try:
        status = _flushed(*_leading(arguments))
    except ReaderError as error:
        complain(str(error))
        return STATUS_TROUBLE
    except BrokenPipeError:
        streams.drop(sys.stdout)
        return STATUS_CLOSED_PIPE
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror}")
        streams.drop(sys.stdout)
        return STATUS_TROUBLE
    except KeyboardInterrupt:
        return STATUS_INTERRUPTED
    return status


def _flushed(before: Sequence[str], rest: Sequence[str]) -> int:
    """Flush what argparse printed before it ends the program: at exit no fault would be told."""
    try:
        return _dispatch(before, rest)
    finally:
        sys.stdout.flush()


def _dispatch(before: Sequence[str], rest: Sequence[str]) -> int:
    if rest and rest[0] in COMMANDS:
        from reader.console.options import carry_out  # late: the app needs none of it

        with _interruptible():
            return carry_out(rest[0], [*before, *rest[1:]])
    if rest and rest[0] == CONFIG:
        command = _config_command()
        from reader.console.options import parser_of

        return command.run(parser_of(CONFIG, command).parse_words(rest[1:]))
    if rest and rest[0] in ABOUT_ITSELF:
        return _tell_of_itself(rest[0], rest[1:])
    return _read(_parser().parse_words([*before, *rest]))


def _tell_of_itself(name: str, words: Sequence[str]) -> int:
    from reader.console.options import parser_of
    from reader.console.shell.commands import AboutItself

    about = AboutItself(_parser(), _add_reading, _keys, {CONFIG: _config_command()})
    command = about.commands[name]
    return command.run(parser_of(name, command).parse_words(words))


def _config_command() -> ConsoleCommand:
    from reader.console.shell.config import config_command

    return config_command(_mistakes)


def _mistakes(chosen: Settings, config: Path) -> tuple[str, ...]:
    """Mistakes that the app would tell of: keys, theme files, and the name of the theme."""
    from reader.settings.theme_files import read_themes
    from reader.ui.commands import resolve
    from reader.ui.theme.palettes import COLOR_NAMES, PALETTES

    own = read_themes(config, COLOR_NAMES, frozenset(PALETTES))
    problems = (*own.problems, *resolve(chosen.keys).problems)
    known = {*PALETTES, *(theme.name for theme in own.themes)}
    if chosen.theme not in known:
        from textual.theme import BUILTIN_THEMES  # late: it is a third of a second

        if chosen.theme not in BUILTIN_THEMES:
            problems = (*problems, f"{config}: no theme is called {chosen.theme}")
    return problems


def _keys() -> Iterator[KeyGroup]:
    """The keys that come with the reader, by where they are heard."""
    from reader.console.shell.manual import KeyGroup
    from reader.ui.commands import DEFAULTS, HEADINGS, commands

    for scope, heading in HEADINGS.items():
        if commands(scope):
            keys = [(DEFAULTS.labels(each), each.title) for each in commands(scope)]
            yield KeyGroup(heading, keys)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Control-c raises KeyboardInterrupt, where it would end the process there and then."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
