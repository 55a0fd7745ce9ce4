"""The matches of a search in the article, and the way from match to match."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.document.model import Place
from reader.ui.article.page.layers import Layers, Spot
from reader.ui.article.page.link_focus import LinkFocus
from reader.ui.article.page.viewport import Viewport

if TYPE_CHECKING:
    from reader.document.ranges.find import Match

Told = Callable[[int, int, bool], None]
"""Hears the index of the current match (-1 for none), how many there are, and whether the way
went past an end of the article and on from the other one."""


class MatchWalk:
    """Keeps the matches that are lit, and which is the current one."""

    def __init__(self, viewport: Viewport, layers: Layers, links: LinkFocus, told: Told) -> None:
        self._viewport = viewport
        self._layers = layers
        self._links = links
        self._told = told
        self._matches: tuple[Match, ...] = ()
        self._current = -1
        self._last: Place | None = None
        """The place of the current match, or of the last one before the matches were cleared."""

    def __bool__(self) -> bool:
        return bool(self._matches)

    @property
    def match(self) -> Match | None:
        """The current one."""
        return self._matches[self._current] if self._current >= 0 else None

    @property
    def place(self) -> Place | None:
        """Where the current match begins."""
        return _place(self.match) if self.match is not None else None

    def forget(self) -> None:
        """Light nothing: the article is another."""
        self._put(())
        self._last = None
        self._layers.repaint()
        self._told(-1, 0, False)

    def light(self, matches: Sequence[Match], origin: Place, step: int = 0) -> None:
        """Light these matches; the first at or after `origin` becomes the current one.

        With a `step`, the one that is so many further on from where the last one was, if that
        is still on the screen, else from `origin`.
        """
        self._put(matches)
        if not self._matches:
            self._layers.repaint()
            self._told(-1, 0, False)
            return
        keys = [(match.block, match.start) for match in self._matches]
        last = self._last
        is_seen = step != 0 and last is not None and self._viewport.on_screen(last)
        if step > 0 and last is not None and is_seen:
            found = bisect_right(keys, (last.block, last.offset))
        else:
            origin = last if last is not None and is_seen else origin
            found = bisect_left(keys, (origin.block, origin.offset))
        self._select(found + (step - 1 if step > 0 else step))

    def renew(self, matches: Sequence[Match], origin: Place) -> None:
        """Light what is found in more of the article; the page does not move.

        The current match stays the current one, or the first at or after `origin` becomes it.
        """
        known = self._last if self._current >= 0 else None
        self._put(matches)
        if self._matches:
            origin = known or origin
            keys = [(match.block, match.start) for match in self._matches]
            found = bisect_left(keys, (origin.block, origin.offset))
            self._make_current(found % len(self._matches))
        self._layers.repaint()
        self._told(self._current, len(self._matches), False)

    def clear(self) -> None:
        """Light nothing, but remember where the current match was."""
        self._last = self.place or self._last
        self._put(())
        self._layers.repaint()
        self._told(-1, 0, False)

    def step(self, step: int, origin: Place | None = None) -> bool:
        """Go `step` matches on, round the ends; False if none is lit.

        The way begins at `origin`, where no match counts, or else at the current match.
        """
        if not self._matches:
            return False
        if origin is None:
            self._select(self._current + step)
            return True
        keys = [(match.block, match.start) for match in self._matches]
        here = (origin.block, origin.offset)
        index = bisect_right(keys, here) - 1 if step > 0 else bisect_left(keys, here)
        self._select(index + step)
        return True

    def is_beyond(self, step: int) -> bool:
        """Whether the match so many further on is in another article, if anywhere."""
        found = 0 <= self._current + step < len(self._matches)
        return bool(self._matches) and self._viewport.complete and not found

    def _put(self, matches: Sequence[Match]) -> None:
        self._matches = tuple(matches)
        self._current = -1
        self._layers.matches.put(self._matches)
        self._layers.current_match.spot = None

    def _make_current(self, index: int) -> None:
        self._current = index
        match = self._matches[index]
        self._last = _place(match)
        self._layers.current_match.spot = Spot(match.block, match.start, match.end)

    def _select(self, index: int) -> None:
        total = len(self._matches)
        self._make_current(index % total)
        self._links.drop()
        self._layers.repaint()
        if self._last is not None:
            self._viewport.show_place(self._last)
        self._told(self._current, total, not 0 <= index < total)


def _place(match: Match) -> Place:
    return Place(match.block, match.start)
