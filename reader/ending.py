"""Signals that end the reader, from before its first byte on the screen; a terminal that goes."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from types import FrameType, TracebackType
from typing import Any, Self

NAMES = ("SIGTERM", "SIGHUP")
"""Where the platform has them."""
LAST_SECONDS = 10.0
"""For the end in good order; after that whatever still waits for a terminal is cut off."""


class Ending:
    """Remembers, once it is entered, that somebody asked for the end, and sees to it.

    By default a signal would end the process there and then, with the terminal as it is. Until
    there is an event loop to hear of it, whoever starts something looks here before and after.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self.on_asked: Callable[[], None] = lambda: None
        """Called at each asking, in the midst of anything that the main thread does."""
        self.is_saving: Callable[[], bool] = lambda: False
        """Nothing is cut off while what the owner made is on its way to the disk."""
        self._before: dict[int, Any] = {}
        self._is_lost = False
        """Whether the terminal is gone."""
        self._watchdog: threading.Thread | None = None
        self._over = threading.Event()

    def __enter__(self) -> Self:
        for name in NAMES:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._signalled)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        # A thread that waits for input from a lost terminal outlives everything else.
        if not self._is_lost:
            self._over.set()

    def ask(self, number: int = signal.SIGTERM) -> None:
        """End in good order, soon; LAST_SECONDS later at once, with the status of a signal."""
        self.is_asked = True
        self._is_lost |= _leave_lost_terminal()
        if self._watchdog is None:
            cut_off = partial(self._cut_off, 128 + number)
            self._watchdog = threading.Thread(target=cut_off, name="watchdog", daemon=True)
            self._watchdog.start()
        self.on_asked()

    def _cut_off(self, status: int) -> None:
        while not self._over.wait(LAST_SECONDS):
            if not self.is_saving():
                os._exit(status)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        del frame
        self.ask(number)


def _leave_lost_terminal() -> bool:
    """Read and write nothing any more if the terminal is gone, and tell whether it is.

    One would wait for it, or try, for ever.
    """
    lost = [number for number in (0, 1, 2) if _is_lost_terminal(number)]
    if lost:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in lost:
            os.dup2(nowhere, number)
        os.close(nowhere)
    return bool(lost)


def _is_lost_terminal(number: int) -> bool:
    """Whether a file descriptor is of a terminal that was there, and is not any more."""
    try:
        import termios
    except ImportError:
        return False  # Windows, where nothing hangs up
    try:
        termios.tcgetattr(number)
    except termios.error as error:
        return bool(error.args and error.args[0] == errno.EIO)
    return False
