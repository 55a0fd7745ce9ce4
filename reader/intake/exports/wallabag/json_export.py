"""wallabag's JSON, `All articles.json`: the only form that has the annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.intake.exports.json_entries import json_entries
from reader.intake.exports.wallabag.entry import NAME, entry_of
from reader.intake.incoming import Incoming
from reader.intake.source_file import SourceFile, SourceForm

_FIELD: Final = re.compile(rb'"(?:is_archived|is_starred|hashed_url|domain_name|is_fav)"\s{0,9}:')
_FIRST: Final = 4096


def is_json_export(source: SourceFile) -> bool:
    begins = source.head[:_FIRST].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")
    is_list = b"[" in source.head[:_FIRST]
    return begins and is_list and bool(_FIELD.search(source.head)) and b'"url"' in source.head


def read_json_export(source: SourceFile) -> Iterator[Incoming]:
    """The entries. Raises ReaderError, if the file is damaged where the damage begins."""
    for number, fields in enumerate(json_entries(source), 1):
        yield entry_of(fields, number)


FORM: Final = SourceForm(NAME, is_json_export, read_json_export)
