"""Articles in JSON: an object on each line (JSONL, NDJSON), or a list of them, packed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.intake.exports.json_articles import article_object
from reader.intake.incoming import Incoming, Unreadable
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import json_stream, text_stream
from reader.intake.syntax.json_stream import ITEM
from reader.library.metadata import json_values

_LISTS: Final = (
    *("articles", "article", "items", "entries", "posts", "pages", "stories", "news", "documents"),
    *("docs", "results", "records", "rows", "list", "data", "hits", "nodes", "文章"),
)
"""Names under which sources keep a list of articles."""
_LINES: Final = (".jsonl", ".ndjson", ".jl", ".jsonlines")
_LONGEST_LINE: Final = 32 * 1024 * 1024
"""Bytes."""
_SCALAR: Final = rb'(?:"(?:[^"\\]|\\.){0,5000}+"|[\w.+-]{1,40}+)'
_FIELD: Final = rb'"[^"\\]{1,100}+"\s*+:\s*+'
_TABLE: Final = rb"\{\s*+(?:" + _FIELD + _SCALAR + rb"\s*+,?\s*+){0,40}+\}"
_LIST_START: Final = re.compile(
    rb"\s*+(?:\[\s*+\{"
    rb"|\{\s*+(?:" + _FIELD + rb"(?:" + _SCALAR + rb"|" + _TABLE + rb")\s*+,\s*+){0,40}+"
    rb"(?:" + _FIELD + rb"\{\s*+(?:" + _FIELD + _SCALAR + rb"\s*+,\s*+){0,40}+)?"
    rb'"(?:' + "|".join(_LISTS).encode() + rb')"\s*+:\s*+\[\s*+\{)',
    re.DOTALL,
)
"""A list of objects, or an object with one by such a name, behind plain fields or in a table."""
_TEXT: Final = re.compile(
    rb'"(?:\w{0,20}_)?(?:content|contents|body|articleBody|markdown|md|html|text)(?:_\w{0,20})?"'
    rb'\s*:\s*[\["{]|"(?:fullText|contentHtml|bodyHtml|\xe6\xad\xa3\xe6\x96\x87)"\s*:',
    re.IGNORECASE,
)
_FEED: Final = b"jsonfeed.org/version"
_DEEPEST_LIST: Final = 3


def _matches(file: SourceFile) -> bool:
    head = text_stream.head(file.head).removeprefix(b"\xef\xbb\xbf")
    if _FEED in head[:1000]:
        return False
    return _has_lines(file, head) or (
        _LIST_START.match(head) is not None and _TEXT.search(head) is not None
    )


def _has_lines(file: SourceFile, head: bytes) -> bool:
    """Whether each line is an object: by its name, or by the first two."""
    first, _, rest = head.lstrip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    if file.path.name.lower().removesuffix(".gz").endswith(_LINES):
        return first.rstrip().endswith(b"}") or not rest
    is_closed = first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")
    return is_closed and _TEXT.search(head) is not None


def _read(file: SourceFile) -> Iterator[Incoming]:
    head = text_stream.head(file.head).removeprefix(b"\xef\xbb\xbf")
    return _of_lines(file) if _has_lines(file, head) else _of_list(file)


def _of_lines(file: SourceFile) -> Iterator[Incoming]:
    pieces = text_stream.chunks(file.path)
    for number, line in enumerate(text_stream.lines(pieces, _LONGEST_LINE), 1):
        name = f"line {number}"
        if line is None:
            yield Unreadable(name, f"it is longer than {_LONGEST_LINE >> 20} MB")
            continue
        text = line.decode("utf-8-sig", "replace").strip()
        if not text:
            continue
        try:
            value = json_values.load(text)
        except ValueError as error:
            yield Unreadable(name, f"it is no JSON: {error}")
        else:
            yield article_object.incoming(value, name, FORM.name)


def _of_list(file: SourceFile) -> Iterator[Incoming]:
    number = 0
    for entry in json_stream.entries(file.path, _is_article):
        values = entry.value if isinstance(entry.value, list) else [entry.value]
        for value in values:
            number += 1
            name = f"entry {number}"
            if entry.damage:
                yield Unreadable(name, entry.damage)
            else:
                yield article_object.incoming(value, name, FORM.name)


def _is_article(way: tuple[str, ...]) -> bool:
    if not way or way[-1] != ITEM or len(way) > _DEEPEST_LIST:
        return False
    return len(way) == 1 or way[-2].lower() in _LISTS


FORM = SourceForm("json", _matches, _read)
