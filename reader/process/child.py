"""Child processes that run our own code: one way to start, to limit and to end them.

The current folder may be one of articles that somebody else wrote, so nothing may be imported
from there. `-P` keeps it off the child's path; `-S` leaves the child its standard library alone,
and the path of this process is handed over, without what is relative.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import IO, Protocol, Self
from weakref import WeakSet

from reader.process.channel import Channel

CLOCK_FACTOR = 10
"""A process of ours that has used its CPU seconds up ends; on a busy machine, after so many times
as much on the clock, one that uses none ends too."""
WATCH_SECONDS = 0.02
"""Seconds between two looks whether a child is still wanted."""
MOST_MEGABYTES = 380
"""Memory that is enough for any file; 400 with what a process is made of."""
OUT_OF_MEMORY = 71
"""The exit status of a child that was refused memory."""
_PIPE_BYTES = 1 << 20
"""What Linux lets anybody have: the text of most books."""
_RESERVED = 512
"""Megabytes of address space that libraries and threads take beside what they use."""

_BOOT = (
    "import sys; sys.path[:] = sys.argv[2:];"
    " from reader.process.child import _run; _run(sys.argv[1])"
)
_DROPPED = ("PYTHONPATH", "PYTHONINSPECT")
"""The one may name the current folder; with the other Python would go on to run its stdin."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a child, as far as the system knows such limits."""

    cpu_seconds: float | None = None
    megabytes: int | None = None
    """Memory that the child writes to."""
    niceness: int = 0


NO_LIMITS = Limits()


class Child:
    """A process that runs a function of ours. As a context it ends with the block.

    What is asked goes in by stdin, answers come by stdout, both through `channel`; stderr goes
    nowhere.
    """

    def __init__(
        self,
        function: Callable[[], None],
        limits: Limits = NO_LIMITS,
        *,
        most: int,
        most_in_all: int | None = None,
    ) -> None:
        """`function` is one of a module of ours. Raises OSError where no process can be had.

        An answer may have `most` bytes, and all of them together `most_in_all`.
        """
        names = {"module": function.__module__, "function": function.__qualname__}
        order = json.dumps({**names, "limits": asdict(limits)})
        # Only our own code runs there; everything else goes in as data.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
            [sys.executable or "", *_flags(), "-c", _BOOT, order, *import_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name not in _DROPPED},
        )
        _widen(_pipe(self._process.stdout))
        self.channel = Channel(
            _pipe(self._process.stdout), _pipe(self._process.stdin), most, most_in_all
        )
        self._lock = Lock()
        self.is_late = False
        """Whether it was ended by the clock."""
        end_with_us(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        return self._process.pid

    @contextmanager
    def watched(self, wanted: Callable[[], bool], seconds: float | None = None) -> Iterator[None]:
        """Kill the child in the block once it is not `wanted`, or after `seconds` on the clock."""
        end = None if seconds is None else monotonic() + seconds
        done = Event()

        def look() -> None:
            while not done.wait(WATCH_SECONDS):
                if end is not None and monotonic() > end:
                    self.end_late()
                    return
                if not wanted():
                    self.kill()
                    return

        Thread(target=look, name="child watch", daemon=True).start()
        try:
            yield
        finally:
            done.set()

    def end_late(self) -> None:
        """Kill the child because its time on the clock is used up."""
        self.is_late = True
        self.kill()

    def kill(self) -> None:
        """End it now. For any thread; somebody still has to call `end`."""
        self._process.kill()

    def wait(self) -> int:
        """Wait for the end; return the exit status, minus a signal's number."""
        return self._process.wait()

    @property
    def used_up(self) -> bool:
        """Whether it ended, waited for, as its time was used up: of CPU or on the clock."""
        spent = [-getattr(signal, name) for name in ("SIGPROF", "SIGXCPU") if hasattr(signal, name)]
        return self.is_late or self._process.returncode in spent

    def end(self) -> None:
        """Kill it, if need be, and close its pipes."""
        with self._lock:
            self._process.kill()
            with suppress(BrokenPipeError, ValueError), self._process:
                pass
        has_ended(self)


class Killable(Protocol):
    """A process that is not to outlive this one."""

    def kill(self) -> None:
        """End it now. For any thread."""


_running: WeakSet[Killable] = WeakSet()
_lock = Lock()


def end_with_us(process: Killable) -> None:
    """Have a process killed by `end_all`, until it `has_ended`."""
    with _lock:
        _running.add(process)


def has_ended(process: Killable) -> None:
    """Note that nothing is left to kill."""
    with _lock:
        _running.discard(process)


def end_all() -> None:
    """Kill all children. For the very end, where what waits for them may not get to it."""
    with _lock:
        for child in _running:
            child.kill()


atexit.register(end_all)


def import_path() -> list[str]:
    """Paths that this process imports from, but for those that depend on the current folder.

    Our own package's place is among them, however it came to be found.
    """
    path = [entry for entry in sys.path if Path(entry).is_absolute()]
    root = str(Path(__file__).resolve().parents[2])
    return path if root in path else [*path, root]


def _flags() -> list[str]:
    """Flags that say how files are named, and whether and where byte code is kept."""
    flags = ["-P", "-S", "-X", f"utf8={sys.flags.utf8_mode}"]
    if sys.flags.dont_write_bytecode:
        flags.append("-B")
    if sys.pycache_prefix:
        flags += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return flags


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the child has no pipes")
    return stream


def _widen(pipe: IO[bytes]) -> None:
    """Let a child go on with its work while nobody has the time to take its answers."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        return
    if hasattr(fcntl, "F_SETPIPE_SZ"):  # Linux alone
        with suppress(OSError):  # where the system allows less, less has to do
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


# -- in the child ---------------------------------------------------------------------------------


def _run(order: str) -> None:
    told = json.loads(order)
    limits = Limits(**told["limits"])
    if limits.niceness and hasattr(os, "nice"):  # not on Windows
        os.nice(limits.niceness)
    if limits.megabytes is not None:
        _limit_memory(limits.megabytes)
    if limits.cpu_seconds is not None:
        allow_cpu(limits.cpu_seconds)
    status = 1
    try:
        getattr(import_module(told["module"]), told["function"])()
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        end_all()
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        # Python's own end would wait for what a thread of ours reads, and abort.
        os._exit(status)


def counts_cpu() -> bool:
    """Whether this system ends a process by its use of CPU; else there is the clock alone."""
    return hasattr(signal, "setitimer")  # not on Windows


def clock_seconds(cpu_seconds: float) -> float:
    """Seconds on the clock after which to end a child that may use so much CPU."""
    return cpu_seconds * CLOCK_FACTOR if counts_cpu() else cpu_seconds


def allow_cpu(seconds: float) -> None:
    """Let this process use so much CPU from now on, 0 for as much as it likes; then it ends.

    By the system, in the midst of whatever it does. Does nothing where that cannot be had.
    """
    if counts_cpu():
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def end_with_parent() -> None:
    """End this process, whatever it does, with its stdin, which nobody else may read any more."""

    def look() -> None:
        # Past the buffer, which Python locks, and would find locked at its end.
        while os.read(0, 1024):
            pass
        os._exit(0)

    Thread(target=look, name="parent", daemon=True).start()


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    # Linux counts as data what is written to; threads reserve address space that nobody uses.
    for what, most in (
        (resource.RLIMIT_DATA, megabytes),
        (resource.RLIMIT_AS, megabytes + _RESERVED),
    ):
        with suppress(ValueError, OSError):  # macOS refuses
            _, hard = resource.getrlimit(what)
            size = most << 20
            limit = size if hard == resource.RLIM_INFINITY else min(size, hard)
            resource.setrlimit(what, (limit, hard))
