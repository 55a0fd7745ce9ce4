"""Programs of others that are fed by a pipe, and whose output is taken, within limits."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic

from reader.errors import ReaderError
from reader.process.child import end_with_us, has_ended

LOOK_SECONDS = 0.05
"""Seconds between two looks whether the program is still wanted."""
_PIECE = 1 << 16
_WAITING_PIECES = 4


class PipedProgram:
    """A program with its children, in a session of its own: none of them has our terminal.

    It ends with the app at the latest. As POSIX has it, whatever it begins and leaves behind ends
    with it too, unless that goes into a session of its own.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        """`environment` in the place of ours. Raises ReaderError if it cannot be started."""
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the command is the owner's
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=environment,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            if error.errno == errno.E2BIG:
                told = "the text is too long to be an argument of a program"
                raise ReaderError(told, hint="pipe it instead") from error
            raise ReaderError(f"{command[0]} could not start: {error.strerror}") from error
        except ValueError as error:  # a NUL in an argument
            raise ReaderError(f"{command[0]} could not start: {error}") from error
        end_with_us(self)
        self._pieces: Queue[bytes | None] = Queue(_WAITING_PIECES)
        self._over = Event()
        self.is_late = False
        """Whether it was ended by the clock."""
        self.is_cut = False
        """Whether it wrote more than is taken."""

    @property
    def status(self) -> int | None:
        """The exit status, minus a signal's number; None while it runs."""
        return self._process.returncode

    def output(self, given: bytes, most: int, seconds: float) -> Generator[bytes, None, None]:
        """Feed the program, and yield what it writes to stdout and stderr, as it comes.

        At most `most` bytes, for at most `seconds`; then, and when the generator is closed, it is
        killed. For a thread: each step waits for the program.
        """
        Thread(target=self._feed, args=(given,), name="program input", daemon=True).start()
        Thread(target=self._read, name="program output", daemon=True).start()
        end = monotonic() + seconds
        try:
            while (piece := self._next(end)) is not None:
                taken = piece[:most]
                most -= len(taken)
                self.is_cut = len(taken) < len(piece)
                yield taken
                if self.is_cut:
                    return
            if not (self._over.is_set() or self.is_late):
                self._wait(end)
        finally:
            self.end()

    def _next(self, end: float) -> bytes | None:
        """What it wrote next; None once it writes no more, or nobody wants it."""
        while not self._over.is_set():
            if monotonic() > end:
                self.is_late = True
                return None
            with suppress(Empty):
                return self._pieces.get(timeout=LOOK_SECONDS)
        return None

    def _wait(self, end: float) -> None:
        while not self._over.is_set():
            if monotonic() > end:
                self.is_late = True
                return
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(LOOK_SECONDS)
                return

    def _feed(self, given: bytes) -> None:
        stream = self._process.stdin
        if stream is not None:
            with suppress(OSError), stream:  # it wants no more
                at = 0
                while at < len(given):
                    at += stream.write(given[at : at + _PIECE]) or 0

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is not None:
            with stream:
                while not self._over.is_set() and (piece := stream.read(_PIECE)):
                    self._hand_over(piece)
        self._hand_over(None)

    def _hand_over(self, piece: bytes | None) -> None:
        while not self._over.is_set():
            with suppress(Full):
                self._pieces.put(piece, timeout=LOOK_SECONDS)
                return

    def kill(self) -> None:
        """End it now, with what it began. For any thread; `end` still has to be called."""
        self._over.set()
        if self._process.returncode is None:
            with suppress(OSError):
                if os.name == "posix":
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()

    def end(self) -> None:
        """Kill it, if need be, and wait for its end."""
        self.kill()
        self._process.wait()
        has_ended(self)
