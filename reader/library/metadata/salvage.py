"""Metadata read line by line, where no grammar fits what its author wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader.library.metadata.field_names import is_known
from reader.library.metadata.safe_yaml import UnreadableError, load, set_first

_ENTRY = re.compile(
    r"^(?P<key>\"[^\"]{1,60}\"|'[^']{1,60}'|[^\s:：=#\-\[\]{}\"'<>|][^:：=<>|]{0,60}?)"
    r"[ \t]*(?P<mark>[:：=])(?P<value>.*)$"
)
_ITEM = re.compile(r"^[ \t]*[-*•][ \t]+(.*)$")
_BLOCK_SCALAR = re.compile(r"^([|>])[+-]?\d?[+-]?\s*(?:#.*)?$")
_WIKI_LINKS = re.compile(r"\[\[[^\[\],]+\]\]\s*(?:,|$)")
_NESTED = re.compile(r"\[?\s*\{[^{}:%]{1,60}:")
_COMMENT = re.compile(r"(?:^|\s)#(?:\s.*)?$")


@dataclass(slots=True)
class Salvaged:
    metadata: dict[str, object] = field(default_factory=dict)
    unexplained: list[str] = field(default_factory=list)
    """Lines that are neither entries nor belong to one."""

    @property
    def is_credible(self) -> bool:
        """Whether the lines are metadata rather than prose with a colon in it."""
        if any(map(is_known, self.metadata)):
            return len(self.unexplained) <= len(self.metadata) // 2
        return bool(self.metadata) and not self.unexplained


def salvage(block: str, *, marks: str = ":：") -> Salvaged:
    """Entries, lists below a key, nested entries, block scalars; quotes taken off.

    `marks` are the characters that may stand between key and value (`=` in TOML).
    """
    return _Salvage(block.split("\n"), marks).run()


def unquote(text: str) -> str:
    """A value without quotes around the whole of it and without a trailing comment."""
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        quote, inner = text[0], text[1:-1]
        if quote == '"':
            return inner.replace('\\"', '"').replace("\\\\", "\\")
        return inner.replace("''", "'")
    return text


class _Salvage:
    def __init__(self, lines: list[str], marks: str) -> None:
        self.lines = lines
        self.marks = marks
        self.at = 0
        self.key = ""
        self.indent = 0
        self.found = Salvaged()

    def run(self) -> Salvaged:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            text = line.strip()
            if text and not text.startswith("#"):
                self._take(line, text)
        return self.found

    def _take(self, line: str, text: str) -> None:
        indent = len(line) - len(line.lstrip(" \t"))
        current = self.found.metadata.get(self.key)
        item = _ITEM.match(line)
        if item and self.key and (current in ("", None) or isinstance(current, list)):
            items = current if isinstance(current, list) else []
            items.append(_plain(item[1]))
            self.found.metadata[self.key] = items
            return
        entry = self._entry(text)
        if entry is None:
            self._continue(line, indent, current)
        elif self.key and indent > self.indent and (not current or isinstance(current, dict)):
            nested = current if isinstance(current, dict) else {}
            set_first(nested, entry[0], _plain(entry[1]))
            self.found.metadata[self.key] = nested
        elif self._is_continued(current, indent) and not is_known(entry[0]):
            self._continue(line, indent, current)
        else:
            self._start(entry[0], entry[1], indent)

    def _is_continued(self, current: object, indent: int) -> bool:
        """Whether a line so far in goes on with a text, if it does not begin with a known key."""
        return bool(self.key) and indent > self.indent and isinstance(current, str)

    def _entry(self, text: str) -> tuple[str, str] | None:
        match = _ENTRY.match(text)
        if match is None or match["mark"] not in self.marks:
            return None
        key, value = unquote(match["key"]), match["value"]
        apart = not value or value[0] in " \t" or match["mark"] != ":"
        # Without a space it is as likely a time, a URL or prose.
        if not apart and (value.startswith("//") or not is_known(key)):
            return None
        return (key, value.strip()) if len(key.split()) <= 4 else None

    def _start(self, key: str, value: str, indent: int) -> None:
        self.key, self.indent = key, indent
        scalar = _BLOCK_SCALAR.match(value)
        set_first(
            self.found.metadata, key, self._block(scalar[1], indent) if scalar else _plain(value)
        )

    def _continue(self, line: str, indent: int, current: object) -> None:
        if self.key and isinstance(current, str) and current and indent > self.indent:
            self.found.metadata[self.key] = f"{current} {line.strip()}"
        elif line.strip(" \t]},"):
            self.found.unexplained.append(line)

    def _block(self, style: str, indent: int) -> str:
        taken: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.strip() and len(line) - len(line.lstrip(" \t")) <= indent:
                break
            taken.append(line.strip())
            self.at += 1
        return ("\n" if style == "|" else " ").join(taken).strip()


def _plain(text: str) -> object:
    text = text.strip().rstrip(",") if text.strip().endswith(('",', "',", "],")) else text.strip()
    if not text.startswith(('"', "'")):
        text = _COMMENT.sub("", text).strip()
    if _WIKI_LINKS.match(text):
        return text
    if _NESTED.match(text) and (nested := _flow(text)):
        return nested
    if len(text) >= 2 and text[0] == "[" and text[-1] == "]" and "](" not in text:
        inner = text[1:-1].strip()
        return [unquote(part) for part in inner.split(",") if part.strip()]
    return unquote(text)


def _flow(text: str) -> object:
    """A mapping, or a list of some, as YAML has them on a line; None if it is none."""
    try:
        value = load(text)
    except UnreadableError:
        return None
    return value if isinstance(value, list | dict) else None
