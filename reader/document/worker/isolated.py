"""Reading in a process of its own, for what is large or hostile, under limits.

The child may use so much CPU and memory where the system knows such limits; how much it may
answer is limited here, and how long it may take on the clock.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator, Iterator
from typing import IO

from reader.document.model import Increment
from reader.document.worker import block_json
from reader.errors import ReaderError
from reader.process.child import (
    MOST_MEGABYTES,
    OUT_OF_MEMORY,
    Child,
    Limits,
    TooMuchError,
    clock_seconds,
    end_with_parent,
)

SECONDS = 20
"""Of CPU, for one conversion."""
NICENESS = 5
"""The page that is being read comes first where processors are few."""
MOST_LINE = 24 << 20
"""Bytes of an increment on its way, such as one paragraph; with many links it takes eight times
as much in memory while it is read."""
MOST_IN_ALL = 32 << 20
"""Bytes of all increments of a document; with many links four times as much in memory."""
CHUNK = 1 << 20
"""Characters of a body that are put into bytes at once: a whole one more would be felt."""
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
    megabytes: int = MOST_MEGABYTES,
) -> Generator[Increment, None, None]:
    """What `conversion.stream_here` yields, made by a child process, which ends with the iterator.

    It may use `seconds` of CPU. It also ends, within moments, once it is not `wanted` any more.
    Raises `SandboxError`, after however many increments, if the child was stopped by a limit,
    crashed or talks nonsense.
    """
    try:
        child = Child(_convert, Limits(seconds, megabytes, NICENESS))
    except OSError as error:
        raise SandboxError(f"no process for the conversion: {error.strerror}") from error
    with child, child.watched(wanted, clock_seconds(seconds)):
        child.tell(json.dumps({"kind": kind, "title": title}).encode("ascii") + b"\n")
        _send(child, body)
        try:
            yield from _answers(child)
        except SandboxError as error:
            if child.used_up:
                late = f"the conversion took longer than {seconds:g} seconds"
                raise SandboxError(late) from error
            raise


def _send(child: Child, body: str) -> None:
    """In pieces, each after a line with its number of bytes; the last one is empty."""
    for start in range(0, len(body), CHUNK):
        piece = body[start : start + CHUNK].encode("utf-8", "surrogatepass")
        child.tell(b"%d\n" % len(piece))
        child.tell(piece)
    child.tell(b"0\n")


def _receive(stream: IO[bytes]) -> str:
    """What `_send` sent."""
    pieces = []
    while size := int(stream.readline()):
        pieces.append(stream.read(size).decode("utf-8", "surrogatepass"))
    return "".join(pieces)


def _answers(child: Child) -> Iterator[Increment]:
    try:
        for line in child.lines(MOST_LINE, MOST_IN_ALL):
            if line == _END:
                return
            yield block_json.decode(line)
    except TooMuchError as error:
        raise SandboxError("the conversion would take too much memory") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SandboxError("the conversion gave no answer") from error
    status = child.wait()
    if status == OUT_OF_MEMORY:
        raise SandboxError("the conversion would take too much memory")
    raise SandboxError(f"the conversion was stopped (status {status})")


def _convert() -> None:
    """In the child: answer one request from stdin on stdout."""
    request = json.loads(sys.stdin.buffer.readline())
    body = _receive(sys.stdin.buffer)
    end_with_parent()
    from reader.document.body_kind import BodyKind
    from reader.document.conversion import stream_here

    out = sys.stdout.buffer
    kind = BodyKind(request["kind"])
    for increment in stream_here(body, kind, title=request["title"]):
        out.write(block_json.encode(increment) + b"\n")
        out.flush()
    out.write(_END)
