"""Reading in a process of its own, for what is large or hostile, under limits.

The child may use so much CPU and memory where the system knows such limits; how much it may
answer is limited here, and how long it may take on the clock.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator, Iterator

from reader.child_process import Child, Limits, TooMuchError, clock_seconds, end_with_parent
from reader.document import wire
from reader.document.model import Increment
from reader.errors import ReaderError

SECONDS = 20
"""Of CPU, for one conversion."""
MEGABYTES = 1024
NICENESS = 5
"""The page that is being read comes first where processors are few."""
MOST_LINE = 48 << 20
"""Bytes of an increment on its way: the longest paragraph, or table, with its links."""
MOST_IN_ALL = 96 << 20
"""Bytes of all increments of a document: about what it takes in memory, and half of that."""
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

    It may use `seconds` of CPU. It also ends, within moments, once it is not `wanted` any more.
    Raises `SandboxError`, after however many increments, if the child was stopped by a limit,
    crashed or talks nonsense.
    """
    try:
        child = Child(_convert, Limits(seconds, megabytes, NICENESS))
    except OSError as error:
        raise SandboxError(f"no process for the conversion: {error.strerror}") from error
    request = json.dumps({"kind": kind, "title": title, "body": body})
    with child, child.watched(wanted, clock_seconds(seconds)):
        try:
            yield from _answers(child, request.encode("ascii") + b"\n")
        except SandboxError as error:
            if child.used_up:
                late = f"the conversion took longer than {seconds:g} seconds"
                raise SandboxError(late) from error
            raise


def _answers(child: Child, request: bytes) -> Iterator[Increment]:
    child.tell(request)
    try:
        for line in child.lines(MOST_LINE, MOST_IN_ALL):
            if line == _END:
                return
            yield wire.decode(line)
    except TooMuchError as error:
        raise SandboxError(error.what) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SandboxError("the conversion gave no answer") from error
    raise SandboxError(f"the conversion was stopped (status {child.wait()})")


def _convert() -> None:
    """In the child: answer one request from stdin on stdout."""
    request = json.loads(sys.stdin.buffer.readline())
    end_with_parent()
    from reader.document.build import stream_here
    from reader.document.kind import BodyKind

    out = sys.stdout.buffer
    kind = BodyKind(request["kind"])
    for increment in stream_here(request["body"], kind, title=request["title"]):
        out.write(wire.encode(increment) + b"\n")
        out.flush()
    out.write(_END)
