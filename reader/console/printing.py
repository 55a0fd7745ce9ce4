"""Guards for stdout and stderr: text that is printed does not act on a terminal."""

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
    """A stream that writes all text through `inert`, also argparse's help and Python's warnings."""

    def write(self, text: str) -> int:
        """Write text so that nothing in it acts on the terminal; its length."""
        super().write(inert(text))
        return len(text)

    def write_sequence(self, text: str) -> int:
        """Write text with escape sequences of our own, whose other parts went through `inert`."""
        return super().write(text)


@contextmanager
def guarded() -> Iterator[None]:
    """Replace stdout and stderr while the context lasts: on a terminal, by guarded ones.

    Files and pipes get the text unchanged, and names of files with the bytes that they have on
    disk.
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
                with suppress(OSError):  # the terminal is gone
                    stream.detach()


def _guard(stream: TextIO, *, otherwise: str) -> TextIO:
    """The stream to print to; `otherwise` is the error handler of one that is no terminal."""
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
    """Write text with escape sequences of our own, whose other parts went through `inert`."""
    if isinstance(stream, Guarded):
        stream.write_sequence(text)
    else:
        stream.write(text)


def _faithful(error: UnicodeError) -> tuple[str | bytes, int]:
    """An error handler (PEP 293): gives bytes of a file's name back, escapes all else."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    codes = [ord(character) for character in error.object[error.start : error.end]]
    if all(code in _OF_BYTES for code in codes):
        return bytes(code & 0xFF for code in codes), error.end
    return codecs.backslashreplace_errors(error)
