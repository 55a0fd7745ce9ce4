"""A progress bar for what takes a while, on one line of a terminal."""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TextIO, TypeVar

from reader.console.printing import write_sequence

if TYPE_CHECKING:
    from reader.library.index import Progress

INTERVAL = 0.1
"""Seconds between two changes of the line, at least."""
BAR_CELLS = 30
_CLEAR = "\r\x1b[K"
_MINUTE, _HOUR = 60, 3600


class Counted(Protocol):
    """How far something has come."""

    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int | None: ...


_Progress = TypeVar("_Progress", bound=Counted, contravariant=True)


class ProgressBar(Generic[_Progress]):
    """Writes progress to a terminal, and nothing to any other stream. `close` clears the line."""

    def __init__(
        self,
        stream: TextIO,
        line: Callable[[_Progress], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`line` puts progress into words of ASCII, which every locale can show."""
        self._stream = stream
        self._line = line
        self._clock = clock
        self._is_terminal = stream.isatty()
        self._next = -math.inf
        self._is_shown = False

    def show(self, progress: _Progress) -> None:
        """Show the progress if there is something to wait for, and the line is due to change."""
        now = self._clock()
        is_waiting = progress.total is None or progress.done < progress.total
        if not self._is_terminal or not is_waiting or now < self._next:
            return
        self._next = now + INTERVAL
        self._is_shown = True
        columns = shutil.get_terminal_size().columns
        write_sequence(self._stream, _CLEAR + self._line(progress)[: columns - 1])
        self._stream.flush()

    def close(self) -> None:
        """Clear the line if anything was shown."""
        if self._is_shown:
            write_sequence(self._stream, _CLEAR)
            self._stream.flush()
            self._is_shown = False


def index_line(progress: Progress) -> str:
    """The progress of a refresh of the index."""
    if progress.total is None:
        read = f", {progress.done:,} read" if progress.done else ""
        return f"looking for articles{read}"
    line = f"reading {bar(progress.done, progress.total)}"
    if progress.seconds_left is None:
        return line
    return f"{line}  {duration(progress.seconds_left)} left"


def bar(done: int, total: int) -> str:
    """A bar, the share that is done, and the numbers."""
    share = done / total if total else 1.0
    filled = int(share * BAR_CELLS)
    drawn = "=" * filled + (">" if filled < BAR_CELLS else "")
    return f"[{drawn:{BAR_CELLS}}]  {int(share * 100):3} %  {done:,} of {total:,}"


def duration(seconds: float) -> str:
    """A time as `12 s`, `3 min` or `1 h 05 min`, rounded up: it is an estimate."""
    if seconds < _MINUTE:
        return f"{max(1, math.ceil(seconds))} s"
    if seconds < _HOUR:
        return f"{math.ceil(seconds / _MINUTE)} min"
    minutes = math.ceil(seconds / _MINUTE)
    return f"{minutes // 60} h {minutes % 60:02} min"
