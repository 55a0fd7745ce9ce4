"""A request to a function in a child process, under limits, and its answers as they come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from reader.errors import ReaderError
from reader.process.channel import BrokenOffError
from reader.process.child import Child, Limits, clock_seconds


class NoChildError(ReaderError):
    """The system has no process to give."""


class StoppedError(ReaderError):
    """The child was stopped before its work was done."""

    def __init__(self, status: int, *, used_up: bool) -> None:
        super().__init__(f"the process was stopped (status {status})")
        self.status = status
        """The exit status; minus a signal's number."""
        self.used_up = used_up
        """Whether its time was over, of CPU or on the clock."""


def answers(
    function: Callable[[], None],
    limits: Limits,
    request: Iterable[bytes],
    *,
    wanted: Callable[[], bool],
    most: int,
    most_in_all: int | None = None,
) -> Generator[bytes, None, None]:
    """Yield what `function` sends to `channel.to_parent()`; the child ends with the iterator.

    It also ends, within moments, once it is not `wanted` any more. Raises NoChildError,
    StoppedError (which a child that is not wanted gives too), or what `Channel.receive` does for
    an answer of more than `most` bytes, `most_in_all` together, or a failure that was told.
    """
    try:
        child = Child(function, limits, most=most, most_in_all=most_in_all)
    except OSError as error:
        raise NoChildError(error.strerror or str(error)) from error
    seconds = None if limits.cpu_seconds is None else clock_seconds(limits.cpu_seconds)
    with child, child.watched(wanted, seconds):
        for message in request:
            child.channel.send(message)
        child.channel.end()
        try:
            yield from child.channel
        except BrokenOffError as error:
            if error.is_nonsense:
                child.kill()
            status = child.wait()
            raise StoppedError(status, used_up=child.used_up) from error
