"""Whether a file is a container, told by its first bytes and its name, and the page in it.

What reads one is imported when the first one comes.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reader.library.containers.saved_page import SavedPage
from reader.library.files.regular_file import LIMIT

_MHTML = frozenset((".mhtml", ".mht"))
_WEBARCHIVE = ".webarchive"
_EPUB = ".epub"
_BOOK = bytes(30) + b"mimetypeapplication/epub+zip"
"""How a book begins that has another name (OCF 3.3, 4.3): its first entry says what it is."""
_PROPERTY_LIST = b"bplist0"
_PARTS = b"multipart/related"
_HEADER = 4096
"""Bytes in which a message that is not named as an archive says that it is one."""


def unpack_members(path: Path, file: BinaryIO, most: int = LIMIT) -> SavedPage | None:
    """The page in a file of which only members are read; None if it is read as a whole.

    Of the members `most` bytes of text are read, or some more. A file that is read as a whole is
    at its beginning then. Raises ReaderError as `unpack` does.
    """
    if not _is_epub(path, file):
        return None
    from reader.library.containers.epub import book

    return book.unpack(path, file, most)


def glance_members(path: Path, file: BinaryIO) -> SavedPage | None:
    """As `unpack_members`, but without the text: what the container says of it."""
    if not _is_epub(path, file):
        return None
    from reader.library.containers.epub import book

    return book.glance(path, file)


def member_source(path: Path, file: BinaryIO) -> bytes | None:
    """The members as they are in the file, one after the other; None as for `unpack_members`."""
    if not _is_epub(path, file):
        return None
    from reader.library.containers.epub import book

    return book.source(path, file)


def _is_epub(path: Path, file: BinaryIO) -> bool:
    if path.suffix.lower() == _EPUB:
        return True
    start = file.read(len(_BOOK))
    file.seek(0)
    return start[30:] == _BOOK[30:]


def unpack(path: Path, data: bytes, *, is_cut: bool = False) -> SavedPage | None:
    """The page in a file; None if the file is no container, but the article itself.

    `is_cut`: the file has more bytes than these. Raises ReaderError for a container that is
    damaged or has no page.
    """
    if (page := unpack_members(path, BytesIO(data))) is not None:
        return page
    ending = path.suffix.lower()
    if ending == _WEBARCHIVE or data.startswith(_PROPERTY_LIST):
        from reader.library.containers import webarchive

        if webarchive.is_webarchive(data):
            return webarchive.unpack(data, is_cut=is_cut)
    is_named = ending in _MHTML
    if is_named or _PARTS in data[:_HEADER].lower():
        from reader.library.containers import mhtml

        if mhtml.is_mhtml(data, is_named=is_named):
            return mhtml.unpack(data)
    return None
