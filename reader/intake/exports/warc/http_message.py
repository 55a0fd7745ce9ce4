"""The HTTP answer in a record of a WARC, as it came over the wire (RFC 9112)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reader.errors import ReaderError
from reader.intake.exports.warc import records
from reader.intake.web.content_types import media_type
from reader.intake.web.unpacking import unpacked
from reader.library.files.decode import is_binary

_UNREAD: Final = {"br": "Brotli", "zstd": "Zstandard", "compress": "compress"}
_MOST_HEADER: Final = 256 * 1024
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_CHUNK: Final = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]{0,20}(?:;[^\r\n]{0,1000})?\r?\n")
_CHARSET: Final = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """An answer with its content as it was before it was packed."""

    status: int
    media_type: str
    """In small letters, without parameters."""
    charset: str
    content: bytes


def parsed(block: bytes, most: int) -> HttpMessage | None:
    """The answer; None if the block is none.

    Raises ReaderError if its content has more than `most` bytes, or is packed in another way.
    """
    end = _BLANK.search(block, 0, _MOST_HEADER)
    first, *lines = block[: end.start() if end else _MOST_HEADER].splitlines()[:1000] or [b""]
    status = _STATUS.match(first)
    if status is None or end is None:
        return None
    header = records.fields(lines)
    content = block[end.end() :]
    if "chunked" in header.get("transfer-encoding", "").lower():
        content = without_chunks(content)
    encoding = header.get("content-encoding", "").strip().lower()
    if encoding in _UNREAD and is_binary(content[:4096]):
        raise ReaderError(f"it is compressed with {_UNREAD[encoding]}, which is not read here")
    # Crawlers may keep what a browser has unpacked, with the header that it came with.
    if encoding and (is_binary(content[:4096]) or content.startswith(b"\x1f\x8b")):
        content = b"".join(unpacked((content,), encoding, most))
    if len(content) > most:
        raise ReaderError(f"it has more than {most >> 20} MB")
    stated = header.get("content-type", "")
    return HttpMessage(int(status[1]), *type_and_charset(stated), content)


def type_and_charset(stated: str) -> tuple[str, str]:
    """The media type of a `Content-Type`, and its character set; empty if not told."""
    charset = _CHARSET.search(stated[:1000])
    return media_type(stated), charset[1] if charset else ""


def without_chunks(data: bytes) -> bytes:
    """Content of the chunked transfer coding; as it is where that has been taken away."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(data, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(data[found.end() : found.end() + size])
        at = found.end() + size
    # What does not go on with a size has none in it, but for one that was cut off.
    return b"".join(parts) if parts else data
