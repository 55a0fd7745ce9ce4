"""Worker processes that read files for the index, on all cores.

A file that crashes its worker, or keeps it too long, becomes an article with an `error`; another
worker takes over. Workers end when whoever started them is gone, however it went.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Final

from reader.library.indexing.priority import looks_from
from reader.library.indexing.refresh import prepare_file
from reader.library.kept_documents import KeptDocuments
from reader.library.store.article_row import decode_path
from reader.library.store.reads import FileSignature
from reader.library.store.row import PreparedFile, read_content, unreadable
from reader.library.store.tokens import TextTokens, text_tokens
from reader.process.channel import ChannelError, to_parent
from reader.process.child import MOST_MEGABYTES, Child, Limits, allow_cpu, clock_seconds

SECONDS: Final = 30.0
"""CPU seconds for one file."""
_LEAST_AHEAD: Final = 6
"""Files a worker is given at once: it never waits for the next, and a pipe holds their names."""
_MOST_AHEAD: Final = 400
"""Files that it is given where there are many: it goes on while whoever takes them stores some."""
_BYTES_AHEAD: Final = 5_000_000
"""Bytes of these files: what is made of them waits in memory."""
_SHARE_AHEAD: Final = 4
"""The share of what is left that all have together, as its divisor: all end at about one time."""
_FEW: Final = 50
"""Files of a worker from which on arrays are worth their import."""
_MOST_ANSWER: Final = 256 << 20
"""Bytes of what was made of one file: a worker that says more is ended with its file."""
_BEAT: Final = 0.2
"""Seconds between two yields at most."""

Task = tuple[bytes, FileSignature]
Result = tuple[bytes, PreparedFile | None]


class _Worker:
    """A process and what it has been given. Raises OSError where none can be had.

    Its answers go into `answers`, each with the worker; None once it has died.
    """

    def __init__(self, seconds: float, kept: Path | None, answers: SimpleQueue[_Answer]) -> None:
        self.tasks: deque[Task] = deque()
        self._bytes = 0
        self.since = monotonic()
        """The earliest time, on the monotonic clock, at which its first task can have begun."""
        self._answers = answers
        self.child = Child(_work, Limits(megabytes=MOST_MEGABYTES), most=_MOST_ANSWER)
        self.child.channel.send(pickle.dumps((seconds, kept)))
        Thread(target=self._listen, name="worker", daemon=True).start()

    def give(self, task: Task) -> None:
        if not self.tasks:
            self.since = monotonic()
        self.tasks.append(task)
        self._bytes += task[1].size
        self.child.channel.send(pickle.dumps(task))

    def done(self) -> Task:
        """Take the first task, which is answered, off the list."""
        self.since = monotonic()
        task = self.tasks.popleft()
        self._bytes -= task[1].size
        return task

    def has_enough(self, share: int) -> bool:
        """Whether it needs no more tasks yet, where `share` is what it may have of many."""
        held = len(self.tasks)
        if held < _LEAST_AHEAD:
            return False
        return held >= min(share, _MOST_AHEAD) or self._bytes >= _BYTES_AHEAD

    def _listen(self) -> None:
        try:
            while True:
                # It runs our own code: what it says is no more foreign than what it reads.
                read: _Read = pickle.loads(self.child.channel.receive() or b"")  # noqa: S301
                self._answers.put((self, read))
        except (ChannelError, EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._answers.put((self, None))


_Read = tuple[PreparedFile | None]
"""A file as it was read; None if it is gone."""
_Answer = tuple[_Worker, _Read | None]


class Pool:
    """A `refresh.Preparer`."""

    def __init__(
        self,
        workers: int | None = None,
        *,
        seconds: float = SECONDS,
        kept: Path | None = None,
    ) -> None:
        """`seconds`: how long one file may take; `kept`: where documents of long ones are kept."""
        self._count = workers or _cores()
        self._seconds = seconds
        self._kept = kept
        self.loads = 0
        """Files read so far."""

    def __call__(
        self, due: Mapping[bytes, FileSignature], cancelled: Callable[[], bool]
    ) -> Iterator[Result | None]:
        """Read the files that are due, those that look newest first."""
        order = deque(sorted(due.items(), key=_looks, reverse=True))
        answers: SimpleQueue[_Answer] = SimpleQueue()
        workers: list[_Worker] = []
        try:
            while not cancelled():
                count = min(self._count, len(order) + sum(bool(each.tasks) for each in workers))
                while len(workers) < count:
                    workers.append(_Worker(self._seconds, self._kept, answers))
                _deal(order, workers)
                if not any(worker.tasks for worker in workers):
                    return
                try:
                    worker, read = answers.get(timeout=_BEAT)
                except Empty:
                    self._end_the_late(workers)
                    yield None
                    continue
                if worker not in workers:
                    continue
                if read is None:
                    workers.remove(worker)
                    worker.child.end()
                    if not worker.tasks:
                        continue
                    result = _failed(worker, order)
                else:
                    result = worker.done()[0], read[0]
                self.loads += 1
                yield result
        finally:
            for worker in workers:
                worker.child.end()

    def _end_the_late(self, workers: list[_Worker]) -> None:
        """End workers by the clock; where the system limits CPU time, they end by themselves."""
        for worker in workers:
            if worker.tasks and monotonic() - worker.since > clock_seconds(self._seconds):
                worker.child.end_late()


def _deal(order: deque[Task], workers: Sequence[_Worker]) -> None:
    """Give the workers of what comes first, in turns, until they have enough."""
    share = len(order) // (_SHARE_AHEAD * max(1, len(workers)))
    while order and (hungry := [each for each in workers if not each.has_enough(share)]):
        for worker in hungry[: len(order)]:
            worker.give(order.popleft())


def _failed(worker: _Worker, order: deque[Task]) -> Result:
    """The result for the file that a worker died of; its other tasks go back to `order`."""
    path, signature = worker.tasks.popleft()
    order.extendleft(reversed(worker.tasks))
    reason = (
        "takes too long to read" if worker.child.used_up else "the process that read it crashed"
    )
    return path, unreadable(decode_path(path), reason, signature)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _looks(task: Task) -> tuple[str, bytes]:
    path, signature = task
    return looks_from(path, signature.mtime_ns), path


def _work() -> None:
    """Answer tasks until stdin ends; runs in the child."""
    tasks: SimpleQueue[Task] = SimpleQueue()
    parent = to_parent()
    told: tuple[float, Path | None] = pickle.loads(parent.receive() or b"")  # noqa: S301 - our own
    seconds, folder = told
    kept = KeptDocuments(folder) if folder is not None else None

    def listen() -> None:
        with suppress(ChannelError):
            for message in parent:
                tasks.put(pickle.loads(message))  # noqa: S301 - as above
        os._exit(0)

    Thread(target=listen, daemon=True).start()
    for done in count():
        path, signature = tasks.get()
        made_by = text_tokens if done < _FEW else array_tokens()
        allow_cpu(seconds)
        content = partial(read_content, kept=kept)
        read = (prepare_file(decode_path(path), signature, content, made_by),)
        allow_cpu(0)
        parent.send(pickle.dumps(read))


@cache
def array_tokens() -> TextTokens:
    """What makes tokens fastest, once it is there."""
    # Arrays of one article need no second thread, nor the memory that is set aside for some.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from reader.library.store import token_arrays  # late: numpy takes 0.1 s and 20 MB
    except ImportError:  # there is no build of numpy for each system
        return text_tokens
    return token_arrays.text_tokens
