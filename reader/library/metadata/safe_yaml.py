"""YAML whose values stay what their author wrote, and which cannot hurt.

Values are built from libyaml's events, never by one of its loaders: those crash the process at
30,000 nested brackets, let `&a [*a, *a]` explode, and turn `Yes`, `0755` and `12:30` into other
things. Front matter needs no anchors, so they are refused with the rest.
"""

from __future__ import annotations

import re

import yaml

MAX_LENGTH = 256 * 1024
"""Characters. The longest front matter in 88,000 files has 114 KB."""
MAX_DEPTH = 32

_LOADER: type[yaml.CBaseLoader] | type[yaml.BaseLoader] = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)
_STANDARD_TAG = "tag:yaml.org,2002:"
_HASH_IN_TEXT = re.compile(r"^([^\s#:\"'\[{|>&*!%@`-][^#:\n]*:[ \t]+)((?![\"'\[{|>&*!])\S.*)$")


class UnreadableError(ValueError):
    """The text is no YAML, or nests deeper or is larger than front matter could need."""


def load(block: str) -> object:
    """Strings, lists and dicts with string keys; None for an empty document.

    Of duplicate keys the first that is not empty counts. Raises UnreadableError.
    """
    if len(block) > MAX_LENGTH:
        raise UnreadableError("too long")
    if nesting(block) > MAX_DEPTH:
        raise UnreadableError("nested too deeply")
    builder = _Builder()
    try:
        for event in yaml.parse("\n".join(map(_keep_hash, block.split("\n"))), Loader=_LOADER):
            builder.take(event)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    return builder.result


def nesting(text: str) -> int:
    """The deepest nesting of brackets, whatever they mean."""
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", text):
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def set_first(mapping: dict[str, object], key: str, value: object) -> None:
    """Set the value unless the key has one already that is not empty."""
    if mapping.get(key) in (None, "", [], {}):
        mapping[key] = value


def _keep_hash(line: str) -> str:
    """`C# is #1` is text to its author: quote what YAML would take for a comment."""
    if " #" not in line and "\t#" not in line and ": #" not in line:
        return line
    match = _HASH_IN_TEXT.match(line)
    if match is None:
        return line
    text = re.sub(r"(?:^|\s)#(?:\s.*)?$", "", match[2]) if "# " in line else match[2]
    if not re.search(r"(?:^|\s)#[^\s#]", text):
        return line
    return match[1] + "'" + text.strip().replace("'", "''") + "'"


class _Builder:
    """Collects events into values; every level is on an explicit stack."""

    def __init__(self) -> None:
        self.result: object = None
        self._open: list[tuple[list[object] | dict[str, object], list[str]]] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise UnreadableError("several documents")
        elif isinstance(event, yaml.AliasEvent):
            raise UnreadableError("an alias")
        elif isinstance(event, yaml.ScalarEvent):
            self._check(event.anchor, event.tag)
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event.anchor, event.tag)
            if len(self._open) >= MAX_DEPTH:
                raise UnreadableError("nested too deeply")
            self._open.append(([] if isinstance(event, yaml.SequenceStartEvent) else {}, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._open.pop()[0])

    def _check(self, anchor: str | None, tag: str | None) -> None:
        # `title: &x y` and `title: !x y` are text that YAML would shorten.
        if anchor is not None:
            raise UnreadableError("an anchor")
        if tag is not None and tag != "!" and not tag.startswith(_STANDARD_TAG):
            raise UnreadableError("a tag")

    def _scalar(self, event: yaml.ScalarEvent) -> object:
        value = event.value
        if not isinstance(value, str):
            raise UnreadableError("no text")
        if event.implicit[0] and value in ("~", "null"):
            return None
        return value

    def _add(self, value: object) -> None:
        if not self._open:
            self.result = value
            return
        container, keys = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        elif keys:
            set_first(container, keys.pop(), value)
        elif isinstance(value, list | dict):
            raise UnreadableError("a key that is not text")
        else:
            keys.append("" if value is None else str(value))
