"""Code coloured in a process of its own: Pygments' patterns take minutes over some of it.

One process serves for as long as it does well. It is started when there is code to colour, and
ended where a block uses up what it may; what is not coloured by then stays plain.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock
from time import process_time
from typing import Final, Self

from reader.document.code_tokens import MAX_LENGTH, Syntax, SyntaxSpan, batches
from reader.process.channel import ChannelError, to_parent
from reader.process.child import MOST_MEGABYTES, Child, Limits, allow_cpu, clock_seconds

BLOCK_SECONDS: Final = 2.0
"""Of CPU, for one block."""
DOCUMENT_SECONDS: Final = 10.0
"""And for all that one document is coloured with."""
_LEAST_SECONDS: Final = 0.05
"""So little is left that nothing is begun with it."""
_LIMITS: Final = Limits(megabytes=MOST_MEGABYTES, niceness=1)
_MOST_ANSWER: Final = 1 << 20
"""Bytes of an answer: the spans of some thousand characters."""
_PLAIN: Final = frozenset({"", "plain", "plaintext", "text", "txt"})
_KINDS: Final = tuple(Syntax)
_NUMBERS: Final = {kind: number for number, kind in enumerate(Syntax)}
_ON: Final = b"null"
"""Asks for the next spans of the same code."""

SpansTold = Callable[[tuple[SyntaxSpan, ...]], None]


@dataclass(slots=True)
class Budget:
    """Seconds of CPU that are left for the code of one document."""

    left: float = DOCUMENT_SECONDS


class Colorist:
    """Colours code for any thread, one block after the other; ends with its context."""

    def __init__(self) -> None:
        self.starts = 0
        """Processes so far: count of work, for tests."""
        self._child: Child | None = None
        self._lock = RLock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; whoever waits for it goes on at once, and nothing is coloured later."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()
        with self._lock:
            self._end()

    def color(
        self,
        code: str,
        language: str,
        budget: Budget,
        told: SpansTold,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Tell the spans of `batches`, some at a time, until the budget is spent.

        Also ends, within moments, once it is not `wanted`. Blocks: for workers.
        """
        if language in _PLAIN or len(code) > MAX_LENGTH:
            return
        with self._lock:
            child = self._running() if budget.left > _LEAST_SECONDS and wanted() else None
            if child is None:
                return
            seconds = min(BLOCK_SECONDS, budget.left)
            request = json.dumps({"code": code, "language": language, "seconds": seconds})
            with child.watched(lambda: not self._closed, clock_seconds(seconds)):
                used = self._ask(child, request.encode("ascii"), told, wanted)
            budget.left -= seconds if used is None else used
            if used is None:
                self._end()

    def _running(self) -> Child | None:
        """The process; None where none can be had."""
        if self._child is None and not self._closed:
            with suppress(OSError):
                self._child = Child(_serve, _LIMITS, most=_MOST_ANSWER)
                self.starts += 1
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ask(
        self, child: Child, request: bytes, told: SpansTold, wanted: Callable[[], bool]
    ) -> float | None:
        """The seconds of CPU it took; None if the process did not come to an end of it."""
        used = 0.0
        while wanted():
            child.channel.send(request)
            try:
                used, *numbers = json.loads(child.channel.receive() or b"")
            except (ValueError, ChannelError):
                return None
            if not numbers:
                break
            told(tuple(_spans(numbers)))
            request = _ON
        return used


def _spans(numbers: list[int]) -> Iterator[SyntaxSpan]:
    for start, end, kind in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        yield SyntaxSpan(start, end, _KINDS[kind])


def _serve() -> None:
    """The child's loop: a message is code or asks for more of it, and each has one answer.

    An answer is the seconds of CPU so far, then a start, an end and a kind for each span; without
    spans it is the last. More than its seconds, and a lexer that raises, end the process.
    """
    found: Iterator[tuple[SyntaxSpan, ...]] = iter(())
    seconds = used = 0.0
    parent = to_parent()
    for message in parent:
        request = json.loads(message)
        if request is not None:
            found = batches(request["code"], request["language"])
            seconds, used = request["seconds"], 0.0
        began = process_time()
        allow_cpu(max(0.001, seconds - used))
        spans = next(found, ())
        answer = [number for each in spans for number in _numbers(each)]
        used += process_time() - began
        allow_cpu(0)
        parent.send(json.dumps([used, *answer]).encode("ascii"))


def _numbers(span: SyntaxSpan) -> tuple[int, int, int]:
    return span.start, span.end, _NUMBERS[span.kind]
