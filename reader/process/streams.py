"""Stdin, stdout and stderr, of which any may be closed, full, or read by nobody."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

NAMES = ("stdin", "stdout", "stderr")


def closed() -> tuple[str, ...]:
    """Names of those that were closed when the program began.

    Their numbers lead nowhere from now on: else the next file that is opened has one of them, and
    gets what others write there.
    """
    missing = tuple(name for name in NAMES if getattr(sys, name) is None)
    if missing:
        while (number := os.open(os.devnull, os.O_RDWR)) < len(NAMES):
            os.set_inheritable(number, True)
        os.close(number)
    return missing


def open_terminal(drawn_on: int = 2) -> int:
    """A descriptor of the terminal that `drawn_on` is, to take keys from. Raises OSError.

    Its own name goes first: macOS cannot poll `/dev/tty`, which stands for any terminal.
    """
    if os.name == "nt":
        return os.open("CONIN$", os.O_RDWR)
    with suppress(OSError):  # it has no name here, or is another user's after `su`
        return os.open(os.ttyname(drawn_on), os.O_RDWR | os.O_NOCTTY)
    return os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)


def put_in_place_of_stdin(number: int) -> None:
    """Let stdin be what a descriptor is of, which is closed. Nothing may have been read ahead.

    Windows' C runtime tells the console of it.
    """
    os.dup2(number, 0)
    os.close(number)


def drop(stream: TextIO) -> None:
    """Replace a stream that failed: what it could not write is written again at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
