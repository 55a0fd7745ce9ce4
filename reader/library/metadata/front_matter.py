"""Front matter, split from the text that follows it and parsed.

python-frontmatter splits and dispatches; what it would refuse, mistake for text or lose is read
by the fallbacks here. Text is never lost: what is no metadata stays in the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.library.metadata import inner_body
from reader.library.metadata.field_names import FIRST_OF_A_BLOCK, fold, is_known
from reader.library.metadata.lines import property_lines

if TYPE_CHECKING:
    from frontmatter.default_handlers import BaseHandler

    from reader.library.metadata.salvage import Salvaged

_WINDOW = 256 * 1024
"""Characters in which a block must end."""
_MAX_HEADERS = 100
_MOST_COMMENTS = 10
_LONGEST_COMMENT = 4_000
_LONGEST_START = 1_000
"""Characters of a line that tell whether it may be a header."""

# Possessive: of 30 million blank lines each would be kept, to go back to.
_LEADING_BLANK = re.compile(r"\A(?:[ \t\u3000\ufeff]*+\n)++")
_BLANK = re.compile(r"[ \t\n]*+")
_REFERENCE = re.compile(r"^\[#\]:\s*(?:([\w. -]{1,40}):)?\s*(?:\((.*)\)|\"(.*)\"|'(.*)')?\s*$")
_RULE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^---[ \t]*(?:yaml)?[ \t]*$")
_HEADER = re.compile(
    r"^(?P<key>[A-Za-z\u0370-\uffef][\w.\- \u0370-\uffef]{0,40}?)[ \t]*(?::|：)(?P<value>.*)$"
)
_YAML_LINE = re.compile(
    r"^(?:[ \t]*#.*|[ \t]*-[ \t].*|[ \t]+\S.*"
    r"|[\w\"'\u00a0-\uffff][^:：\n]{0,60}(?::(?:[ \t].*)?|：.*))?$"
)


class Form(StrEnum):
    """How a file's metadata is written."""

    NONE = ""
    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    HEADERS = "headers"
    """`Title: x` lines as in mail, Pelican and MultiMarkdown."""
    REFERENCES = "references"
    """`[#]: subject: "x"`, Markdown link definitions that nothing refers to."""
    BESIDE = "beside"
    """Not in the file at all but in one beside it."""
    PROPERTIES = "properties"
    """Lines of one tool's own: `.. title: x`, `title:: x`, Joplin's behind the text."""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file's metadata as written, and its text."""

    metadata: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Strings, lists and dicts of them; from TOML also dates. Keys as written."""
    body: str = ""
    """The text behind the front matter, without leading blank lines; where there is none, that
    which is a value in it."""
    form: Form = Form.NONE
    notices: tuple[str, ...] = ()


def split(text: str) -> ParsedFile:
    """Tell a file's metadata from its text. Never raises, never loses text."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LEADING_BLANK.sub("", text)
    for start in (text, _behind_comments(text)):
        for read in _readers(start) if start else ():
            if (parsed := read(start)) is not None:
                return _unfolded(parsed)
    return ParsedFile(body=text)


def _behind_comments(text: str) -> str:
    """What stands behind comments at the start if it is front matter between fences; else empty.

    Editors and linters are told things there: `<!-- vim: ft=markdown -->`.
    """
    at = 0
    for _ in range(_MOST_COMMENTS):
        if not text.startswith("<!--", at):
            break
        end = text.find("-->", at, at + _LONGEST_COMMENT)
        if end < 0:
            return ""
        blank = _BLANK.match(text, end + 3)
        at = blank.end() if blank else end + 3
    return text[at:] if at and text.startswith(("---\n", "+++\n"), at) else ""


def _readers(text: str) -> tuple[Callable[[str], ParsedFile | None], ...]:
    if text.startswith("---"):
        return (_yaml, _properties)
    if text.startswith(("+++", "{", ";;;")):
        return (_whole_json, _toml_or_json, _properties)
    if text.startswith("[#]:"):
        return (_references, _properties)
    return (_properties, _whole_json, _unopened, _headers)


def _properties(text: str) -> ParsedFile | None:
    found = property_lines.read(text)
    return _parsed(found.metadata, found.body, Form.PROPERTIES) if found else None


def _whole_json(text: str) -> ParsedFile | None:
    if not text.startswith(("{", "[")):
        return None
    metadata = inner_body.read_json(text)
    return _parsed(metadata, "", Form.JSON) if metadata else None


def _unfolded(parsed: ParsedFile) -> ParsedFile:
    """Let a text among the fields be the body, if there is no other."""
    if parsed.body.strip():
        return parsed
    metadata, body = inner_body.taken_out(parsed.metadata)
    return _parsed(metadata, body, parsed.form, *parsed.notices) if body else parsed


def _parsed(metadata: dict[str, object], body: str, form: Form, *notices: str) -> ParsedFile:
    return ParsedFile(MappingProxyType(metadata), _LEADING_BLANK.sub("", body), form, notices)


def _yaml(text: str) -> ParsedFile | None:
    from reader.library.metadata.handlers import PlainYamlHandler

    opening, _, rest = text.partition("\n")
    if not _FENCE.match(opening):
        return None
    split = _split(PlainYamlHandler(), f"---\n{rest}")
    if split is None:
        return _unclosed(rest)
    block, body = split
    if not block.strip():
        return _parsed({}, body, Form.YAML)
    parsed = _read_yaml(block, body)
    if parsed is None or any(len(key.split()) > 3 for key in parsed.metadata):
        # The closing line may be a rule in the text of a block that was never closed.
        return _unclosed(rest) or parsed
    return parsed


def _read_yaml(block: str, body: str) -> ParsedFile | None:
    """Front matter in YAML; None if the block is text between two rules."""
    from reader.library.metadata.handlers import PlainYamlHandler
    from reader.library.metadata.safe_yaml import UnreadableError
    from reader.library.metadata.salvage import salvage

    try:
        metadata = PlainYamlHandler().load(block)
    except UnreadableError:
        found = salvage(block)
        return _salvaged(found, body, Form.YAML) if found.is_credible else None
    return _parsed(metadata, body, Form.YAML) if _is_credible(metadata) else None


def _salvaged(found: Salvaged, body: str, form: Form) -> ParsedFile:
    notice = f"The metadata is not valid {form.upper()}; it was read line by line."
    return _parsed(found.metadata, "\n".join([*found.unexplained, body]), form, notice)


def _is_credible(metadata: Mapping[str, object]) -> bool:
    """Whether its keys are names, rather than the first words of a sentence with a colon."""
    if any(map(is_known, metadata)):
        return True
    return bool(metadata) and not any(
        len(key) > 40 or len(key.split()) > 3 or _is_sentence(str(value))
        for key, value in metadata.items()
    )


def _is_sentence(value: str) -> bool:
    """Whether it ends as one does, in Latin behind more than a few words."""
    text = value.rstrip()
    return text.endswith(tuple("。！？")) or (
        text.endswith(tuple(".!?")) and len(text.split(None, 3)) > 3
    )


def _split(handler: BaseHandler, text: str) -> tuple[str, str] | None:
    if not handler.detect(text):
        return None
    try:
        block, body = handler.split(text)
    except ValueError:
        return None
    return (block, body) if len(block) <= _WINDOW else None


def _unclosed(rest: str) -> ParsedFile | None:
    """An opening line without its closing one: entries up to the first blank line."""
    from reader.library.metadata.salvage import salvage

    block, blank, body = _LEADING_BLANK.sub("", rest).partition("\n\n")
    lines = block.split("\n", _MAX_HEADERS)
    if len(block) > _WINDOW or len(lines) > _MAX_HEADERS or not all(map(_YAML_LINE.match, lines)):
        return None
    found = salvage(block)
    if found.unexplained or not any(map(is_known, found.metadata)):
        return None
    notice = "The metadata has no closing line; it was read up to the first blank line."
    return _parsed(found.metadata, body if blank else "", Form.YAML, notice)


def _toml_or_json(text: str) -> ParsedFile | None:
    from reader.library.metadata.handlers import PlainJsonHandler, PlainTomlHandler
    from reader.library.metadata.safe_yaml import UnreadableError
    from reader.library.metadata.salvage import salvage

    is_toml = text.startswith("+++")
    handler: PlainTomlHandler | PlainJsonHandler
    handler = PlainTomlHandler() if is_toml else PlainJsonHandler()
    form = Form.TOML if is_toml else Form.JSON
    split = _split(handler, text)
    if split is None:
        return None
    block, body = split
    if text.startswith("{") and body.lstrip(" \t")[:1] not in ("", "\n"):
        return None
    try:
        metadata = handler.load(block)
    except UnreadableError:
        found = salvage(block, marks="=" if is_toml else ":")
        return _salvaged(found, body, form) if found.is_credible else None
    if not is_toml and not any(map(is_known, metadata)):
        return None
    return _parsed(metadata, body, form)


def _references(text: str) -> ParsedFile | None:
    metadata: dict[str, object] = {}
    end = 0
    for line in text[:_WINDOW].split("\n", _MAX_HEADERS)[:_MAX_HEADERS]:
        match = _REFERENCE.match(line)
        if match is None:
            break
        end += len(line) + 1
        value = (match[2] or match[3] or match[4] or "").strip()
        if match[1] and value:
            metadata.setdefault(match[1].strip(), value)
    if not any(map(is_known, metadata)):
        return None
    return _parsed(metadata, text[end:], Form.REFERENCES)


def _unopened(text: str) -> ParsedFile | None:
    """Hexo's short form: entries, closed by `---` but not opened."""
    if not _HEADER.match(text[:_LONGEST_START].partition("\n")[0]):
        return None
    rule = _RULE.search(text, 0, _WINDOW)
    if rule is None:
        return None
    block = text[: rule.start()]
    lines = block.split("\n")
    if len(lines) > _MAX_HEADERS or not all(map(_YAML_LINE.match, lines)):
        return None
    parsed = _read_yaml(block, text[rule.end() :])
    if parsed is None:
        return None
    # `Note: below` over a rule is prose; `importance: 5` over a blank line and a rule is not.
    bare = block.endswith("\n\n") and all(
        isinstance(value, str) and len(value.split()) == 1 for value in parsed.metadata.values()
    )
    return parsed if bare or any(map(is_known, parsed.metadata)) else None


def _headers(text: str) -> ParsedFile | None:
    """Lines `Key: value` from the very start up to a blank line, as in mail (RFC 5322)."""
    metadata: dict[str, object] = {}
    last = ""
    end = 0
    closed = False
    for line in text[:_WINDOW].split("\n", _MAX_HEADERS)[:_MAX_HEADERS]:
        if not line.strip():
            closed = True
            break
        match = _HEADER.match(line)
        if match and not match["value"].startswith("//"):
            last = match["key"].strip()
            metadata.setdefault(last, match["value"].strip())
        elif last and line.startswith((" ", "\t")):
            metadata[last] = f"{metadata[last]} {line.strip()}"
        else:
            break
        end += len(line) + 1
    keys = list(metadata)
    known = sum(map(is_known, keys))
    whole = closed or end >= len(text)
    enough = known >= 2 or (keys and fold(keys[0]) in FIRST_OF_A_BLOCK)
    if not enough or not (whole or known == len(keys) >= 2):
        return None
    return _parsed(metadata, text[end:], Form.HEADERS)
