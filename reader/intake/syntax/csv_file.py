"""Tables of commas or semicolons, with the names of their columns in the first row (RFC 4180)."""

from __future__ import annotations

import csv
from typing import Final

from reader.errors import ReaderError
from reader.intake.source_file import SourceFile
from reader.library.files.decode import decode
from reader.state.exchange.csv_table import CsvTable, NotBookmarksError, read_table

_LONGEST_HEADER: Final = 8192


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
