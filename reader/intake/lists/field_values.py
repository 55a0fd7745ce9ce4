"""Moments, tags and highlights in the ways that lists write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from reader.intake.incoming import Annotation
from reader.library.metadata import dates
from reader.state.highlight_colors import HIGHLIGHT_COLORS

_SECONDS: Final = re.compile(r"(?:9[4-9]|1\d\d|[2-3]\d\d)\d{7}")
"""Since 1970, from 1999 on."""
_WEBKIT: Final = re.compile(r"1[23]\d{15}")
"""Microseconds since 1601, as Chrome counts, of the years 1981 to 2044."""
_WEBKIT_START: Final = datetime(1601, 1, 1, tzinfo=UTC)
_SEPARATORS: Final = ("|", ";", "；", "\n", ",", "，", "、")
_MOST_LIST: Final = 100_000
"""Characters of a list in a field that are read as JSON."""
_LABELLED: Final = re.compile(
    r"\s*(highlight|quote|text|note|comment|colou?r|created)\s*:\s*", re.I
)
_QUOTES: Final = ("quote", "text", "content", "highlight", "body")
_NOTES: Final = ("note", "comment", "annotation")
_MADE: Final = ("created_at", "createdAt", "created", "date", "highlighted_at")


def moment(value: str) -> str:
    """A moment in ISO 8601 as far as it is known; empty if the text says none."""
    text = value.strip()
    if not text:
        return ""
    if _SECONDS.fullmatch(text):  # as in most lists: to try all ways of writing dates takes long
        return datetime.fromtimestamp(int(text), UTC).isoformat(timespec="seconds")
    if _WEBKIT.fullmatch(text):
        at = _WEBKIT_START + timedelta(microseconds=int(text))
        return at.isoformat(timespec="seconds")
    return dates.iso(text)


def tags_of(value: object, separator: str = "") -> tuple[str, ...]:
    """The tags in a text, in a list, or in a list of things with names.

    `separator`: that between the tags of a text; empty: the strongest that occurs in it.
    """
    if isinstance(value, Mapping):
        return tags_of(list(value))
    if isinstance(value, list):
        return tuple(filter(None, map(_name, value)))
    if not isinstance(value, str) or not value.strip():
        return ()
    text = value.strip()
    if text.startswith("[") and isinstance(listed := _json_list(text), list):
        return tags_of(listed)
    mark = separator or next((mark for mark in _SEPARATORS if mark in text), "\n")
    parts = text.split() if mark == " " else text.split(mark)
    return tuple(name for part in parts if (name := part.strip().strip("\"'").lstrip("#").strip()))


def _json_list(text: str) -> object:
    try:
        return json.loads(text[:_MOST_LIST], parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None


def _name(value: object) -> str:
    if isinstance(value, Mapping):
        names = (value.get(key) for key in ("name", "title", "label", "tag"))
        value = next((name for name in names if isinstance(name, str)), "")
    return value.strip() if isinstance(value, str) else ""


def note_of(text: str) -> tuple[Annotation, ...]:
    """A note of the article as such."""
    return (Annotation(note=text.strip()),) if text.strip() else ()


def highlights_of(value: object) -> tuple[Annotation, ...]:
    """The highlights in a list of them, or in the text of a cell.

    In a text each begins with `Highlight:`, its note with `Note:`; without such words each
    paragraph is one, or each line where there are no paragraphs.
    """
    if isinstance(value, list):
        return tuple(filter(None, map(_highlight, value)))
    if not isinstance(value, str) or not value.strip():
        return ()
    text = value.strip()
    if text.startswith("[") and isinstance(listed := _json_list(text), list):
        return highlights_of(listed)
    lines = text.split("\n")
    if any(_LABELLED.match(line) for line in lines):
        return tuple(_labelled(lines))
    parts = text.split("\n\n") if "\n\n" in text else lines
    return tuple(Annotation(quote=part.strip()) for part in parts if part.strip())


def _highlight(value: object) -> Annotation | None:
    if isinstance(value, str):
        return Annotation(quote=value.strip()) if value.strip() else None
    if not isinstance(value, Mapping):
        return None
    quote, note = _first(value, _QUOTES), _first(value, _NOTES)
    if not quote and not note:
        return None
    return Annotation(
        quote=quote,
        note=note,
        color=_color(_first(value, ("color", "colour"))),
        tags=tags_of(value.get("tags")),
        created=moment(_first(value, _MADE)),
    )


def _first(value: Mapping[str, object], names: Iterable[str]) -> str:
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found.strip()
    return ""


def _labelled(lines: list[str]) -> Iterator[Annotation]:
    said: dict[str, list[str]] = {}
    label = "highlight"
    for line in lines:
        found = _LABELLED.match(line)
        if found:
            label = found[1].lower()
            if label in ("highlight", "quote", "text") and said:
                yield from _said(said)
                said = {}
        said.setdefault(label, []).append(line[found.end() :] if found else line)
    yield from _said(said)


def _said(said: Mapping[str, list[str]]) -> Iterator[Annotation]:
    parts = {label: "\n".join(lines).strip() for label, lines in said.items()}
    quote = parts.get("highlight") or parts.get("quote") or parts.get("text") or ""
    note = parts.get("note") or parts.get("comment") or ""
    if quote or note:
        color = _color(parts.get("color") or parts.get("colour") or "")
        yield Annotation(quote, note, color=color, created=moment(parts.get("created", "")))


def _color(name: str) -> str:
    """A colour that highlights have here; empty for any other."""
    return name.lower() if name.lower() in HIGHLIGHT_COLORS else ""
