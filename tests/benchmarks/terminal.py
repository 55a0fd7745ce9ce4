"""Programs in a pseudo-terminal, and how long they take from a key to what is on the screen.

Bytes are stamped as they arrive and drawn by pyte afterwards, so that the emulator's own time is
none of what is measured.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

PROJECT = Path(__file__).parents[2]
QUIET = 0.12
"""Seconds without a byte after which a screen is taken as finished."""
SETTLING = 0.6
"""Seconds after the awaited words in which a screen may still change."""
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Area:
    """The part of the screen that is looked at, in cells; ends are exclusive."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Paint:
    """What followed a key."""

    first: float
    """Seconds until the area showed something else."""
    last: float
    """Seconds until it showed what it showed in the end."""
    text: tuple[str, ...]
    done: float = 0.0
    """Seconds from which on the screen was as it was asked to be; 0 if it was not, at the last."""


class Terminal:
    """A running program; use as a context manager."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        columns: int = 120,
        rows: int = 40,
        cwd: Path = PROJECT,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._chunks: list[tuple[float, bytes]] = []
        self._drawn = 0
        # The reading thread must not wait for a slice of this one to end.
        sys.setswitchinterval(0.0005)
        self.began = time.perf_counter()
        self.process = pexpect.spawn(
            command[0], list(command[1:]), env=dict(env), cwd=str(cwd), dimensions=(rows, columns)
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.close(force=True)
        self._thread.join(5)

    @property
    def pid(self) -> int:
        pid = self.process.pid
        assert pid is not None
        return pid

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self.process.child_fd, 65536)
            except OSError:
                return
            if not data:
                return
            self._chunks.append((time.perf_counter(), data))

    # -- what is there ------------------------------------------------------------------

    def rows(self, area: Area | None = None) -> tuple[str, ...]:
        """The screen as text; pyte leaves an empty cell behind each wide character."""
        area = area or Area(0, 0, self.screen.columns, self.screen.lines)
        columns = range(area.left, min(area.right, self.screen.columns))
        return tuple(
            "".join(self.screen.buffer[y][x].data for x in columns).rstrip()
            for y in range(area.top, min(area.bottom, self.screen.lines))
        )

    def draw(self) -> None:
        """Bring the screen up to date."""
        while self._drawn < len(self._chunks):
            self._stream.feed(self._chunks[self._drawn][1])
            self._drawn += 1

    def wait_for(self, seen: Callable[[str], bool], patience: float = PATIENCE) -> float:
        """Draw until the screen as text satisfies `seen`; how many seconds since the start.

        0 if it did already. Raises TimeoutError.
        """
        end = time.perf_counter() + patience
        if seen("\n".join(self.rows())):
            return 0.0
        while True:
            while self._drawn < len(self._chunks):
                stamp, data = self._chunks[self._drawn]
                self._drawn += 1
                self._stream.feed(data)
                if seen("\n".join(self.rows())):
                    return stamp - self.began
            if time.perf_counter() > end:
                raise TimeoutError("waited in vain; the screen:\n" + "\n".join(self.rows()))
            time.sleep(0.005)

    def seconds_until_bytes(self, words: str, patience: float = PATIENCE) -> float:
        """Seconds since the start until these words came, in one piece. Raises TimeoutError."""
        return self._await(words.encode(), 0, self.began + patience) - self.began

    def settle(self, quiet: float = 0.4, most: float = 10.0) -> None:
        """Wait until nothing comes any more, and draw."""
        began = time.perf_counter()
        while (now := time.perf_counter()) < began + most:
            if now - max(began, self._chunks[-1][0] if self._chunks else now) > quiet:
                break
            time.sleep(0.02)
        self.draw()

    # -- keys ---------------------------------------------------------------------------

    def send(self, keys: str) -> None:
        os.write(self.process.child_fd, keys.encode())

    def press(
        self,
        keys: str,
        area: Area,
        *,
        words: str = "",
        settling: float = SETTLING,
        done: Callable[[], bool] = lambda: False,
    ) -> Paint:
        """Send keys, and see when the area of the screen shows what follows.

        It is watched until `settling` seconds after `words` have come, or after the first byte if
        there are none, or until nothing comes for a while. `done` asks the screen.
        """
        return self._watch(lambda: self.send(keys), area, words, settling, done)

    def resize(self, columns: int, rows: int, area: Area, settling: float = SETTLING) -> Paint:
        def act() -> None:
            self.screen.resize(rows, columns)
            self.process.setwinsize(rows, columns)

        return self._watch(act, area, "", settling, lambda: False)

    def _watch(
        self,
        act: Callable[[], None],
        area: Area,
        words: str,
        settling: float,
        done: Callable[[], bool],
    ) -> Paint:
        self.draw()
        before = self._look(area)
        mark = len(self._chunks)
        began = time.perf_counter()
        act()
        seen = self._await(words.encode(), mark, began + PATIENCE)
        quiet = max(QUIET, settling / 2)
        while (now := time.perf_counter()) < seen + settling:
            if now - self._chunks[-1][0] > quiet:
                break
            time.sleep(0.002)
        first, last, shown, done_at = 0.0, 0.0, before, 0.0
        while self._drawn < len(self._chunks):
            stamp, data = self._chunks[self._drawn]
            self._drawn += 1
            self._stream.feed(data)
            look = self._look(area)
            if look != shown:
                last = stamp - began
                first = first or last
                shown = look
            done_at = (done_at or stamp - began) if first and done() else 0.0
        return Paint(first, last, self.rows(area), done_at)

    def _look(self, area: Area) -> list[tuple[object, ...]]:
        """What somebody sees there: another word lit is a change, though no letter is."""
        rows = range(area.top, min(area.bottom, self.screen.lines))
        columns = range(area.left, min(area.right, self.screen.columns))
        return [tuple(self.screen.buffer[y][x] for x in columns) for y in rows]

    def _await(self, words: bytes, mark: int, end: float) -> float:
        """When these bytes had come, counted from chunk `mark` on. Raises TimeoutError."""
        kept, at = b"", mark
        while time.perf_counter() < end:
            while at < len(self._chunks):
                stamp, data = self._chunks[at]
                at += 1
                kept += data
                if words in kept:
                    return stamp
                kept = kept[-len(words) :] if words else b""
            if not self.process.isalive() and at == len(self._chunks):
                break
            time.sleep(0.001)
        self.draw()
        screen = "\n".join(self.rows())
        raise TimeoutError(f"{words.decode()!r} did not come; the screen:\n{screen}")

    def storm(self, sizes: Sequence[tuple[int, int]], area: Area, pause: float) -> Paint:
        """Resize many times; the seconds count from the last one."""
        *rest, last = sizes
        for columns, rows in rest:
            self.process.setwinsize(rows, columns)
            os.kill(self.pid, signal.SIGWINCH)
            time.sleep(pause)
        return self.resize(*last, area, settling=2.0)
