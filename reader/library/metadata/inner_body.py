"""Articles whose text is a value of their metadata: what scrapers and web services answer.

{"title": "A walk", "author": "Ann Reed", "content": "<p>It was late when we left.</p>"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from reader.library.files.text_values import ONLY_TEXT, TEXT_KEYS, text_within, without_envelope
from reader.library.metadata import json_values
from reader.library.metadata.field_names import fold, is_known
from reader.text.safe import clean

_ENDS = (*'.!?…。！？；：:;”’"」』）)',)
_MARKED = re.compile(r"[-*+•>|](?=\s)|\|(?=-)|\d{1,3}[.)]\s")
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
    value = without_envelope(value)
    return value if isinstance(value, dict) and _key(value) else None


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
    text = text_within(value)
    if len(text.split(None, 1)) < 2 and text.isascii():
        return ""  # one word is a setting, no text
    return _parted(clean(text))


def _parted(text: str) -> str:
    """The text with blank lines between its paragraphs where each is but a line.

    So trafilatura, news-please and GNE write them. Lines of verse, and those that a width has
    parted, mostly end within a sentence, and stay together.
    """
    lines = text.strip().split("\n")
    is_parted = len(lines) < 2 or "\n\n" in text or text.lstrip().startswith("<")
    whole = sum(bool(_mark(line)) or line.rstrip().endswith(_ENDS) for line in lines)
    if is_parted or 3 * whole < 2 * len(lines):
        return text
    out = lines[:1]
    for before, line in pairwise(lines):
        goes_on = line[:1].isspace() or (_mark(line) and _mark(line) == _mark(before.lstrip()))
        out.append(line if goes_on else f"\n{line}")
    return "\n".join(out)


def _mark(line: str) -> str:
    """What an item of a list, a row of a table, or a quoted line begins with."""
    found = _MARKED.match(line)
    return "1" if found and found[0][:1].isdigit() else found[0][:1] if found else ""
