"""The parts of a MIME message (RFC 2045, RFC 2046), as mail and browsers write them.

The parts are found by their boundaries, without a tree of the whole message: pictures may take
most of 32 MB, and a file may end anywhere. Headers are read by `email`, imported late.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reader.library.containers import header_words

if TYPE_CHECKING:
    from email.message import Message

MOST_HEADER: Final = 64 * 1024
"""Bytes of the header of a message that are read."""
_MOST_PART_HEADER: Final = 8 * 1024
_MOST_HEADERS: Final = 1024 * 1024
"""Bytes of the headers of all parts that are read."""
_MOST_MARKS: Final = 200_000
"""Places that are looked at for being a boundary."""
_MOST_SECTIONS: Final = 10_000
"""Parts that are looked at, those that have parts too."""
_DEEPEST: Final = 8
"""Parts in each other; what is deeper is no part."""
_LONGEST_VALUE: Final = 4096
_LONGEST_BOUNDARY: Final = 250

_BOM: Final = b"\xef\xbb\xbf"
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_FIELD: Final = re.compile(rb"(?:>?From [^\r\n]*\r?\n)?[!-9;-~]{1,70}:")
_ANY_BOUNDARY: Final = re.compile(rb"^--([!-~][ -~]{4,200}?)[ \t]*\r?$", re.M)
_NO_BASE64: Final = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)
_MESSAGES: Final = frozenset(("message/rfc822", "message/global"))
_DIGEST: Final = "multipart/digest"


@dataclass(frozen=True, slots=True, eq=False)
class EnclosingPart:
    """A part that has parts: a multipart, or a message that was forwarded."""

    kind: str
    header: Message
    """Its own header; for a message that was forwarded, that of the message."""


@dataclass(frozen=True, slots=True)
class MimePart:
    """A part that has no parts."""

    header: Message
    around: tuple[EnclosingPart, ...]
    """The parts that it is in, the outermost first."""
    start: int
    end: int
    """Offsets of its content."""
    is_whole: bool
    """Whether another boundary follows it."""

    @property
    def kind(self) -> str:
        """`text/html`, in small letters."""
        return self.header.get_content_type()

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own `Content-ID`, and those of the parts that it is in; without brackets."""
        return (content_id(self.header), *(content_id(part.header) for part in self.around))

    def content(self, data: bytes) -> bytes:
        """Its bytes in the message `data`, as they were before they were encoded for the way."""
        return _decoded(data[self.start : self.end], self.header)

    def text(self, data: bytes) -> str:
        """Its content as text, in the character set that it states if that can be true."""
        return header_words.in_charset(self.content(data), parameter(self.header, "charset"))


def starts_with_field(data: bytes) -> bool:
    """Whether a file begins as a message does."""
    return _FIELD.match(data[:1024].removeprefix(_BOM).lstrip()) is not None


def head(data: bytes) -> bytes:
    """The header of a message: up to the first blank line."""
    start = data[:MOST_HEADER].removeprefix(_BOM).lstrip()
    end = _HEADER_END.search(start)
    return start[: end.end()] if end else start


def message_header(data: bytes) -> Message:
    """The header of the message that a file is."""
    return _header(head(data))


def parts(data: bytes, message: Message, *, opens_messages: bool = False) -> list[MimePart]:
    """The parts without parts of a message, in order; of a message that has none, itself.

    With `opens_messages`, those of messages that were forwarded in it too.
    """
    top = head(data)
    start = data.find(top) + len(top)
    return list(_Sections(data, opens_messages=opens_messages).within(message, start, len(data)))


class _Sections:
    """The parts of one message. How many were looked at is counted: a file may have millions."""

    def __init__(self, data: bytes, *, opens_messages: bool) -> None:
        self._data = data
        self._opens_messages = opens_messages
        self._left = _MOST_SECTIONS
        self._header_bytes_left = _MOST_HEADERS

    def within(
        self,
        header: Message,
        start: int,
        end: int,
        around: tuple[EnclosingPart, ...] = (),
        *,
        is_whole: bool = False,
    ) -> Iterator[MimePart]:
        """The parts without parts between these offsets; `header` is of the part that they are."""
        kind = header.get_content_type()
        is_shallow = len(around) < _DEEPEST
        if is_shallow and self._opens_messages and kind in _MESSAGES:
            yield from self._message(start, end, around, kind, is_whole=is_whole)
            return
        boundary = _boundary(self._data, header, start, end) if is_shallow else None
        if boundary is None:
            yield MimePart(header, around, start, end, is_whole)
            return
        inner = (*around, EnclosingPart(kind, header))
        begin = -1
        for line, line_end, is_last in _boundary_lines(self._data, boundary, start, end):
            if begin >= 0:
                yield from self._section(begin, line, inner, is_whole=True)
            begin = -1 if is_last else line_end
            if self._left <= 0:
                return
        if begin >= 0:
            yield from self._section(begin, end, inner, is_whole=is_whole)

    def _section(
        self, begin: int, end: int, around: tuple[EnclosingPart, ...], *, is_whole: bool
    ) -> Iterator[MimePart]:
        """The part between two boundaries."""
        self._left -= 1
        data = self._data
        if end > begin and data[end - 1 : end] == b"\n":  # the boundary's, not the part's
            end -= 2 if data[end - 2 : end] == b"\r\n" else 1
        header, start = self._header(begin, max(begin, end))
        if around[-1].kind == _DIGEST and "Content-Type" not in header:
            header["Content-Type"] = "message/rfc822"  # RFC 2046, 5.1.5
        yield from self.within(header, start, max(start, end), around, is_whole=is_whole)

    def _message(
        self, start: int, end: int, around: tuple[EnclosingPart, ...], kind: str, *, is_whole: bool
    ) -> Iterator[MimePart]:
        """The parts of a message within this one."""
        header, begin = self._header(start, end)
        inner = (*around, EnclosingPart(kind, header))
        yield from self.within(header, begin, max(begin, end), inner, is_whole=is_whole)

    def _header(self, begin: int, end: int) -> tuple[Message, int]:
        """The header that begins here, and where it ends."""
        data = self._data
        if data.startswith((b"\n", b"\r\n"), begin):
            return _header(b""), begin + data[begin : begin + 1].count(b"\r") + 1
        limit = min(end, begin + _MOST_PART_HEADER)
        blank = _HEADER_END.search(data, begin, limit)
        start = blank.end() if blank else limit
        self._header_bytes_left -= start - begin
        return _header(data[begin:start] if self._header_bytes_left >= 0 else b""), start


def parameter(header: Message, name: str, field: str = "content-type") -> str:
    """A parameter of the content type; empty if there is none, or no sense in it."""
    from email.utils import collapse_rfc2231_value

    try:
        found = header.get_param(name, header=field)
        return "" if found is None else collapse_rfc2231_value(found).strip()
    except (LookupError, ValueError, TypeError):
        return ""


def line(header: Message, name: str) -> str:
    """A header field on one line, its encoded words decoded; empty if there is none."""
    return " ".join(header_words.decoded(raw_line(header, name)).split())


def raw_line(header: Message, name: str) -> str:
    """A header field on one line, as it is written."""
    return " ".join(str(header.get(name, ""))[:_LONGEST_VALUE].split())


def content_id(header: Message) -> str:
    """The name by which other parts refer to this one: `cid:NAME`."""
    return str(header.get("Content-ID", "")).strip().strip("<>")


def _header(top: bytes) -> Message:
    from email.parser import HeaderParser

    try:
        text = top.decode("utf-8")
    except UnicodeError:
        charset = _STATED_CHARSET.search(top)
        text = header_words.in_charset(top, charset[1].decode("ascii") if charset else "")
    return HeaderParser().parsestr(text)


_STATED_CHARSET: Final = re.compile(rb"\bcharset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def _boundary(data: bytes, header: Message, start: int, end: int) -> bytes | None:
    """The boundary of a multipart: as stated, else the first line that looks like one."""
    if header.get_content_maintype() != "multipart":
        return None
    stated = parameter(header, "boundary")[:_LONGEST_BOUNDARY].rstrip().encode("utf-8", "replace")
    if stated and data.find(b"--" + stated, start, end) >= 0:
        return stated
    found = _ANY_BOUNDARY.search(data, start, min(end, start + MOST_HEADER))
    return found[1] if found else None


def _boundary_lines(
    data: bytes, boundary: bytes, start: int, end: int
) -> Iterator[tuple[int, int, bool]]:
    """Begin and end of each line that is a boundary, and whether it is the last of its parts."""
    mark = b"--" + boundary
    at = data.find(mark, start, end)
    for _ in range(_MOST_MARKS):
        if at < 0:
            return
        after = at + len(mark)
        if at == start or data[at - 1] in b"\r\n":
            limit = min(end, after + _LONGEST_BOUNDARY)
            line_end = data.find(b"\n", after, limit)
            rest = data[after : line_end if line_end >= 0 else limit].strip()
            if rest in (b"", b"--") and (line_end >= 0 or limit == end):
                yield at, line_end + 1 if line_end >= 0 else end, rest != b""
        at = data.find(mark, after, end)


def _decoded(content: bytes, header: Message) -> bytes:
    encoding = str(header.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding != "base64":
        return content
    digits = content.translate(None, _NO_BASE64).partition(b"=")[0]
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
