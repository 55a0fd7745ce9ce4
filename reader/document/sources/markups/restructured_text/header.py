"""What a reStructuredText document says of itself, and what its references stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from reader.text.width import cell_width

ADORNMENT: Final = re.compile(r"(?P<mark>[!-/:-@\[-`{-~])(?P=mark){1,500}[ \t]*$")
FIELD: Final = re.compile(r":(?P<name>(?![: ])[^:\n]{1,80}):(?:[ \t]+(?P<value>.*))?$")
SHOWN_ELSEWHERE: Final = frozenset((
    "title", "author", "authors", "date", "pubdate", "published", "tags", "tag", "keywords",
    "category", "categories", "slug", "lang", "language", "summary", "description", "status",
    "template", "save_as", "url", "link", "source", "modified", "updated",
))  # fmt: skip
"""Fields that are facts of the article, or settings of the program that publishes it."""
_LINES: Final = 200
_LONGEST_TITLE: Final = 500
_COMMENT_FIELD: Final = re.compile(r"\.\.[ \t]+(?P<name>[a-z_-]{1,30}):[ \t]+(?P<value>\S.*)$")
_TARGET: Final = re.compile(
    r"\.\.[ \t]+_(?:`(?P<quoted>[^`\n]{1,300})`|(?P<name>(?:[^:\n\\]|\\.|:(?!\s)){1,300})):"
    r"(?:[ \t]+(?P<url>\S.*))?$"
)
_SUBSTITUTION: Final = re.compile(
    r"\.\.[ \t]+\|(?P<name>[^|\n]{1,100})\|[ \t]+(?P<kind>replace|unicode|image|date)::[ \t]*"
    r"(?P<value>.*)$"
)


def title_at(lines: Sequence[str], at: int) -> tuple[str, str, int] | None:
    """A title, the style of its adornment and how many lines it takes; None if none begins here."""
    line, under, third = [*lines[at : at + 3], "", "", ""][:3]
    over = ADORNMENT.match(line)
    if over:
        text, closing = under.strip(), third.rstrip()
        is_title = bool(text) and closing == line.rstrip() and len(closing) >= 2
        return (text, 2 * over["mark"], 3) if is_title else None
    below = ADORNMENT.match(under)
    if below is None or not line.strip() or line[:1].isspace() or len(line) > _LONGEST_TITLE:
        return None
    length = len(under.rstrip())
    if length < min(cell_width(line.rstrip()), 4) or (length < 3 and len(line.rstrip()) > length):
        return None
    return line.strip(), below["mark"], 2


def read(text: str) -> Mapping[str, str]:
    """Title and fields (docinfo of docutils, Pelican; comments of Nikola), names in small."""
    lines = text.split("\n", _LINES)[:_LINES]
    values: dict[str, str] = {}
    at = 0
    while at < len(lines):
        line = lines[at]
        field = FIELD.match(line) or _COMMENT_FIELD.match(line)
        title = title_at(lines, at) if "title" not in values or not field else None
        if field:
            value = [field["value"] or ""]
            while at + 1 < len(lines) and lines[at + 1][:1] in " \t" and lines[at + 1].strip():
                at += 1
                value.append(re.sub(r"^[-*][ \t]+", "", lines[at].strip()))
            name = field["name"].strip().lower()
            values.setdefault(name, (", " if name == "authors" else " ").join(filter(None, value)))
        elif title:
            values.setdefault("title", title[0])
            at += title[2] - 1
        elif line.strip() and not line.startswith(("..", " ", "\t")):
            break
        at += 1
    return values


def targets_of(lines: Sequence[str]) -> Mapping[str, str]:
    """Addresses by the names that refer to them, as written."""
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        if line.startswith("..") and (target := _TARGET.match(line)):
            url = target["url"] or ""
            following = lines[at + 1].strip() if at + 1 < len(lines) else ""
            if not url and lines[at + 1 : at + 2] and lines[at + 1][:1] in " \t":
                url = following
            if url:
                found[target["quoted"] or target["name"]] = url
    return found


def substitutions_of(lines: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """What stands for a name between bars: its kind and its text."""
    matches = (_SUBSTITUTION.match(line) for line in lines if line.startswith(".."))
    return {found["name"]: (found["kind"], found["value"]) for found in matches if found}
