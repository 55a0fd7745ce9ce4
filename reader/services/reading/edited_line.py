"""The line of a file at which an editor is to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.document.model import Document, Place


def edited_line(path: Path, document: Document | None, place: Place | None) -> int | None:
    """The line, from 1, of a place's words in a file; None for its beginning, or if not found.

    Raises ReaderError if the file cannot be read, or is none that text editors can show, such as
    an EPUB. Cost: reading and decoding all of it: for workers.
    """
    from reader.document.anchors.source_line import line_of  # late: seldom needed
    from reader.library.files.decode import decode, is_binary
    from reader.library.files.regular_file import opened, read_opened

    with opened(path) as file:
        data = read_opened(file).data
    if is_binary(data):
        raise ReaderError("is no text: an editor cannot show it", path=path)
    if document is None or place is None or not document.blocks:
        return None
    return line_of(decode(data).text, document, place)
