"""Whether a file is a container, told by its first bytes and its name, and the page in it.

What reads one is imported when the first one comes.
"""

from __future__ import annotations

from enum import Enum, auto
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reader.library.containers import unread_kinds
from reader.library.containers.saved_page import SavedPage
from reader.library.files.regular_file import LIMIT
from reader.library.files.xml_article import is_text_xml

_MHTML = frozenset((".mhtml", ".mht"))
_MAIL = frozenset((".eml", ".emlx"))
_WEBARCHIVE = ".webarchive"
_EPUB = ".epub"
_BOOK_BEFORE, _BOOK = bytes(30), b"mimetypeapplication/epub+zip"
"""How a book begins that has another name (OCF 3.3, 4.3): its first entry says what it is."""
_PROPERTY_LIST = b"bplist0"
_PARTS = b"multipart/related"
_HEADER = 4096
"""Bytes in which a message that is not named as an archive says that it is one."""
_MESSAGE_ID = b"\nmessage-id:"
_LONG_HEADER = 16 * 1024
"""Bytes of what the servers on the way added, behind which a message says what it is."""
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"


class ContainerForm(Enum):
    """The forms of containers."""

    EPUB = auto()
    MESSAGE = auto()
    MHTML = auto()
    WEBARCHIVE = auto()
    TEXT_XML = auto()


def container_form(path: Path, data: bytes) -> ContainerForm | None:
    """The form of a container, of which `data` has the first bytes; None if the file is none."""
    ending = path.suffix.lower()
    if ending == _EPUB or _begins_as_book(data):
        return ContainerForm.EPUB
    if _is_webarchive(ending, data):
        return ContainerForm.WEBARCHIVE
    if _is_message(ending, data):
        return ContainerForm.MESSAGE
    if _is_mhtml(ending, data):
        return ContainerForm.MHTML
    if data[:64].lstrip(_BEFORE_XML)[:1] == b"<" and is_text_xml(data):
        return ContainerForm.TEXT_XML
    return None


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
    """What the container says of the text, without it; else as `unpack_members`."""
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
    start = file.read(len(_BOOK_BEFORE) + len(_BOOK))
    file.seek(0)
    return _begins_as_book(start)


def _begins_as_book(data: bytes) -> bool:
    return data.startswith(_BOOK, len(_BOOK_BEFORE))


def unpack(path: Path, data: bytes, *, is_cut: bool = False) -> SavedPage | None:
    """The page in a file; None if the file is no container, but the article itself.

    `is_cut`: the file has more bytes than these. Raises ReaderError for a container that is
    damaged or has no page, and for a file that is not read: it says what to do.
    """
    if (page := unpack_members(path, BytesIO(data))) is not None:
        return page
    unread_kinds.refuse(path, data, is_cut=is_cut)
    form = container_form(path, data)
    if form is ContainerForm.WEBARCHIVE:
        from reader.library.containers import webarchive

        return webarchive.unpack(data, is_cut=is_cut)
    if form is ContainerForm.MESSAGE:
        from reader.library.containers.mail import message

        return message.unpack(data)
    if form is ContainerForm.MHTML:
        from reader.library.containers import mhtml

        return mhtml.unpack(data)
    if form is ContainerForm.TEXT_XML:
        from reader.library.containers.text_xml import document

        return document.unpack(data)
    return None


def _is_webarchive(ending: str, data: bytes) -> bool:
    if ending != _WEBARCHIVE and not data.startswith(_PROPERTY_LIST):
        return False
    from reader.library.containers import webarchive

    return webarchive.is_webarchive(data)


def _is_message(ending: str, data: bytes) -> bool:
    is_named = ending in _MAIL
    if ending in _MHTML or not (is_named or _MESSAGE_ID in data[:_LONG_HEADER].lower()):
        return False
    from reader.library.containers.mail import message

    return message.is_message(data, is_named=is_named)


def _is_mhtml(ending: str, data: bytes) -> bool:
    is_named = ending in _MHTML
    if not is_named and _PARTS not in data[:_HEADER].lower():
        return False
    from reader.library.containers import mhtml

    return mhtml.is_mhtml(data, is_named=is_named)
