"""Reading in a process of its own, for what is large or hostile, under limits.

The child may use so much CPU and memory where the system knows such limits; how much it may
answer is limited here, and how long it may take on the clock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing

from reader.document.model import Increment
from reader.document.worker import block_json
from reader.errors import ReaderError
from reader.process.channel import TooMuchError, to_parent
from reader.process.child import MOST_MEGABYTES, OUT_OF_MEMORY, Limits, end_with_parent
from reader.process.task import NoChildError, StoppedError, answers

SECONDS = 20
"""Of CPU, for one conversion."""
NICENESS = 5
"""The page that is being read comes first where processors are few."""
MOST_MESSAGE = 24 << 20
"""Bytes of an increment on its way, such as one paragraph; with many links it takes eight times
as much in memory while it is read."""
MOST_IN_ALL = 32 << 20
"""Bytes of all increments of a document; with many links four times as much in memory."""
CHUNK = 1 << 20
"""Characters of a body that are put into bytes at once: a whole one more would be felt."""
_TOO_MUCH = "the conversion would take too much memory"


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
    limits = Limits(seconds, megabytes, NICENESS)
    told = answers(
        _convert,
        limits,
        _request(body, kind, title),
        wanted=wanted,
        most=MOST_MESSAGE,
        most_in_all=MOST_IN_ALL,
    )
    try:
        with closing(told):
            yield from map(block_json.decode, told)
    except NoChildError as error:
        raise SandboxError(f"the conversion could not start: {error.what}") from error
    except TooMuchError as error:
        raise SandboxError(_TOO_MUCH) from error
    except StoppedError as error:
        raise SandboxError(_reason(error, seconds)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SandboxError("the conversion gave no answer") from error


def _request(body: str, kind: str, title: str) -> Iterator[bytes]:
    """What is known of the body, then the body in pieces."""
    yield json.dumps({"kind": kind, "title": title}).encode("ascii")
    for start in range(0, len(body), CHUNK):
        yield body[start : start + CHUNK].encode("utf-8", "surrogatepass")


def _reason(error: StoppedError, seconds: float) -> str:
    if error.used_up:
        return f"the conversion took longer than {seconds:g} seconds"
    if error.status == OUT_OF_MEMORY:
        return _TOO_MUCH
    return f"the conversion was stopped (status {error.status})"


def _convert() -> None:
    """Answer one request, in the child."""
    parent = to_parent()
    request = json.loads(parent.receive() or b"")
    body = "".join(piece.decode("utf-8", "surrogatepass") for piece in parent)
    end_with_parent()
    from reader.document.body_kind import BodyKind
    from reader.document.conversion import stream_here

    kind = BodyKind(request["kind"])
    for increment in stream_here(body, kind, title=request["title"]):
        parent.send(block_json.encode(increment))
    parent.end()
