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


def drop(stream: TextIO) -> None:
    """Replace a stream that failed: what it could not write is written again at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
