"""Long files of text, packed with gzip or not, piece by piece."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from reader.errors import ReaderError
from reader.library.files.regular_file import opened

CHUNK: Final = 256 * 1024
_GZIP: Final = b"\x1f\x8b"
MOST_UNPACKED: Final = 16 * 1024**3
"""Bytes that are read of one file: a gigabyte of text in gzip has a few of them."""
_PACKED: Final = 16 * 1024
"""Bytes that are unpacked at once: behind each member zlib copies the rest of them."""
_AUTO: Final = 32 + zlib.MAX_WBITS
_DECLARED: Final = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)


def chunks(path: Path, most: int = MOST_UNPACKED) -> Iterator[bytes]:
    """The content of a file in pieces, unpacked.

    Raises ReaderError, also for damaged gzip and for more than `most` bytes.
    """
    left = most
    with opened(path) as file:
        for piece in unpacked(iter(lambda: file.read(CHUNK), b""), path):
            left -= len(piece)
            if left < 0:
                raise ReaderError(f"has more than {most >> 20} MB in it", path=path)
            yield piece


def unpacked(pieces: Iterator[bytes], path: Path) -> Iterator[bytes]:
    """Content in pieces of which the first tells whether it is packed with gzip; see `chunks`."""
    first = next(pieces, b"")
    whole = _following(first, pieces)
    return _members(whole, path) if first.startswith(_GZIP) else whole


def head(start: bytes, most: int = 64 * 1024) -> bytes:
    """The first bytes of a file of which these are the first, unpacked as far as they go."""
    if not start.startswith(_GZIP):
        return start
    try:
        return zlib.decompressobj(_AUTO).decompress(start, most)
    except zlib.error:
        return b""


def decoded(pieces: Iterable[bytes]) -> Iterator[str]:
    """The text of bytes in UTF-8, UTF-16 or the encoding that XML declares.

    U+FFFD stands for what means nothing in it.
    """
    decoder: codecs.IncrementalDecoder | None = None
    for piece in pieces:
        data = piece
        if decoder is None:
            bom, name = next(((b, n) for b, n in _BOMS if data.startswith(b)), (b"", ""))
            data = data[len(bom) :]
            decoder = codecs.getincrementaldecoder(name or _declared(data))("replace")
        yield decoder.decode(data)
    if decoder is not None:
        yield decoder.decode(b"", final=True)


def lines(pieces: Iterable[bytes], most: int) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that has more than `most` bytes."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        *ended, rest = piece.split(b"\n")
        for part in ended:
            yield None if length + len(part) > most else b"".join((*held, part))
            held, length = [], 0
        length += len(rest)
        if length <= most:
            held.append(rest)
        else:
            held = []
    if length:
        yield None if length > most else b"".join(held)


def _following(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _members(pieces: Iterator[bytes], path: Path) -> Iterator[bytes]:
    """The members of a gzip file one after the other, in pieces of bounded size."""
    member = zlib.decompressobj(_AUTO)
    small = (piece[at : at + _PACKED] for piece in pieces for at in range(0, len(piece), _PACKED))
    for data in small:
        while data:
            try:
                out = member.decompress(data, CHUNK)
            except zlib.error as error:
                raise ReaderError("is damaged", path=path, hint="download it again") from error
            if out:
                yield out
            data = member.unconsumed_tail
            if member.eof:
                # Zeros may pad a file behind its last member.
                data = member.unused_data.lstrip(b"\0")
                member = zlib.decompressobj(_AUTO)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:1024])
    name = found[1].decode("ascii") if found else "utf_8"
    try:
        # Codecs that make something else than text of bytes cannot do this.
        return codecs.lookup(name).name if b"\x80".decode(name, "replace") else "utf_8"
    except (LookupError, ValueError):
        return "utf_8"
