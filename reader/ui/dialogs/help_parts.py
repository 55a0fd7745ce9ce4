"""What the page of help says, in parts of lines; and how parts are filtered and laid in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from reader.text.fold import search_form
from reader.text.linebreak.wrap import wrap
from reader.text.safe import clean_line
from reader.text.width import cell_width
from reader.ui.commands import HEADINGS, Keymap, Scope
from reader.ui.dialogs.query_syntax import HEADING as SYNTAX_HEADING
from reader.ui.dialogs.query_syntax import syntax

UNBOUND: Final = "no key"
NOTICES_HEADING: Final = "Told since the start"
PROBLEMS_HEADING: Final = "Mistakes in config.toml"
APART: Final = 2
"""Cells between keys and what they do; rows between parts."""
LEAST_SAID: Final = 16
"""Cells that keys leave for what they do."""
MOST_KEYS: Final = 22


class HelpLine(NamedTuple):
    """Keys, or what is written, and what it does."""

    keys: str
    said: str
    begins_group: bool = False
    """Whether it has to do with others than the line before."""


class HelpPart(NamedTuple):
    """Lines under a heading; all is safe to show."""

    heading: str
    lines: tuple[HelpLine, ...]


class HelpRow(NamedTuple):
    """A row of the page, in three pieces that are shown differently."""

    heading: str = ""
    keys: str = ""
    said: str = ""


def help_parts(
    scope: Scope, keymap: Keymap, notices: Iterable[str] = (), problems: Iterable[str] = ()
) -> list[HelpPart]:
    """All that there is to know: mistakes, what was told, what holds here, the rest."""
    scopes = sorted(HEADINGS, key=lambda each: (each is not scope, each is not Scope.APP))
    parts: list[HelpPart] = []
    for each in scopes:
        if each is Scope.SEARCH:
            parts.append(_syntax_part())
        parts.append(_keys_part(each, keymap))
    for heading, said in ((NOTICES_HEADING, notices), (PROBLEMS_HEADING, problems)):
        if lines := tuple(HelpLine("", clean_line(each)) for each in said):
            parts.insert(0, HelpPart(heading, lines))
    return parts


def _keys_part(scope: Scope, keymap: Keymap) -> HelpPart:
    """The commands of a scope, in groups."""
    lines: list[HelpLine] = []
    for _, members in groupby(keymap.commands(scope), key=lambda command: command.group):
        for number, command in enumerate(members):
            keys = keymap.labels(command) or UNBOUND
            lines.append(HelpLine(keys, command.title, begins_group=number == 0))
    return HelpPart(HEADINGS[scope], tuple(lines))


def _syntax_part() -> HelpPart:
    return HelpPart(SYNTAX_HEADING, tuple(HelpLine(*each) for each in syntax()))


def filtered(parts: Iterable[HelpPart], wanted: str) -> list[HelpPart]:
    """The lines in which a text occurs, under their headings; a heading's own lines all."""
    wanted = search_form(wanted.strip())
    if not wanted:
        return list(parts)
    found = []
    for part in parts:
        lines = part.lines
        if wanted not in search_form(part.heading):
            lines = tuple(
                each._replace(begins_group=False)
                for each in lines
                if wanted in search_form(f"{each.said} {each.keys}")
            )
        if lines:
            found.append(part._replace(lines=lines))
    return found


def rows_of(part: HelpPart, width: int) -> list[HelpRow]:
    """The rows of a part in so many cells; what is said goes on under itself."""
    widest = max((cell_width(line.keys) for line in part.lines), default=0)
    most = max(0, min(MOST_KEYS, width - LEAST_SAID - APART))
    column = min(widest, most) + APART if widest else 0
    rows = [HelpRow(heading=part.heading)]
    for number, line in enumerate(part.lines):
        if number == 0 or line.begins_group:
            rows.append(HelpRow())
        keys = line.keys
        if cell_width(keys) > column - APART and keys:
            rows += [HelpRow(keys=keys[low:high]) for low, high in wrap(keys, max(1, width))]
            keys = ""
        keys += " " * (column - cell_width(keys))
        for low, high in wrap(line.said, max(1, width - column)):
            rows.append(HelpRow(keys=keys, said=line.said[low:high]))
            keys = " " * column
    return rows


def in_columns(parts: Sequence[HelpPart], width: int, count: int) -> list[list[HelpRow]]:
    """The parts as rows of so many columns, each of `width` cells.

    Each part, whole, is where there is most room: the first ones are all at the top.
    """
    columns: list[list[HelpRow]] = [[] for _ in range(count)]
    for part in parts:
        column = min(columns, key=len)
        column += [HelpRow()] * (APART if column else 0)
        column += rows_of(part, width)
    return columns
