"""Metadata that is no front matter but lines of a tool's own, around a text.

.. title: A walk        Nikola, also within a comment of HTML
title:: A walk          Logseq, also as the first item of its list
id: 2f3a…               Joplin, behind the text
=====[ A walk ]=====    wallabag, which writes no more than that
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reader.library.metadata.field_names import FIRST_OF_A_BLOCK, fold, is_known

_WINDOW = 16_000
"""Characters in which such lines must end, or at the end of a file begin."""
_MAX_LINES = 100
_DOTTED = re.compile(r"^\.\. (?P<key>[A-Za-z][\w-]{0,40}):(?!:)[ \t]*(?P<value>.*)$")
_PROPERTY = re.compile(
    r"^[ \t]{0,8}(?:[-*][ \t]+)?(?P<key>\w[\w /.-]{0,40}?)::(?:[ \t]+(?P<value>.*))?$"
)
_FIELD = re.compile(r"(?:\.\. )?\w[\w .-]{0,40}[:：](?:\s|$)")
_JOPLIN_LINE = re.compile(r"^(?P<key>[a-z]\w{0,40}):(?:[ \t]+(?P<value>.*))?$")
_JOPLIN_END = re.compile(r"^type_: 1$")
_JOPLIN_ID = re.compile(r"[0-9a-f]{32}")
_JOPLIN_OWN = frozenset(("source", "source_application", "application_data", "order", "id"))
"""Fields that say how Joplin came to the note; `source: joplin-desktop` is nobody's name."""
_WALLABAG = re.compile(
    r"^={3,120}\[[ \t]*(?P<title>[^\n]{1,300}?)[ \t]*\]={3,120}[ \t]*$"
    r"|^={20,120}\n\n(?P<barred>[^\n=][^\n]{0,300})\n\n={20,120}$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """Fields as written, and the text without the lines that hold them."""

    metadata: dict[str, object]
    body: str


def read(text: str) -> Found | None:
    """Fields and text of a file that begins with such lines or ends with them."""
    readers: tuple[Callable[[str], Found | None], ...] = (
        _joplin, _commented, _dotted, _logseq, _wallabag,
    )  # fmt: skip
    return next(filter(None, (reader(text) for reader in readers)), None)


def _dotted(text: str) -> Found | None:
    return _leading(text, _DOTTED) if text.startswith(".. ") else None


def _logseq(text: str) -> Found | None:
    found = _leading(text, _PROPERTY) if "::" in text.partition("\n")[0][:100] else None
    # The note is called `A walk (highlights)` by Readwise: the article has its full title.
    if found is not None and (title := found.metadata.get("full-title")):
        found.metadata["title"] = title
    return found


def _leading(text: str, pattern: re.Pattern[str]) -> Found | None:
    """Fields in the lines from the very start that match; one of them must be known."""
    from reader.library.metadata.salvage import unquote  # late, with all that it imports

    metadata: dict[str, object] = {}
    end = 0
    for line in text[:_WINDOW].split("\n", _MAX_LINES)[:_MAX_LINES]:
        match = pattern.match(line)
        if match is None:
            break
        metadata.setdefault(match["key"].strip(), unquote(match["value"] or ""))
        end += len(line) + 1
    return Found(metadata, text[end:]) if any(map(is_known, metadata)) else None


def _commented(text: str) -> Found | None:
    """A comment at the very start that holds nothing but fields."""
    if not text.startswith("<!--"):
        return None
    end = text.find("-->", 0, _WINDOW)
    block = text[4 : max(end, 4)].strip()
    if not _FIELD.match(block):
        return None
    from reader.library.metadata.salvage import salvage  # late, with all that it imports

    found = _dotted(f"{block}\n")
    if found is not None:
        return Found(found.metadata, text[end + 3 :]) if not found.body.strip() else None
    entries = salvage(block)
    names = list(entries.metadata)
    is_telling = sum(map(is_known, names)) >= 2 or fold(next(iter(names), "")) in FIRST_OF_A_BLOCK
    if entries.unexplained or not is_telling:
        return None
    return Found(entries.metadata, text[end + 3 :])


def _joplin(text: str) -> Found | None:
    """A note as Joplin synchronises and exports it: title, text, fields, a blank line between."""
    end = len(text.rstrip())
    if not _JOPLIN_END.match(text[text.rfind("\n", 0, end) + 1 : end]):
        return None
    start = text.rfind("\n\n", max(0, end - _WINDOW), end)
    lines = text[start + 2 : end].split("\n") if start >= 0 else []
    matches = [match for match in map(_JOPLIN_LINE.match, lines) if match]
    fields = {match["key"]: (match["value"] or "").strip() for match in matches}
    if len(matches) != len(lines) or not _JOPLIN_ID.fullmatch(fields.get("id", "")):
        return None
    title, _, body = text[:start].partition("\n")
    metadata: dict[str, object] = {"title": title.strip()}
    metadata["created"] = fields.get("user_created_time") or fields.get("created_time", "")
    metadata["updated"] = fields.get("user_updated_time") or fields.get("updated_time", "")
    metadata.update((key, value) for key, value in fields.items() if key not in _JOPLIN_OWN)
    return Found(metadata, body)


def _wallabag(text: str) -> Found | None:
    """The title of an article that was exported alone: of several, each stays where it is."""
    first = _WALLABAG.match(text)
    if first is None or _WALLABAG.search(text, first.end()):
        return None
    return Found({"title": first["title"] or first["barred"].strip()}, text[first.end() :])
