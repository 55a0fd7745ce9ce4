"""Values out of a long JSON file, one at a time: `{"db": [{"data": {"posts": [{…}, {…}, …`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reader.errors import ReaderError
from reader.intake.syntax import text_stream
from reader.library.metadata import json_values

ITEM: Final = "[]"
"""Stands for any place in a list, in the way to a value."""
_DEEPEST: Final = 64
_LONGEST: Final = 16 * 1024 * 1024
"""Characters of a value, and of a string."""
_TOKEN: Final = re.compile(
    r'\s*+(?:(?P<string>"(?:[^"\\]++|\\.)*+")|(?P<mark>[\[\]{},:])|(?P<scalar>[^\s\[\]{},:"]++))',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class JsonEntry:
    """A value, or why it cannot be had."""

    way: tuple[str, ...]
    """The keys that lead to it, `ITEM` for those of lists."""
    value: object = None
    """As `json_values.load` gives it."""
    damage: str = ""


def entries(path: Path, is_wanted: Callable[[tuple[str, ...]], bool]) -> Iterator[JsonEntry]:
    """The objects and lists at the ways that are wanted, in order; nothing within them again.

    Raises ReaderError: the file cannot be read, is no JSON, or is nested too deeply.
    """
    stream = _Tokens(text_stream.decoded(text_stream.chunks(path)), path)
    keys: list[str] = []
    expects_key = is_broken_off = False
    while mark := stream.next():
        if mark in ("{", "["):
            way = tuple(keys)
            if is_wanted(way):
                value = stream.whole_value(mark)
                is_broken_off = value is None
                yield _entry(way, value)
                continue
            if len(keys) >= _DEEPEST:
                raise ReaderError("is nested too deeply", path=path)
            keys.append("" if mark == "{" else ITEM)
            expects_key = mark == "{"
        elif mark in ("}", "]"):
            if not keys:
                raise ReaderError("is damaged JSON", path=path)
            keys.pop()
            expects_key = False
        elif mark == ",":
            expects_key = bool(keys) and keys[-1] != ITEM
        elif expects_key:
            keys[-1] = _key(mark)
            expects_key = False
    if keys and not is_broken_off:
        yield JsonEntry(tuple(keys), damage="the file ends in the middle")


def _entry(way: tuple[str, ...], text: str | None) -> JsonEntry:
    if text is None:
        return JsonEntry(way, damage="it is too long, or the file ends in the middle of it")
    try:
        return JsonEntry(way, json_values.load(text))
    except ValueError as error:
        return JsonEntry(way, damage=f"it is no JSON: {error}")


def _key(token: str) -> str:
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token.strip('"')


class _Tokens:
    """Marks, strings and scalars of JSON, from text in pieces."""

    def __init__(self, pieces: Iterator[str], path: Path) -> None:
        self._pieces = pieces
        self._path = path
        self._text = ""
        self._at = 0
        self._kept: list[str] | None = None
        self._kept_length = 0

    def next(self) -> str:
        """The next token as written; empty at the end."""
        while True:
            found = _TOKEN.match(self._text, self._at)
            # What ends with the piece may go on in the next one.
            is_sure = found is not None and (found["mark"] or found.end() < len(self._text))
            if is_sure or not self._read_more():
                break
        if found is None:  # also of a string without an end
            return ""
        self._keep(found[0])
        self._at = found.end()
        return found[0].strip()

    def whole_value(self, opening: str) -> str | None:
        """The list or object that has just been opened; None if it is too long, or has no end."""
        self._kept, self._kept_length = [opening], 1
        depth = 1
        while depth:
            token = self.next()
            if not token:
                self._kept = None
                return None
            depth += (token in ("{", "[")) - (token in ("}", "]"))
        kept, self._kept = self._kept, None
        return "".join(kept) if self._kept_length <= _LONGEST else None

    def _keep(self, text: str) -> None:
        if self._kept is None:
            return
        self._kept_length += len(text)
        if self._kept_length <= _LONGEST:
            self._kept.append(text)
        else:
            self._kept.clear()

    def _read_more(self) -> bool:
        """Add as much as there is, so that a long string is looked at few times."""
        rest = self._text[self._at :]
        if len(rest) > _LONGEST:
            raise ReaderError("has a string of more than 16 million characters", path=self._path)
        pieces = [rest]
        wanted = max(len(rest), text_stream.CHUNK)
        for piece in self._pieces:
            pieces.append(piece)
            wanted -= len(piece)
            if wanted <= 0:
                break
        self._text, self._at = "".join(pieces), 0
        return len(self._text) > len(rest)
