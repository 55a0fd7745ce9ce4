"""The entries of a JSON export, one at a time: a list of objects, or an object that has one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.errors import ReaderError
from reader.intake.source_file import SourceFile
from reader.library.files.decode import decode

_SPACE: Final = re.compile(r"[\s,]*+")
_LIST: Final = re.compile(r"\[")
_FIRST: Final = 4096
"""Characters in which the list begins."""


def json_entries(source: SourceFile) -> Iterator[Mapping[str, object]]:
    """The objects in the first list of a file; numbers are text. Raises ReaderError.

    What comes before damage is given.
    """
    text = decode(source.data()).text
    found = _LIST.search(text, 0, _FIRST)
    at = found.end() if found else 0
    decoder = json.JSONDecoder(strict=False, parse_int=str, parse_float=str)
    while True:
        at = _end(_SPACE, text, at)
        if text[at : at + 1] in ("]", ""):
            break
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise ReaderError("is damaged", path=source.path, hint="export it again") from error
        if isinstance(value, dict):
            yield value
    if not text[at : at + 1]:
        raise ReaderError("ends too early", path=source.path, hint="export it again")


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def text_value(value: object) -> str:
    """A string or number as text; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def is_true(value: object) -> bool:
    """Whether a value means yes: PHP writes 1 and "1" for it."""
    return value is True or text_value(value).lower() in ("1", "true", "yes")
