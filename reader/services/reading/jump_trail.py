"""Back and forward: the places where jumps began, as a browser's history keeps pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_STOPS = 100
"""Stops that are kept in either direction; the oldest are dropped."""


class Stop(NamedTuple):
    """A place in an article; `place` None is its title card."""

    path: Path
    place: Place | None
    link: int = -1
    """Index of the link that had the focus, -1 for none."""

    def is_at(self, other: Stop) -> bool:
        """Whether both are the same place, whatever link has the focus."""
        return self[:2] == other[:2]


class Stand(NamedTuple):
    """Where a reader is in the article on the screen."""

    place: Place | None
    """What is at the top of the screen; None is the title card."""
    link: int = -1
    """Index of the link that has the focus, -1 for none."""


class Trail:
    """Two stacks of stops. Where the reader is now is not kept here: callers say it."""

    def __init__(self, back: Iterable[Stop] = (), forward: Iterable[Stop] = ()) -> None:
        self._back = list(back)
        self._forward = list(forward)
        self._last: Stop | None = None
        """Where the last jump, or way back or ahead, began."""

    def leave(self, here: Stop) -> None:
        """Record that a jump begins here; the stops ahead are dropped."""
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[:-MOST_STOPS]
        self._forward.clear()
        self._last = here

    def toggle(self, here: Stop | None) -> Stop | None:
        """Where the last jump began, as vim's `''` has it; again, and it is `here`.

        None if there was no jump. The two places take one stop behind, however often it is asked.
        """
        target = self._last or next(iter(self._back[-1:]), None)
        if target is None:
            return None
        if self._back and self._back[-1].is_at(target):
            self._back.pop()
        if here is not None:
            self.leave(here)
        return target

    def back(self, here: Stop | None) -> Stop | None:
        """The last stop that is not `here`, or None; `here` becomes the next stop ahead."""
        return self._step(here, self._back, self._forward)

    def forward(self, here: Stop | None) -> Stop | None:
        """The next stop ahead that is not `here`, or None; `here` becomes the last stop behind."""
        return self._step(here, self._forward, self._back)

    def _step(self, here: Stop | None, source: list[Stop], other: list[Stop]) -> Stop | None:
        while source and here is not None and source[-1].is_at(here):
            source.pop()
        if not source:
            return None
        if here is not None:
            other.append(here)
            del other[:-MOST_STOPS]
            self._last = here
        return source.pop()

    # -- from session to session ----------------------------------------------------------

    def dump(self, here: Stop | None) -> str:
        """The trail as JSON in ASCII; `here` is where `back` leads in the next session."""
        back = self._back if here is None or self._back[-1:] == [here] else [*self._back, here]
        ways = {"back": back[-MOST_STOPS:], "forward": self._forward[-MOST_STOPS:]}
        return json.dumps({name: [_dumped(stop) for stop in way] for name, way in ways.items()})

    def begin_with(self, text: str) -> None:
        """Put a dumped trail before the stops of this session; malformed stops are skipped."""
        try:
            known = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(known, dict):
            return
        if not self._back:
            self._forward[:] = _stops(known.get("forward"))
        self._back[:0] = _stops(known.get("back"))
        del self._back[:-MOST_STOPS]


def _dumped(stop: Stop) -> list[object]:
    place = stop.place
    return [str(stop.path), *([place.block, place.offset] if place is not None else [])]


def _stops(value: object) -> list[Stop]:
    stops: list[Stop] = []
    for each in value if isinstance(value, list) else []:
        match each:
            case [str(path)] if path:
                stops.append(Stop(Path(path), None))
            case [str(path), int(block), int(offset)] if path and block >= 0 <= offset:
                stops.append(Stop(Path(path), Place(block, offset)))
    return stops[-MOST_STOPS:]
