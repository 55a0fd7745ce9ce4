"""Messages of bytes between two of our processes, and how the last one is known.

A message has its kind and its length before it, so that whoever receives it can refuse what would
be too long before it is read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from struct import Struct
from typing import IO, Final

from reader.errors import ReaderError

_HEAD: Final = Struct("!cI")
_MESSAGE: Final = b"m"
_END: Final = b"e"
_FAILURE: Final = b"f"


class ChannelError(ReaderError):
    """The other process gave no answer that can be used."""


class TooMuchError(ChannelError):
    """The other side sends more than anybody could keep."""


class FailedError(ChannelError):
    """The other side cannot go on; the message says why."""


class BrokenOffError(ChannelError):
    """The other side ended in the midst of a message, or sends nonsense."""

    def __init__(self, *, is_nonsense: bool = False) -> None:
        super().__init__("it talks nonsense" if is_nonsense else "it ended early")
        self.is_nonsense = is_nonsense


class Channel:
    """A side of a conversation. One thread may send while another receives."""

    def __init__(
        self,
        source: IO[bytes],
        target: IO[bytes],
        most: int | None = None,
        most_in_all: int | None = None,
    ) -> None:
        """`most` is how many bytes a message may have, `most_in_all` all that are received."""
        self._source = source
        self._target = target
        self._most = most
        self._left = most_in_all

    def send(self, message: bytes) -> None:
        """Another process that is gone shows in what it answers, or in its status."""
        self._write(_MESSAGE, message)

    def end(self) -> None:
        """Send that nothing follows."""
        self._write(_END)

    def fail(self, why: str) -> None:
        """Send that nothing can follow, and why."""
        self._write(_FAILURE, why.encode("utf-8", "surrogatepass"))

    def receive(self) -> bytes | None:
        """The next message; None once the other process is at its end.

        Raises ChannelError, and ValueError if the channel is closed meanwhile.
        """
        kind, length = self._head()
        if (self._most is not None and length > self._most) or (
            self._left is not None and length > self._left
        ):
            raise TooMuchError("it would take too much memory")
        if self._left is not None:
            self._left -= length
        message = self._read(length)
        if kind == _FAILURE:
            raise FailedError(message.decode("utf-8", "surrogatepass"))
        return message if kind == _MESSAGE else None

    def __iter__(self) -> Iterator[bytes]:
        """The messages up to the end. Raises as `receive`."""
        while (message := self.receive()) is not None:
            yield message

    def _head(self) -> tuple[bytes, int]:
        kind, length = _HEAD.unpack(self._read(_HEAD.size))
        if kind not in {_MESSAGE, _END, _FAILURE}:
            raise BrokenOffError(is_nonsense=True)
        return kind, length

    def _read(self, length: int) -> bytes:
        read = self._source.read(length)
        if len(read) < length:
            raise BrokenOffError
        return read

    def _write(self, kind: bytes, message: bytes = b"") -> None:
        with suppress(BrokenPipeError, ValueError):
            self._target.write(_HEAD.pack(kind, len(message)))
            self._target.write(message)
            self._target.flush()


def to_parent() -> Channel:
    """The channel to the process that started this one, which is trusted. For children."""
    return Channel(sys.stdin.buffer, sys.stdout.buffer)
