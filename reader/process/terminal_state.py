"""The terminal as it was found, and how it is given back, whatever became of the program."""

from __future__ import annotations

import errno
import os
import select
from contextlib import suppress
from threading import RLock
from typing import Any, Self

ENTER = "\x1b[?1049h"
"""The sequence that shows the terminal's other screen, cleared."""
HIDE_CURSOR = "\x1b[?25l"
LEAVE = "\x1b[?1049l"
RESTORE = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # no mouse
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l"  # nor marked pastes, reports of size and focus
    "\x1b[?2026l\x1b[?7h\x1b[0m"  # paints at once, wraps lines, in its own colours
    "\x1b[<u"  # the keyboard's own mode: each screen has one, this one's goes before the screen
    f"{LEAVE}\x1b[?25h"
)
"""Undoes all that the reader or Textual asks of a terminal (xterm's and kitty's names)."""
CANCEL = "\x18"
"""Ends a control sequence that stands half written (ECMA-48)."""
WRITABLE_SECONDS = 3.0
"""A terminal that takes nothing for so long is not written to by who ends in a hurry: on a busy
machine a terminal, too, comes late to what it has to show."""
DRAWING_SECONDS = 0.2
"""Seconds for which an end in a hurry waits for a thread that draws."""
MOST_CELLS = 1_000
"""Columns or lines of a screen, whoever tells how large it is: the screen is made of them."""


def bounded(columns: int, lines: int) -> tuple[int, int]:
    """Size of the part of a screen that is drawn on, its upper left."""
    return min(columns, MOST_CELLS), min(lines, MOST_CELLS)


class Terminal:
    """Stdin and stderr of this process while a full-screen program runs on them.

    For any thread: whoever ends the program may have to do so while another draws.
    """

    def __init__(self, source: int = 0, target: int = 2) -> None:
        """Take the state as it is now. Raises OSError or termios.error without a terminal."""
        import termios

        self.source, self.target = source, target
        """File descriptors: keys come from the one, the other is drawn on."""
        self._own = os.dup(self.target)
        """A descriptor of the same file as `target`, from the first to the end."""
        self.modes: list[Any] = termios.tcgetattr(self.source)
        """Modes before the app, for `termios`."""
        self.lock = RLock()
        """Held by who changes its state."""
        self.is_entered = False
        """Whether it shows the other screen, with whatever modes."""
        self.is_over = False
        """Given back for good."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()

    def enter(self, drawn: str) -> None:
        """Show the other screen with something on it; keys are kept for later, and not echoed."""
        with self.lock:
            if not self.is_over:
                self.is_entered = True
                self._be_quiet()
                _write(self._own, f"{ENTER}{HIDE_CURSOR}{drawn}")

    def give_back(self) -> None:
        """Leave it as it was found, until it is entered again."""
        with self.lock:
            if self.is_entered:
                self._set_modes()
                with suppress(OSError):  # it is gone
                    _write(self._own, RESTORE)
                self.is_entered = False

    def give_back_for_good(self) -> int:
        """Give the terminal back in the midst of anything; nobody else writes to it any more.

        Waits for nobody who draws, and not for a terminal that takes nothing. Returns a file
        descriptor for last words.
        """
        nowhere = os.open(os.devnull, os.O_RDWR)
        # What others are about to write goes nowhere, what they are writing comes first.
        os.dup2(nowhere, self.target)
        has_lock = self.lock.acquire(timeout=DRAWING_SECONDS)
        self.is_over = True
        if self.is_entered:
            self.is_entered = False
            self._set_modes()
            with suppress(OSError):
                if _is_writable(self._own):
                    _write(self._own, CANCEL + RESTORE)
        if has_lock:
            self.lock.release()
        return self._own

    def _set_modes(self) -> None:
        import termios

        with suppress(termios.error):  # it is gone
            termios.tcsetattr(self.source, termios.TCSANOW, self.modes)

    def _be_quiet(self) -> None:
        """Keys come one by one, as they are, unseen; control-c interrupts, no key stops."""
        import termios

        modes = termios.tcgetattr(self.source)
        inputs, _, _, local, _, _, characters = modes
        modes[0] = inputs & ~(termios.IXON | termios.ICRNL | termios.INLCR | termios.IGNCR)
        modes[3] = local & ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        for name in (termios.VSUSP, termios.VQUIT):
            characters[name] = b"\0"
        characters[termios.VMIN] = 1
        termios.tcsetattr(self.source, termios.TCSANOW, modes)


def leave_lost() -> None:
    """Read and write nothing any more if the terminal is gone.

    One would wait for it, or try, for ever.
    """
    lost = [number for number in (0, 1, 2) if _is_lost(number)]
    if lost:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in lost:
            os.dup2(nowhere, number)
        os.close(nowhere)


def _is_lost(number: int) -> bool:
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


def _is_writable(target: int) -> bool:
    import termios

    with suppress(termios.error):  # no terminal
        # What a stopped terminal has not taken is of no use any more.
        termios.tcflush(target, termios.TCOFLUSH)
    return bool(select.select([], [target], [], WRITABLE_SECONDS)[1])


def _write(target: int, text: str) -> None:
    data = text.encode(errors="replace")
    while data:
        data = data[os.write(target, data) :]
