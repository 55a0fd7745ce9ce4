"""wallabag's CSV, `All articles.csv`: parted by semicolons, each entry with its text.

Title;URL;Content;Tags;"MIME Type";Language;"Creation date"

The date is `d/m/Y h:i:s`, whose hours nobody knows to be of the morning or the afternoon: the day
is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.intake.exports.wallabag.entry import NAME, entry_of
from reader.intake.incoming import Incoming
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax.csv_file import table_of

_COLUMNS: Final = {
    "Title": "title",
    "URL": "url",
    "Content": "content",
    "Tags": "tags",
    "Language": "language",
}
_HEADER: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?"?Title"?[;,]"?URL"?[;,]"?Content"?[;,]"?Tags"?[;,]"?MIME Type'
)
_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def is_csv_export(source: SourceFile) -> bool:
    return bool(_HEADER.match(source.head))


def read_csv_export(source: SourceFile) -> Iterator[Incoming]:
    """The entries. Raises ReaderError."""
    for number, row in enumerate(table_of(source).rows, 1):
        fields = {name: row.cells.get(column, "") for column, name in _COLUMNS.items()}
        found = _DATE.match(row.cells.get("Creation date", ""))
        created = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else ""
        yield entry_of({**fields, "created_at": created}, number)


FORM: Final = SourceForm(NAME, is_csv_export, read_csv_export)
