"""The list of documents that Readwise Reader exports: addresses, without their texts.

Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reader.intake.exports.readwise.tag_cell import listed_tags
from reader.intake.incoming import ArticleFacts, Incoming, IncomingAddress, Unreadable
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax.csv_file import columns_of, table_of
from reader.library.metadata import dates

_COLUMNS: Final = frozenset(("Title", "URL", "Document tags", "Saved date"))
_NOT_CHOSEN: Final = "feed"
"""Where documents are that came from feeds: nobody saved them."""


def is_reader_list(source: SourceFile) -> bool:
    return columns_of(source) >= _COLUMNS


def read_reader_list(source: SourceFile) -> Iterator[Incoming]:
    """The documents that were saved. Raises ReaderError."""
    for line, cells in table_of(source).rows:
        url, title = cells.get("URL", "").strip(), cells.get("Title", "").strip()
        if cells.get("Location", "").strip().lower() == _NOT_CHOSEN:
            continue
        if not url.lower().startswith(("http://", "https://")):
            yield Unreadable(title or f"line {line}", "has no address on the web")
            continue
        tags = listed_tags(cells.get("Document tags", ""))
        saved = dates.iso(cells.get("Saved date", ""))
        yield IncomingAddress(ArticleFacts(title, url=url, tags=tags, saved=saved, by="readwise"))


FORM: Final = SourceForm("readwise reader", is_reader_list, read_reader_list)
