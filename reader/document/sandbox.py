"""Reading in a process of its own, for what is large or hostile.

The child limits its own CPU time and memory where the system lets it; the parent limits the
time on the clock everywhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from reader.document import wire
from reader.document.model import Increment
from reader.errors import ReaderError

SECONDS = 20
MEGABYTES = 1024
NICENESS = 5
WATCH_SECONDS = 0.02
"""Between two looks whether the child has to be stopped."""
_CODE = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from reader.document.sandbox import child; child()"
)


_END = b"end\n"


class SandboxError(ReaderError):
    """The conversion took too long, too much memory, or crashed."""


def stream(
    body: str,
    kind: str,
    *,
    title: str = "",
    wanted: Callable[[], bool] = lambda: True,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Generator[Increment, None, None]:
    """What `build.stream_here` yields, made by a child process, which ends with the iterator.

    It also ends, within moments, once it is not `wanted` any more. Raises `SandboxError`, after
    however many increments, if the child was stopped by a limit, crashed or talks nonsense.
    """
    request = {
        "kind": kind,
        "title": title,
        "seconds": seconds,
        "megabytes": megabytes,
        "body": body,
    }
    root = str(Path(__file__).resolve().parents[2])
    try:
        # Only our own code runs there; the body goes in as data.
        process = subprocess.Popen(  # noqa: S603 - fixed arguments, no shell
            [sys.executable, "-c", _CODE, root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise SandboxError(f"no process for the conversion: {error.strerror}") from error
    done, late = Event(), Event()

    def watch() -> None:
        end = monotonic() + seconds
        while not done.wait(WATCH_SECONDS):
            if monotonic() > end:
                late.set()
            if late.is_set() or not wanted():
                process.kill()
                return

    Thread(target=watch, daemon=True).start()
    try:
        yield from _answers(process, json.dumps(request).encode("ascii"))
    except SandboxError as error:
        if late.is_set():
            raise SandboxError(f"the conversion took longer than {seconds:g} seconds") from error
        raise
    finally:
        done.set()
        process.kill()
        with process:
            pass


def _answers(process: subprocess.Popen[bytes], request: bytes) -> Iterator[Increment]:
    if process.stdin is None or process.stdout is None:
        raise SandboxError("the conversion has no pipes")
    # A child that is gone already says so in its status.
    with suppress(BrokenPipeError):
        process.stdin.write(request)
        process.stdin.close()
    for line in process.stdout:
        if line == _END:
            return
        try:
            yield wire.decode(line)
        except (ValueError, KeyError, TypeError) as error:
            raise SandboxError("the conversion gave no answer") from error
    raise SandboxError(f"the conversion was stopped (status {process.wait()})")


def child() -> None:
    """Answer one request from stdin on stdout."""
    request = json.loads(sys.stdin.buffer.read())
    _limit(float(request["seconds"]), int(request["megabytes"]))
    _yield_to_the_app()
    from reader.document.build import stream_here
    from reader.document.kind import BodyKind

    out = sys.stdout.buffer
    kind = BodyKind(request["kind"])
    for increment in stream_here(request["body"], kind, title=request["title"]):
        out.write(wire.encode(increment).encode("ascii") + b"\n")
        out.flush()
    out.write(_END)


def _yield_to_the_app() -> None:
    """The page that is being read comes first where processors are few."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(NICENESS)


def _limit(seconds: float, megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    size = megabytes << 20
    for what, limit in ((resource.RLIMIT_CPU, int(seconds) + 1), (resource.RLIMIT_AS, size)):
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        try:
            resource.setrlimit(what, (limit, hard))
        except (ValueError, OSError):  # macOS refuses some
            continue
