"""The pictures of a book, one at a time, by the addresses that its article has for them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reader.errors import ReaderError
from reader.library.containers import zip_archive
from reader.library.containers.epub.book_files import BookFiles

MOST_BYTES: Final = 32 * 1024 * 1024


def read_picture(path: Path, address: str, most: int = MOST_BYTES) -> bytes:
    """The bytes of the file that `address` means in the book at `path`, whatever they are.

    Raises ReaderError if the book cannot be opened, or has no such file, or one that is larger.
    """
    with zip_archive.opened(path) as archive:
        found = BookFiles(archive).locate("", address)
        if found is None:
            raise ReaderError("has no such picture", path=path)
        return archive.read(found.name, most)
