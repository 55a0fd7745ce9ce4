"""The manual page, made from the parsers and the table of commands; as `man` reads it (man(7))."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader import __version__
from reader.console.options import ConsoleCommand, parser_of

_FILES = """\
config.toml     settings; --help and README tell every key
bookmarks.json  bookmarks, highlights, notes: yours, never lost
state.db        reading places, read flags, history
index.db        titles and full text; may be deleted at any time
documents/      long articles made readable; may be deleted at any time"""


class KeyGroup(NamedTuple):
    """The keys of one part of the reader: pairs of keys and what they do."""

    heading: str
    keys: Sequence[tuple[str, str]]


def manual(
    reading: argparse.ArgumentParser,
    commands: Mapping[str, ConsoleCommand],
    keys: Iterable[KeyGroup],
) -> str:
    """The page: of the reader itself, of each command that prints and ends, of all keys."""
    parsers = [parser_of(name, command) for name, command in commands.items()]
    parts = [
        f'.TH READER 1 "" "reader {__version__}" "User Commands"',
        _section("NAME", "reader \\- read saved articles in the terminal"),
        _section("SYNOPSIS", _verbatim(reading.format_usage().removeprefix("usage: "))),
        _section("DESCRIPTION", _verbatim(_behind_usage(reading))),
        ".SH COMMANDS",
        *(_part(parser.prog, _verbatim(parser.format_help())) for parser in parsers),
        ".SH KEYS",
        *(_part(group.heading, _keys(group)) for group in keys),
        _section("FILES", _verbatim(_FILES)),
        _section(
            "EXIT STATUS",
            _text("0 if all is well, 1 if there was nothing to find or to do, 2 on trouble."),
        ),
    ]
    return "\n".join(parts) + "\n"


def _behind_usage(parser: argparse.ArgumentParser) -> str:
    return parser.format_help().removeprefix(parser.format_usage()).strip("\n")


def _section(heading: str, body: str) -> str:
    return f".SH {heading}\n{body}"


def _part(heading: str, body: str) -> str:
    return f'.SS "{_text(heading)}"\n{body}'


def _keys(group: KeyGroup) -> str:
    return "\n".join(f".TP\n.B {_text(keys)}\n{_text(what)}" for keys, what in group.keys)


def _verbatim(text: str) -> str:
    """Lines that are to stay lines."""
    escaped = (_text(line) for line in text.strip("\n").split("\n"))
    return "\n".join([".nf", *escaped, ".fi"])


def _text(line: str) -> str:
    """A line that means nothing to roff but itself."""
    line = line.replace("\\", "\\(rs").replace("-", "\\-").replace('"', "\\(dq")
    line = line.replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha")
    line = line.replace("~", "\\(ti")
    return f"\\&{line}" if line.startswith((".", "\\(aq")) else line
