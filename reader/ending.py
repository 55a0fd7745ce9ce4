"""Signals that end the reader, from before its first byte on the screen."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any, Self

NAMES = ("SIGTERM", "SIGHUP")
"""Where the platform has them."""


class Ending:
    """Remembers, while it is entered, that somebody asked for the end.

    By default a signal would end the process there and then, with the terminal as it is. Until
    there is an event loop to hear of it, whoever starts something looks here before and after.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in NAMES:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.is_asked = True
