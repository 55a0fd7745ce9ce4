"""MHTML (RFC 2557): a page with its parts as one MIME message, `.mhtml` and `.mht`.

The parts are found by their boundaries here, without a tree of the whole message: pictures may
take most of 32 MB, and a file may end anywhere. Headers are read by `email`, imported late.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers.saved_page import SavedPage, as_utf_8, container_facts

if TYPE_CHECKING:
    from email.message import Message

_MOST_HEADER: Final = 64 * 1024
_MOST_PARTS: Final = 10_000
_DEEPEST: Final = 8
"""Multiparts in each other; deeper ones are no parts."""
_LONGEST_VALUE: Final = 4096

_BOM: Final = b"\xef\xbb\xbf"
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_FIELD: Final = re.compile(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]{1,70}:")
_MULTIPART: Final = re.compile(rb"^Content-Type:[ \t\r\n]*multipart/related", re.I | re.M)
_MIME: Final = re.compile(rb"^(?:MIME-Version|Content-Type|Content-Location):", re.I | re.M)
_ANY_BOUNDARY: Final = re.compile(rb"^--([!-~][ -~]{4,200}?)[ \t]*\r?$", re.M)
_NO_BASE64: Final = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)
_TEXTS: Final = ("text/html", "application/xhtml+xml", "text/plain")
"""What a main part may be, best first."""
_CUT_OFF: Final = "The archive ends in the middle of the page; what is there is shown."


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that has no parts."""

    header: Message
    ids: tuple[str, ...]
    """Its own, and those of the parts that it is in."""
    start: int
    end: int
    """Offsets of its content."""
    is_whole: bool
    """Whether another boundary follows it."""

    @property
    def kind(self) -> str:
        return self.header.get_content_type()


def is_mhtml(data: bytes, *, is_named: bool) -> bool:
    """Whether a file is a message with related parts; if it `is_named` so, any MIME message."""
    if not _FIELD.match(data[:1024].removeprefix(_BOM).lstrip()):
        return False
    return (_MIME if is_named else _MULTIPART).search(_head(data)) is not None


def unpack(data: bytes) -> SavedPage:
    """The page that the message is about, also of a file that was cut off.

    Raises ReaderError if none of its parts is text.
    """
    head = _head(data)
    message = _header(head)
    start = data.find(head) + len(head)
    parts = list(islice(_parts(data, message, start, len(data)), _MOST_PARTS))
    main = _main(parts, _bare_id(_param(message, "start")))
    if main is None:
        raise ReaderError(
            "is a saved page without text", hint="open it in a browser and save it as HTML"
        )
    content = _decoded(data[main.start : main.end], main.header)
    url = _line(message, "Snapshot-Content-Location") or _line(message, "Content-Location")
    if not _is_address(url):
        url = _line(main.header, "Content-Location")
    subject, saved = _line(message, "Subject"), _line(message, "Date")
    title = "" if _is_address(subject) else subject
    return SavedPage(
        as_utf_8(content, _charset(main.header)),
        facts=container_facts([(FactName.URL, url)]),
        otherwise=container_facts([(FactName.TITLE, title), (FactName.SAVED, saved)]),
        notices=() if main.is_whole else (_CUT_OFF,),
    )


def _head(data: bytes) -> bytes:
    """The header: up to the first blank line."""
    start = data[:_MOST_HEADER].removeprefix(_BOM).lstrip()
    end = _HEADER_END.search(start)
    return start[: end.end()] if end else start


def _header(head: bytes) -> Message:
    from email.parser import HeaderParser

    try:
        text = head.decode("utf-8")
    except UnicodeError:
        text = head.decode("latin-1")
    return HeaderParser().parsestr(text)


def _parts(
    data: bytes,
    header: Message,
    start: int,
    end: int,
    ids: tuple[str, ...] = (),
    *,
    is_whole: bool = False,
) -> Iterator[_Part]:
    """The parts without parts within these offsets, in order."""
    ids = (*ids, _bare_id(header.get("Content-ID", "")))
    boundary = _boundary(data, header, start, end) if len(ids) <= _DEEPEST else None
    if boundary is None:
        yield _Part(header, ids, start, end, is_whole)
        return
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$", re.M)
    begin = -1
    for found in line.finditer(data, start, end):
        if begin >= 0:
            yield from _part(data, begin, found.start(), ids, is_whole=True)
        begin = -1 if found[1] else found.end()
    if begin >= 0:
        yield from _part(data, begin, end, ids, is_whole=is_whole)


def _part(
    data: bytes, begin: int, end: int, ids: tuple[str, ...], *, is_whole: bool
) -> Iterator[_Part]:
    """The part between two boundaries."""
    begin = data.find(b"\n", begin, end) + 1 or end
    limit = min(end, begin + _MOST_HEADER)
    if data.startswith((b"\n", b"\r\n"), begin):
        header, start = b"", begin
    else:
        blank = _HEADER_END.search(data, begin, limit)
        start = blank.end() if blank else limit
        header = data[begin:start]
    if end and data[end - 1 : end] == b"\n":  # the line end before a boundary is part of it
        end -= 2 if data[end - 2 : end] == b"\r\n" else 1
    yield from _parts(data, _header(header), start, max(start, end), ids, is_whole=is_whole)


def _boundary(data: bytes, header: Message, start: int, end: int) -> bytes | None:
    """The boundary of a multipart: as stated, else the first line that looks like one."""
    if header.get_content_maintype() != "multipart":
        return None
    stated = _param(header, "boundary").rstrip().encode("utf-8", "replace")
    if stated and data.find(b"--" + stated, start, end) >= 0:
        return stated
    found = _ANY_BOUNDARY.search(data, start, min(end, start + _MOST_HEADER))
    return found[1] if found else None


def _main(parts: list[_Part], start: str) -> _Part | None:
    """The part that `start` names (RFC 2387), else the first page, else the first text."""
    named = [part for part in parts if start and start in part.ids]
    for candidates in (named, parts):
        for kind in _TEXTS:
            for part in candidates:
                if part.kind == kind and part.end > part.start:
                    return part
    return None


def _decoded(content: bytes, header: Message) -> bytes:
    encoding = str(header.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding != "base64":
        return content
    digits = content.translate(None, _NO_BASE64).partition(b"=")[0]
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def _charset(header: Message) -> str:
    return _param(header, "charset")


def _param(header: Message, name: str) -> str:
    """A parameter of the content type; empty if there is none, or no sense in it."""
    from email.utils import collapse_rfc2231_value

    try:
        found = header.get_param(name)
        return "" if found is None else collapse_rfc2231_value(found).strip()
    except (LookupError, ValueError, TypeError):
        return ""


def _line(header: Message, name: str) -> str:
    """A header field on one line, its encoded words decoded (RFC 2047)."""
    from email.errors import MessageError
    from email.header import decode_header, make_header

    value = str(header.get(name, ""))[:_LONGEST_VALUE]
    # What cannot be decoded is shown as it is written.
    with suppress(MessageError, LookupError, ValueError, AssertionError):
        value = str(make_header(decode_header(value)))
    return " ".join(value.split())


def _bare_id(value: str) -> str:
    return value.strip().strip("<>")


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http:", "https:", "ftp:", "file:", "chrome:", "edge:"))
