"""TOML, read by the standard library within bounds: its parser has none.

The parts of a dotted key take it time and memory by their square, and a whole number of thousands
of digits is an error of no kind that it names.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH = 256 * 1024
"""Characters. A file of settings has a few thousand."""
MAX_PARTS = 64
"""Of a dotted key."""
MAX_WORD = 1_000
"""Characters of a key without quotes, or of a number; Python can be told to read 640 digits."""
_PIECE = re.compile(
    r'"""(?:[^\\"]|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+|[ \t]++|[\w+-]++|.",
    re.DOTALL,
)
"""Matches whatever stands there, an unclosed string to its end: one pass over any text."""


class TomlError(ValueError):
    """A text that is no TOML, or more of it than anybody writes; says where."""


def loads(text: str, parse_float: Callable[[str], object] = float) -> dict[str, object]:
    """The document. Raises TomlError."""
    if len(text) > MAX_LENGTH:
        raise TomlError(f"it has more than {MAX_LENGTH} characters")
    _check_keys(text)
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except RecursionError:
        raise TomlError("it is nested too deeply") from None
    except (ValueError, OverflowError) as error:
        raise TomlError(str(error)) from error


def _check_keys(text: str) -> None:
    """Count the dots between what may be the parts of a key; those in strings are none."""
    dots = 0
    is_after_dot = False
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece == ".":
            dots += 1
            is_after_dot = True
        elif piece[0] not in " \t":
            if not is_after_dot:
                dots = 0
            is_after_dot = False
        if dots >= MAX_PARTS:
            raise TomlError(f"{_line(text, found)}: a key has more than {MAX_PARTS} parts")
        if len(piece) > MAX_WORD and (piece[0].isalnum() or piece[0] in "_+-"):
            what = f"a number or a name has more than {MAX_WORD} characters"
            raise TomlError(f"{_line(text, found)}: {what}")


def _line(text: str, found: re.Match[str]) -> str:
    return f"line {text.count(chr(10), 0, found.start()) + 1}"
