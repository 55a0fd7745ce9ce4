"""wallabag's JSON, `All articles.json`, and what its API answers: the only forms with annotations.

[{"is_archived": 0, "tags": [], "title": "…", "url": "…", "content": "…", "annotations": [], …}, …]
{"page": 1, "_embedded": {"items": [{…}, …]}}
{"is_archived": 0, …} as the answer to a question for one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.intake.exports.wallabag.entry import NAME, entry_of
from reader.intake.incoming import Incoming, Unreadable
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax import json_stream, text_stream
from reader.intake.syntax.json_stream import ITEM

_FIELD: Final = re.compile(rb'"(?:is_archived|is_starred|hashed_url|domain_name|is_fav)"\s{0,9}:')
_START: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*+(?:\[\s*+\{|\{\s*+")')
_WAYS: Final = frozenset(((ITEM,), ("_embedded", "items", ITEM), ("items", ITEM)))
_PAGE: Final = re.compile(rb'"items"\s*+:\s*+\[')


def is_json_export(source: SourceFile) -> bool:
    head = text_stream.head(source.head)
    return bool(_START.match(head) and _FIELD.search(head)) and b'"url"' in head


def read_json_export(source: SourceFile) -> Iterator[Incoming]:
    """The entries; one that is damaged does not stop the others. Raises ReaderError."""
    head = text_stream.head(source.head).removeprefix(b"\xef\xbb\xbf").lstrip()
    is_one = head.startswith(b"{") and not _PAGE.search(head)
    ways = {()} if is_one else _WAYS
    found = json_stream.entries(source.path, ways.__contains__)
    for number, entry in enumerate(found, 1):
        if isinstance(entry.value, Mapping):
            yield entry_of(entry.value, number)
        else:
            yield Unreadable(f"entry {number}", entry.damage or "is no article")


FORM: Final = SourceForm(NAME, is_json_export, read_json_export)
