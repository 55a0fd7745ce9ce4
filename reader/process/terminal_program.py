"""Programs of others that have our terminal for a while, such as an editor."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reader.errors import ReaderError


def run_in_terminal(command: Sequence[str]) -> int:
    """Run a program on the terminal of this process and wait; its exit status.

    Keys that interrupt or stop mean the program, not this process, which stops with it: the shell
    would not get the terminal back otherwise. For the main thread, since it changes signals.
    Raises ReaderError if it cannot be started.
    """
    try:
        process = subprocess.Popen(list(command))  # noqa: S603 - no shell; the owner's own program
    except (OSError, ValueError) as error:
        raise ReaderError(f"{command[0]} could not start: {error}") from error
    with _signals_left_alone():
        return process.wait()


@contextmanager
def _signals_left_alone() -> Iterator[None]:
    """What the terminal sends is for the program; it is started already, and inherits nothing."""
    if os.name != "posix":
        yield
        return
    wanted = {
        signal.SIGINT: signal.SIG_IGN,
        signal.SIGQUIT: signal.SIG_IGN,
        signal.SIGTSTP: signal.SIG_DFL,
    }
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
