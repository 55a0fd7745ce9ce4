"""The records of a WARC (ISO 28500), also where their lengths are wrong.

warcio's iterator stops at the first wrong length, and reads lines of any length; here a record that
does not end where it says ends before the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reader.errors import ReaderError

_MOST: Final = 64 * 1024 * 1024
"""Bytes of a record that are kept."""
_MOST_HEADER: Final = 256 * 1024
_START: Final = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n?")
_NEXT: Final = re.compile(rb"(?:\r\n|\n|^)(WARC/\d\.\d{1,2}\r?\nWARC-)", re.IGNORECASE)
_END: Final = b"\r\n\r\n"
_MOST_FIELDS: Final = 500
_MOST_READ_AGAIN: Final = 1024 * 1024 * 1024
"""Bytes that stand behind records which claim to be longer, in all."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record of any type."""

    header: Mapping[str, str]
    """Its named fields, names in small letters."""
    block: bytes
    """Its content: for a response the HTTP message."""
    is_cut: bool = False
    """Whether there is more of it than `block` has."""

    @property
    def kind(self) -> str:
        """Its type in small letters: `response`, `resource`, `conversion`, `revisit`."""
        return self.header.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """What it is of. Wget 1.19 puts it between angle brackets."""
        return self.header.get("warc-target-uri", "").strip("<>")


def records(pieces: Iterator[bytes]) -> Iterator[WarcRecord]:
    """The records in the bytes of an unpacked archive, in order; the last may be cut off.

    Raises ReaderError if there are too many wrong lengths.
    """
    stream = _Stream(pieces)
    while line := stream.line(_MOST_HEADER):
        # Whatever stands here and is no beginning, a wrong length has left behind.
        if not _START.fullmatch(line):
            continue
        header = _header(stream)
        length = _length(header)
        block = stream.read(min(length, _MOST))
        is_cut = len(block) < length
        if length > _MOST:
            stream.skip(length - len(block))
        elif (is_cut or not stream.is_at_end_of_record()) and (found := _NEXT.search(block)):
            stream.put_back(block[found.start(1) :])
            block, is_cut = block[: found.start(1)].removesuffix(_END), False
        elif not stream.is_at_end_of_record():
            block = (block + stream.up_to_next_record()).removesuffix(_END)
        yield WarcRecord(header, block, is_cut)


def fields(lines: list[bytes]) -> dict[str, str]:
    """Named fields by their names in small letters; of equal ones the first counts."""
    found: dict[str, list[str]] = {}
    last: list[str] | None = None
    for line in lines[:_MOST_FIELDS]:
        text = line.decode("utf-8", "replace").rstrip()
        if text[:1] in (" ", "\t") and last is not None:
            last.append(text.strip())
            continue
        name, colon, value = text.partition(":")
        last = [value.strip()] if colon else None
        if last is not None:
            found.setdefault(name.strip().lower(), last)
    return {name: " ".join(parts) for name, parts in found.items()}


def _header(stream: _Stream) -> dict[str, str]:
    lines: list[bytes] = []
    left = _MOST_HEADER
    while left > 0 and (line := stream.line(left)).strip():
        lines.append(line)
        left -= len(line)
    return fields(lines)


def _length(header: Mapping[str, str]) -> int:
    stated = header.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 16 else 0


class _Stream:
    """Bytes in pieces, read by lines and lengths."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""
        self._at = 0
        self._again = 0

    def line(self, most: int) -> bytes:
        """The next line with its end, `most` bytes of it; empty at the end."""
        while (end := self._held.find(b"\n", self._at)) < 0 and len(self._held) - self._at < most:
            if not self._more():
                break
        stop = len(self._held) if end < 0 else end + 1
        return self._take(min(stop, self._at + most))

    def read(self, length: int) -> bytes:
        """So many bytes, or what is left."""
        parts: list[bytes] = []
        while length > 0:
            if self._at == len(self._held) and not self._more():
                break
            part = self._take(min(len(self._held), self._at + length))
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def skip(self, length: int) -> None:
        while length > 0 and (part := self.read(min(length, _MOST_HEADER))):
            length -= len(part)

    def put_back(self, data: bytes) -> None:
        self._again += len(data)
        if self._again > _MOST_READ_AGAIN:
            raise ReaderError("is damaged all over: its records have other lengths than they say")
        self._held = data + self._held[self._at :]
        self._at = 0

    def is_at_end_of_record(self) -> bool:
        """Whether line breaks follow, another record, or nothing."""
        while len(self._held) - self._at < len(b"WARC/1.0") and self._more():
            pass
        ahead = self._held[self._at : self._at + len(b"WARC/1.0")]
        return not ahead or ahead.startswith((b"\r\n", b"\n", b"WARC/"))

    def up_to_next_record(self) -> bytes:
        """What stands before the next record, `_MOST` bytes of it."""
        parts: list[bytes] = []
        left = _MOST
        while left > 0 and (line := self.line(_MOST_HEADER)):
            if _START.fullmatch(line):
                self.put_back(line)
                break
            parts.append(line)
            left -= len(line)
        return b"".join(parts)

    def _take(self, stop: int) -> bytes:
        taken = self._held[self._at : stop]
        self._at = stop
        return taken

    def _more(self) -> bool:
        piece = next(self._pieces, b"")
        if piece:
            self._held = self._held[self._at :] + piece
            self._at = 0
        return bool(piece)
