"""Content that was sent compressed, unpacked with a bound (RFC 9110, 8.4).

A bomb of 10 MB holds 10 GB: nothing is unpacked beyond what is wanted.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from reader.intake.web.answer import SAVE_IT, WebError

ACCEPTED: Final = "gzip, deflate"
_MOST_LAYERS: Final = 2
_PIECE: Final = 256 * 1024
_AGAIN: Final = f"try again later, or {SAVE_IT}"


class TooLargeError(WebError):
    """There is more than was wanted."""


class _Unpacker(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...
    def check_end(self) -> None: ...


def unpacked(pieces: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """What a body holds, in pieces of bounded size, `most` bytes in all and of each layer.

    Raises TooLargeError as soon as there is more, WebError if it is damaged or in another
    encoding than `ACCEPTED`.
    """
    for layer in reversed(_layers(encoding)):
        pieces = _limited(_through(pieces, layer), most)
    return _limited(pieces, most)


def _limited(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            yield piece[: len(piece) - (total - most)]
            raise too_large(most)
        yield piece


def too_large(most: int) -> TooLargeError:
    """What is said of content with more than so many bytes."""
    size = f"{most >> 20} MB" if most >> 20 else f"{most} bytes"
    return TooLargeError(f"is larger than {size}", hint="download it with a browser")


def _layers(encoding: str) -> list[_Unpacker]:
    names = [name.strip().lower() for name in encoding[:200].split(",")]
    names = [name for name in names if name not in ("", "identity", "none", "utf-8")]
    if len(names) > _MOST_LAYERS or not {"gzip", "x-gzip", "deflate"}.issuperset(names):
        raise WebError(
            "is sent in a compression that we did not ask for",
            hint=SAVE_IT,
        )
    return [_Deflated() if name == "deflate" else _Gzipped() for name in names]


def _through(pieces: Iterable[bytes], layer: _Unpacker) -> Iterator[bytes]:
    is_empty = True
    try:
        for piece in pieces:
            is_empty = is_empty and not piece
            yield from layer.feed(piece)
    except zlib.error as error:
        raise WebError("was damaged on its way: it cannot be unpacked", hint=_AGAIN) from error
    if not is_empty:  # an answer without content may name an encoding all the same
        layer.check_end()


class _Gzipped:
    """Members of gzip, one after the other (RFC 1952, 2.2); what follows them is no content."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._is_over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data and not self._is_over:
            if self._member.eof:
                if not data.startswith(b"\x1f"):
                    self._is_over = True
                    return
                self._member = zlib.decompressobj(wbits=31)
            if piece := self._member.decompress(data, _PIECE):
                yield piece
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def check_end(self) -> None:
        if not self._member.eof:
            raise _cut_off()


class _Deflated:
    """A zlib stream (RFC 1950), or the bare one that some servers send."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            data = self._head + data
            if len(data) < 2:
                self._head = data
                return
            has_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(wbits=15 if has_header else -15)
        while data and not self._stream.eof:
            if piece := self._stream.decompress(data, _PIECE):
                yield piece
            data = self._stream.unconsumed_tail

    def check_end(self) -> None:
        if self._stream is None or not self._stream.eof:
            raise _cut_off()


def _cut_off() -> WebError:
    return WebError("was cut off on its way", hint=_AGAIN)
