"""A table in Lua that a program wrote: texts, numbers, truth values and tables within it."""

from __future__ import annotations

import re
from typing import Final

_DEEPEST: Final = 60
_TOKEN: Final = re.compile(
    r"(?:\s++|--[^\n]*+)*+"
    r"(?:\"(?P<text>(?:[^\"\\]++|\\.)*+)\"|(?P<mark>[{}\[\]=,;])|(?P<word>[^\s\"{}\[\]=,;]++))",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(\d{1,3}|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


def parse_table(text: str) -> dict[str, object]:
    """The table that a file returns: keys and values are text, but for tables.

    Raises ValueError: there is none, it has no end, or it is nested too deeply.
    """
    at = text.find("{")
    if at < 0:
        raise ValueError("it has no table")
    root: dict[str, object] = {}
    open_tables = [root]
    key = value = ""
    is_pending = False
    at += 1
    while found := _TOKEN.match(text, at):
        at = found.end()
        mark = found["mark"]
        if mark == "{":
            table: dict[str, object] = {}
            _put(open_tables[-1], key, table)
            open_tables.append(table)
            if len(open_tables) > _DEEPEST:
                raise ValueError("it is nested too deeply")
            key, is_pending = "", False
        elif mark in ("}", ",", ";"):
            if is_pending:
                _put(open_tables[-1], key, value)
            key, is_pending = "", False
            if mark == "}":
                open_tables.pop()
                if not open_tables:
                    return root
        elif mark == "=":
            key, is_pending = value, False
        elif not mark:
            value, is_pending = _value(found), True
    raise ValueError("it has no end")


def _put(table: dict[str, object], key: str, value: object) -> None:
    """Set a field; what has no name is counted."""
    table[key or str(len(table) + 1)] = value


def _value(found: re.Match[str]) -> str:
    if found["word"] is not None:
        return found["word"]
    return _ESCAPE.sub(_character, found["text"])


def _character(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign)) if sign.isdecimal() else _ESCAPES.get(sign, sign)
