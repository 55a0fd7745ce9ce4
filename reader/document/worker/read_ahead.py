"""Increments taken from a child process while whoever wants them does something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread

from reader.document.model import Increment

Stream = Callable[[Callable[[], bool]], Iterator[Increment]]
"""Makes increments as long as they are wanted; never raises for the content."""


class ReadAhead:
    """Increments of a stream that runs in a thread of its own from the start on.

    Nothing bounds how many are ahead: a document's increments are bounded together, and all of
    them are kept by whoever asks.
    """

    def __init__(self, stream: Stream, wanted: Callable[[], bool]) -> None:
        self._told: SimpleQueue[Increment | BaseException | None] = SimpleQueue()
        self._is_closed = False
        self._thread = Thread(
            target=self._run, args=(stream, wanted), name="read ahead", daemon=True
        )
        self._thread.start()

    def __iter__(self) -> Iterator[Increment]:
        """Raises what the stream raised."""
        while (told := self._told.get()) is not None:
            if isinstance(told, BaseException):
                raise told
            yield told

    def close(self) -> None:
        """Want no more; comes back when the stream has ended."""
        self._is_closed = True
        self._thread.join()

    def _run(self, stream: Stream, wanted: Callable[[], bool]) -> None:
        def is_wanted() -> bool:
            return not self._is_closed and wanted()

        last: BaseException | None = None
        try:
            for increment in stream(is_wanted):
                if not is_wanted():
                    break
                self._told.put(increment)
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            last = error
        self._told.put(last)
