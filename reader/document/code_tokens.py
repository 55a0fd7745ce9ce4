"""Kinds of the tokens of code, by Pygments.

Its patterns take minutes over some code, and hold the interpreter meanwhile: `worker.code_coloring`
runs it in a process that can be ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

MAX_LENGTH = 200_000
"""Characters; longer code is data, and would take seconds."""
BATCH = 4_000
"""Characters whose spans are handed over together."""


class Syntax(StrEnum):
    COMMENT = "comment"
    KEYWORD = "keyword"
    NAME_FUNCTION = "function"
    NAME_CLASS = "class"
    STRING = "string"
    NUMBER = "number"
    OPERATOR = "operator"
    BUILTIN = "builtin"
    DECORATOR = "decorator"
    TAG = "tag"
    ATTRIBUTE = "attribute"
    INSERTED = "inserted"
    DELETED = "deleted"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class SyntaxSpan:
    """Characters `start` to `end` (exclusive) of the code."""

    start: int
    end: int
    kind: Syntax


_KINDS: Mapping[str, Syntax] = MappingProxyType(
    {
        "Comment": Syntax.COMMENT,
        "Comment.Preproc": Syntax.BUILTIN,
        "Comment.PreprocFile": Syntax.STRING,
        "Keyword": Syntax.KEYWORD,
        "Name.Attribute": Syntax.ATTRIBUTE,
        "Name.Builtin": Syntax.BUILTIN,
        "Name.Class": Syntax.NAME_CLASS,
        "Name.Decorator": Syntax.DECORATOR,
        "Name.Exception": Syntax.NAME_CLASS,
        "Name.Function": Syntax.NAME_FUNCTION,
        "Name.Property": Syntax.ATTRIBUTE,
        "Name.Tag": Syntax.TAG,
        "Literal.String": Syntax.STRING,
        "Literal.Number": Syntax.NUMBER,
        "Operator": Syntax.OPERATOR,
        "Operator.Word": Syntax.KEYWORD,
        "Generic.Inserted": Syntax.INSERTED,
        "Generic.Deleted": Syntax.DELETED,
        "Generic.Heading": Syntax.HEADING,
        "Generic.Subheading": Syntax.HEADING,
    }
)
_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "axml": "xml",
        "conf": "ini",
        "env": "bash",
        "jsonc": "json",
        "node": "javascript",
        "plist": "xml",
        "svg": "xml",
        "terminal": "console",
        "vue": "html",
        "wxml": "html",
        "wxss": "css",
        "xaml": "xml",
    }
)
"""Names that authors use and Pygments does not know."""


def batches(code: str, language: str, size: int = BATCH) -> Iterator[tuple[SyntaxSpan, ...]]:
    """Yield spans in order, none overlapping, for about `size` characters at a time.

    Yields nothing for an unknown language or more than `MAX_LENGTH` characters. Code is read from
    its start, for the kind of a token depends on all tokens before.
    """
    batch: list[SyntaxSpan] = []
    pending: SyntaxSpan | None = None
    limit = size
    for start, end, kind in _tokens(code, language):
        if pending is not None and pending.kind is kind and pending.end == start:
            pending = SyntaxSpan(pending.start, end, kind)
            continue
        if pending is not None:
            batch.append(pending)
        if batch and start >= limit:
            yield tuple(batch)
            batch, limit = [], start + size
        pending = SyntaxSpan(start, end, kind)
    if pending is not None:
        yield (*batch, pending)


def _tokens(code: str, language: str) -> Iterator[tuple[int, int, Syntax]]:
    if not language or len(code) > MAX_LENGTH:
        return
    # Imported late: code is rare in the articles that open first, and Pygments is not small.
    from pygments.lexers import get_lexer_by_name
    from pygments.token import Error
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(_ALIASES.get(language, language))
    except ClassNotFound:
        return
    reached = 0
    # The unprocessed form: the other one strips and adds newlines, and offsets shift.
    for index, token, text in lexer.get_tokens_unprocessed(code):
        kind = None if token is Error else _kind(token)
        start, end = max(index, reached), min(index + len(text), len(code))
        if kind is not None and start < end and text.strip():
            reached = end
            yield start, end, kind


@cache
def _kind(token: object) -> Syntax | None:
    """The kind of a token type such as `Token.Name.Function.Magic`, or of a type above it."""
    name = str(token).removeprefix("Token.")
    while name:
        if name in _KINDS:
            return _KINDS[name]
        name = name.rpartition(".")[0]
    return None
