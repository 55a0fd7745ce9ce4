"""stdout and stderr, where they are a terminal: what is printed does not act on it."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from reader.text.safe import inert

_OF_BYTES = range(0xDC80, 0xDD00)
"""Lone surrogates that stand for bytes of a file's name (PEP 383)."""
FAITHFUL = "reader.faithful"
"""Name of the error handler below."""


class Guarded(io.TextIOWrapper):
    """Writes text through `inert`, whoever prints it: Python's own help and warnings too."""

    def write(self, text: str) -> int:
        super().write(inert(text))
        return len(text)

    def write_sequence(self, text: str) -> int:
        """Write text that acts on the terminal as it should: all of it was checked already."""
        return super().write(text)


@contextmanager
def guarded() -> Iterator[None]:
    """Let nothing that is printed act on a terminal; what goes elsewhere goes as it is.

    To a file or a pipe a file's name goes with the bytes that it has on the disk.
    """
    before = sys.stdout, sys.stderr
    codecs.register_error(FAITHFUL, _faithful)
    mine = _guard(sys.stdout, otherwise=FAITHFUL), _guard(sys.stderr, otherwise="backslashreplace")
    sys.stdout, sys.stderr = mine
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in mine:
            if isinstance(stream, Guarded):
                with suppress(OSError):  # nobody reads it any more
                    stream.detach()


def _guard(stream: TextIO, *, otherwise: str) -> TextIO:
    """`otherwise`: what becomes of characters that cannot be encoded, where it is no terminal."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if not stream.isatty():
        stream.reconfigure(errors=otherwise)
        return stream
    stream.flush()
    return Guarded(
        stream.buffer,
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def write_sequence(stream: TextIO, text: str) -> None:
    """Write what has escape sequences of our own in it, around text that `inert` let through."""
    if isinstance(stream, Guarded):
        stream.write_sequence(text)
    else:
        stream.write(text)


def _faithful(error: UnicodeError) -> tuple[str | bytes, int]:
    """An error handler (PEP 293): bytes of a name as they were, all else as an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    codes = [ord(character) for character in error.object[error.start : error.end]]
    if all(code in _OF_BYTES for code in codes):
        return bytes(code & 0xFF for code in codes), error.end
    return codecs.backslashreplace_errors(error)
