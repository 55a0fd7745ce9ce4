"""The tags of a document or a highlight in one cell of a table of Readwise."""

from __future__ import annotations

import re
from typing import Final

from reader.library.metadata.values.tags import bare, split

_QUOTED: Final = re.compile(r"\"((?:[^\"\\]|\\.){0,1000}+)\"|'((?:[^'\\]|\\.){0,1000}+)'")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_LONGEST_TAGS: Final = 20_000


def listed_tags(cell: str) -> tuple[str, ...]:
    """Tags as a list in JSON or Python, or with commas between them."""
    text = cell[:_LONGEST_TAGS].strip()
    if text.startswith("["):
        found = (first or second for first, second in _QUOTED.findall(text))
        tags = (_ESCAPED.sub(r"\1", tag) for tag in found)
    else:
        tags = (bare(str(tag)) for tag in split(text))
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
