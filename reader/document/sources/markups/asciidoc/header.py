"""The header of an AsciiDoc document, and its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_LINES: Final = 300
_TITLE: Final = re.compile(r"[=#][ \t]+(?P<text>\S.*?)[ \t]*$")
_UNDERLINE: Final = re.compile(r"={3,200}[ \t]*$")
_ENTRY: Final = re.compile(r":(?P<name>!?[\w-]{1,60}!?):(?:[ \t]+(?P<value>.*?))?[ \t]*$")
_AUTHOR: Final = re.compile(
    r"(?P<name>[^\W\d_][^<>;:\n]{0,100}?)(?:[ \t]*<(?P<mail>[^<>\n]{1,200})>)?[ \t]*$"
)
_REVISION: Final = re.compile(
    r"(?:[vV]?(?P<number>\d[\w.-]{0,20})(?:,[ \t]*(?=\S))|[vV](?=\d))?(?P<date>[^:\n]{0,60}?)"
    r"(?::[ \t]*(?P<remark>.*))?[ \t]*$"
)
_NAME: Final = re.compile(r"\{(?P<name>[\w-]{1,60})\}")
_LONGEST_VALUE: Final = 2_000
_MOST_RESOLVED: Final = 100_000
"""Characters that attributes may add to a document."""
_BUILT_IN: Final[Mapping[str, str]] = {
    "nbsp": "\u00a0", "sp": " ", "empty": "", "blank": "", "zwsp": "\u200b", "amp": "&", "lt": "<",
    "gt": ">", "plus": "+", "asterisk": "*", "backtick": "`", "apos": "'", "quot": '"', "deg": "°",
    "startsb": "[", "endsb": "]", "vbar": "|", "caret": "^", "tilde": "~", "backslash": "\\",
    "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "pp": "++", "lsquo": "‘",
    "rsquo": "’", "ldquo": "“", "rdquo": "”", "hellip": "…", "mdash": "—", "ndash": "–",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AsciiDocHeader:
    """A header, and what follows it."""

    values: Mapping[str, str]
    """By attribute: `doctitle`, `author` (joined by `, `), `revdate`, and those that are set."""
    rest: str


class Attributes:
    """The attributes of a document, as far as it was read."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(_BUILT_IN)
        self._left = _MOST_RESOLVED
        for name, value in values.items():  # each may name those before it
            self.set(name, value)

    def set(self, name: str, value: str) -> None:
        if "!" in name:
            self._values.pop(name.strip("!"), None)
        else:
            self._values[name.lower()] = self.resolve(value)[:_LONGEST_VALUE]

    def resolve(self, text: str) -> str:
        """Text with the attributes in it replaced once; those that are unknown stay."""
        return _NAME.sub(self._value, text) if "{" in text else text

    def _value(self, found: re.Match[str]) -> str:
        value = self._values.get(found["name"].lower())
        if value is None or len(value) > self._left:
            return found[0]
        self._left -= len(value)
        return value


def read_header(text: str) -> AsciiDocHeader:
    """The header and the rest of the text; all of it is the rest where there is no header."""
    lines = text.split("\n", _LINES)
    values: dict[str, str] = {}
    at = _skip(lines, 0)
    at = _entries(lines, at, values)
    at = _skip(lines, at)
    if at < len(lines) and (title := _TITLE.match(lines[at])):
        values["doctitle"] = title["text"]
        at += 1
    elif _is_underlined(lines, at):
        values["doctitle"] = lines[at].strip()
        at += 2
    if "doctitle" in values:
        at = _people(lines, _comments(lines, at), values)
        at = _entries(lines, at, values)
    return AsciiDocHeader(values, "\n".join(lines[at:]))


def _is_underlined(lines: list[str], at: int) -> bool:
    line, *under = lines[at : at + 2] or [""]
    if not under or not line[:1].isalnum() or not _UNDERLINE.match(under[0]):
        return False
    return abs(len(line.rstrip()) - len(under[0].rstrip())) <= 2


def _skip(lines: list[str], at: int) -> int:
    """Pass over blank lines and comments."""
    while at < len(lines) and (not lines[at].strip() or _is_comment(lines[at])):
        at += 1
    return at


def _comments(lines: list[str], at: int) -> int:
    while at < len(lines) and _is_comment(lines[at]):
        at += 1
    return at


def _is_comment(line: str) -> bool:
    return line.startswith("//") and not line.startswith("///")


def _people(lines: list[str], at: int, values: dict[str, str]) -> int:
    """Read the line of authors and that of the revision."""
    if at >= len(lines):
        return at
    people = [*_names(lines[at])]
    if not people:
        return at
    values["author"] = ", ".join(people)
    at = _comments(lines, at + 1)
    line = lines[at] if at < len(lines) else ""
    revision = _REVISION.match(line) if re.match(r"[vV]?\d", line) else None
    if revision is None:
        return at
    values["revdate"] = (revision["date"] or "").strip()
    if revision["number"]:
        values["revnumber"] = revision["number"]
    return at + 1


def _names(line: str) -> Iterator[str]:
    """The names in a line of authors; none if it is none."""
    found = [_AUTHOR.match(part.strip()) for part in line.split(";")] if line.strip() else []
    if all(found):
        for match in found:
            if match is not None:
                yield match["name"].replace("_", " ").strip()


def _entries(lines: list[str], at: int, values: dict[str, str]) -> int:
    while at < len(lines):
        found = _ENTRY.match(lines[at])
        if found is None and not _is_comment(lines[at]):
            break
        at += 1
        if found is None:
            continue
        value = found["value"] or ""
        while value.endswith("\\") and at < len(lines):
            begin = value.removesuffix("\\").rstrip(" +")
            value = f"{begin} {lines[at].strip()}"[:_LONGEST_VALUE]
            at += 1
        values[found["name"].lower()] = value[:_LONGEST_VALUE]
    return at
