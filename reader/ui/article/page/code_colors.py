"""The colours of a document's code: found by a worker, block by block, what is seen first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final

from reader.document.model import BlockKind, Document

if TYPE_CHECKING:
    from reader.document.code_tokens import SyntaxSpan
    from reader.document.worker.code_coloring import Budget, Colorist

AHEAD: Final = 6_000
"""Characters behind code that is seen, within which other code is coloured before it is seen."""


@dataclass(frozen=True, slots=True, eq=False)
class ColorRequest:
    """A block of code whose colours are wanted, once."""

    block: int
    code: str
    language: str
    spans: list[SyntaxSpan]
    """The colours known so far."""


class CodeColors:
    """Colours for whoever draws the code; the code is plain until they are known.

    `start` has a worker do something. What that finds it hands to `told`, in its own thread; who
    hears of it gives it to `take`, in the thread that draws.
    """

    def __init__(
        self,
        start: Callable[[Callable[[], None]], None],
        told: Callable[[ColorRequest, tuple[SyntaxSpan, ...]], None],
    ) -> None:
        self._start = start
        self._told = told
        self._asked: dict[int, ColorRequest] = {}
        self._due: deque[ColorRequest] = deque()
        self._lock = Lock()
        self._is_busy = False
        self._colorist: Colorist | None = None
        self._budget: Budget | None = None

    def of(self, document: Document, index: int) -> list[SyntaxSpan]:
        """Return the block's colours known so far, and ask for the rest."""
        if index not in self._asked:
            self._due.append(self._ask(document, index))
            self._ask_ahead(document, index)
            self._begin()
        return self._asked[index].spans

    def take(self, asked: ColorRequest, spans: tuple[SyntaxSpan, ...]) -> bool:
        """Keep what was found, unless nobody waits for it any more; whether it was kept."""
        if not self._is_wanted(asked):
            return False
        asked.spans.extend(spans)
        return True

    def forget(self, block: int | None = None) -> None:
        """Forget the colours of a block, or of a whole document, whose text is another now."""
        if block is not None:
            self._asked.pop(block, None)
            return
        self._asked.clear()
        self._due.clear()
        self._budget = None

    def close(self) -> None:
        """End the process that colours; what waits for it ends."""
        self.forget()
        if self._colorist is not None:
            self._colorist.close()

    def _ask(self, document: Document, index: int) -> ColorRequest:
        block = document.blocks[index]
        self._asked[index] = asked = ColorRequest(index, block.text, block.language, [])
        return asked

    def _ask_ahead(self, document: Document, index: int) -> None:
        passed = 0
        for later in range(index + 1, len(document.blocks)):
            block = document.blocks[later]
            if block.kind is BlockKind.CODE and block.language and later not in self._asked:
                self._due.appendleft(self._ask(document, later))
            passed += len(block.text) + 1
            if passed > AHEAD:
                return

    def _is_wanted(self, asked: ColorRequest) -> bool:
        return self._asked.get(asked.block) is asked

    def _begin(self) -> None:
        # Late: most articles have no code.
        from reader.document.worker.code_coloring import Budget, Colorist

        with self._lock:
            self._colorist = self._colorist or Colorist()
            self._budget = self._budget or Budget()
            if self._is_busy:
                return
            self._is_busy = True
        self._start(self._work)

    def _next(self) -> ColorRequest | None:
        with self._lock:
            self._is_busy = bool(self._due)
            return self._due.pop() if self._due else None

    def _work(self) -> None:
        """Colour the code that is due, the last request first. Runs in a worker."""
        while (asked := self._next()) is not None:
            colorist, budget = self._colorist, self._budget
            if colorist is not None and budget is not None:
                colorist.color(
                    asked.code,
                    asked.language,
                    budget,
                    partial(self._told, asked),
                    partial(self._is_wanted, asked),
                )
