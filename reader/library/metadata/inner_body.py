"""Articles whose text is a value of their metadata: what scrapers and web services answer.

{"title": "A walk", "author": "Ann Reed", "content": "<p>It was late when we left.</p>"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.library.files.json_article import (
    INNER_TEXT_KEYS,
    ONLY_TEXT,
    TEXT_KEYS,
    opened,
    sections_text,
)
from reader.library.metadata import json_values
from reader.library.metadata.field_names import fold, is_known
from reader.text.safe import clean

_MOST_PARAGRAPHS = 20_000
_ENDS = (*'.!?…。！？；：:;”’"」』）)',)
_MARKED_LINE = re.compile(r"^(?:[#>|<*+\-`~\s]|\d{1,4}[.)]\s)", re.MULTILINE)
_JSON_START = re.compile(r"\{|\[\s*\{")


def read_json(text: str) -> dict[str, object] | None:
    """The fields of a file that is one JSON object, or a list of one, and holds a text."""
    if not _JSON_START.match(text) or text.rstrip()[-1:] not in "}]":
        return None
    try:
        value = json_values.load(text)
    except ValueError:
        return None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    value = opened(value)
    key = _key(value) if isinstance(value, dict) else ""
    if not isinstance(value, dict) or not key:
        return None
    text = value[key]
    return {**value, key: _in_paragraphs(text)} if isinstance(text, str) else value


def _in_paragraphs(text: str) -> str:
    """A plain text whose lines are paragraphs with an empty line between each two of them.

    So news-please and GNE give it; a line that is none ends within a sentence, mostly.
    """
    lines = text.strip().split("\n")
    if len(lines) < 2 or "\n\n" in text or _MARKED_LINE.search(text.strip()):
        return text
    whole = sum(line.rstrip().endswith(_ENDS) for line in lines)
    return "\n\n".join(lines) if 3 * whole >= 2 * len(lines) else text


def taken_out(metadata: Mapping[str, object]) -> tuple[dict[str, object], str]:
    """The other fields, and the text among them; the text is empty if there is none."""
    key = _key(metadata)
    rest = {name: value for name, value in metadata.items() if name != key}
    return rest, _text(metadata[key]) if key else ""


def _key(metadata: Mapping[str, object]) -> str:
    names = {fold(name): name for name in reversed(list(metadata))}
    if not any(map(is_known, names)) and not names.keys() <= ONLY_TEXT and len(names) > 1:
        return ""
    return next(
        (names[key] for key in TEXT_KEYS if key in names and _text(metadata[names[key]])), ""
    )


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        inner = (value[key] for key in INNER_TEXT_KEYS if isinstance(value.get(key), str))
        value = next(inner, "") or sections_text(value)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n\n".join(value[:_MOST_PARAGRAPHS])
    if not isinstance(value, str) or (len(value.split(None, 1)) < 2 and value.isascii()):
        return ""  # one word is a setting, no text
    return clean(value)
