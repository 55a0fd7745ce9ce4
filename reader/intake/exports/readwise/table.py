"""A table that Readwise exported."""

from __future__ import annotations

import csv
import re
from typing import Final

from reader.errors import ReaderError
from reader.intake.source_file import SourceFile
from reader.library.files.decode import decode
from reader.library.metadata.values.tags import bare, split
from reader.state.exchange.csv_table import CsvTable, NotBookmarksError, read_table

_QUOTED: Final = re.compile(r"\"((?:[^\"\\]|\\.){0,1000}+)\"|'((?:[^'\\]|\\.){0,1000}+)'")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_LONGEST_HEADER: Final = 8192
_LONGEST_TAGS: Final = 20_000


def columns_of(source: SourceFile) -> frozenset[str]:
    """The names in the first row of a file that ends in `.csv`; none of another."""
    if source.ending != ".csv" or source.is_folder:
        return frozenset()
    head = source.head[:_LONGEST_HEADER].decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        row = next(csv.reader([head.partition("\n")[0]]), [])
    except csv.Error:
        return frozenset()
    return frozenset(name.strip() for name in row)


def table_of(source: SourceFile) -> CsvTable:
    """The whole table. Raises ReaderError."""
    try:
        return read_table(decode(source.data()).text.removeprefix("\ufeff"))
    except NotBookmarksError as error:
        raise ReaderError(f"is damaged: {error}", path=source.path) from error


def listed_tags(cell: str) -> tuple[str, ...]:
    """Tags as a list in JSON or Python, or with commas between them."""
    text = cell[:_LONGEST_TAGS].strip()
    if text.startswith("["):
        found = (first or second for first, second in _QUOTED.findall(text))
        tags = (_ESCAPED.sub(r"\1", tag) for tag in found)
    else:
        tags = (bare(str(tag)) for tag in split(text))
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
