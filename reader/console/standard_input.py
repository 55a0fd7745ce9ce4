"""What is piped in, read to its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Final, TextIO

from reader.console.printing import write_sequence
from reader.errors import MisuseError, ReaderError
from reader.library.files.piped import SHOWN

NAME: Final = Path(SHOWN)
"""How a message names it, in the place of a file."""
PATIENCE: Final = 1.0
"""Seconds after which somebody who waits is told what for."""
_HINT: Final = "pipe an article in: curl ADDRESS | reader -"
_CHUNK: Final = 1024 * 1024
_CLEAR: Final = "\r\x1b[K"


def read_standard_input(limit: int | None = None) -> bytes:
    """All that is piped in; of more than `limit` bytes (default: as of a file) the first and one.

    On a terminal stderr says after a second what is waited for. Raises MisuseError if nothing is
    piped in, ReaderError if nothing comes, or it cannot be read.
    """
    from reader.library.files.regular_file import LIMIT  # late: `-` is seldom asked for

    return b"".join(_pieces((limit or LIMIT) + 1))


@contextmanager
def piped_file(most: int) -> Iterator[Path]:
    """A file of all that is piped in, while the context lasts.

    Raises as `read_standard_input` does, and ReaderError for more than `most` bytes.
    """
    from reader.library.files.piped import PipedFile

    with PipedFile(_pieces(most + 1)) as piped:
        if piped.path.stat().st_size > most:
            raise ReaderError(f"has more than {most >> 20} MB", path=NAME)
        yield piped.path


@contextmanager
def named_as_piped(kept_in: Path) -> Iterator[None]:
    """Have errors name standard input, and not the file that it is kept in.

    A command that they advise is for a file, which is still to be made: `FILE`.
    """
    try:
        yield
    except ReaderError as error:
        import shlex  # late: it is seldom an error

        names = [str(kept_in)]
        if kept_in.is_relative_to(Path.cwd()):
            names.append(str(kept_in.relative_to(Path.cwd())))
        hint = error.hint
        for name in names:
            hint = hint.replace(shlex.quote(name), "FILE").replace(name, "FILE")
        raise ReaderError(error.what, path=NAME, hint=hint) from error


def _pieces(most: int) -> Iterator[bytes]:
    """What is piped in, `most` bytes at the most; raises as `read_standard_input` does."""
    if sys.stdin is None:
        raise MisuseError("standard input is closed", hint=_HINT)
    if sys.stdin.isatty():
        raise MisuseError("nothing is piped in", hint=_HINT)
    is_empty = True
    with _told(sys.stderr):
        while most > 0 and (piece := _read(sys.stdin.fileno(), min(most, _CHUNK))):
            most -= len(piece)
            is_empty = is_empty and not piece.strip()
            yield piece
    if is_empty:
        raise ReaderError("is empty", path=NAME, hint=_HINT)


def _read(number: int, most: int) -> bytes:
    try:
        return os.read(number, most)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ReaderError(f"cannot be read: {reason}", path=NAME) from error


@contextmanager
def _told(stream: TextIO) -> Iterator[None]:
    """Say on a terminal what is waited for, once that takes long; the line goes with the wait."""
    if not stream.isatty():
        yield
        return
    shown: list[bool] = []

    def show() -> None:
        shown.append(True)
        stream.write(f"reading {SHOWN} ...")
        stream.flush()

    timer = Timer(PATIENCE, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if shown:
            write_sequence(stream, _CLEAR)
            stream.flush()
