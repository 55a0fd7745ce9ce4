"""Tags as the owner types and reads them: `#one #two words`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.text.safe import clean_line

_START = re.compile(r"(?:^|[\s,，、;；])[#＃]")
_BETWEEN = re.compile(r"[,，、;；]")
_PLAIN = re.compile(r"[\s,，、;；]+")


def format_tags(tags: Iterable[str]) -> str:
    """Tags on one line, safe to show; `parse_tags` reads them again."""
    return " ".join(f"#{clean_line(tag)}" for tag in tags)


def parse_tags(text: str) -> tuple[str, ...]:
    """The tags in a text, each once, in their order.

    With `#` before them tags may be of several words; without any, each word is one.
    """
    line = clean_line(text)
    if not _START.search(line):
        found = _PLAIN.split(line)
    else:
        found = [part for piece in _START.split(line) for part in _BETWEEN.split(piece)]
    return tuple(dict.fromkeys(tag for part in found if (tag := part.strip())))
