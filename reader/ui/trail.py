"""Back and forward: where jumps began, as a browser's history keeps pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from reader.document.model import Place

MOST_STOPS = 100


class Stop(NamedTuple):
    """A place in an article; None is its title card."""

    path: Path
    place: Place | None
    link: int = -1
    """Index of the link that had the focus, -1 for none."""


class Trail:
    """Two stacks of stops, and no opinion on where the reader is now."""

    def __init__(self) -> None:
        self._back: list[Stop] = []
        self._forward: list[Stop] = []

    def leave(self, here: Stop) -> None:
        """A jump begins here; what was ahead is forgotten."""
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[:-MOST_STOPS]
        self._forward.clear()

    def back(self, here: Stop) -> Stop | None:
        return self._step(here, self._back, self._forward)

    def forward(self, here: Stop) -> Stop | None:
        return self._step(here, self._forward, self._back)

    @staticmethod
    def _step(here: Stop, source: list[Stop], other: list[Stop]) -> Stop | None:
        if not source:
            return None
        other.append(here)
        return source.pop()
