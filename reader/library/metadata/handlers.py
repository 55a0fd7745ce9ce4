"""python-frontmatter's handlers, made to keep what authors wrote.

Imported only for a file that begins with a delimiter: python-frontmatter and PyYAML take 80 ms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from reader import toml_text
from reader.library.metadata import safe_yaml
from reader.library.metadata.safe_yaml import UnreadableError


class PlainYamlHandler(YAMLHandler):
    """`---` up to `---` or `...`."""

    FM_BOUNDARY = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        return text.startswith("---") and super().detect(text)

    def load(self, fm: str, **_kwargs: object) -> dict[str, object]:
        """The mapping that a block is. Raises UnreadableError, also if it is no mapping."""
        value = safe_yaml.load(fm)
        if not isinstance(value, dict):
            raise UnreadableError("not a mapping")
        return value


class PlainTomlHandler(BaseHandler):
    """`+++` up to `+++`, read by the standard library."""

    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, object]:
        """The mapping that a block is. Raises UnreadableError."""
        _check(fm)
        try:
            return _plain_mapping(toml_text.loads(fm, parse_float=str))
        except toml_text.TomlError as error:
            raise UnreadableError(str(error)) from error


class PlainJsonHandler(JSONHandler):
    """An object at the very start, or between `;;;`."""

    FM_BOUNDARY = re.compile(r"^;{3,}[ \t]*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        return text.startswith("{") or super().detect(text)

    def split(self, text: str) -> tuple[str, str]:
        """The object that a text begins with, and the rest. Raises ValueError if it has no end."""
        if not text.startswith("{"):
            return BaseHandler.split(self, text)
        head = text[: safe_yaml.MAX_LENGTH]
        try:
            _, end = json.JSONDecoder(strict=False, parse_int=str).raw_decode(head)
        except RecursionError as error:
            raise UnreadableError("nested too deeply") from error
        return text[:end], text[end:]

    def load(self, fm: str, **_kwargs: object) -> dict[str, object]:
        """The mapping that a block is. Raises UnreadableError."""
        _check(fm)
        value = plain_json(fm)
        if not isinstance(value, dict):
            raise UnreadableError("not an object")
        return value


def plain_json(text: str) -> object:
    """A value whose numbers are text; of equal keys the first counts. Raises UnreadableError."""
    decoder = json.JSONDecoder(
        strict=False, parse_int=str, parse_float=str, object_pairs_hook=_first_of_each
    )
    try:
        return _plain(decoder.decode(text.strip()))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def _check(block: str) -> None:
    if len(block) > safe_yaml.MAX_LENGTH or safe_yaml.nesting(block) > safe_yaml.MAX_DEPTH:
        raise UnreadableError("too long or nested too deeply")


def _first_of_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping: dict[str, object] = {}
    for key, value in pairs:
        safe_yaml.set_first(mapping, key, value)
    return mapping


def _plain_mapping(mapping: Mapping[str, object]) -> dict[str, object]:
    return {key: _plain(value) for key, value in mapping.items()}


def _plain(value: object) -> object:
    """Numbers and truth values as text; dates stay, because TOML has no other way to say them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return _plain_mapping(value)
    return value
