"""Signals that end the reader, from before its first byte on the screen; a terminal that goes.

One thread hears all of them, so that none comes in the midst of anything, and each is heard
whatever the main thread is busy with.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from types import FrameType
from typing import Any, Self

from reader.process import terminal_state

NAMES = (
    "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM",
    "SIGPROF", "SIGIO", "SIGPWR", "SIGXCPU", "SIGBREAK",
)  # fmt: skip
"""Signals that end a process which does not listen, where the platform has them; no faults."""
IN_ORDER = ("SIGTERM", "SIGHUP")
"""Signals after which an end that loses nothing is one in good order."""
STOPPING, CONTINUING = "SIGTSTP", "SIGCONT"
LAST_SECONDS = 2.5
"""Seconds for the end in good order; then whatever still waits for a terminal is cut off."""
OWED_SECONDS = 10.0
"""Seconds for what the owner began, such as a bookmark on an article that is being read in."""
INSISTED_SECONDS = 1.0
"""Seconds for both after a second signal: a terminal that is closed sends two, without hurry."""
CLOSING_SECONDS = 1.0
"""Seconds for the rest when all is saved: it only shows something."""
LOOK_SECONDS = 0.05
"""Seconds between two looks whether all is saved."""


class Ending:
    """Remembers, once it is entered, that somebody asked for the end, and sees to it.

    Before there is anything that the owner made (`begin`) the process ends at once; then in good
    order, of which `finish` tells, or, after a while, without.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self.on_asked: Callable[[], None] = lambda: None
        """Called at each asking, by a thread of its own."""
        self.on_stopped: Callable[[], None] = lambda: None
        """Called by it when somebody wants the process to stop."""
        self.on_continued: Callable[[], None] = lambda: None
        """Called when the process goes on after a stop, or may have been stopped."""
        self.is_saving: Callable[[], bool] = lambda: False
        """Whether the owner's data are on their way to the disk: nothing is cut off then."""
        self.is_owed: Callable[[], bool] = lambda: False
        """Whether they have still to set out: nothing is cut off then, for OWED_SECONDS."""
        self.cut_off: Callable[[int], None] = os._exit
        """Ends the process with a status, in the midst of anything, and does not come back."""
        self._before: dict[int, Any] = {}
        self._wakeup: tuple[int, int] | None = None
        """File descriptors for the numbers of signals: ours, and the one that was set before."""
        self._heard: deque[int] = deque()
        """Numbers of signals; 0 to look again."""
        self._news = Condition()
        self._begun = False
        self._asked: list[float] = []
        """Times of the signals, on the monotonic clock."""
        self._finished: tuple[float, int] | None = None
        """The time of `finish`, and the exit status."""
        self._status = 0
        self._watching: Thread | None = None
        self._over = False

    def __enter__(self) -> Self:
        for name in (*NAMES, STOPPING, CONTINUING):
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._signalled)
        if os.name == "posix":
            reading, writing = os.pipe()
            os.set_blocking(writing, False)
            Thread(target=self._listen, args=(reading,), name="signals", daemon=True).start()
            # The system's handler writes there also while the main thread runs no Python.
            self._wakeup = writing, signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        self._watching = Thread(target=self._watch, name="ending", daemon=True)
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Signals do again what they did; but after `finish` they are heard to the very end."""
        if self._finished is not None:
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._wakeup is not None:
            writing, before = self._wakeup
            signal.set_wakeup_fd(before)
            os.close(writing)
        self._over = True
        self._put(0)

    def begin(self) -> None:
        """Note that from now on there may be something to save before the end."""
        self._begun = True

    def finish(self, status: int) -> None:
        """Note that all is saved: the process may be cut off soon, with this exit status."""
        self._finished = monotonic(), status
        self._put(0)

    def ask(self, number: int = signal.SIGTERM) -> None:
        """End in good order, soon; else at once, with the status of a signal."""
        self.is_asked = True
        if self._watching is None:
            self.on_asked()
        self._put(number)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        del frame
        if signal.Signals(number).name in NAMES:
            self.is_asked = True
        if self._wakeup is None:
            self._put(number)

    def _put(self, number: int) -> None:
        with self._news:
            self._heard.append(number)
            self._news.notify()

    # -- the threads ------------------------------------------------------------------------

    def _listen(self, reading: int) -> None:
        while numbers := os.read(reading, 256):
            for number in numbers:
                self._put(number)
        os.close(reading)

    def _watch(self) -> None:
        while not self._over:
            with self._news:
                self._news.wait_for(lambda: self._heard, self._seconds_left())
                number = self._heard.popleft() if self._heard else None
            if number is not None:
                self._hear(number)
            elif not self._is_kept_from_it():
                self.cut_off(self._finished[1] if self._finished else self._status)

    def _seconds_left(self) -> float | None:
        """Seconds until the process is to be cut off, or is to be looked at again."""
        dues = [self._finished[0] + CLOSING_SECONDS] if self._finished else []
        if self._asked:
            seconds = LAST_SECONDS if len(self._asked) == 1 else INSISTED_SECONDS
            dues.append(self._asked[0] + (seconds if self._begun else 0.0))
        return max(min(dues) - monotonic(), LOOK_SECONDS) if dues else None

    def _is_kept_from_it(self) -> bool:
        if self.is_saving():
            return True
        if self._finished or len(self._asked) > 1 or not self._asked:
            return False
        return self.is_owed() and monotonic() < self._asked[0] + OWED_SECONDS

    def _hear(self, number: int) -> None:
        name = signal.Signals(number).name if number else ""
        if name in NAMES:
            self.is_asked = True
            terminal_state.leave_lost()
            self._asked.append(monotonic())
            in_order = name in IN_ORDER and not self._begun
            self._status = 0 if in_order else 128 + number
            self.on_asked()
        elif name == STOPPING and not self._asked:
            self.on_stopped()
        elif name == CONTINUING:
            self.on_continued()
